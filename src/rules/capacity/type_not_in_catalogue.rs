//! Instance types that the catalogue does not know.

use super::types::{Wanted, wanted};
use crate::catalog::Family;
use crate::diagnostic::{Case, Edit, Finding};
use crate::rules::{Check, Rule, Seen};
use crate::words::{any_of, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/type-not-in-catalogue",
    cases: &[Case::WARNING.promised()],
    why: "A type that is nowhere in the catalogue is new or misspelt: it has no price and no size that anything could be \
          computed from. Types of stores carry a prefix or an ending: `db.`, `cache.`, `.search`.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.smal, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let catalogue = &*seen.settings.catalogue;
    let wanted = wanted(seen.policy);
    let mut known: Vec<(Family, &str)> = Vec::new();
    for Wanted { name, family, .. } in &wanted {
        if known.contains(&(*family, &name.node)) {
            continue;
        }
        if family.knows(&name.node, catalogue) {
            known.push((*family, &name.node));
            continue;
        }
        let message = format!("{} is not in the catalogue", tick(&name.node));
        let finding = RULE.finding(message, name.span, "unknown type");
        let near = family.nearest(&name.node, catalogue);
        let ticked: Vec<String> = near.iter().map(|near| tick(near)).collect();
        findings.push(match near.first() {
            None => finding.help(format!("types here are written as `{}`", family.example())),
            Some(nearest) => finding
                .help(format!("did you mean {}?", any_of(&ticked)))
                .edit(Edit::Replace(name.span, nearest.clone())),
        });
    }
}
