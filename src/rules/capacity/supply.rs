//! Words that several rules about capacity share. In: a workload in a region with its figures. Out: what is counted, the sum
//! as a person would write it, the places of its terms.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Step};
use crate::figures::{Fleet, Load, LoadUnit, Need, Stand};
use crate::model::policy::Platform;
use crate::ratio::Ratio;
use crate::rules::{self, Seen};
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
        limit(self.fleet, self.stand)
    }

    /// The sentence that lets so many run.
    pub fn with_most(&self, most: u64) -> String {
        match self.stand.body.replicas {
            Some(replicas) => format!("replicas = {}..{most}", replicas.node.min),
            None => format!("reserved = {most}"),
        }
    }

    /// The sentence that keeps so many running: one size where no more may run, unless something scales it.
    pub fn with_least(&self, least: u64) -> String {
        let body = self.stand.body;
        let scales = !(body.keeps.is_empty() && body.steps.is_empty() && body.predicts.is_empty());
        let most = self.stand.bounds.map_or(least, |bounds| bounds.max.max(least));
        match most - least {
            0 if scales => format!("replicas = {least}..{}", least.saturating_add(1)),
            0 => format!("replicas = {least}"),
            _ => format!("replicas = {least}..{most}"),
        }
    }

    /// `web in eu-west-1`
    pub fn name(&self) -> String {
        [&self.fleet.workload.name.node, " in ", self.region()].concat()
    }

    /// `replicas of web in eu-west-1`
    pub fn counted(&self) -> String {
        [self.noun(), " of ", &self.name()].concat()
    }

    /// The region's share of the load; without weights all active regions have the same.
    pub fn share(&self) -> Step {
        let (what, share) = (format!("share of {}", self.region()), percent(self.stand.share, 2));
        let declared = &self.seen.policy.regions;
        let own = declared.iter().find(|region| region.code.node == self.region());
        match own.and_then(|region| region.weight) {
            Some(weight) if rules::shared::share(weight.node.0) == self.stand.share => {
                Step::given(what, share, weight.span)
            }
            None if declared.iter().all(|region| region.weight.is_none()) => {
                Step::assumed(what, share, "no region has a weight")
            }
            Some(_) | None => Step::derived(what, share),
        }
    }

    /// How few may run.
    pub fn minimum(&self) -> Option<Step> {
        let body = self.stand.body;
        let span = body.replicas.map(|it| it.span).or(body.provisioned.map(|it| it.span))?;
        let what = ["minimum of ", &self.name()].concat();
        Some(Step::given(what, self.stand.bounds?.min.to_string(), span))
    }

    /// How many may run.
    pub fn maximum(&self) -> Option<Step> {
        let body = self.stand.body;
        let what = ["maximum of ", &self.name()].concat();
        let most = self.stand.bounds?.max.to_string();
        let span = body.replicas.map(|it| it.span).or(body.reserved.map(|it| it.span));
        Some(match span {
            Some(span) => Step::given(what, most, span),
            None => Step::assumed(what, most, "an account's default"),
        })
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

/// Workloads in regions with what is said of each: of those whose limits are written at one place, the one of most weight.
pub fn heaviest<'s, 'a: 's, T, W: Ord>(
    fleet: &'s Fleet<'a>,
    stands: impl Iterator<Item = (&'s Stand<'a>, T)>,
    weight: impl Fn(&T) -> W,
) -> impl Iterator<Item = (&'s Stand<'a>, T)> {
    let mut kept: BTreeMap<Span, (&Stand, T)> = BTreeMap::new();
    for (stand, said) in stands {
        let place = limit(fleet, stand);
        if kept.get(&place).is_none_or(|(_, known)| weight(&said) > weight(known)) {
            kept.insert(place, (stand, said));
        }
    }
    kept.into_values()
}

fn limit(fleet: &Fleet, stand: &Stand) -> Span {
    let given = stand.body.replicas.map(|it| it.span).or(stand.body.reserved.map(|it| it.span));
    given.unwrap_or(fleet.workload.head)
}

/// Adds the places of a need's terms.
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
    finding
}
