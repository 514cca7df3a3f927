//! Patches that pull what is spread over zones into one.

use crate::diagnostic::{Case, Finding};
use crate::rules::patched::{self, Field};
use crate::rules::{Check, Rule, Seen};
use crate::source::Span;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/placement-defeats-zones",
    cases: &[Case::WARNING.promised()],
    why: "Zones protect what is spread over them. A cluster placement group and a pinned zone hold everything in one, \
          however many zones the region names.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 2..4, keep cpu at 60% }
  patch terraform aws_autoscaling_group.web { placement_group = \"shop-cluster\" }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

/// Fields that decide where things stand.
const FIELDS: &[(&str, &str)] = &[
    ("aws_autoscaling_group", "placement_group"),
    ("aws_launch_template", "placement.availability_zone"),
    ("aws_launch_template", "placement.group_name"),
    ("Deployment", "spec.template.spec.nodeSelector.\"topology.kubernetes.io/zone\""),
];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let spread = seen.policy.regions.iter().find(|region| region.zones.node > 1);
    let Some(region) = spread else { return };
    for (kind, path) in FIELDS {
        let wanted = |set: &Field| matches(&set.field.name.node, path);
        for field in patched::fields(seen.policy, kind).filter(wanted) {
            findings.push(finding(&field, region.zones.node, region.zones.span));
        }
    }
}

/// A quoted key holds dots of its own.
fn matches(path: &str, wanted: &str) -> bool {
    patched::is(&path.replace('"', ""), &wanted.replace('"', ""))
}

fn finding(field: &Field, zones: u64, place: Span) -> Finding {
    let name = &field.field.name.node;
    let value = tick(&patched::plain(&field.field.value.node));
    let what = tick(field.thing);
    let message = if name.contains("group") {
        format!(
            "{what} is spread over {zones} zones, and placement group {value} holds it in one where its strategy is `cluster`"
        )
    } else {
        format!("{what} is spread over {zones} zones, and the patch pins it to {value}")
    };
    RULE.finding(message, field.field.span, "one zone only")
        .also(place, "zones that are asked for")
        .help(format!("remove `{name}`, or write `zones = 1` if one zone is meant"))
        .edit(field.without())
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn pods_that_are_pinned_to_a_zone_are_found() {
        let text = "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on kubernetes {
    attach = \"Deployment/api\", cpu = 1vcpu, memory = 1GiB, replicas = 3..6, keep cpu at 60%
  }
  patch kubernetes Deployment/api {
    spec.template.spec.nodeSelector.\"topology.kubernetes.io/zone\" = \"eu-west-1a\"
  }
}
";
        assert!(codes(text).contains(&super::RULE.code), "{:?}", codes(text));
        assert!(!codes(&text.replace("zones = 3", "zones = 1")).contains(&super::RULE.code));
    }
}
