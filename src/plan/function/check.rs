//! The check that a balancer makes of a function: an ordinary call of it, so that its pace follows the function's
//! time-out. In: the workload's health. Out: the check in the balancer's bounds.

use crate::diagnostic::{Code, Finding};
use crate::model::measure::Bounds;
use crate::model::policy::{Health, Protocol, WorkloadBody};
use crate::plan::context::Context;
use crate::plan::traffic::TargetCheck;
use crate::words::tick;

pub const CHECK: Code = Code {
    code: "lowering/function-check",
    why: "A balancer asks a function every 5 to 300 seconds, slower than the function may take, and waits 2 to 120 seconds; the nearest slower values are taken.",
};

/// The check of a function's target groups, where its workload names one.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html> (health checks)
pub(super) fn plan(
    context: &Context,
    body: &WorkloadBody,
    notes: &mut Vec<Finding>,
) -> Option<TargetCheck> {
    let health = context.policy.health.get(&body.health.as_ref()?.node)?;
    let slowest = body.timeout.map_or(0, |timeout| timeout.node.seconds());
    let interval = health.interval.node.seconds().max(slowest + 1).clamp(5, 300);
    let timeout = health.timeout.node.seconds().clamp(2, 120).min(interval.saturating_sub(1));
    let check = TargetCheck {
        https: health.protocol.node == Protocol::Https,
        path: health.path.node.clone(),
        matcher: matcher(&health.expect.node),
        interval,
        timeout,
        healthy: health.healthy_after.node.clamp(2, 10),
        unhealthy: health.unhealthy_after.node.clamp(2, 10),
    };
    differences(health, &check, notes);
    Some(check)
}

/// `200-399`, `200,204`
fn matcher(expected: &[Bounds<u64>]) -> String {
    let one = |bounds: &Bounds<u64>| {
        if bounds.fixed() {
            bounds.min.to_string()
        } else {
            format!("{}-{}", bounds.min, bounds.max)
        }
    };
    expected.iter().map(one).collect::<Vec<_>>().join(",")
}

fn differences(health: &Health, check: &TargetCheck, notes: &mut Vec<Finding>) {
    let interval = (health.interval, check.interval, "asks every");
    let timeout = (health.timeout, check.timeout, "waits");
    for (written, taken, what) in [interval, timeout] {
        if written.node.millis() != taken * 1_000 {
            let name = tick(&health.name.node);
            let message = format!(
                "of a function a balancer {what} {taken}s for health {name}, not {}",
                written.node
            );
            notes.push(Finding::note(CHECK.code, message, written.span, "taken as slower"));
        }
    }
}
