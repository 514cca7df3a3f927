//! Routes of kinds that do not go together.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Cdn, Routing, Traffic};
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::syntax::tree::{Origin, Route};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/mixed-policies",
    cases: &[Case::REFUSED],
    why: "A record has one routing policy, and a balancer decides by share or by path: shares and paths do not mix, \
          places need the geographic policy, an order of failover needs that of failover.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public {
    host = \"shop.example.com\"
    route 100% to web
    route \"/api/*\" to api
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  workload api on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public {
    host = \"shop.example.com\"
    route \"/*\" to web
    route \"/api/*\" to api
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  workload api on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for traffic in &seen.policy.traffics {
        findings.extend(shares_and_paths(traffic));
        findings.extend(places(traffic));
        findings.extend(order(traffic));
    }
    findings.extend(seen.policy.cdns.iter().filter_map(paths_only));
}

fn find(traffic: &Traffic, kind: fn(&Origin) -> bool) -> Option<&Spanned<Route>> {
    traffic.routes.iter().find(|route| kind(&route.from.node))
}

fn shares_and_paths(traffic: &Traffic) -> Option<Finding> {
    let share = find(traffic, |origin| matches!(origin, Origin::Share(_)))?;
    let path = find(traffic, |origin| matches!(origin, Origin::Path(_)))?;
    let message = format!("traffic {} routes by share and by path", tick(&traffic.name.node));
    Some(by_path(
        RULE.finding(message, path.from.span, "by path")
            .also(share.from.span, "by share")
            .help("route by path only (`\"/*\"` takes the rest), or give the other a `traffic` of its own"),
        &traffic.routes,
    ))
}

/// Lets the one route that is by something else take the paths that no other takes.
fn by_path(finding: Finding, routes: &[Spanned<Route>]) -> Finding {
    let mut others = routes.iter().filter(|it| !matches!(it.from.node, Origin::Path(_)));
    let rest = |it: &Spanned<Route>| matches!(&it.from.node, Origin::Path(path) if path == "/*");
    match (others.next(), others.next()) {
        (Some(only), None) if !routes.iter().any(rest) => {
            finding.edit(Edit::Replace(only.from.span, "\"/*\"".to_owned()))
        }
        _ => finding,
    }
}

fn places(traffic: &Traffic) -> Option<Finding> {
    let place = find(traffic, |origin| {
        matches!(origin, Origin::Place(_) | Origin::Countries(_) | Origin::Default)
    })?;
    let name = tick(&traffic.name.node);
    let message = format!("traffic {name} routes by place, and its policy is another one");
    let finding = RULE.finding(message, place.from.span, "by place");
    match traffic.policy {
        Some(policy) if policy.node == Routing::Geographic => None,
        Some(policy) => {
            let finding = finding.also(policy.span, "the policy");
            Some(finding.write(policy.span, "policy = geographic"))
        }
        None => Some(
            RULE.finding(
                format!("traffic {name} routes by place and does not say so"),
                place.from.span,
                "by place",
            )
            .also(traffic.head, "no policy here")
            .add(traffic.head, "policy = geographic"),
        ),
    }
}

fn order(traffic: &Traffic) -> Option<Finding> {
    let order = traffic.failover.as_ref()?;
    let policy = traffic.policy.filter(|policy| policy.node != Routing::Failover)?;
    let message = format!(
        "traffic {} has an order of failover, and its policy is another one",
        tick(&traffic.name.node)
    );
    Some(
        RULE.finding(message, order.span, "an order")
            .also(policy.span, "the policy")
            .help("write `policy = failover`, or leave the order out: the other policies leave an unhealthy region by themselves")
            .edit(Edit::Write(policy.span, "policy = failover".to_owned())),
    )
}

fn paths_only(cdn: &Cdn) -> Option<Finding> {
    let other = cdn.routes.iter().find(|route| !matches!(route.from.node, Origin::Path(_)))?;
    let message = format!("cdn {} routes by path only", tick(&cdn.name.node));
    let finding = RULE
        .finding(message, other.from.span, "not a path")
        .help("route `\"/*\"`, or say it in a `traffic`, and route a path to that");
    Some(by_path(finding, &cdn.routes))
}
