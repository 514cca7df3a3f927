//! Hosts that no name server could hold.

use super::punycode;
use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::Word;
use crate::model::read;
use crate::rules::{Check, Rule, Seen, shared};
use crate::syntax::tree::{Kind, Target};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "model/bad-host",
    cases: &[Case::REFUSED],
    why: "A host is lowercase labels of letters, digits and hyphens, 63 characters each and 253 in all (RFC 1123). Other \
          scripts have an encoded form, which is what name servers and certificates hold.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"bücher.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"xn--bcher-kva.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let names = seen.policy.traffics.iter().filter_map(|traffic| traffic.host.clone());
    let networks =
        read::blocks(&seen.policy.body, Kind::Cdn).filter_map(|cdn| read::word(&cdn.body, "host"));
    let used = shared::everywhere(seen.policy)
        .flat_map(|(_, body)| &body.uses)
        .flat_map(|uses| &uses.targets);
    let called = used.filter_map(|target| match &target.node {
        Target::Host(host) => Some(Word::new(host.clone(), target.span)),
        Target::Name(_) | Target::Bucket(_) => None,
    });
    findings.extend(names.chain(networks).chain(called).filter_map(|host| fault(&host)));
}

fn fault(host: &Word) -> Option<Finding> {
    if fits(&host.node) {
        return None;
    }
    let message =
        format!("{} is not a host: lowercase labels of letters, digits and `-`", tick(&host.node));
    let finding = RULE.finding(message, host.span, "not a host");
    let mended = mended(&host.node).filter(|mended| fits(mended));
    Some(match mended {
        Some(mended) => finding
            .help(format!("write `\"{mended}\"`"))
            .edit(Edit::Replace(host.span, format!("\"{mended}\""))),
        None => finding.help("write it as `\"www.example.com\"`"),
    })
}

fn fits(host: &str) -> bool {
    host.len() <= 253 && host.split('.').all(label)
}

fn label(label: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&label.len())
        && label.bytes().all(known)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn mended(host: &str) -> Option<String> {
    let lower = host.trim().trim_end_matches('.').to_lowercase();
    let encode = |label: &str| {
        if label.is_ascii() { Some(label.to_owned()) } else { punycode::label(label) }
    };
    let labels: Option<Vec<String>> = lower.split('.').map(encode).collect();
    Some(labels?.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mend_is_the_encoded_form() {
        assert_eq!(mended("BÜCHER.example.com").as_deref(), Some("xn--bcher-kva.example.com"));
        assert!(fits("a-1.example.com") && !fits("-a.example.com") && !fits("a..b") && !fits(""));
    }
}
