//! Failover with nobody to fail over to.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Policy, Routing, Traffic};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/primary-without-secondary",
    cases: &[Case::REFUSED],
    why: "A primary record without a secondary answers with the primary even when its check fails, or not at all: nothing \
          takes over.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1    { zones = 3 }
  region eu-central-1 { zones = 3, role = standby }
  health edge { protocol = https, path = \"/healthz\" }
  traffic public { host = \"shop.example.com\", policy = failover, health = edge }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1    { zones = 3 }
  region eu-central-1 { zones = 3, role = standby }
  health edge { protocol = https, path = \"/healthz\" }
  traffic public {
    host   = \"shop.example.com\"
    policy = failover
    health = edge
    failover eu-west-1 -> eu-central-1
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    // An environment that leaves regions out has the order that is left, and says so elsewhere.
    let cut = seen.policy.regions.len() == 1 && !seen.policy.left_out.is_empty();
    for traffic in seen.policy.traffics.iter().filter(|_| !cut) {
        findings.extend(alone(seen.policy, traffic));
    }
}

fn alone(policy: &Policy, traffic: &Traffic) -> Option<Finding> {
    let routing = traffic.policy.as_ref().filter(|routing| routing.node == Routing::Failover)?;
    let order = traffic.failover.as_ref();
    let first = order.and_then(|order| order.node.first());
    let second = order
        .into_iter()
        .flat_map(|order| &order.node)
        .find(|entry| first.is_some_and(|first| first.node != entry.node));
    if second.is_some() {
        return None;
    }
    let name = tick(&traffic.name.node);
    let message = match first {
        Some(first) => format!("{name} fails over from {} to nothing else", tick(&first.node)),
        None => format!("{name} is to fail over, and no order says from where to where"),
    };
    let place = order.map_or(routing.span, |order| order.span);
    let finding =
        RULE.finding(message, place, "no second entry").also(traffic.head, "this traffic");
    Some(match (whole(policy, first.map(|first| first.node.as_str())), order) {
        (Some(whole), Some(order)) => finding.write(order.span, whole),
        (Some(whole), None) => finding.add(traffic.head, whole),
        (None, order) => {
            let help = "remove `policy = failover`, or add a second region (`role = standby`)";
            let finding = finding.help(help).edit(Edit::Remove(routing.span));
            order.into_iter().fold(finding, |it, order| it.edit(Edit::Remove(order.span)))
        }
    })
}

/// The order of all regions: the one that is named already, the active ones, those that stand by.
fn whole(policy: &Policy, first: Option<&str>) -> Option<String> {
    let mut regions: Vec<_> = policy.regions.iter().collect();
    regions
        .sort_by_key(|region| (Some(region.code.node.as_str()) != first, region.standby.is_some()));
    let codes: Vec<&str> = regions.iter().map(|region| region.code.node.as_str()).collect();
    (codes.len() > 1).then(|| format!("failover {}", codes.join(" -> ")))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn an_order_of_one_place_twice_is_no_order() {
        let text = super::RULE.accepted.replace("-> eu-central-1", "-> eu-west-1");
        assert!(codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn an_environment_with_one_of_the_regions_is_no_mistake() {
        let text = super::RULE.accepted.replace(
            "  budget",
            "  environment dev { account = \"314159265358\", regions = [eu-west-1] }\n  budget",
        );
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
