//! Paths that no request could carry.

use std::fmt::Write as _;

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::Word;
use crate::model::read;
use crate::rules::{Check, Rule, Seen};
use crate::syntax::tree::{Body, Kind, Node, Origin};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "model/bad-path",
    cases: &[Case::REFUSED],
    why: "A path begins with `/` and holds printable ASCII without spaces: that is what a request carries. Everything else \
          has an encoded form.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health app { path = \"/größe\" }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, health = app }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health app { path = \"/gr%C3%B6%C3%9Fe\" }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, health = app }
}
",
    check: Check::Policy(check),
};

/// Characters of a path pattern at most.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html>
const PATTERN: usize = 128;
/// Characters of a path that Route 53 asks for at most.
/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html>
const ASKED: usize = 255;

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for health in seen.policy.health.values() {
        findings.extend(fault(&health.path, ASKED));
    }
    for kind in [Kind::Traffic, Kind::Cdn] {
        for block in read::blocks(&seen.policy.body, kind) {
            findings.extend(patterns(&block.body).iter().filter_map(|path| fault(path, PATTERN)));
        }
    }
}

fn patterns(body: &Body) -> Vec<Word> {
    let route = |node: &Node| match node {
        Node::Route(route) => match &route.from.node {
            Origin::Path(path) => Some(Word::new(path.clone(), route.from.span)),
            Origin::Share(_) | Origin::Place(_) | Origin::Countries(_) | Origin::Default => None,
        },
        _ => None,
    };
    body.iter().filter_map(|statement| route(&statement.node)).collect()
}

fn fault(path: &Word, most: usize) -> Option<Finding> {
    let text = path.node.as_str();
    let error = |message: String, label: &str| RULE.finding(message, path.span, label);
    if !text.starts_with('/') || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let message = format!(
            "{} is not a path: it begins with `/` and holds ASCII without spaces",
            tick(text)
        );
        let mended = format!("\"{}\"", encoded(text));
        let finding = error(message, "not a path").help(format!("write `{mended}`"));
        return Some(finding.edit(Edit::Replace(path.span, mended)));
    }
    let length = text.len();
    (length > most).then(|| {
        error(format!("the path has {length} characters, and {most} fit"), "too long")
            .help(format!("write at most {most} characters"))
    })
}

fn encoded(text: &str) -> String {
    let text = text.trim();
    let mut out = String::new();
    if !text.starts_with('/') {
        out.push('/');
    }
    for byte in text.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn the_mend_is_percent_encoded() {
        assert_eq!(encoded("größe"), "/gr%C3%B6%C3%9Fe");
        assert_eq!(encoded("/a b"), "/a%20b");
    }
}
