//! A check that watches the name which it decides about.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Policy, Target, Traffic, Value};
use crate::model::read;
use crate::rules::{Check, Rule, Seen, patched};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/self-referential-health",
    cases: &[Case::REFUSED],
    why: "A check of the shared name asks whichever region the name leads to: it stays healthy while one region is, and \
          never says which one is down.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1    { weight = 60%, zones = 3 }
  region eu-central-1 { weight = 40%, zones = 3 }
  health edge { protocol = https, path = \"/healthz\" }
  traffic public { host = \"shop.example.com\", policy = weighted, health = edge }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  patch terraform aws_route53_health_check.public { fqdn = \"shop.example.com\" }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1    { weight = 60%, zones = 3 }
  region eu-central-1 { weight = 40%, zones = 3 }
  health edge { protocol = https, path = \"/healthz\" }
  traffic public { host = \"shop.example.com\", policy = weighted, health = edge }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    patched(seen.policy, findings);
    for traffic in &seen.policy.traffics {
        outside(seen.policy, traffic, findings);
    }
}

fn patched(policy: &Policy, findings: &mut Vec<Finding>) {
    let set = patched::fields(policy, "aws_route53_health_check");
    for set in set.filter(|set| set.field.name.node == "fqdn") {
        let Value::Text(host) = &set.field.value.node else { continue };
        let shared = policy.traffics.iter().filter_map(|traffic| traffic.host.as_ref());
        let Some(name) = shared.into_iter().find(|name| name.node.eq_ignore_ascii_case(host))
        else {
            continue;
        };
        let message = format!("the check asks {}, the name that it decides about", tick(host));
        findings.push(
            RULE.finding(message, set.field.value.span, "watches the shared name")
                .also(name.span, "the name")
                .help("remove the field: each region's check asks its own balancer")
                .edit(set.without()),
        );
    }
}

/// An external network at the host whose record points to it.
fn outside(policy: &Policy, traffic: &Traffic, findings: &mut Vec<Finding>) {
    let Some(name) = &traffic.host else { return };
    let routed =
        traffic.routes.iter().flat_map(|route| &route.to).filter_map(|to| match &to.node {
            Target::Name(name) => Some(name.as_str()),
            Target::Bucket(_) | Target::Host(_) => None,
        });
    let ordered = traffic.failover.iter().flat_map(|order| &order.node).map(|to| to.node.as_str());
    let led: Vec<&str> = routed.chain(ordered).collect();
    let networks = policy.cdns.iter().filter(|cdn| cdn.kind.node == "external");
    for cdn in networks.filter(|cdn| led.contains(&cdn.name.node.as_str())) {
        let Some(host) = read::word(&cdn.body, "host").filter(|host| host.node == name.node) else {
            continue;
        };
        let message = format!(
            "cdn {} stands at {}, the name that points to it: its check would watch itself",
            tick(&cdn.name.node),
            tick(&host.node)
        );
        findings.push(
            RULE.finding(message, host.span, "watches the shared name")
                .also(name.span, "the name")
                .help("write the host that the network itself gave you"),
        );
    }
}
