//! More users (or pages, or shops) than the tier is for.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::measure::{Dimension, base};
use crate::model::policy::{Attribute, Quantity, Tier, Value};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "growth/usage-above-tier",
    cases: &[Case::WARNING],
    why: "A tier says up to how many it is meant for, `usage` how many there are. Where there are more, the sizes are those \
          of a smaller service, and what one of them costs is computed by the larger number.",
    rejected: "service shop {
  budget = $500/month
  tier launch up to 1k users { peak = 20/s, usage { users = 3k } }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  tier launch up to 3k users { peak = 20/s, usage { users = 3k } }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let Some(tier) = &seen.policy.tier else { return };
    let noun = &tier.noun.node;
    let used = seen.policy.usage.iter().filter(|used| used.name.node == *noun);
    let above = used.filter_map(|used| Some((used, count(used)?)));
    let above = above.filter(|(_, many)| base(*many) > base(tier.up_to.node));
    findings.extend(above.map(|(used, many)| fault(tier, used, many)));
}

fn count(used: &Attribute) -> Option<Quantity> {
    match used.value.node {
        Value::Quantity(quantity) if Dimension::of(quantity) == Dimension::Count => Some(quantity),
        _ => None,
    }
}

fn fault(tier: &Tier, used: &Attribute, many: Quantity) -> Finding {
    let noun = &tier.noun.node;
    let message = format!(
        "tier {} is for up to {} {noun}, and `usage` counts {many}",
        tick(&tier.name.node),
        tier.up_to.node
    );
    RULE.finding(message, used.value.span, "more than the tier")
        .also(tier.up_to.span, "the tier's end")
        .help(format!("write `up to {many} {noun}`, or count them in a larger tier"))
        .edit(Edit::Replace(tier.up_to.span, many.to_string()))
}
