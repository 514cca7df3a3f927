//! A minimum that does not carry the usual load.

use super::supply::{Supply, labelled};
use crate::diagnostic::{Case, Finding, Step};
use crate::figures::{Fleet, Load};
use crate::model::policy::Platform;
use crate::ratio::Ratio;
use crate::rules::calculation::{self, need};
use crate::rules::{Check, Rule, Seen, spend};
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
    findings.extend(fleets.filter_map(|fleet| fault(seen, fleet)));
}

fn fault(seen: &Seen, fleet: &Fleet) -> Option<Finding> {
    let stands = fleet.stands.iter().filter_map(|stand| {
        let (need, bounds) = (stand.steady?, stand.bounds?);
        (need.full.min(bounds.max) > bounds.min).then_some((stand, need, bounds))
    });
    let (stand, need, bounds) =
        stands.max_by_key(|(_, need, bounds)| (need.bare > bounds.min, need.full))?;
    let supply = Supply { seen, fleet, stand };
    let too_few = need.bare > bounds.min;
    let (case, wanted) = if too_few { (TOO_FEW, need.bare) } else { (TIGHT, need.full) };
    let carried = Ratio::from_whole(bounds.min) * need.carries;
    let used = percent(need.load / carried, 0);
    let message = format!(
        "the minimum of {} is {} in {}, the load `steady` needs {wanted}: {} over {} would be {used} of what they carry",
        tick(&fleet.workload.name.node),
        bounds.min,
        supply.region(),
        supply.load(need.load),
        bounds.min
    );
    let finding = RULE.case(case, message, supply.limit(), format!("at least {}", bounds.min));
    let cost = spend::more(seen, fleet, wanted - bounds.min);
    let mend = format!("write `replicas = {wanted}..{}`{cost}", bounds.max.max(wanted));
    let lines = if too_few { need::bare } else { need::need };
    let finding = labelled(&supply, finding, Load::Steady).steps(lines(&supply, Load::Steady));
    let all = format!("{} × {}", bounds.min, supply.load(need.carries));
    let sum = format!("{} / ({all})", supply.load(need.load));
    let used = Step::derived("used at the minimum", calculation::equals(&sum, &used));
    let too_few = Step::derived("too few", calculation::more(wanted, bounds.min));
    Some(finding.steps(supply.minimum()).steps([used, too_few]).help(mend))
}
