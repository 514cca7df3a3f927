//! Active regions that no place leads to.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Origin, Policy, Region, Route, Routing, Target, Traffic};
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/region-not-routed",
    cases: &[Case::WARNING],
    why: "Where users are routed by place, a region serves the places that lead to it. One that none leads to runs and \
          costs, and sees users only when another is lost.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  region us-east-1 { zones = 3 }
  region sa-east-1 { zones = 3 }
  health edge { protocol = https, path = \"/healthz\" }
  traffic public {
    host   = \"shop.example.com\"
    policy = geographic
    health = edge
    route default to us-east-1 else eu-west-1
    route europe to eu-west-1 else us-east-1
    route south-america to us-east-1 else eu-west-1
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, health = edge }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  region us-east-1 { zones = 3 }
  region sa-east-1 { zones = 3 }
  health edge { protocol = https, path = \"/healthz\" }
  traffic public {
    host   = \"shop.example.com\"
    policy = geographic
    health = edge
    route default to us-east-1 else eu-west-1
    route europe to eu-west-1 else us-east-1
    route south-america to sa-east-1 else us-east-1
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, health = edge }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    let by_place = |traffic: &&Traffic| {
        traffic.policy.as_ref().is_some_and(|policy| policy.node == Routing::Geographic)
    };
    // Users who come by another rule may reach every region.
    if !policy.traffics.iter().all(|traffic| by_place(&traffic)) {
        return;
    }
    let Some(traffic) = policy.traffics.iter().find(|traffic| traffic.routes.iter().any(places))
    else {
        return;
    };
    let active = policy.regions.iter().filter(|region| region.standby.is_none());
    let idle = active.filter(|region| !is_routed(policy, region));
    findings.extend(idle.map(|region| fault(traffic, region)));
}

fn places(route: &Spanned<Route>) -> bool {
    let origin = &route.node.from.node;
    matches!(origin, Origin::Place(_) | Origin::Countries(_) | Origin::Default)
}

fn is_routed(policy: &Policy, region: &Region) -> bool {
    let routes = policy.traffics.iter().flat_map(|traffic| &traffic.routes);
    let mut firsts = routes.filter_map(|route| route.to.first());
    firsts.any(|to| matches!(&to.node, Target::Name(name) if *name == region.code.node))
}

fn fault(traffic: &Traffic, region: &Region) -> Finding {
    let code = &region.code.node;
    let message = format!(
        "{} leads no place to {}: it runs, and users come only when another region is lost",
        tick(&traffic.name.node),
        tick(code)
    );
    RULE.finding(message, region.code.span, "no place leads here")
        .also(traffic.head, "routes by place")
        .help(format!("route a place there, such as `route south-america to {code} else …`, or write `role = standby`"))
}
