//! Things that stand in one zone under a promise.

use std::collections::BTreeMap;

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Engine, Promise, Region, Store, StoreBody};
use crate::rules::{Check, Rule, Seen, doubled, promises};
use crate::source::{Span, Spanned};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/single-zone",
    cases: &[Case::WARNING.promised()],
    why: "A zone is what fails together. Whatever stands in one zone only is lost with it, however many copies it has \
          there.",
    rejected: "service shop {
  budget = $500/month
  objective { availability >= 99.9% }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses orders }
  store orders on rds-postgresql { instance = db.t3.medium, nodes = 1, storage = 20GiB }
}
",
    accepted: "service shop {
  budget = $500/month
  objective { availability >= 99.9% }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses orders }
  store orders on rds-postgresql { instance = db.t3.medium, nodes = 1, zones = 2, storage = 20GiB }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let Some(promise) = promises::stays_up(seen.policy, None, &["zone"]) else { return };
    for region in seen.policy.regions.iter().filter(|region| region.zones.node == 1) {
        findings.push(region_in_one(region, promise));
    }
    for store in &seen.policy.stores {
        let bodies = std::iter::once(&store.at).chain(store.regional.values());
        let alone = bodies.filter_map(|body| Some((one_zone(store, body)?, body)));
        let places: BTreeMap<Span, _> =
            alone.map(|((place, why), body)| (place, (why, body))).collect();
        let each = places.into_iter();
        findings.extend(
            each.map(|(place, (why, body))| store_in_one(store, body, (place, why), promise)),
        );
    }
}

fn region_in_one(region: &Region, promise: &Spanned<Promise>) -> Finding {
    let message = format!(
        "everything in {} stands in 1 zone, under the promise `{}`",
        tick(&region.code.node),
        promises::words(promise)
    );
    finding(message, region.zones.span, promise).write(region.zones.span, "zones = 2")
}

fn store_in_one(
    store: &Store,
    body: &StoreBody,
    (place, why): (Span, &str),
    promise: &Spanned<Promise>,
) -> Finding {
    let message = format!(
        "store {} stands in one zone ({why}), under the promise `{}`",
        tick(&store.name.node),
        promises::words(promise)
    );
    let edits = store.engine().map(|engine| doubled::edits(engine, body, place));
    doubled::mend(finding(message, place, promise), edits.unwrap_or_default())
}

fn finding(message: String, place: Span, promise: &Spanned<Promise>) -> Finding {
    RULE.finding(message, place, "one zone only").also(promise.span, "the promise")
}

/// Why a store stands in one zone: it says so, or it has one node. Tables stand in three by themselves.
fn one_zone(store: &Store, body: &StoreBody) -> Option<(Span, &'static str)> {
    if store.engine()? == Engine::DynamoDb {
        return None;
    }
    match (&body.zones, &body.nodes) {
        (Some(zones), _) if zones.node == 1 => Some((zones.span, "`zones = 1`")),
        (Some(_), _) => None,
        (None, Some(nodes)) if nodes.node.min == 1 => Some((nodes.span, "one node")),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_region_in_one_zone_is_found() {
        let text = super::RULE.accepted.replace("zones = 3", "zones = 1");
        assert!(codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn a_store_without_nodes_says_nothing() {
        let text = super::RULE.rejected.replace("nodes = 1, ", "");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
