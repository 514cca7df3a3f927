//! A check of a name whose path no route takes.

use crate::diagnostic::{Case, Edit, Finding};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::{Span, Spanned};
use crate::syntax::print;
use crate::syntax::tree::{Node, Origin, Route};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/health-path-not-routed",
    cases: &[Case::REFUSED],
    why: "The check of a name asks its balancer, which answers 404 where no path matches: every region would count as \
          down.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health edge { protocol = https, path = \"/healthz\" }
  traffic public {
    host   = \"shop.example.com\"
    health = edge
    route \"/api/*\" to web
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health edge { protocol = https, path = \"/api/healthz\" }
  traffic public {
    host   = \"shop.example.com\"
    health = edge
    route \"/api/*\" to web
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

/// A route of one path to where another route leads.
fn taking(path: &str, other: &Route) -> Option<String> {
    let to = other.to.first()?;
    let from = Spanned::new(Origin::Path(path.to_owned()), to.span);
    let route = Route { from, to: vec![to.clone()], options: Vec::new() };
    Some(print::sentence(&Node::Route(Box::new(route))))
}

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for traffic in &seen.policy.traffics {
        let named = traffic.health.as_ref().and_then(|name| seen.policy.health.get(&name.node));
        let Some(health) = named else { continue };
        let paths: Vec<(&str, Span)> = traffic
            .routes
            .iter()
            .filter_map(|route| match &route.from.node {
                Origin::Path(path) => Some((path.as_str(), route.from.span)),
                Origin::Share(_) | Origin::Place(_) | Origin::Countries(_) | Origin::Default => {
                    None
                }
            })
            .collect();
        let Some((first, place)) = paths.first() else { continue };
        let path = health.path.node.as_str();
        if paths.iter().any(|(pattern, _)| shared::fits(pattern.as_bytes(), path.as_bytes())) {
            continue;
        }
        let message = format!(
            "health {} asks for {}, which no route of traffic {} takes",
            tick(&health.name.node),
            tick(path),
            tick(&traffic.name.node)
        );
        let finding =
            RULE.finding(message, health.path.span, "no route takes it").also(*place, "a route");
        let to = traffic.routes.iter().find(|route| route.from.span == *place);
        let route = to.and_then(|route| taking(path, route));
        findings.push(match route {
            Some(route) => finding
                .help(format!("add `{route}`, or ask for a path below {}", tick(first)))
                .edit(Edit::Add(traffic.head, route)),
            None => finding.help(format!("ask for a path below {}", tick(first))),
        });
    }
}
