//! A warning that comes after the page.

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::model::measure::base;
use crate::model::policy::{Alarm, BoundValue, Promise, Term};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Spanned;
use crate::syntax::tree::Severity;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "alarms/warning-above-page",
    cases: &[Case::WARNING],
    why: "A warning is there to come before the page. Where its threshold is the worse one, people are woken first and \
          warned later.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    warn when cpu > 95% for 5m
    page when cpu > 85% for 5m
  }
  notify warn to \"shop@example.com\"
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    warn when cpu > 85% for 5m
    page when cpu > 95% for 5m
  }
  notify warn to \"shop@example.com\"
  notify page to oncall
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let whole = seen.policy.promises.as_slice();
    for (_, body) in shared::everywhere(seen.policy) {
        compare(&body.alarms, &[body.promises.as_slice(), whole], findings);
    }
    for queue in &seen.policy.queues {
        compare(&queue.alarms, &[whole], findings);
    }
    compare(&seen.policy.alarms, &[whole], findings);
}

fn compare(
    alarms: &[Spanned<Alarm>],
    promises: &[&[Spanned<Promise>]],
    findings: &mut Vec<Finding>,
) {
    let of = |severity| {
        let alarms = alarms.iter().filter(move |alarm| alarm.severity.node == severity);
        // Of joined conditions none has a threshold of its own.
        alarms.filter_map(|alarm| match alarm.when.terms.as_slice() {
            [term] => Some(term),
            _ => None,
        })
    };
    for warn in of(Severity::Warn) {
        findings.extend(of(Severity::Page).find_map(|page| above(warn, page, promises)));
    }
}

fn above(warn: &Term, page: &Term, promises: &[&[Spanned<Promise>]]) -> Option<Finding> {
    let up = shared::upward(warn.op.node);
    let same = warn.metric.name.node == page.metric.name.node
        && shared::stat(&warn.metric) == shared::stat(&page.metric)
        && shared::alike(&warn.bound, &page.bound)
        && up == shared::upward(page.op.node);
    if !same {
        return None;
    }
    let late = shared::quantity(&warn.metric, &warn.bound, promises)?;
    let early = shared::quantity(&page.metric, &page.bound, promises)?;
    let worse = if up { base(late) > base(early) } else { base(late) < base(early) };
    worse.then(|| {
        let late_words = shared::written(&warn.bound, late);
        let early_words = shared::written(&page.bound, early);
        let (side, before) = if up { ("above", "<") } else { ("below", ">") };
        let name = tick(&warn.metric.name.node);
        let message =
            format!("the warning for {name} ({late_words}) lies {side} its page ({early_words})");
        let finding = RULE
            .finding(message, warn.bound.value.span, "comes after the page")
            .also(page.bound.value.span, "pages here")
            .steps([
                Step::given("warns at", late_words.clone(), warn.bound.value.span),
                Step::given("pages at", early_words.clone(), page.bound.value.span),
                Step::derived(
                    "the page comes first",
                    format!("{early_words} {before} {late_words}"),
                ),
            ]);
        exchanged(finding, warn, page)
    })
}

/// The mend that lets the two figures change places; what is promised stays the page's.
fn exchanged(finding: Finding, warn: &Term, page: &Term) -> Finding {
    let written = |term: &Term| match term.bound.value.node {
        BoundValue::Quantity(quantity) => quantity.to_string(),
        BoundValue::Objective => "objective".to_owned(),
    };
    let (late, early) = (written(warn), written(page));
    let mend = Edit::Replace(warn.bound.value.span, early.clone());
    if late == "objective" || early == "objective" {
        return finding.help(format!("warn at `{early}`")).edit(mend);
    }
    finding
        .help(format!("warn at `{early}`, page at `{late}`"))
        .edit(mend)
        .edit(Edit::Replace(page.bound.value.span, late))
}
