//! A loss after which somebody has to restore something by hand, beside a promise of time.

use crate::diagnostic::{Case, Finding};
use crate::figures::time::{NoFigure, Recovery, Scope};
use crate::rules::{Check, Rule, Seen};
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
                findings.extend(fault(recovery, missing));
            }
        }
    }
}

fn fault(recovery: &Recovery, missing: &NoFigure) -> Option<Finding> {
    let promise = recovery.promise.as_ref()?;
    let (case, help) = match recovery.scope {
        Scope::Replica | Scope::Zone => (NOTHING, "give it another node: `nodes = 2, zones = 2`"),
        Scope::Region => (NOTHING, "copy it: `replicate STORE from REGION within 1s`"),
        Scope::Cdn => {
            (NOTHING, "put another network behind it: `failover FIRST -> SECOND` in a traffic")
        }
        Scope::Corruption | Scope::Total => (RESTORE, "rehearse it, and promise what that took"),
    };
    let message = format!(
        "`rto {}` promises {}, and of {} nothing can be said: {}",
        recovery.scope.word(),
        promise.value.node,
        tick(missing.thing),
        missing.why
    );
    Some(
        RULE.case(case, message, promise.value.span, "promised here")
            .also(missing.span, "no figure")
            .help(help),
    )
}
