//! Alarms that come after the promise is broken.

use super::watch;
use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::model::measure::{Ratio, base};
use crate::model::policy::{
    Alarm, BoundValue, Policy, Promise, Severity, Term, Workload, WorkloadBody,
};
use crate::plan::context::leads;
use crate::rules::{Check, Rule, Seen, calculation, promises, shared};
use crate::source::Spanned;
use crate::syntax::print;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "alarms/threshold-against-objective",
    cases: &[Case::WARNING.promised()],
    why: "The first alarm on a promised figure should come when the promise breaks. Where its threshold is looser, the \
          promise is broken for a while before anybody hears of it.",
    rejected: "service shop {
  budget = $500/month
  objective { latency p95 < 500ms }
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    page when latency p95 > 800ms for 5m
  }
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $500/month
  objective { latency p95 < 500ms }
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    page when latency p95 > objective for 5m
  }
  notify page to oncall
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let whole = &seen.policy.promises;
    for (workload, body) in shared::everywhere(seen.policy) {
        let own = |subject: &str| body.promises.iter().any(|own| own.subject.node == subject);
        for promise in &body.promises {
            findings.extend(late(first(seen, Some(body), promise), promise));
        }
        let inherited = whole.iter().filter(|promise| !own(&promise.subject.node));
        for promise in inherited {
            let first = first(seen, Some(body), promise).filter(|_| met(seen.policy, workload));
            findings.extend(late(first, promise));
        }
    }
    for promise in whole {
        findings.extend(late(first(seen, None, promise), promise));
    }
}

/// Whether users meet a workload: what others of the service call has no part in what the service promises to users.
fn met(policy: &Policy, workload: &Workload) -> bool {
    policy.traffics.is_empty()
        || policy.traffics.iter().any(|traffic| leads(policy, traffic, &workload.name.node))
}

type Threshold<'a> = (Ratio, &'a Term);

/// The tightest page on a promised figure, else the tightest warn: of a workload, or of the service itself.
fn first<'a>(
    seen: &'a Seen,
    body: Option<&'a WorkloadBody>,
    promise: &'a Promise,
) -> Option<Threshold<'a>> {
    let alarms = body.map_or(&seen.policy.alarms, |body| &body.alarms);
    let tightest = |severity: Severity| {
        let thresholds = alarms
            .iter()
            .filter(move |alarm| alarm.severity.node == severity)
            .filter_map(|alarm| threshold(alarm, promise));
        let breaks_above = !shared::upward(promise.op.node);
        if breaks_above {
            thresholds.min_by_key(|(figure, _)| *figure)
        } else {
            thresholds.max_by_key(|(figure, _)| *figure)
        }
    };
    tightest(Severity::Page).or_else(|| tightest(Severity::Warn))
}

/// Where an alarm begins on a promised figure; of joined conditions none has a threshold of its own.
fn threshold<'a>(alarm: &'a Spanned<Alarm>, promise: &Promise) -> Option<Threshold<'a>> {
    let [term] = alarm.node.when.terms.as_slice() else { return None };
    let plain = term.bound.of_capacity.is_none() && term.bound.per_replica.is_none();
    let against = shared::upward(term.op.node) != shared::upward(promise.op.node);
    if !(plain && against && watch::same_figure(&term.metric, promise)) {
        return None;
    }
    let figure = match &term.bound.value.node {
        BoundValue::Quantity(quantity) => base(*quantity),
        BoundValue::Objective => base(promise.value.node),
    };
    Some((figure, term))
}

fn late(first: Option<Threshold>, promise: &Spanned<Promise>) -> Option<Finding> {
    let (figure, term) = first?;
    let promised = base(promise.value.node);
    let breaks_above = !shared::upward(promise.op.node);
    let looser = if breaks_above { figure > promised } else { figure < promised };
    if !looser {
        return None;
    }
    let BoundValue::Quantity(quantity) = &term.bound.value.node else { return None };
    let name = tick(&term.metric.name.node);
    let message = format!(
        "the first alarm on {name} comes at {quantity}, and {} is promised",
        tick(&promises::words(promise))
    );
    let finding = RULE.finding(message, term.bound.value.span, "after the promise breaks");
    let same = term.metric.name.node == promise.subject.node;
    let help = if same {
        let stat = promise.stat.map(|stat| format!(" {}", print::stat(stat.node)));
        let way = if breaks_above { '>' } else { '<' };
        let (metric, stat) = (&term.metric.name.node, stat.unwrap_or_default());
        format!("write `{metric}{stat} {way} objective`")
    } else {
        format!("write `{}` instead of `{quantity}`", promise.value.node)
    };
    let before = if breaks_above { "<" } else { ">" };
    let steps = [
        calculation::promised(promise),
        Step::given("the alarm begins at", quantity.to_string(), term.bound.value.span),
        Step::derived(
            "the promise breaks first",
            format!("{} {before} {quantity}", promise.value.node),
        ),
    ];
    let mended = if same { "objective".to_owned() } else { promise.value.node.to_string() };
    let edit = Edit::Replace(term.bound.value.span, mended);
    Some(finding.also(promise.span, "the promise").steps(steps).help(help).edit(edit))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_share_that_must_stay_high_is_read_the_other_way() {
        let text = "service shop {
  budget = $500/month
  objective { hit_ratio > 90% }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, page when hit_ratio < 80% for 5m }
  notify page to oncall
}
";
        let rule = super::RULE.code;
        assert!(codes(text).contains(&rule));
        assert!(!codes(&text.replace("< 80%", "< 95%")).contains(&rule));
    }

    #[test]
    fn a_second_alarm_may_be_looser_than_the_first() {
        let text = super::RULE.accepted.replace(
            "notify page",
            "notify warn to \"shop@example.com\"
  notify page",
        );
        let text = text.replace("page when", "warn when duration p95 > 5s for 5m\n    page when");
        assert!(!codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn a_function_that_users_do_not_meet_promises_them_nothing() {
        let text = super::RULE.accepted.replace(
            "  notify page",
            "  workload thumbs on lambda { attach = \"thumbs\", page when duration p95 > 5s for 5m }
  notify page",
        );
        let text = text.replace("keep cpu at 60%", "keep cpu at 60%\n    uses thumbs");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
