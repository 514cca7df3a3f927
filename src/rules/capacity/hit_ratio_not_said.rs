//! Content networks of which nobody said how much they answer themselves.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Cdn, Origin, Policy, Quantity, Route, Target};
use crate::rules::load::heights::heights;
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/hit-ratio-not-said",
    cases: &[Case::WARNING.promised()],
    why: "Behind a content network arrives what it does not answer itself. Without `hit_ratio` the whole load is counted \
          there, and what runs behind it is judged by many times of what will ever reach it.",
    rejected: "service shop {
  budget = $500/month
  peak   = 300/s
  region eu-west-1 { zones = 3 }
  health app { protocol = https, path = \"/healthz\" }
  traffic public { host = \"origin.example.com\" }
  cdn front on cloudfront { host = \"www.example.com\", route \"/*\" to public { ttl = 1m } }
  workload web on ec2 { instance = t3.small, replicas = 2..6, serves = 100/s, health = app, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  peak   = 300/s
  region eu-west-1 { zones = 3 }
  health app { protocol = https, path = \"/healthz\" }
  traffic public { host = \"origin.example.com\" }
  cdn front on cloudfront { host = \"www.example.com\", hit_ratio = 80%, route \"/*\" to public { ttl = 1m } }
  workload web on ec2 { instance = t3.small, replicas = 2..6, serves = 100/s, health = app, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    let tried = policy.loads.iter().flat_map(heights).map(|(_, height)| height).next();
    let Some(load) = policy.peak.as_ref().or(policy.steady.as_ref()).or(tried) else { return };
    let silent = policy.cdns.iter().filter(|cdn| cdn.on_cloudfront() && cdn.hit_ratio.is_none());
    findings.extend(silent.filter_map(|cdn| Some(fault(cdn, load, behind(policy, cdn)?))));
}

/// What stands behind a network that all requests pass: buckets have no load of ours.
fn behind<'a>(policy: &Policy, cdn: &'a Cdn) -> Option<&'a str> {
    let all =
        |route: &&Spanned<Route>| matches!(&route.from.node, Origin::Path(path) if path == "/*");
    let route = cdn.routes.iter().find(all)?;
    let Target::Name(name) = &route.to.first()?.node else { return None };
    let is_ours = policy.traffics.iter().any(|traffic| traffic.name.node == *name)
        || policy.workloads.iter().any(|workload| workload.name.node == *name);
    is_ours.then_some(name)
}

fn fault(cdn: &Cdn, load: &Spanned<Quantity>, behind: &str) -> Finding {
    let message = format!(
        "all of {} is counted behind {}, at {}: what it answers itself is not said",
        load.node,
        tick(&cdn.name.node),
        tick(behind)
    );
    RULE.finding(message, cdn.head, "no `hit_ratio` here")
        .also(load.span, "the load")
        .help("add `hit_ratio = 80%`, as it was measured")
}
