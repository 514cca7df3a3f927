//! The check that a target group makes of what stands behind it. In: the health that a workload names. Out: the check with
//! every default, taken exactly where a target group can, the nearest slower elsewhere and noted.

use super::context::Context;
use super::traffic::TargetCheck;
use crate::diagnostic::{Code, Finding};
use crate::model::measure::Bounds;
use crate::model::policy::{Health, Protocol, WorkloadBody};
use crate::words::tick;

/// The codes of notes about checks of target groups.
pub const CODES: &[Code] = &[INTERVAL, THRESHOLD, TIMEOUT];

const INTERVAL: Code = Code {
    code: "lowering/target-check-interval",
    why: "A target group asks every 5 to 300 whole seconds; the nearest slower interval is taken.",
};
const THRESHOLD: Code = Code {
    code: "lowering/target-check-threshold",
    why: "A target group counts 2 to 10 answers in a row before it changes its mind; the nearest slower number is taken.",
};
const TIMEOUT: Code = Code {
    code: "lowering/target-check-timeout",
    why: "A target group waits 2 to 120 whole seconds for an answer, and less than the time between two requests.",
};

/// The check of a workload's target groups; without a health the defaults of the language. `shortest` is the shortest
/// interval in seconds that the kind of target allows (a function is asked less often than it may run).
pub fn plan(
    context: &Context,
    body: &WorkloadBody,
    shortest: u64,
    notes: &mut Vec<Finding>,
) -> TargetCheck {
    let named = body.health.as_ref().and_then(|name| context.policy.health.get(&name.node));
    let Some(health) = named else {
        return TargetCheck {
            https: false,
            path: "/".to_owned(),
            matcher: "200-399".to_owned(),
            interval: 30.max(shortest),
            timeout: 5,
            healthy: 2,
            unhealthy: 3,
        };
    };
    let interval = interval(health, shortest, notes);
    TargetCheck {
        https: health.protocol.node == Protocol::Https,
        path: health.path.node.clone(),
        matcher: matcher(&health.expect.node),
        interval,
        timeout: timeout(health, interval, notes),
        healthy: threshold(health, "healthy_after", &health.healthy_after, notes),
        unhealthy: threshold(health, "unhealthy_after", &health.unhealthy_after, notes),
    }
}

/// `200-399`, `200,204`
fn matcher(expect: &[Bounds<u64>]) -> String {
    let answers = |range: &Bounds<u64>| {
        if range.fixed() { range.min.to_string() } else { format!("{}-{}", range.min, range.max) }
    };
    expect.iter().map(answers).collect::<Vec<_>>().join(",")
}

/// Seconds between two requests of a target group.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html>
pub fn seconds(health: &Health, shortest: u64) -> u64 {
    health.interval.node.seconds().clamp(5.max(shortest), 300)
}

/// Answers in a row until a target group changes its mind.
pub fn answers(said: u64) -> u64 {
    said.clamp(2, 10)
}

fn interval(health: &Health, shortest: u64, notes: &mut Vec<Finding>) -> u64 {
    let taken = seconds(health, shortest);
    if health.interval.node.millis() != taken * 1_000 {
        let message = format!(
            "a target group asks every {} to 300 s: health {} asks every {taken}s, not {}",
            5.max(shortest),
            tick(&health.name.node),
            health.interval.node
        );
        notes.push(Finding::note(
            INTERVAL.code,
            message,
            health.interval.span,
            "taken as possible",
        ));
    }
    taken
}

fn timeout(health: &Health, interval: u64, notes: &mut Vec<Finding>) -> u64 {
    let taken = health.timeout.node.seconds().clamp(2, 120).min(interval.saturating_sub(1).max(2));
    if health.timeout_given && health.timeout.node.millis() != taken * 1_000 {
        let message = format!(
            "a target group waits 2 to 120 s, and less than its interval of {interval}s: health {} waits {taken}s, not {}",
            tick(&health.name.node),
            health.timeout.node
        );
        notes.push(Finding::note(TIMEOUT.code, message, health.timeout.span, "taken as possible"));
    }
    taken
}

fn threshold(
    health: &Health,
    word: &str,
    said: &crate::source::Spanned<u64>,
    notes: &mut Vec<Finding>,
) -> u64 {
    let taken = answers(said.node);
    if taken != said.node {
        let message = format!(
            "a target group counts 2 to 10 answers: `{word}` of health {} is {taken}, not {}",
            tick(&health.name.node),
            said.node
        );
        notes.push(Finding::note(THRESHOLD.code, message, said.span, "taken as possible"));
    }
    taken
}
