//! A loss after which somebody has to restore something by hand, beside a promise of time.

use crate::diagnostic::{Case, Edit, Finding};
use crate::figures::time::{NoFigure, Recovery, Scope};
use crate::model::Policy;
use crate::rules::{Check, Rule, Seen, doubled, elsewhere};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "recovery/manual-step-over-rto",
    cases: &[NOTHING, RESTORE],
    why: "Where nothing takes over, somebody restores from a backup by hand, and how long that takes follows from people and \
          from the size of the data: no promise of minutes can rest on it.",
    rejected: "service shop {
  budget = $2000/month
  objective { rto zone <= 5m }
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.medium, replicas = 3..6, serves = 20/s, uses db }
  store db on rds-postgresql { instance = db.t3.medium, nodes = 1, storage = 20GiB }
}
",
    accepted: "service shop {
  budget = $2000/month
  objective { rto zone <= 5m }
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.medium, replicas = 3..6, serves = 20/s, uses db }
  store db on rds-postgresql { instance = db.t3.medium, nodes = 2, zones = 2, storage = 20GiB }
}
",
    check: Check::Policy(check),
};

const NOTHING: Case = Case::ERROR.promised().when("where nothing takes over");
const RESTORE: Case = Case::NOTE.promised().when("where a backup is restored");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let mut told = std::collections::BTreeSet::new();
    for recovery in &seen.figures.recoveries {
        for missing in &recovery.without {
            if recovery.promise.is_some() && told.insert((recovery.scope, missing.thing)) {
                findings.extend(fault(seen, recovery, missing));
            }
        }
    }
}

fn fault(seen: &Seen, recovery: &Recovery, missing: &NoFigure) -> Option<Finding> {
    let promise = recovery.promise.as_ref()?;
    let case = match recovery.scope {
        Scope::Replica | Scope::Zone | Scope::Region | Scope::Cdn => NOTHING,
        Scope::Corruption | Scope::Total => RESTORE,
    };
    let message = format!(
        "`rto {}` promises {}, and of {} nothing can be said: {}",
        recovery.scope.word(),
        promise.value.node,
        tick(missing.thing),
        missing.why
    );
    let finding = RULE
        .case(case, message, promise.value.span, "promised here")
        .also(missing.span, "no figure");
    Some(mended(seen.policy, recovery.scope, missing, finding))
}

fn mended(policy: &Policy, scope: Scope, missing: &NoFigure, finding: Finding) -> Finding {
    let store = policy.stores.iter().find(|store| store.head == missing.span);
    match (scope, store) {
        (Scope::Replica | Scope::Zone, Some(store)) => {
            doubled::mend(finding, doubled::everywhere(store))
        }
        (Scope::Region, Some(store)) => {
            let home = elsewhere::home(policy, store).first().copied().unwrap_or_default();
            let copy = format!("replicate {} from {home} within 1s", store.name.node);
            finding.add(policy.head, copy)
        }
        (Scope::Corruption | Scope::Total, _) => {
            finding.help("rehearse it, and promise what that took")
        }
        _ if policy.traffics.iter().any(|traffic| traffic.head == missing.span) => {
            checked(policy, missing, finding)
        }
        _ => finding.help("put another network behind it: an order of failover in a traffic"),
    }
}

/// The traffic with a check: one that the policy has, else a new one.
fn checked(policy: &Policy, missing: &NoFigure, finding: Finding) -> Finding {
    match policy.health.keys().next() {
        Some(known) => finding.add(missing.span, format!("health = {known}")),
        None => finding
            .add(missing.span, "health = edge")
            .edit(Edit::Add(policy.head, "health edge { protocol = https, path = \"/\" }".into())),
    }
}
