//! Launch templates that a scaling group takes by a moving name.

use crate::diagnostic::{Case, Finding};
use crate::rules::{Check, Rule, Seen, patched};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "release/template-not-pinned",
    cases: &[Case::WARNING],
    why: "`$Latest` and `$Default` name another version tomorrow. Terraform sees no change when they do, so that no instance \
          refresh replaces what runs: old and new instances stand side by side, and no plan shows it.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  patch terraform aws_autoscaling_group.web { launch_template.0.version = \"$Latest\" }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for set in patched::fields(seen.policy, "aws_autoscaling_group") {
        let version = patched::plain(&set.field.value.node);
        let moving = ["$Latest", "$Default"].contains(&version.as_str());
        if !moving || !patched::is(&set.field.name.node, "launch_template.version") {
            continue;
        }
        let message = format!(
            "group {} takes its template by {}: a release changes nothing that Terraform sees",
            tick(set.thing),
            tick(&version)
        );
        findings.push(
            RULE.finding(message, set.field.span, "a moving name")
                .help("remove the field: the group then follows each new version by its number"),
        );
    }
}
