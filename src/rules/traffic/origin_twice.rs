//! One origin with two routes.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::Traffic;
use crate::rules::{Check, Rule, Seen};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Origin, Route, Target};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/origin-twice",
    cases: &[Case::REFUSED],
    why: "Each path, continent or country has one route: of two the order of lines would decide. Another target for the \
          same origin is an `else`, or a share.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public {
    host = \"shop.example.com\"
    route \"/*\" to web
    route \"/*\" to api
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
        let origins = origins(traffic);
        for (at, (origin, span, route)) in origins.iter().enumerate() {
            let mut earlier = origins.iter().take(at);
            let Some((_, first, _)) = earlier.find(|(other, ..)| other == origin) else { continue };
            let message =
                format!("{} has two routes in traffic {}", tick(origin), tick(&traffic.name.node));
            findings.push(
                RULE.finding(message, *span, "the second route")
                    .also(*first, "the first route")
                    .help("give the second one a path of its own, keep one of the two, or write `else` for a target that stands in")
                    .edit(mend(route, &origins)),
            );
        }
    }
}

/// A name of a route's origin, its place and the route.
type From<'a> = (&'a str, Span, &'a Spanned<Route>);

/// What is left of a route: a path by the name of where it leads, the countries that no other route names, or nothing.
fn mend(route: &Spanned<Route>, origins: &[From]) -> Edit {
    let free = |origin: &str| !origins.iter().any(|(other, ..)| *other == origin);
    match (&route.from.node, route.to.first().map(|to| &to.node)) {
        (Origin::Path(_), Some(Target::Name(name))) if free(&format!("/{name}/*")) => {
            Edit::Replace(route.from.span, format!("\"/{name}/*\""))
        }
        (Origin::Countries(codes), _) => {
            let elsewhere = |code: &str| {
                let others = origins.iter().filter(|(.., other)| other.span != route.span);
                others.into_iter().any(|(other, ..)| *other == code)
            };
            let mut left: Vec<&str> = codes.iter().map(|code| code.node.as_str()).collect();
            left.retain(|code| !elsewhere(code));
            left.dedup();
            match left.as_slice() {
                [] => Edit::Remove(route.span),
                left => Edit::Replace(route.from.span, format!("[{}]", left.join(", "))),
            }
        }
        _ => Edit::Remove(route.span),
    }
}

fn origins(traffic: &Traffic) -> Vec<From<'_>> {
    let origins = traffic.routes.iter().flat_map(|route| match &route.from.node {
        Origin::Path(text) | Origin::Place(text) => vec![(text.as_str(), route.from.span, route)],
        Origin::Countries(codes) => {
            codes.iter().map(|code| (code.node.as_str(), code.span, route)).collect()
        }
        Origin::Default => vec![("default", route.from.span, route)],
        Origin::Share(_) => Vec::new(),
    });
    origins.collect()
}
