//! Alarms that nobody hears.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Alarm, Body, Policy};
use crate::rules::{Check, Rule, Seen};
use crate::source::Span;
use crate::syntax::tree::{Node, Severity};
use crate::words::count;

const PAGE: Case = Case::ERROR.when("a page is heard by nobody");
const WARN: Case = Case::WARNING.when("a warning is heard by nobody");

/// The rule.
pub const RULE: Rule = Rule {
    code: "alarms/nobody-notified",
    cases: &[PAGE, WARN],
    why: "An alarm that tells nobody is a promise that somebody looks, which nobody made. For a `page` that is an error, \
          for a `warn` a warning.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, page when cpu > 90% for 5m }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, page when cpu > 90% for 5m }
  notify page to oncall
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let mut unheard = [(Severity::Page, "page", PAGE), (Severity::Warn, "warn", WARN)]
        .into_iter()
        .filter(|(severity, ..)| !heard(seen.policy, *severity))
        .peekable();
    let mut alarms = Vec::new();
    if unheard.peek().is_some() {
        collect(&seen.policy.body, &mut alarms);
    }
    for (severity, word, case) in unheard {
        let silent: Vec<Span> = alarms
            .iter()
            .filter(|(alarm, _)| alarm.severity.node == severity)
            .map(|(alarm, _)| alarm.severity.span)
            .collect();
        let Some((first, others)) = silent.split_first() else { continue };
        let message = match others.len() {
            0 => format!("this `{word}` is heard by nobody"),
            more => format!("this `{word}` and {} are heard by nobody", count(more, "other")),
        };
        let finding = RULE.case(case, message, *first, "tells nobody");
        let finding =
            others.iter().fold(finding, |finding, span| finding.also(*span, "tells nobody"));
        let heard = format!("notify {word} to \"team@example.com\"");
        findings.push(finding.add(seen.policy.head, heard));
    }
}

fn heard(policy: &Policy, severity: Severity) -> bool {
    policy.notifies.iter().any(|notify| notify.severity.node == severity)
}

fn collect<'a>(body: &'a Body, alarms: &mut Vec<(&'a Alarm, Span)>) {
    for statement in body {
        match &statement.node {
            Node::Alarm(alarm) => alarms.push((alarm, statement.span)),
            Node::Block(block) => collect(&block.body, alarms),
            _ => {}
        }
    }
}
