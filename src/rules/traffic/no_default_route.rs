//! Places without a default, and a content network without a route for the rest.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Cdn, Traffic};
use crate::rules::{Check, Rule, Seen};
use crate::source::{Span, Spanned};
use crate::syntax::print;
use crate::syntax::tree::{Node, Origin, Route, Target};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/no-default-route",
    cases: &[Case::REFUSED],
    why: "Users whose place no route names get no answer from the name servers, and CloudFront needs a behaviour for \
          every path: one route has to take the rest.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  region us-east-1 { zones = 3 }
  traffic public {
    host   = \"shop.example.com\"
    policy = geographic
    route europe to eu-west-1
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  region us-east-1 { zones = 3 }
  traffic public {
    host   = \"shop.example.com\"
    policy = geographic
    route europe to eu-west-1
    route default to us-east-1
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    findings.extend(seen.policy.traffics.iter().filter_map(places));
    findings.extend(seen.policy.cdns.iter().filter_map(|cdn| rest(seen, cdn)));
}

fn places(traffic: &Traffic) -> Option<Finding> {
    let by_place = |origin: &Origin| matches!(origin, Origin::Place(_) | Origin::Countries(_));
    let first = traffic.routes.iter().find(|route| by_place(&route.from.node))?;
    if traffic.routes.iter().any(|route| route.from.node == Origin::Default) {
        return None;
    }
    let message = format!(
        "traffic {} routes by place and says nothing of the places that no route names",
        tick(&traffic.name.node)
    );
    Some(
        RULE.finding(message, traffic.head, "no default here")
            .also(first.from.span, "one of its places")
            .add(traffic.head, route(Origin::Default, &first.to)),
    )
}

fn route(from: Origin, to: &[Spanned<Target>]) -> String {
    let from = Spanned::new(from, Span::default());
    let route = Route { from, to: to.to_vec(), options: Vec::new() };
    print::sentence(&Node::Route(Box::new(route)))
}

fn rest(seen: &Seen, cdn: &Cdn) -> Option<Finding> {
    if cdn.kind.node != "cloudfront" {
        return None;
    }
    let takes_all = cdn.body.iter().any(|statement| match &statement.node {
        Node::Route(route) => matches!(&route.from.node, Origin::Path(path) if path == "/*"),
        _ => false,
    });
    (!takes_all).then(|| {
        let message =
            format!("cdn {} has no route for the paths that no other takes", tick(&cdn.name.node));
        let finding = RULE.finding(message, cdn.head, "no `/*` here");
        let own = cdn.routes.first().map(|route| route.to.clone());
        let name = |traffic: &Traffic| Target::Name(traffic.name.node.clone());
        let traffic = seen.policy.traffics.first().map(name);
        match own.or(traffic.map(|to| vec![Spanned::new(to, cdn.head)])) {
            Some(to) => finding.add(cdn.head, route(Origin::Path("/*".to_owned()), &to)),
            None => finding.help("add a route of `\"/*\"` to what has the rest"),
        }
    })
}
