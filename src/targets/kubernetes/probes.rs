//! Health as probes: startup, then readiness as written, and liveness twice as patient. In: a check. Out: three
//! probes, and notes of what a probe does otherwise.

use k8s_openapi::api::core::v1::{HTTPGetAction, Probe};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::codes;
use super::scope::{Scope, narrow};
use crate::diagnostic::Finding;
use crate::model::measure::{Bounds, Duration};
use crate::model::policy::{Health, Protocol};
use crate::source::Spanned;
use crate::words::tick;

/// The three probes of a container.
pub struct Probes {
    /// Until it has started.
    pub startup: Probe,
    /// Whether it gets requests.
    pub readiness: Probe,
    /// Whether it is restarted.
    pub liveness: Probe,
}

/// The probes of a check.
pub fn probes(scope: &Scope, check: &Health) -> Probes {
    let base = Probe {
        http_get: Some(request(scope, check)),
        period_seconds: Some(narrow(check.interval.node.seconds().max(1))),
        timeout_seconds: Some(narrow(check.timeout.node.seconds().max(1))),
        ..Probe::default()
    };
    let failures = |count: u64| Some(narrow(count));
    let unhealthy = check.unhealthy_after.node;
    let interval = check.interval.node.seconds().max(1);
    Probes {
        startup: Probe {
            failure_threshold: failures(scope.startup().div_ceil(interval) + 1),
            ..base.clone()
        },
        readiness: Probe {
            success_threshold: Some(narrow(check.healthy_after.node)),
            failure_threshold: failures(unhealthy),
            ..base.clone()
        },
        liveness: Probe { failure_threshold: failures(unhealthy * 2), ..base },
    }
}

fn request(scope: &Scope, check: &Health) -> HTTPGetAction {
    let port = check.port.as_ref().map_or_else(|| scope.port(), |port| port.node);
    HTTPGetAction {
        path: Some(check.path.node.clone()),
        port: IntOrString::Int(narrow(port)),
        scheme: (check.protocol.node == Protocol::Https).then(|| "HTTPS".to_owned()),
        ..HTTPGetAction::default()
    }
}

/// What probes do otherwise than a check says.
pub fn notes(check: &Health) -> Vec<Finding> {
    let name = tick(&format!("health {}", check.name.node));
    let note =
        |message: String, span, label: &str| Finding::note(codes::PROBE.code, message, span, label);
    let mut notes = vec![note(
        format!(
            "liveness by {name} is twice as patient as readiness, so that a pod leaves the service before it is restarted"
        ),
        check.unhealthy_after.span,
        "twice for liveness",
    )];
    if !takes_all(&check.expect.node) {
        let message =
            format!("a probe by {name} takes 200 to 399 as healthy, whatever is expected");
        notes.push(note(message, check.expect.span, "not expressible here"));
    }
    for (word, stretch) in [("interval", check.interval), ("timeout", check.timeout)] {
        notes.extend(
            fraction(&name, word, stretch).map(|message| note(message, stretch.span, "rounded up")),
        );
    }
    notes
}

fn takes_all(expect: &[Bounds<u64>]) -> bool {
    matches!(expect, [only] if only.min == 200 && only.max == 399)
}

fn fraction(name: &str, word: &str, stretch: Spanned<Duration>) -> Option<String> {
    let exact = stretch.node.millis();
    let whole = stretch.node.seconds().max(1);
    (whole * 1_000 != exact)
        .then(|| format!("a probe by {name} counts in whole seconds, so {word} is {whole} s"))
}
