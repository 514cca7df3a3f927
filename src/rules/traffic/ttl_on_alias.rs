//! A time to live on records that are aliases.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Policy, Target, Traffic};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/ttl-on-alias",
    cases: &[Case::REFUSED],
    why: "A record that points to a balancer or to CloudFront is an alias and takes the time to live of what it points \
          to: Route 53 refuses another one.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\", ttl = 60s }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for traffic in &seen.policy.traffics {
        let Some(ttl) = traffic.ttl.filter(|_| !external(seen.policy, traffic)) else { continue };
        let message = format!(
            "the records of traffic {} are aliases, which have no `ttl` of their own",
            tick(&traffic.name.node)
        );
        let finding = RULE.finding(message, ttl.span, "no time to live").help("remove `ttl`");
        findings.push(finding.edit(Edit::Remove(ttl.span)));
    }
}

/// Whether a target is not ours: then all records of the block are CNAMEs.
fn external(policy: &Policy, traffic: &Traffic) -> bool {
    let outside = |name: &str| {
        policy.cdns.iter().any(|cdn| cdn.name.node == name && cdn.kind.node == "external")
    };
    let routed = traffic.routes.iter().flat_map(|route| &route.to).any(|to| match &to.node {
        Target::Name(name) => outside(name),
        Target::Host(_) => true,
        Target::Bucket(_) => false,
    });
    routed || traffic.failover.iter().flat_map(|order| &order.node).any(|name| outside(&name.node))
}
