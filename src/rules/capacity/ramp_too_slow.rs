//! Scaling that comes too late for the load that it is there for.

use super::supply::Supply;
use crate::diagnostic::{Case, Finding, Step};
use crate::figures::time::{Ramp, ramp};
use crate::figures::{Fleet, Load, Stand};
use crate::model::policy::Quantity;
use crate::ratio::Ratio;
use crate::rules::calculation::{self, apart, need};
use crate::rules::load::heights::{Rise, rises};
use crate::rules::{Check, Rule, Seen, promises, time};
use crate::syntax::print;
use crate::syntax::tree::{Node, Number, Scale, Unit};
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
    let promise = promises::scale_out(seen.policy, fleet.workload)?;
    let steady = |stand: &Stand| stand.steady.and_then(|need| stand.running(need));
    let (stand, ramp) = slowest(fleet, steady, |stand| Some(stand.peak?.bare))?;
    if !time::broken(promise, ramp.seconds()) {
        return None;
    }
    let what = format!("from the load `steady` to `peak`, promised are {}", time::limit(promise));
    let supply = Supply { seen, fleet, stand };
    let over = apart(ramp.seconds(), time::allowed(promise), stretch);
    let finding = fault(seen, fleet, stand, ramp, &what)
        .steps(need::running(&supply, Load::Steady))
        .steps(need::bare(&supply, Load::Peak))
        .steps(time::way(ramp, stand.body))
        .steps([calculation::promised(promise), Step::derived("over the promise", over)]);
    let finding = finding.also(promise.value.span, "promised here");
    let late = |seconds| time::broken(promise, seconds);
    Some(match faster(fleet, stand, ramp, late) {
        Some(sentence) => finding.write(ramp.rule, sentence),
        None => finding.write(promise.span, time::kept(promise, ramp.seconds())),
    })
}

/// A load test jumps further than the workload follows while it lasts.
fn to_spike(seen: &Seen, fleet: &Fleet) -> Option<Finding> {
    let part = fleet.demand.part()?;
    let rises = seen.policy.loads.iter().flat_map(rises);
    let found = rises.filter_map(|rise| {
        let need = |stand: &Stand, rate: Ratio| {
            let carries = stand.body.serves?.node.base();
            Some((rate * part * stand.share / carries).ceil())
        };
        let from = |stand: &Stand| Some(need(stand, rise.from)?.max(stand.bounds?.min));
        let (stand, ramp) = slowest(fleet, from, |stand| need(stand, rise.to))?;
        (ramp.seconds() > rise.within).then_some((rise, stand, ramp))
    });
    let (rise, stand, ramp) = found.max_by_key(|(_, _, ramp)| ramp.seconds())?;
    let what = format!("for load {}, which lasts {}", tick(rise.name), stretch(rise.within));
    let finding = fault(seen, fleet, stand, ramp, &what).also(rise.span, "the jump");
    let over = apart(ramp.seconds(), rise.within, stretch);
    let finding = finding
        .steps(asked(&Supply { seen, fleet, stand }, &rise, stand.share * part))
        .steps(time::way(ramp, stand.body))
        .steps([Step::derived("longer than the jump lasts", over)]);
    Some(match faster(fleet, stand, ramp, |seconds| seconds > rise.within) {
        Some(sentence) => finding.write(ramp.rule, sentence),
        None => finding.help(format!("let the test rise over {}", stretch(ramp.seconds()))),
    })
}

/// What a jump asks of a region, before and after it, of which it gets a share.
fn asked(supply: &Supply, rise: &Rise, share: Ratio) -> Vec<Step> {
    let (from, to) = (per_second(rise.from), per_second(rise.to));
    let jump = format!("from {from} to {to} within {}", stretch(rise.within));
    let mut steps = vec![Step::given(format!("load {}", rise.name), jump, rise.span)];
    if share != Ratio::ONE {
        let there = percent(share, 2);
        steps.push(Step::derived(format!("of it in {}", supply.region()), there));
    }
    let Some(serves) = supply.stand.body.serves else { return steps };
    steps.push(Step::given("what one carries", serves.node.to_string(), serves.span));
    steps.extend(supply.minimum());
    let counted = [rise.from, rise.to].map(|rate| {
        let there = rate * share;
        let (load, needed) = (supply.load(there), (there / serves.node.base()).ceil());
        let sum = format!("ceil({load} / {})", serves.node);
        let what = format!("{} that carry {load}", supply.counted());
        Step::derived(what, calculation::equals(&sum, &needed.to_string()))
    });
    steps.extend(counted);
    steps.extend(supply.maximum());
    steps
}

/// The fastest rule with the smallest step that is in time, where a step is what it takes.
fn faster(
    fleet: &Fleet,
    stand: &Stand,
    slow: Ramp,
    late: impl Fn(Ratio) -> bool,
) -> Option<String> {
    let at = stand.body.steps.iter().position(|step| step.span == slow.rule)?;
    let by = |count: u64| {
        let mut body = stand.body.clone();
        let number = Number::whole(count);
        body.steps.get_mut(at)?.node.by.node = Quantity { number, unit: Unit::Count(Scale::One) };
        Some(body)
    };
    let in_time = |count: u64| {
        let ramp = by(count).and_then(|body| ramp(fleet.workload, &body, slow.from, slow.to));
        ramp.is_some_and(|ramp| !late(ramp.seconds()))
    };
    let (mut low, mut high) = (0, slow.to - slow.from);
    if !in_time(high) {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if in_time(middle) { high = middle } else { low = middle }
    }
    let step = by(high)?.steps.into_iter().nth(at)?;
    Some(print::sentence(&Node::Step(Box::new(step.node))))
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
    RULE.finding(message, ramp.rule, "the fastest rule")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::tests::{codes, found};

    fn speaks_of(promise: &str) -> bool {
        let message = found(RULE.rejected).into_iter().find(|it| it.code == RULE.code).unwrap();
        assert!(message.message.contains("takes 7m"), "{}", message.message);
        codes(&RULE.rejected.replace("scale_out < 5m", promise)).contains(&RULE.code)
    }

    #[test]
    fn less_than_a_time_is_not_kept_by_just_that_time() {
        assert!(speaks_of("scale_out < 7m"));
        assert!(!speaks_of("scale_out <= 7m"));
    }
}
