//! Hosts that belong to the provider.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Policy, Word};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/provider-host",
    cases: &[Case::REFUSED],
    why: "A `host` is a name of your own, for which you have a certificate and a hosted zone. The names that AWS gives to \
          balancers and distributions take neither: a content network that asks one by https gets a certificate that does \
          not fit, and answers 502.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop-1234567890.eu-west-1.elb.amazonaws.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

/// Where AWS names what it makes.
const PROVIDERS: &[&str] = &[
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".awsglobalaccelerator.com",
    ".cloudfront.net",
    ".on.aws",
];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    findings.extend(hosts(seen.policy).filter_map(fault));
}

/// The hosts that are to be ours: a content network that is not on `CloudFront` has the name that its provider gave it.
fn hosts(policy: &Policy) -> impl Iterator<Item = &Word> {
    let traffics = policy.traffics.iter().filter_map(|traffic| traffic.host.as_ref());
    let cdns = policy.cdns.iter().filter(|cdn| cdn.on_cloudfront());
    traffics.chain(cdns.filter_map(|cdn| cdn.host.as_ref()))
}

fn fault(host: &Word) -> Option<Finding> {
    let owner = PROVIDERS.iter().find(|owner| host.node.ends_with(**owner))?;
    let message = format!(
        "{} is a name of AWS: no certificate and no zone of yours can have it",
        tick(&host.node)
    );
    let label = format!("ends in {}", owner.trim_start_matches('.'));
    Some(
        RULE.finding(message, host.span, label)
            .help("write a host of your own: `\"www.example.com\"`"),
    )
}
