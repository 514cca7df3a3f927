//! Backups that are lost with the region that they stand in.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Backup, Policy, Promise, Store};
use crate::rules::{Check, Rule, Seen, elsewhere, promises};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::Node;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "recovery/backup-in-one-region",
    cases: &[Case::WARNING.promised()],
    why: "A backup in the region that is lost is lost with it. What must come back after that needs a copy elsewhere.",
    rejected: "service shop {
  budget = $500/month
  objective { rpo total <= 24h }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses carts }
  store carts on dynamodb { key = \"id\", backup daily keep 30d }
}
",
    accepted: "service shop {
  budget = $500/month
  objective { rpo total <= 24h }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses carts }
  store carts on dynamodb { key = \"id\", backup daily keep 30d to eu-central-1 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    for store in policy.stores.iter().filter(|store| only_here(policy, store)) {
        let copied = policy.replicas.iter().any(|copy| copy.what.node == store.name.node);
        let scopes: &[&str] = if copied { &["total"] } else { &["total", "region"] };
        let promise = promises::scoped(policy, &["rto", "rpo"], scopes).next();
        findings.extend(promise.and_then(|promise| finding(seen, store, promise)));
    }
}

/// Whether a store has backups and none of them leaves the regions that it stands in, where that is one.
fn only_here(policy: &Policy, store: &Store) -> bool {
    let home = elsewhere::home(policy, store);
    let away = |to: &str| home.iter().any(|code| *code != to) || home.is_empty();
    let leaves = store.backups.iter().filter_map(|backup| backup.to.as_ref());
    !store.backups.is_empty() && !leaves.into_iter().any(|to| away(&to.node))
}

fn finding(seen: &Seen, store: &Store, promise: &Spanned<Promise>) -> Option<Finding> {
    let backup = store.backups.last()?;
    let message = format!(
        "no backup of store {} leaves its region, and {} is promised",
        tick(&store.name.node),
        tick(&promises::words(promise))
    );
    let other = elsewhere::another(seen.policy, &elsewhere::home(seen.policy, store))?;
    let to = Some(Spanned::new(other.to_owned(), backup.span));
    let away = Node::Backup(Backup { to, ..backup.node.clone() });
    Some(
        RULE.finding(message, backup.span, "lost with its region")
            .also(promise.span, "the promise")
            .write(backup.span, print::sentence(&away)),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_backup_to_its_own_region_goes_nowhere() {
        let text = super::RULE.accepted.replace("to eu-central-1", "to eu-west-1");
        assert!(codes(&text).contains(&super::RULE.code));
    }
}
