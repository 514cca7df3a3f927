//! An old name that something still has, or that two things give.

use crate::diagnostic::{Finding, Level};
use crate::model::policy::{Policy, Word};
use crate::model::read;
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "model/old-name-in-use",
    level: Level::Error,
    why: "`renamed_from` hands what stood under the old name to the new one. That name must be free, and only one thing \
          can take it over.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web  on ec2 { instance = t3.small, replicas = 2..4 }
  workload site on ec2 { renamed_from = web, instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload site on ec2 { renamed_from = web, instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

/// A name with the old one.
type Renamed<'a> = (&'a Word, Option<Word>);

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let things = things(seen.policy);
    for (at, (name, old)) in things.iter().enumerate() {
        let Some(old) = old else { continue };
        if let Some((taken, _)) = things.iter().find(|(other, _)| other.node == old.node) {
            let message = format!(
                "{} was {}, and that name is still in use",
                tick(&name.node),
                tick(&old.node)
            );
            findings.push(
                Finding::error(RULE.code, message, old.span, "still in use")
                    .also(taken.span, "has the name")
                    .help("remove `renamed_from`, or the thing that has the old name"),
            );
        }
        let earlier = things.iter().take(at).filter_map(|(_, other)| other.as_ref());
        if let Some(first) = earlier.into_iter().find(|other| other.node == old.node) {
            let message = format!("two things say that they were {}", tick(&old.node));
            findings.push(
                Finding::error(RULE.code, message, old.span, "given again")
                    .also(first.span, "given first")
                    .help("keep one of the two"),
            );
        }
    }
}

fn things(policy: &Policy) -> Vec<Renamed<'_>> {
    let workloads =
        policy.workloads.iter().map(|thing| (&thing.name, thing.body.renamed_from.clone()));
    let queues = policy.queues.iter().map(|thing| (&thing.name, thing.renamed_from.clone()));
    let stores =
        policy.stores.iter().map(|thing| (&thing.name, read::word(&thing.body, "renamed_from")));
    workloads.chain(queues).chain(stores).collect()
}
