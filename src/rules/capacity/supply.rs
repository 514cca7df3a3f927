//! Words that several rules about capacity share. In: a workload in a region with its figures. Out: what is counted, the sum
//! as a person would write it, the places of its terms.

use std::cmp::Ordering;

use super::paper;
use crate::diagnostic::Finding;
use crate::figures::{Fleet, Load, LoadUnit, Need, Stand};
use crate::model::policy::Platform;
use crate::ratio::Ratio;
use crate::rules::Seen;
use crate::source::Span;
use crate::words::{per_second, percent};

/// A workload in a region.
pub struct Supply<'s, 'a> {
    /// The policy.
    pub seen: &'s Seen<'a>,
    /// The workload.
    pub fleet: &'s Fleet<'a>,
    /// It in the region.
    pub stand: &'s Stand<'a>,
}

impl Supply<'_, '_> {
    /// What is counted.
    pub fn noun(&self) -> &'static str {
        match self.fleet.workload.platform.node {
            Platform::Lambda => "concurrent executions",
            Platform::Ec2 | Platform::Fargate | Platform::Kubernetes => "replicas",
        }
    }

    /// The region's code.
    pub fn region(&self) -> &str {
        self.seen.figures.regions.get(self.stand.region).map_or("", |region| region.code)
    }

    /// Where the maximum is written.
    pub fn limit(&self) -> Span {
        let body = self.stand.body;
        let given = body.replicas.map(|it| it.span).or(body.reserved.map(|it| it.span));
        given.unwrap_or(self.fleet.workload.head)
    }

    /// `replicas = 9..12`; where both ends are one, a single size, or room for what scales it.
    pub fn replicas(&self, min: u64, max: u64) -> String {
        let body = self.stand.body;
        let scales = !(body.keeps.is_empty() && body.steps.is_empty() && body.predicts.is_empty());
        match max.cmp(&min) {
            Ordering::Greater => format!("replicas = {min}..{max}"),
            _ if scales => format!("replicas = {min}..{}", min.saturating_add(1)),
            _ => format!("replicas = {min}"),
        }
    }

    fn unit(&self) -> Option<LoadUnit> {
        let demand = &self.fleet.demand;
        demand.steady.as_ref().or(demand.peak.as_ref()).ok().map(|arriving| arriving.unit)
    }

    /// A load in words.
    pub fn load(&self, load: Ratio) -> String {
        match self.unit() {
            Some(LoadUnit::Connections) => format!("{} connections", load.rounded(2)),
            _ => per_second(load),
        }
    }

    /// `500/s × 1.25 / (20/s × 70 %)`
    pub fn sum(&self, need: Need) -> String {
        let headroom = self.stand.body.headroom.map_or(String::new(), |headroom| {
            let over = Ratio::ONE + headroom.node.base() / Ratio::from_whole(100);
            format!(" × {}", over.rounded(4))
        });
        let carries = match self.unit() {
            Some(LoadUnit::Connections) => need.carries.rounded(2),
            _ => per_second(need.carries),
        };
        let target = percent(self.stand.target.share, 2);
        format!("{}{headroom} / ({carries} × {target})", self.load(need.load))
    }
}

/// Adds the places of a need's terms, and the calculation.
pub fn labelled(supply: &Supply, mut finding: Finding, load: Load) -> Finding {
    let body = supply.stand.body;
    if let Ok(arriving) = supply.fleet.demand.at(load) {
        finding = finding.also(arriving.given.span, format!("the load `{}`", load.word()));
        for factor in &arriving.factors {
            finding =
                finding.also(factor.span, format!("{} {}", percent(factor.share, 2), factor.what));
        }
    }
    let carries = body.serves.map(|it| it.span).or(body.connections.map(|it| it.span));
    if let Some(span) = carries {
        finding = finding.also(span, "what one carries");
    }
    if let Some(rule) = supply.stand.target.rule {
        finding = finding.also(rule, "sets the target");
    }
    finding.steps(paper::need(supply, load))
}
