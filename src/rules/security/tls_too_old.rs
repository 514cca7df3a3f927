//! Patches that let in old versions of TLS.

use crate::diagnostic::{Case, Finding};
use crate::rules::patched::{self, Field};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "security/tls-too-old",
    cases: &[Case::REFUSED],
    why: "TLS 1.0 and 1.1 are withdrawn (RFC 8996): what they carry can be read with known attacks.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  patch terraform aws_lb_listener.public { ssl_policy = \"ELBSecurityPolicy-2016-08\" }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  patch terraform aws_lb_listener.public { ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-Res-2021-06\" }
}
",
    check: Check::Policy(check),
};

/// A field that decides the oldest version, what it may hold, and a value that is new enough.
struct Floor {
    kind: &'static str,
    path: &'static str,
    new_enough: fn(&str) -> bool,
    mend: &'static str,
}

const FLOORS: &[Floor] = &[
    Floor {
        kind: "aws_lb_listener",
        path: "ssl_policy",
        new_enough: balancer,
        mend: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    },
    Floor {
        kind: "aws_cloudfront_distribution",
        path: "viewer_certificate.minimum_protocol_version",
        new_enough: |value| value.starts_with("TLSv1.2") || value.starts_with("TLSv1.3"),
        mend: "TLSv1.2_2021",
    },
    Floor {
        kind: "aws_cloudfront_distribution",
        path: "viewer_certificate.cloudfront_default_certificate",
        new_enough: |value| value != "true",
        mend: "false",
    },
    Floor {
        kind: "aws_opensearch_domain",
        path: "domain_endpoint_options.tls_security_policy",
        new_enough: |value| !value.starts_with("Policy-Min-TLS-1-0"),
        mend: "Policy-Min-TLS-1-2-PFS-2023-10",
    },
];

/// Policies without a version in their name let TLS 1.0 in, but for the first with forward secrecy that say 1-2.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html>
fn balancer(policy: &str) -> bool {
    let named = policy.contains("TLS13") || policy.contains("TLS-1-2") || policy.contains("-1-2-");
    named && !["TLS13-1-0", "TLS13-1-1"].iter().any(|old| policy.contains(old))
}

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for floor in FLOORS {
        let set = patched::fields(seen.policy, floor.kind);
        for field in set.filter(|set| patched::is(&set.field.name.node, floor.path)) {
            let value = patched::plain(&field.field.value.node);
            if !(floor.new_enough)(&value) {
                findings.push(finding(floor, &field, &value));
            }
        }
    }
}

fn finding(floor: &Floor, field: &Field, value: &str) -> Finding {
    let address = tick(&format!("{}.{}", floor.kind, field.thing));
    let name = &field.field.name.node;
    let message =
        format!("{} of {address} lets in TLS before 1.2", tick(&format!("{name} = {value}")));
    let mend =
        if floor.mend == "false" { floor.mend.to_owned() } else { format!("\"{}\"", floor.mend) };
    RULE.finding(message, field.field.value.span, "old versions let in")
        .write(field.field.span, format!("{name} = {mend}"))
}

#[cfg(test)]
mod tests {
    use super::balancer;

    #[test]
    fn policies_of_balancers_are_told_apart_by_their_names() {
        assert!(balancer("ELBSecurityPolicy-TLS13-1-2-2021-06"));
        assert!(balancer("ELBSecurityPolicy-TLS-1-2-Ext-2018-06"));
        assert!(balancer("ELBSecurityPolicy-FS-1-2-Res-2020-10"));
        assert!(balancer("ELBSecurityPolicy-TLS13-1-3-2021-06"));
        assert!(!balancer("ELBSecurityPolicy-TLS13-1-0-2021-06"));
        assert!(!balancer("ELBSecurityPolicy-TLS-1-1-2017-01"));
        assert!(!balancer("ELBSecurityPolicy-2016-08"));
        assert!(!balancer("ELBSecurityPolicy-FS-2018-06"));
    }
}
