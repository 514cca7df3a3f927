//! A minimum that does not carry the usual load.

use super::supply::{Supply, heaviest, labelled};
use crate::diagnostic::{Case, Finding, Step};
use crate::figures::{Fleet, Load, Need};
use crate::model::measure::Bounds;
use crate::model::policy::Platform;
use crate::ratio::Ratio;
use crate::rules::calculation::{self, need};
use crate::rules::{Check, Rule, Seen};
use crate::words::{percent, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/min-below-baseline",
    cases: &[TOO_FEW, TIGHT],
    why: "The load `steady` is the usual one. A minimum that cannot carry it, with every replica used in full, is reached \
          only while nothing works as usual; between that and the target the autoscaler is always at work.",
    rejected: "service shop {
  budget = $2000/month
  steady = 100/s
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 2..12, serves = 20/s, keep cpu at 70% }
}
",
    accepted: "service shop {
  budget = $2000/month
  steady = 100/s
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 8..12, serves = 20/s, keep cpu at 70% }
}
",
    check: Check::Policy(check),
};

const TOO_FEW: Case = Case::ERROR.promised().when("below the need");
const TIGHT: Case = Case::NOTE.promised().when("between the need and the target");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    // The least of a function is not what carries its load.
    let fleets = seen.figures.fleets.iter();
    let fleets = fleets.filter(|fleet| fleet.workload.platform.node != Platform::Lambda);
    findings.extend(fleets.flat_map(|fleet| faults(seen, fleet)));
}

fn faults(seen: &Seen, fleet: &Fleet) -> Vec<Finding> {
    let stands = fleet.stands.iter().filter_map(|stand| {
        let (need, bounds) = (stand.steady?, stand.bounds?);
        (need.full.min(bounds.max) > bounds.min).then_some((stand, (need, bounds)))
    });
    let worst = heaviest(fleet, stands, |(need, bounds)| (need.bare > bounds.min, need.full));
    worst
        .map(|(stand, (need, bounds))| fault(&Supply { seen, fleet, stand }, need, bounds))
        .collect()
}

fn fault(supply: &Supply, need: Need, bounds: Bounds<u64>) -> Finding {
    let too_few = need.bare > bounds.min;
    let (case, wanted) = if too_few { (TOO_FEW, need.bare) } else { (TIGHT, need.full) };
    let carried = Ratio::from_whole(bounds.min) * need.carries;
    let used = percent(need.load / carried, 0);
    let message = format!(
        "the minimum of {} is {} in {}, the load `steady` needs {wanted}: {} over {} would be {used} of what they carry",
        tick(&supply.fleet.workload.name.node),
        bounds.min,
        supply.region(),
        supply.load(need.load),
        bounds.min
    );
    let finding = RULE.case(case, message, supply.limit(), format!("at least {}", bounds.min));
    let finding = finding.write(supply.limit(), supply.with_least(need.full.min(bounds.max)));
    let lines = if too_few { need::bare } else { need::need };
    let sum =
        format!("{} / ({} × {})", supply.load(need.load), bounds.min, supply.load(need.carries));
    labelled(supply, finding, Load::Steady)
        .steps(lines(supply, Load::Steady))
        .steps(supply.minimum())
        .steps([
            Step::derived("used at the minimum", calculation::equals(&sum, &used)),
            Step::derived("too few", calculation::more(wanted, bounds.min)),
        ])
}
