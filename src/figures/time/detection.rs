//! How long it takes to see that something is gone. In: a health check and who takes it. Out: interval as it is taken
//! there × failures in a row.

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::policy::{Health, Platform, Workload};
use crate::plan::{target_check, traffic};
use crate::source::Span;

use super::super::money::Operand;
use super::super::origin::Origin;
use super::Item;

/// A check as it is taken somewhere.
#[derive(Clone, Copy, Debug)]
pub struct Detection<'a> {
    /// Thousandths of a second between two requests.
    pub interval: u64,
    /// Failures in a row.
    pub failures: u64,
    /// The check; none where the defaults of the language hold.
    pub health: Option<&'a Health>,
}

impl<'a> Detection<'a> {
    /// As Route 53 takes a check.
    pub fn of_records(health: &'a Health) -> Self {
        Self {
            interval: traffic::interval(health) * 1_000,
            failures: traffic::threshold(health),
            health: Some(health),
        }
    }

    /// As whatever stands before a workload takes its check: a target group, or the probes of pods.
    pub fn of_workload(policy: &'a Policy, workload: &Workload) -> Self {
        let named = workload.body.health.as_ref();
        let Some(health) = named.and_then(|name| policy.health.get(&name.node)) else {
            return Self { interval: 30_000, failures: 3, health: None };
        };
        match workload.platform.node {
            Platform::Kubernetes => Self {
                interval: health.interval.node.seconds().max(1) * 1_000,
                failures: health.unhealthy_after.node,
                health: Some(health),
            },
            Platform::Ec2 | Platform::Fargate | Platform::Lambda => Self {
                interval: target_check::seconds(health, 5) * 1_000,
                failures: target_check::answers(health.unhealthy_after.node),
                health: Some(health),
            },
        }
    }

    /// As an item of a chain.
    pub fn item(self) -> Item {
        let interval = Ratio::of(u128::from(self.interval), 1_000);
        let span = self.health.map(|health| health.name.span);
        Item {
            what: "detection",
            seconds: interval * Ratio::from_whole(self.failures),
            sum: format!("{} × {}s", self.failures, interval.decimal()),
            origin: span.map_or(Origin::Default("no health is said"), Origin::Given),
            terms: self.health.map_or(Vec::new(), |health| self.terms(health)),
        }
    }

    /// What a check says itself, and what it leaves to the language.
    fn terms(self, health: &Health) -> Vec<Operand> {
        let said = |span: Span, default| {
            let silent = span == health.name.span;
            if silent { Origin::Default(default) } else { Origin::Given(span) }
        };
        let failures = said(health.unhealthy_after.span, "no `unhealthy_after` is said");
        let interval = said(health.interval.span, "no `interval` is said");
        vec![
            Operand {
                what: "failures in a row",
                figure: Ratio::from_whole(self.failures),
                unit: "",
                origin: failures,
            },
            Operand {
                what: "from check to check",
                figure: Ratio::of(u128::from(self.interval), 1_000),
                unit: "s",
                origin: interval,
            },
        ]
    }
}
