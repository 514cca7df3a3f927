//! Disruption budgets that let no pod go.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Policy, Value};
use crate::rules::patched::{self, Field};
use crate::rules::{Check, Rule, Seen, shared};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/pdb-blocks-drain",
    cases: &[Case::WARNING.promised()],
    why: "A disruption budget that allows no eviction keeps every node of these pods from being drained: upgrades of the \
          cluster hang until somebody removes it.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on kubernetes {
    attach   = \"Deployment/api\"
    cpu      = 1vcpu
    memory   = 1GiB
    replicas = 3..6
    keep cpu at 60%
  }
  patch kubernetes PodDisruptionBudget/api { spec.maxUnavailable = 0 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on kubernetes {
    attach   = \"Deployment/api\"
    cpu      = 1vcpu
    memory   = 1GiB
    replicas = 3..6
    keep cpu at 60%
  }
  patch kubernetes PodDisruptionBudget/api { spec.maxUnavailable = 1 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for field in patched::fields(seen.policy, "PodDisruptionBudget") {
        findings.extend(blocks(seen, &field));
    }
}

fn blocks(seen: &Seen, field: &Field) -> Option<Finding> {
    let name = field.field.name.node.as_str();
    let value = patched::plain(&field.field.value.node);
    let fewest = fewest(seen.policy, field.thing);
    let why = match name {
        "spec.maxUnavailable" if ["0", "0%"].contains(&value.as_str()) => {
            "no pod may be missing".to_owned()
        }
        "spec.minAvailable" if value == "100%" => "no pod may be missing".to_owned(),
        "spec.minAvailable" => {
            let (wanted, fewest) = (count(&field.field.value.node)?, fewest?);
            if wanted < fewest {
                return None;
            }
            format!("{wanted} pods must stay, and there may be {fewest} only")
        }
        _ => return None,
    };
    let message = format!("no node with a pod of {} can be drained: {why}", tick(field.thing));
    Some(
        RULE.finding(message, field.field.span, "allows no eviction")
            .write(field.field.span, mend(name, fewest)),
    )
}

/// The most pods that may be asked to stay, else one that may be missing.
fn mend(name: &str, fewest: Option<u64>) -> String {
    match fewest.filter(|fewest| name == "spec.minAvailable" && *fewest > 1) {
        Some(fewest) => format!("spec.minAvailable = {}", fewest - 1),
        None => "spec.maxUnavailable = 1".to_owned(),
    }
}

/// The fewest pods that a workload may come down to, in any region.
fn fewest(policy: &Policy, workload: &str) -> Option<u64> {
    let named = policy.workloads.iter().find(|it| it.name.node == workload)?;
    shared::bodies(named).filter_map(|body| Some(body.replicas.as_ref()?.node.min)).min()
}

fn count(value: &Value) -> Option<u64> {
    patched::plain(value).parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_floor_at_the_minimum_is_found_and_one_below_is_not() {
        let text = |stay: u32| {
            super::RULE.rejected.replace("maxUnavailable = 0", &format!("minAvailable = {stay}"))
        };
        assert!(codes(&text(3)).contains(&super::RULE.code));
        assert!(!codes(&text(2)).contains(&super::RULE.code));
    }
}
