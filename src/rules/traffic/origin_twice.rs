//! One origin with two routes.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::Traffic;
use crate::rules::{Check, Rule, Seen};
use crate::source::Span;
use crate::syntax::tree::Origin;
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
        for (at, (origin, span)) in origins.iter().enumerate() {
            let Some((_, first)) = origins.iter().take(at).find(|(other, _)| other == origin)
            else {
                continue;
            };
            let message =
                format!("{} has two routes in traffic {}", tick(origin), tick(&traffic.name.node));
            findings.push(
                RULE.finding(message, *span, "the second route")
                    .also(*first, "the first route")
                    .help("keep one of the two, or write `else` for a target that stands in"),
            );
        }
    }
}

fn origins(traffic: &Traffic) -> Vec<(&str, Span)> {
    let origins = traffic.routes.iter().flat_map(|route| match &route.from.node {
        Origin::Path(text) | Origin::Place(text) => vec![(text.as_str(), route.from.span)],
        Origin::Countries(codes) => {
            codes.iter().map(|code| (code.node.as_str(), code.span)).collect()
        }
        Origin::Default => vec![("default", route.from.span)],
        Origin::Share(_) => Vec::new(),
    });
    origins.collect()
}
