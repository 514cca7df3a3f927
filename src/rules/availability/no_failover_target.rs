//! Places whose users have nowhere to go when a region is lost, and standbys that nothing leads to.

use super::takes_over;
use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Origin, Policy, Region, Route, Target, Traffic};
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/no-failover-target",
    cases: &[Case::WARNING.promised()],
    why: "Geographic records fall back along `else`, and a standby takes over where an order names it. Without either, users \
          of a lost region get no answer although another one stands.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  region us-east-1 { zones = 3 }
  health edge { protocol = https, path = \"/healthz\" }
  traffic public {
    host   = \"shop.example.com\"
    policy = geographic
    health = edge
    route default to us-east-1 else eu-west-1
    route europe to eu-west-1
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  region us-east-1 { zones = 3 }
  health edge { protocol = https, path = \"/healthz\" }
  traffic public {
    host   = \"shop.example.com\"
    policy = geographic
    health = edge
    route default to us-east-1 else eu-west-1
    route europe to eu-west-1 else us-east-1
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    for traffic in &policy.traffics {
        let routes = traffic.routes.iter();
        findings.extend(routes.filter_map(|route| without_else(seen, traffic, route)));
    }
    if !policy.traffics.is_empty() {
        let unused = policy.regions.iter().filter(|region| unreached(policy, region));
        findings.extend(unused.map(|region| idle(seen, region)));
    }
}

fn without_else(seen: &Seen, traffic: &Traffic, route: &Spanned<Route>) -> Option<Finding> {
    let place = match &route.node.from.node {
        Origin::Place(place) => tick(place),
        Origin::Countries(_) => "these countries".to_owned(),
        Origin::Default => "everybody else".to_owned(),
        Origin::Share(_) | Origin::Path(_) => return None,
    };
    let [only] = route.node.to.as_slice() else { return None };
    let Target::Name(name) = &only.node else { return None };
    let regions = &seen.policy.regions;
    regions.iter().find(|region| region.code.node == *name)?;
    let other = regions.iter().find(|region| region.code.node != *name)?;
    let message = format!(
        "{} leads {place} to {} only: when it is lost, they get no answer",
        tick(&traffic.name.node),
        tick(name)
    );
    Some(
        RULE.finding(message, only.span, "no `else` follows")
            .help(format!("go on with `else {}`", other.code.node))
            .edit(Edit::Replace(
                takes_over::behind(only.span),
                format!(" else {}", other.code.node),
            )),
    )
}

/// A standby that no order and no `else` names.
fn unreached(policy: &Policy, region: &Region) -> bool {
    let code = &region.code.node;
    let named = |traffic: &Traffic| {
        let order = traffic.failover.iter().flat_map(|order| &order.node);
        let routes = traffic.routes.iter().flat_map(|route| &route.to);
        order.into_iter().any(|to| to.node == *code)
            || routes.into_iter().any(|to| matches!(&to.node, Target::Name(name) if name == code))
    };
    region.standby.is_some() && !policy.traffics.iter().any(named)
}

fn idle(seen: &Seen, region: &Region) -> Finding {
    let code = &region.code.node;
    let message = format!("no `failover` and no `else` leads to standby {}", tick(code));
    let place = region.standby.unwrap_or(region.code.span);
    let mut finding = RULE.finding(message, place, "never takes over");
    finding.edits = takes_over::edits(seen.policy, code);
    finding.help(format!(
        "lead there once the others are lost, as with `{}`",
        takes_over::order(seen.policy, code)
    ))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_standby_that_nothing_leads_to_is_found() {
        let text = super::RULE.accepted.replace(
            "  health edge",
            "  region eu-central-1 { zones = 3, role = standby }\n  health edge",
        );
        assert!(codes(&text).contains(&super::RULE.code));
    }
}
