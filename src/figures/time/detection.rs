//! How long it takes to see that something is gone. In: a health check and who takes it. Out: interval as it is taken
//! there × failures in a row.

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::policy::{Health, Platform, Workload};
use crate::plan::{target_check, traffic};
use crate::source::Span;

use super::super::origin::Origin;
use super::Item;

/// A check as it is taken somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detection {
    /// Thousandths of a second between two requests.
    pub interval: u64,
    /// Failures in a row.
    pub failures: u64,
    /// The check; none where the defaults of the language hold.
    pub span: Option<Span>,
}

impl Detection {
    /// As Route 53 takes a check.
    pub fn of_records(health: &Health) -> Self {
        Self {
            interval: traffic::interval(health) * 1_000,
            failures: traffic::threshold(health),
            span: Some(health.name.span),
        }
    }

    /// As whatever stands before a workload takes its check: a target group, or the probes of pods.
    pub fn of_workload(policy: &Policy, workload: &Workload) -> Self {
        let named = workload.body.health.as_ref();
        let Some(health) = named.and_then(|name| policy.health.get(&name.node)) else {
            return Self { interval: 30_000, failures: 3, span: None };
        };
        let span = Some(health.name.span);
        match workload.platform.node {
            Platform::Kubernetes => Self {
                interval: health.interval.node.seconds().max(1) * 1_000,
                failures: health.unhealthy_after.node,
                span,
            },
            Platform::Ec2 | Platform::Fargate | Platform::Lambda => Self {
                interval: target_check::seconds(health, 5) * 1_000,
                failures: target_check::answers(health.unhealthy_after.node),
                span,
            },
        }
    }

    /// As an item of a chain.
    pub fn item(self) -> Item {
        let interval = Ratio::of(u128::from(self.interval), 1_000);
        Item {
            what: "detection",
            seconds: interval * Ratio::from_whole(self.failures),
            sum: format!("{} × {}s", self.failures, interval.decimal()),
            origin: self
                .span
                .map_or(Origin::Default("checks every 30s, 3 failures"), Origin::Given),
        }
    }
}
