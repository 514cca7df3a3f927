//! Steps out that scale-in takes back: because the step is large, or because scale-in does not ask the metric.

use super::judged::{Judged, counts, falls, half, judged};
use super::mend;
use super::table::table;
use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Direction, Join, Keep, Platform, Step, Term, Workload, WorkloadBody};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::{Span, Spanned};
use crate::stability::{Run, Verdict};
use crate::syntax::print;
use crate::syntax::tree::Node;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/overshoot",
    cases: &[Case::NOTE],
    why: "A step out that a step in answers at the same load was larger than needed: replicas start and stop for nothing. \
          The same comes of scaling out on a metric that scale-in does not ask: it takes away what that metric called for.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 1..8
    scale out by 3 when cpu > 80% for 2m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 1..8
    scale out by 1 when cpu > 80% for 2m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let steps =
        |workload: &Workload| matches!(workload.platform.node, Platform::Ec2 | Platform::Fargate);
    for (workload, body) in shared::everywhere(seen.policy).filter(|(it, _)| steps(it)) {
        for metric in judged(seen.policy, body) {
            if let Verdict::Overshoots(run) = metric.verdict() {
                findings.extend(taken_back(workload, &metric, &run));
            }
        }
        if body.replicas.as_ref().is_some_and(|replicas| !replicas.node.fixed()) {
            not_asked(workload, body, findings);
        }
    }
}

fn taken_back(workload: &Workload, metric: &Judged, run: &Run) -> Option<Finding> {
    let (out, within) = (metric.said.get(run.out)?, metric.said.get(run.within)?);
    let message = format!(
        "at {} {} steps out and back: {}",
        metric.load(run),
        tick(&workload.name.node),
        counts(&run.counts)
    );
    let high = metric.sees(run.out, run, run.out_at);
    let low = metric.sees(run.within, run, run.within_at);
    let finding =
        RULE.finding(message, out.term.span, format!("scales out: {high} at {}", run.out_at));
    let label = format!("scales in: {low} at {}", run.within_at);
    let finding = finding.also(within.term.span, label).steps(table(metric, run));
    Some(smaller(metric, run, finding))
}

/// A smaller step out, else a lower threshold in, with which nothing is taken back.
fn smaller(metric: &Judged, run: &Run, finding: Finding) -> Finding {
    let rests = |verdict: &Verdict| *verdict == Verdict::Rests;
    let sentence =
        mend::size(metric, run.out, rests).or_else(|| mend::threshold(metric, run.within, rests));
    match sentence {
        Some(mend) => mend.of(finding),
        None => finding.help("move the two thresholds further apart"),
    }
}

/// What a body scales out on.
enum Out<'a> {
    Step(&'a Term),
    Keep(&'a Spanned<Keep>),
}

impl Out<'_> {
    fn place(&self) -> (&str, Span) {
        match self {
            Out::Step(term) => (&term.metric.name.node, term.span),
            Out::Keep(keep) => (&keep.metric.name.node, keep.span),
        }
    }
}

fn towards(body: &WorkloadBody, way: Direction) -> impl Iterator<Item = &Spanned<Step>> {
    body.steps.iter().filter(move |step| step.direction.node == way)
}

/// The metrics that scale-in asks: those of its sentence, else those that tracking keeps.
fn asked(body: &WorkloadBody) -> Vec<&str> {
    let terms = towards(body, Direction::In).flat_map(|step| &step.when.terms);
    let by_steps: Vec<&str> = terms.map(|term| term.metric.name.node.as_str()).collect();
    if by_steps.is_empty() {
        body.keeps.iter().map(|keep| keep.metric.name.node.as_str()).collect()
    } else {
        by_steps
    }
}

/// Metrics of which scale-in takes no notice.
fn not_asked(workload: &Workload, body: &WorkloadBody, findings: &mut Vec<Finding>) {
    let asked = asked(body);
    let within = towards(body, Direction::In).next();
    let place = within.map(|step| step.span).or(body.keeps.first().map(|keep| keep.span));
    let Some(place) = place else { return };
    let steps = towards(body, Direction::Out).flat_map(|step| &step.when.terms).map(Out::Step);
    for out in steps.chain(body.keeps.iter().map(Out::Keep)) {
        let (metric, span) = out.place();
        if asked.contains(&metric) {
            continue;
        }
        let message = format!(
            "{} scales out on {}, and its scale-in does not ask that",
            tick(&workload.name.node),
            tick(metric)
        );
        let finding = RULE.finding(message, span, "not asked by scale-in").also(place, "scales in");
        findings.push(mended(&out, within, finding));
    }
}

fn mended(out: &Out, within: Option<&Spanned<Step>>, finding: Finding) -> Finding {
    match (out, within) {
        (Out::Step(term), Some(within)) => match asking(within, term) {
            Some(step) => finding.write(within.span, print::sentence(&Node::Step(Box::new(step)))),
            None => {
                finding.help(format!("ask {} in `scale in` as well", tick(&term.metric.name.node)))
            }
        },
        (Out::Step(term), None) if falls(term) => {
            let keep = Keep { metric: term.metric.clone(), at: term.bound.clone() };
            finding.write(term.span, print::sentence(&Node::Keep(keep)))
        }
        (Out::Step(term), None) => finding
            .help("leave this step out, or scale out on what `keep` holds as well")
            .edit(Edit::Remove(term.span)),
        (Out::Keep(_), within) => {
            let finding = finding.help("leave `scale in` out: `keep` scales in by itself");
            within.into_iter().fold(finding, |it, within| it.edit(Edit::Remove(within.span)))
        }
    }
}

/// The step in with the metric of a step out as one more condition, at half of its threshold.
fn asking(within: &Spanned<Step>, term: &Term) -> Option<Step> {
    let joined = within.when.join.as_ref().is_none_or(|join| join.node == Join::And);
    let more = half(term).filter(|_| joined)?;
    let mut step = within.node.clone();
    step.when.terms.push(more);
    step.when.join = Some(Spanned::new(Join::And, term.span));
    Some(step)
}
