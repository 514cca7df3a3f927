//! Counts that go up and down for ever while the load stays the same.

use super::judged::{Judged, counts, judged};
use super::mend;
use super::table::table;
use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Platform, Promise, Term, Workload};
use crate::rules::calculation::sentence;
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Spanned;
use crate::stability::{Run, Verdict};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/flapping",
    cases: &[Case::REFUSED],
    why: "Replicas share the load: after a step out each has less of it, and where that is little enough for a step in, \
          the size goes up and down for ever. Every count within the bounds is tried at every load, as AWS rounds steps.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    scale out by 1 when cpu > 70% for 2m
    scale in by 1 when cpu < 60% for 10m
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    scale out by 1 when cpu > 70% for 2m
    scale in by 1 when cpu < 46% for 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (workload, body) in shared::everywhere(seen.policy) {
        let promises = [body.promises.as_slice(), seen.policy.promises.as_slice()];
        for metric in judged(seen.policy, body) {
            findings.extend(finding(workload, &metric, &promises));
        }
    }
}

fn finding(
    workload: &Workload,
    metric: &Judged,
    promises: &[&[Spanned<Promise>]],
) -> Option<Finding> {
    let steps = matches!(workload.platform.node, Platform::Ec2 | Platform::Fargate);
    // Elsewhere steps limit an autoscaler that rests by itself, so that only what contradicts itself is left.
    let verdict = if steps { metric.verdict() } else { metric.overlap() };
    match verdict {
        Verdict::Flaps(run) => goes_round(workload, metric, &run),
        Verdict::Overlaps { out, within } => both_hold(metric, out, within, promises),
        Verdict::Rests | Verdict::Overshoots(_) | Verdict::Open => None,
    }
}

fn goes_round(workload: &Workload, metric: &Judged, run: &Run) -> Option<Finding> {
    let (out, within) = (metric.said.get(run.out)?, metric.said.get(run.within)?);
    let message = format!(
        "at {} {} never comes to rest: {}",
        metric.load(run),
        tick(&workload.name.node),
        counts(&run.counts)
    );
    let low = metric.sees(run.within, run, run.within_at);
    let high = metric.sees(run.out, run, run.out_at);
    let finding = RULE
        .finding(message, within.term.span, format!("scales in: {low} at {}", run.within_at))
        .also(out.term.span, format!("scales out: {high} at {}", run.out_at));
    Some(mend(metric, run.within, finding.steps(table(metric, run))))
}

fn both_hold(
    metric: &Judged,
    out: usize,
    within: usize,
    promises: &[&[Spanned<Promise>]],
) -> Option<Finding> {
    let (scales_out, scales_in) = (metric.said.get(out)?, metric.said.get(within)?);
    let (high, low) = (scales_out.term, scales_in.term);
    let words =
        |term: &Term| shared::figure(&term.metric, &term.bound, promises).map(|(_, words)| words);
    let message = format!(
        "between {} and {} of {} both `scale out` and `scale in` hold",
        words(high)?,
        words(low)?,
        tick(metric.metric)
    );
    let finding = RULE.finding(message, low.span, "scales in");
    let steps = [sentence(scales_out.step), sentence(scales_in.step)];
    Some(mend(metric, within, finding.also(high.span, "scales out").steps(steps)))
}

/// A sentence that comes to rest.
fn mend(metric: &Judged, within: usize, finding: Finding) -> Finding {
    let rests = |verdict: &Verdict| matches!(verdict, Verdict::Rests | Verdict::Overshoots(_));
    match mend::threshold(metric, within, rests) {
        Some(mend) => mend.of(finding),
        None => finding.help("move the two thresholds further apart, or take smaller steps"),
    }
}
