//! Scaling that comes too late for the load that it is there for.

use super::supply::Supply;
use crate::diagnostic::{Case, Finding, Step};
use crate::figures::time::{Ramp, ramp};
use crate::figures::{self, Fleet, LoadUnit, Stand};
use crate::model::measure::{Dimension, base};
use crate::model::policy::Quantity;
use crate::model::policy::{Load, Promise, Stage};
use crate::ratio::Ratio;
use crate::rules::calculation::{self, apart, need};
use crate::rules::{Check, Rule, Seen, time};
use crate::source::{Span, Spanned};
use crate::words::{per_second, percent, stretch, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/ramp-too-slow",
    cases: &[Case::WARNING.promised()],
    why: "From what runs at the load `steady` to what `peak` needs, a rule takes `for` + (steps - 1) × (wait, else startup) + \
          startup. That is longer than the policy promises, or than its own load test lasts.",
    rejected: "service shop {
  budget = $2000/month
  steady = 40/s
  peak   = 200/s
  objective { scale_out < 5m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.medium
    replicas = 4..20
    serves   = 20/s
    startup  = 60s
    scale out by 1 when cpu > 70% for 1m then wait 1m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    accepted: "service shop {
  budget = $2000/month
  steady = 40/s
  peak   = 200/s
  objective { scale_out < 5m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.medium
    replicas = 4..20
    serves   = 20/s
    startup  = 60s
    scale out by 4 when cpu > 70% for 1m then wait 1m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for fleet in &seen.figures.fleets {
        if let Some(finding) = to_peak(seen, fleet).or_else(|| to_spike(seen, fleet)) {
            findings.push(finding);
        }
    }
}

fn promise<'a>(seen: &'a Seen, fleet: &'a Fleet) -> Option<&'a Spanned<Promise>> {
    let named = |promise: &&Spanned<Promise>| promise.subject.node == "scale_out";
    let own = fleet.workload.body.promises.iter().find(named);
    own.or_else(|| seen.policy.promises.iter().find(named))
}

/// The slowest region's way from what runs to what is needed.
fn slowest<'f, 'a>(
    fleet: &'f Fleet<'a>,
    from: impl Fn(&Stand) -> Option<u64>,
    to: impl Fn(&Stand) -> Option<u64>,
) -> Option<(&'f Stand<'a>, Ramp)> {
    let ramps = fleet.stands.iter().filter_map(|stand| {
        let (from, to) = (from(stand)?, to(stand)?.min(stand.bounds?.max));
        (to > from)
            .then(|| ramp(fleet.workload, stand.body, from, to))
            .flatten()
            .map(|it| (stand, it))
    });
    ramps.max_by_key(|(_, ramp)| ramp.seconds())
}

fn to_peak(seen: &Seen, fleet: &Fleet) -> Option<Finding> {
    let promise = promise(seen, fleet)?;
    let steady = |stand: &Stand| stand.steady.and_then(|need| stand.running(need));
    let (stand, ramp) = slowest(fleet, steady, |stand| Some(stand.peak?.bare))?;
    let promised = base(promise.value.node) / Ratio::from_whole(1_000);
    if ramp.seconds() <= promised {
        return None;
    }
    let what = format!("from the load `steady` to `peak`, promised are {}", promise.value.node);
    let supply = Supply { seen, fleet, stand };
    let finding = fault(seen, fleet, stand, ramp, &what)
        .steps(need::running(&supply, figures::Load::Steady))
        .steps(need::bare(&supply, figures::Load::Peak))
        .steps(time::way(ramp, stand.body))
        .steps([
            calculation::promised(promise),
            Step::derived("over the promise", apart(ramp.seconds(), promised, stretch)),
        ]);
    Some(finding.also(promise.value.span, "promised here"))
}

/// A load test jumps further than the workload follows while it lasts.
fn to_spike(seen: &Seen, fleet: &Fleet) -> Option<Finding> {
    let arriving = fleet.demand.peak.as_ref().or(fleet.demand.steady.as_ref()).ok()?;
    let whole = base(arriving.given.node);
    if arriving.unit != LoadUnit::Requests || arriving.own || whole.is_zero() {
        return None;
    }
    let part = arriving.amount / whole;
    let spikes = seen.policy.loads.iter().flat_map(spikes);
    let found = spikes.filter_map(|spike| {
        let need = |stand: &Stand, rate: Ratio| {
            let carries = stand.body.serves?.node.base();
            Some((rate * part * stand.share / carries).ceil())
        };
        let from = |stand: &Stand| Some(need(stand, spike.from)?.max(stand.bounds?.min));
        let (stand, ramp) = slowest(fleet, from, |stand| need(stand, spike.to))?;
        (ramp.seconds() > spike.within).then_some((spike, stand, ramp))
    });
    let (spike, stand, ramp) = found.max_by_key(|(_, _, ramp)| ramp.seconds())?;
    let what = format!("for load {}, which lasts {}", tick(spike.name), stretch(spike.within));
    let finding = fault(seen, fleet, stand, ramp, &what).also(spike.span, "the jump");
    let supply = Supply { seen, fleet, stand };
    let over = apart(ramp.seconds(), spike.within, stretch);
    Some(
        finding
            .steps(asked(&supply, &spike, stand.share * part))
            .steps(time::way(ramp, stand.body))
            .steps([Step::derived("longer than the jump lasts", over)]),
    )
}

struct Spike<'a> {
    name: &'a str,
    from: Ratio,
    to: Ratio,
    within: Ratio,
    span: Span,
}

/// What a jump asks of a region, before and after it, of which it gets a share.
fn asked(supply: &Supply, spike: &Spike, share: Ratio) -> Vec<Step> {
    let (from, to) = (per_second(spike.from), per_second(spike.to));
    let jump = format!("from {from} to {to} within {}", stretch(spike.within));
    let mut steps = vec![Step::given(format!("load {}", spike.name), jump, spike.span)];
    if share != Ratio::ONE {
        let there = percent(share, 2);
        steps.push(Step::derived(format!("of it in {}", supply.region()), there));
    }
    let Some(serves) = supply.stand.body.serves else { return steps };
    steps.push(Step::given("what one carries", serves.node.to_string(), serves.span));
    steps.extend(supply.minimum());
    let counted = [spike.from, spike.to].map(|rate| {
        let there = rate * share;
        let (sum, needed) = (supply.load(there), (there / serves.node.base()).ceil());
        let sum = format!("ceil({sum} / {})", serves.node);
        let what = format!("{} that carry {}", supply.counted(), supply.load(there));
        Step::derived(what, calculation::equals(&sum, &needed.to_string()))
    });
    steps.extend(counted);
    steps.extend(supply.maximum());
    steps
}

/// The rises of a load test, in requests a second: users have no rate.
fn spikes(load: &Load) -> Vec<Spike<'_>> {
    let rate = |quantity: &Spanned<Quantity>| {
        (Dimension::of(quantity.node) == Dimension::Rate).then(|| base(quantity.node))
    };
    let mut before = Some(Ratio::ZERO);
    let mut spikes = Vec::new();
    let mut first = true;
    for stage in &load.stages {
        let (from, to, lasts) = match &stage.node {
            Stage::Hold(hold) => (before, rate(&hold.at.amount), &hold.lasts),
            Stage::Ramp(ramp) => {
                let from = ramp.from.as_ref().map_or(before, |from| rate(&from.amount));
                (from, rate(&ramp.to.amount), &ramp.over)
            }
        };
        let begins = first && matches!(stage.node, Stage::Hold(_));
        if let (Some(from), Some(to), false) = (from, to, begins) {
            let within = base(lasts.node) / Ratio::from_whole(1_000);
            spikes.push(Spike { name: &load.name.node, from, to, within, span: stage.span });
        }
        before = to;
        first = false;
    }
    spikes
}

fn fault(seen: &Seen, fleet: &Fleet, stand: &Stand, ramp: Ramp, what: &str) -> Finding {
    let code = seen.figures.regions.get(stand.region).map_or("", |region| region.code);
    let steps = crate::words::count(usize::try_from(ramp.steps).unwrap_or(usize::MAX), "step");
    let message = format!(
        "{} takes {} from {} to {} replicas in {code}, {what}: {steps}, {}",
        tick(&fleet.workload.name.node),
        stretch(ramp.seconds()),
        ramp.from,
        ramp.to,
        ramp.sum()
    );
    let by = ramp.to - ramp.from;
    RULE.finding(message, ramp.rule, "the fastest rule")
        .help(format!("scale out by more at a time: up to {by}, or by a share"))
}
