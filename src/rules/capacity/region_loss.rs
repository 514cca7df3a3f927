//! The other regions cannot take over.

use super::supply::{Supply, heaviest, labelled};
use crate::diagnostic::{Case, Finding};
use crate::figures::{Fleet, Load, Loss, Need};
use crate::model::measure::Bounds;
use crate::rules::shared::names_scope;
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/region-loss",
    cases: &[PROMISED, UNPROMISED, PEAK],
    why: "When a region is lost its load goes where the policy sends it: to the others by their weight, to the next of the \
          order, to each `else`. What runs there is bound by its maximum.",
    rejected: "service shop {
  budget = $3000/month
  steady = 150/s
  objective { rto region <= 10m }
  region eu-west-1    { weight = 70%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  health edge { protocol = https, path = \"/\", interval = 10s, unhealthy_after = 3 }
  traffic public { host = \"shop.example.com\", policy = weighted, health = edge }
  workload web on ec2 {
    instance = m6i.large
    replicas = 6..7
    serves   = 20/s
    in eu-central-1 { replicas = 5..6 }
  }
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $3000/month
  steady = 150/s
  objective { rto region <= 10m }
  region eu-west-1    { weight = 70%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  health edge { protocol = https, path = \"/\", interval = 10s, unhealthy_after = 3 }
  traffic public { host = \"shop.example.com\", policy = weighted, health = edge }
  workload web on ec2 {
    instance = m6i.large
    replicas = 9..12
    serves   = 20/s
    keep cpu at 70%
  }
  notify page to oncall
}
",
    check: Check::Policy(check),
};

const PROMISED: Case = Case::ERROR.promised().when("that an objective names, at steady");
const UNPROMISED: Case = Case::WARNING.promised().when("that no objective names, at steady");
const PEAK: Case = Case::WARNING.promised().when("at peak");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for fleet in &seen.figures.fleets {
        let mut loads = Load::ALL.into_iter().map(|load| faults(seen, fleet, load));
        findings.extend(loads.find(|found| !found.is_empty()).into_iter().flatten());
    }
}

fn faults(seen: &Seen, fleet: &Fleet, load: Load) -> Vec<Finding> {
    let losses = fleet.losses.iter().filter(|loss| loss.load == load);
    let short = losses.flat_map(|loss| {
        fleet.stands.iter().enumerate().filter_map(move |(at, stand)| {
            let (need, bounds) = (loss.worst(at)?, stand.bounds?);
            // What is too little without a loss is said elsewhere.
            let before = stand.need(load).is_some_and(|need| need.full > bounds.max);
            (need.full > bounds.max && !before).then_some((stand, (loss, need, bounds)))
        })
    });
    let worst = heaviest(fleet, short, |(_, need, _)| need.full);
    worst
        .filter_map(|(stand, (loss, need, bounds))| {
            fault(&Supply { seen, fleet, stand }, loss, need, bounds)
        })
        .collect()
}

fn fault(supply: &Supply, loss: &Loss, need: Need, bounds: Bounds<u64>) -> Option<Finding> {
    let Supply { seen, fleet, stand } = *supply;
    let load = loss.load;
    let lost = seen.figures.regions.get(loss.lost)?;
    let promised = names_scope(seen.policy, fleet.workload, "region");
    let case = match (load, promised) {
        (Load::Steady, true) => PROMISED,
        (Load::Steady, false) => UNPROMISED,
        (Load::Peak, _) => PEAK,
    };
    let before = stand
        .need(load)
        .map_or(String::new(), |before: Need| format!(" instead of {}", supply.load(before.load)));
    let message = format!(
        "with {} lost at the load `{}` {} carries {}{before} in {}, needs {}, and its maximum is {}: {}",
        lost.code,
        load.word(),
        tick(&fleet.workload.name.node),
        supply.load(need.load),
        supply.region(),
        need.full,
        bounds.max,
        supply.sum(need)
    );
    let finding = RULE
        .case(case, message, supply.limit(), format!("at most {}", bounds.max))
        .also(lost.span, "the lost region");
    let finding = finding.write(supply.limit(), supply.with_most(need.full));
    Some(labelled(supply, finding, load))
}
