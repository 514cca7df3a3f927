//! A maximum that does not carry the load.

use super::supply::{self, Supply};
use crate::diagnostic::{Case, Finding, Step};
use crate::figures::{Fleet, Load};
use crate::rules::calculation::{self, need};
use crate::rules::{Check, Rule, Seen, spend};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/max-below-need",
    cases: &[STEADY, PEAK],
    why: "needed = ceil(load × (1 + headroom) / (serves × target)), where the target is the lowest share at which a rule \
          keeps or scales out. The maximum stops below that: the load arrives, and nothing more may run.",
    rejected: "service shop {
  budget = $3000/month
  steady = 500/s
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 30..35, serves = 20/s, keep cpu at 70% }
}
",
    accepted: "service shop {
  budget = $3000/month
  steady = 500/s
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 36..40, serves = 20/s, keep cpu at 70% }
}
",
    check: Check::Policy(check),
};

const STEADY: Case = Case::ERROR.promised().when("at steady");
const PEAK: Case = Case::WARNING.promised().when("at peak");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for fleet in &seen.figures.fleets {
        // What is too little for the usual load is too little for the highest.
        let mut loads = [(Load::Steady, STEADY), (Load::Peak, PEAK)].into_iter();
        findings.extend(loads.find_map(|(load, case)| fault(seen, fleet, load, case)));
    }
}

fn fault(seen: &Seen, fleet: &Fleet, load: Load, case: Case) -> Option<Finding> {
    let stands = fleet.stands.iter().filter_map(|stand| {
        let (need, bounds) = (stand.need(load)?, stand.bounds?);
        (need.full > bounds.max).then_some((stand, need, bounds))
    });
    let (stand, need, bounds) = stands.max_by_key(|(_, need, _)| need.full)?;
    let supply = Supply { seen, fleet, stand };
    let message = format!(
        "at the load `{}` {} needs {} {} in {}, its maximum is {}: {}",
        load.word(),
        tick(&fleet.workload.name.node),
        need.full,
        supply.noun(),
        supply.region(),
        bounds.max,
        supply.sum(need)
    );
    let finding = RULE.case(case, message, supply.limit(), format!("at most {}", bounds.max));
    let cost = spend::more(seen, fleet, need.full - bounds.max);
    let mend = match stand.body.replicas {
        Some(replicas) => format!("write `replicas = {}..{}`{cost}", replicas.node.min, need.full),
        None => format!("write `reserved = {}`", need.full),
    };
    let finding = supply::labelled(&supply, finding, load).steps(need::need(&supply, load));
    let too_few = Step::derived("too few", calculation::more(need.full, bounds.max));
    Some(finding.steps(supply.maximum()).steps([too_few]).help(mend))
}
