//! A maximum that does not carry the load.

use super::supply::{Supply, heaviest, labelled};
use crate::diagnostic::{Case, Finding, Step};
use crate::figures::{Fleet, Load, Need};
use crate::model::measure::Bounds;
use crate::rules::calculation::{self, need};
use crate::rules::{Check, Rule, Seen};
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
        let loads = [(Load::Steady, STEADY), (Load::Peak, PEAK)].into_iter();
        let mut found = loads.map(|(load, case)| faults(seen, fleet, load, case));
        findings.extend(found.find(|found| !found.is_empty()).into_iter().flatten());
    }
}

fn faults(seen: &Seen, fleet: &Fleet, load: Load, case: Case) -> Vec<Finding> {
    let stands = fleet.stands.iter().filter_map(|stand| {
        let (need, bounds) = (stand.need(load)?, stand.bounds?);
        (need.full > bounds.max).then_some((stand, (need, bounds)))
    });
    let worst = heaviest(fleet, stands, |(need, _)| need.full);
    worst
        .map(|(stand, (need, bounds))| {
            fault(&Supply { seen, fleet, stand }, load, case, need, bounds)
        })
        .collect()
}

fn fault(supply: &Supply, load: Load, case: Case, need: Need, bounds: Bounds<u64>) -> Finding {
    let message = format!(
        "at the load `{}` {} needs {} {} in {}, its maximum is {}: {}",
        load.word(),
        tick(&supply.fleet.workload.name.node),
        need.full,
        supply.noun(),
        supply.region(),
        bounds.max,
        supply.sum(need)
    );
    let finding = RULE.case(case, message, supply.limit(), format!("at most {}", bounds.max));
    let finding = finding.write(supply.limit(), supply.with_most(need.full));
    let too_few = Step::derived("too few", calculation::more(need.full, bounds.max));
    labelled(supply, finding, load)
        .steps(need::need(supply, load))
        .steps(supply.maximum())
        .steps([too_few])
}
