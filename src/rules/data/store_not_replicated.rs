//! Stores whose data stays behind when the service runs in several regions.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Engine, Policy, Store};
use crate::rules::{Check, Rule, Seen};
use crate::words::{all_of, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "data/store-not-replicated",
    cases: &[Case::WARNING.promised()],
    why: "Without a copy each region has data of its own, or none: users who are sent to another region find an empty store \
          there.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1    { zones = 3, weight = 60% }
  region eu-central-1 { zones = 3, weight = 40% }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses carts }
  store carts on dynamodb { key = \"id\" }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1    { zones = 3, weight = 60% }
  region eu-central-1 { zones = 3, weight = 40% }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses carts }
  store carts on dynamodb { key = \"id\" }
  replicate carts within 1s
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let [_, _, ..] = seen.policy.regions.as_slice() else {
        findings.extend(nowhere(seen));
        return;
    };
    for store in seen.policy.stores.iter().filter(|store| stays(seen.policy, store)) {
        findings.push(finding(seen, store));
    }
}

/// Copies that have no other region to go to.
fn nowhere(seen: &Seen) -> Option<Finding> {
    let only = seen.policy.regions.first().filter(|_| seen.policy.left_out.is_empty())?;
    let copy = seen.policy.replicas.iter().find(|copy| copy.to.is_empty())?;
    let message = format!(
        "{} is copied to all other regions, and {} is the only one",
        tick(&copy.what.node),
        tick(&only.code.node)
    );
    Some(
        RULE.finding(message, copy.span, "goes nowhere")
            .also(only.code.span, "the only region")
            .help("remove it, or declare another region")
            .edit(Edit::Remove(copy.span)),
    )
}

/// A cache fills again from what stands behind it.
fn stays(policy: &Policy, store: &Store) -> bool {
    let copied = policy.replicas.iter().any(|copy| copy.what.node == store.name.node);
    !copied && !store.engine().is_some_and(Engine::is_cache)
}

fn finding(seen: &Seen, store: &Store) -> Finding {
    let name = &store.name.node;
    let codes: Vec<String> =
        seen.policy.regions.iter().map(|region| tick(&region.code.node)).collect();
    let regions = all_of(&codes);
    let message = match &store.regions {
        Some(own) if own.len() == 1 => {
            let own: Vec<String> = own.iter().map(|region| tick(&region.node)).collect();
            format!(
                "store {} stands in {}, and the service runs in {regions}",
                tick(name),
                all_of(&own)
            )
        }
        _ => format!("store {} has other data in each of {regions}: nothing copies it", tick(name)),
    };
    let table = store.engine() == Some(Engine::DynamoDb);
    let own = store.regions.iter().flatten().next();
    let from = match own.or(seen.policy.regions.first().map(|region| &region.code)) {
        Some(first) if !table => format!(" from {}", first.node),
        _ => String::new(),
    };
    RULE.finding(message, store.head, "no copy elsewhere")
        .add(seen.policy.head, format!("replicate {name}{from} within 1m"))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_store_in_one_region_is_found_and_a_cache_is_not() {
        let rule = super::RULE.code;
        let text =
            super::RULE.rejected.replace("key = \"id\"", "key = \"id\", regions = [eu-west-1]");
        assert!(codes(&text).contains(&rule));
        let cache = super::RULE.rejected.replace(
            "dynamodb { key = \"id\" }",
            "elasticache-valkey { instance = cache.t4g.small, nodes = 2, zones = 2 }",
        );
        assert!(!codes(&cache).contains(&rule));
    }
}
