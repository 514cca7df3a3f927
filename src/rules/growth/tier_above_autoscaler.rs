//! Sizes of a tier above a maximum that a patch sets.

use crate::diagnostic::{Case, Finding};
use crate::rules::patched;
use crate::rules::{Check, Rule, Seen, shared};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "growth/tier-above-autoscaler",
    cases: &[Case::WARNING.promised()],
    why: "A tier's `replicas` are the bounds of its autoscaler. A patch that sets a smaller maximum stays when the tier \
          grows, and holds it below its size.",
    rejected: "service shop {
  budget = $5000/month
  tier launch up to 1k users  { peak = 20/s }
  tier growth up to 10k users { peak = 200/s, workload web { replicas = 5..25 } }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  patch terraform aws_autoscaling_group.web { max_size = 20 }
}
",
    accepted: "service shop {
  budget = $5000/month
  tier launch up to 1k users  { peak = 20/s }
  tier growth up to 10k users { peak = 200/s, workload web { replicas = 5..25 } }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

/// Where autoscalers have their maximum.
const MAXIMA: &[(&str, &str)] = &[
    ("aws_autoscaling_group", "max_size"),
    ("aws_appautoscaling_target", "max_capacity"),
    ("HorizontalPodAutoscaler", "spec.maxReplicas"),
    ("ScaledObject", "spec.maxReplicaCount"),
];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (kind, path) in MAXIMA {
        let set = patched::fields(seen.policy, kind);
        for field in set.filter(|set| patched::is(&set.field.name.node, path)) {
            let Ok(most) = patched::plain(&field.field.value.node).parse::<u64>() else { continue };
            let above = shared::everywhere(seen.policy)
                .filter(|(workload, _)| {
                    workload.name.node.replace('-', "_") == field.thing.replace('-', "_")
                })
                .filter_map(|(_, body)| body.replicas.as_ref())
                .find(|replicas| replicas.node.max > most);
            let Some(above) = above else { continue };
            let tier = seen.policy.tier.as_ref();
            let place = tier.map(|tier| format!(" in tier {}", tick(&tier.name.node)));
            let message = format!(
                "{} may go up to {}{}, and a patch holds its autoscaler at {most}",
                tick(field.thing),
                above.node.max,
                place.unwrap_or_default()
            );
            let finding = RULE.finding(message, field.field.span, "a smaller maximum");
            findings.push(
                finding
                    .also(above.span, "the size that is meant")
                    .help("remove it from the patch: `replicas` says it")
                    .edit(field.without()),
            );
        }
    }
}
