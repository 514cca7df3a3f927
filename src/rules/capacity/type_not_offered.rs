//! Instance types that a region does not have.

use std::collections::BTreeSet;

use super::types::{Wanted, wanted};
use crate::catalog;
use crate::diagnostic::{Case, Edit, Finding};
use crate::rules::{Check, Rule, Seen};
use crate::words::{any_of, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/type-not-offered",
    cases: &[Case::WARNING.promised()],
    why: "Not every type exists in every region. Where the catalogue knows a type and has no price for it in a region, \
          it is probably not offered there.",
    rejected: "service shop {
  budget = $500/month
  region me-central-1 { zones = 3 }
  store cache on elasticache-redis { instance = cache.r7g.large, nodes = 2, zones = 2 }
}
",
    accepted: "service shop {
  budget = $500/month
  region me-central-1 { zones = 3 }
  store cache on elasticache-redis { instance = cache.r5.large, nodes = 2, zones = 2 }
}
",
    check: Check::Policy(check),
};

/// How many other regions a message names at most.
const NAMED: usize = 3;

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for Wanted { name, region, family, head } in wanted(seen.policy) {
        let catalogue = &seen.settings.catalogue;
        if family.is_offered(&name.node, &region.node, catalogue)
            || catalog::region(&region.node).is_none()
        {
            continue;
        }
        let offered = family.regions(&name.node, catalogue);
        if offered.is_empty() {
            continue;
        }
        let message = format!(
            "{} is not offered in {} as far as the catalogue knows",
            tick(&name.node),
            region.node
        );
        let declared: BTreeSet<&str> =
            seen.policy.regions.iter().map(|region| region.code.node.as_str()).collect();
        let there: Vec<&str> =
            declared.iter().copied().filter(|code| offered.contains(*code)).take(NAMED).collect();
        let finding = RULE
            .finding(message, name.span, "not offered everywhere")
            .also(region.span, "not here");
        let like = family.like(&name.node, &region.node, &seen.settings.catalogue);
        findings.push(match like {
            None => finding.help("choose a type that the region has"),
            Some(like) if there.is_empty() => {
                finding.write(name.span, format!("instance = {like}"))
            }
            Some(like) => {
                let own = format!("in {} {{ instance = {like} }}", region.node);
                let words = format!("it is in {}: add `{own}`", any_of(&there));
                finding.help(words).edit(Edit::Add(head, own))
            }
        });
    }
}
