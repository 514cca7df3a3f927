//! Health of an endpoint, as Route 53 can ask for it: the nearest slower interval, one threshold both ways, no time-out
//! of our own. What differs is a note at its place.

use super::{Check, Records};
use crate::diagnostic::{Code, Finding};
use crate::model::policy::{Health, Protocol, Traffic};
use crate::plan::context::Context;
use crate::words::tick;

pub const ANSWERS: Code = Code {
    code: "lowering/dns-check-answers",
    why: "Route 53 takes every answer of 200 to 399 for healthy; it cannot be told which ones to expect.",
};
pub const HTTPS: Code = Code {
    code: "lowering/dns-check-https",
    why: "An endpoint is asked where its balancer listens, on 443 in https, whatever the health block says.",
};
pub const INTERVAL: Code = Code {
    code: "lowering/dns-check-interval",
    why: "Route 53 asks every 10 or every 30 seconds and counts 1 to 10 failures; the nearest slower values are taken.",
};
pub const SINGLE_REGION: Code = Code {
    code: "lowering/dns-check-left-out",
    why: "A record that stands alone has nowhere to send users when its check fails, so none is made.",
};
pub const TIMEOUT: Code = Code {
    code: "lowering/dns-check-timeout",
    why: "Route 53 has no time-out to set: it gives a connection four seconds and the answer two more.",
};

/// The check of a block's records, where several can take over from each other.
pub(super) fn plan(
    context: &Context,
    traffic: &Traffic,
    records: Records,
    regions: &[String],
    notes: &mut Vec<Finding>,
) -> Option<Check> {
    let named = traffic.health.as_ref().filter(|_| records != Records::NotCompiled)?;
    let health = context.policy.health.get(&named.node)?;
    if regions.len() < 2 {
        let message = format!(
            "health {} makes no Route 53 check for {}: it stands in one region, and there is no other to send users to",
            tick(&named.node),
            tick(&traffic.name.node)
        );
        notes.push(Finding::note(SINGLE_REGION.code, message, named.span, "no check of its own"));
        return None;
    }
    differences(health, notes);
    Some(Check {
        path: health.path.node.clone(),
        interval: interval(health),
        threshold: threshold(health),
        span: health.name.span,
    })
}

/// Seconds between two requests of Route 53.
/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html> (`RequestInterval`)
pub fn interval(health: &Health) -> u64 {
    if health.interval.node.seconds() <= 10 { 10 } else { 30 }
}

/// Failures in a row until Route 53 takes an endpoint for unhealthy.
/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html> (`FailureThreshold`)
pub fn threshold(health: &Health) -> u64 {
    health.unhealthy_after.node.clamp(1, 10)
}

fn differences(health: &Health, notes: &mut Vec<Finding>) {
    let name = tick(&health.name.node);
    timeout(health, &name, notes);
    if health.interval.node.millis() != interval(health) * 1_000 {
        let (written, taken) = (health.interval.node, interval(health));
        let message = format!(
            "Route 53 asks every 10 or 30 seconds: health {name} asks every {taken}s, not {written}"
        );
        notes.push(Finding::note(INTERVAL.code, message, health.interval.span, "taken as slower"));
    }
    if health.unhealthy_after.node != threshold(health) {
        let (written, taken) = (health.unhealthy_after.node, threshold(health));
        let message = format!(
            "Route 53 counts 1 to 10 failures: health {name} counts {taken}, not {written}"
        );
        notes.push(Finding::note(
            INTERVAL.code,
            message,
            health.unhealthy_after.span,
            "not possible",
        ));
    }
    recovery(health, &name, notes);
    endpoint(health, &name, notes);
    answers(health, &name, notes);
}

/// Four seconds for the connection, two for the answer.
/// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html>
fn timeout(health: &Health, name: &str, notes: &mut Vec<Finding>) {
    let span = if health.timeout_given { health.timeout.span } else { health.name.span };
    let message = format!(
        "Route 53 has no time-out to set: for health {name} it waits 4s for a connection and 2s for the answer"
    );
    notes.push(Finding::note(TIMEOUT.code, message, span, "not taken up"));
}

/// One threshold serves both ways.
fn recovery(health: &Health, name: &str, notes: &mut Vec<Finding>) {
    let written = health.healthy_after.span != health.name.span;
    if written && health.healthy_after.node != threshold(health) {
        let (wanted, taken) = (health.healthy_after.node, threshold(health));
        let message = format!(
            "Route 53 counts alike both ways: for health {name} an endpoint is healthy after {taken} answers, not {wanted}"
        );
        notes.push(Finding::note(
            INTERVAL.code,
            message,
            health.healthy_after.span,
            "not taken up",
        ));
    }
}

fn endpoint(health: &Health, name: &str, notes: &mut Vec<Finding>) {
    let message = || {
        format!(
            "an endpoint is asked on 443 in https, where its balancer listens, also for health {name}"
        )
    };
    if health.protocol.node == Protocol::Http {
        let span = if health.protocol_given { health.protocol.span } else { health.name.span };
        notes.push(Finding::note(HTTPS.code, message(), span, "says http"));
    }
    if let Some(port) = health.port.as_ref().filter(|port| port.node != 443) {
        notes.push(Finding::note(HTTPS.code, message(), port.span, "another port"));
    }
}

/// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html>
fn answers(health: &Health, name: &str, notes: &mut Vec<Finding>) {
    let all = |expect: &[crate::model::measure::Bounds<u64>]| matches!(expect, [only] if only.min == 200 && only.max == 399);
    if !all(&health.expect.node) {
        let message =
            format!("Route 53 takes 200 to 399 for healthy, whatever health {name} expects");
        notes.push(Finding::note(
            ANSWERS.code,
            message,
            health.expect.span,
            "only target groups look",
        ));
    }
}
