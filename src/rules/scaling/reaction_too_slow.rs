//! No rule that scales out answers within what the policy promises.

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::figures::Fleet;
use crate::figures::time::{Reaction, reactions};
use crate::model::policy::{Promise, WorkloadBody};
use crate::ratio::Ratio;
use crate::rules::calculation::{apart, equals, promised, term};
use crate::rules::{Check, Rule, Seen, promises, time};
use crate::source::{Span, Spanned};
use crate::words::{stretch, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/reaction-too-slow",
    cases: &[Case::ERROR.promised()],
    why: "One answer takes as long as the condition has to last, and until what was added serves: `for` + `startup`; a kept \
          target takes three minutes on AWS and 15 seconds on Kubernetes. `scale_out` promises less.",
    rejected: "service shop {
  budget = $2000/month
  objective { scale_out < 2m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.medium
    replicas = 4..20
    startup  = 45s
    scale out by 2 when cpu > 70% for 5m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    accepted: "service shop {
  budget = $2000/month
  objective { scale_out < 2m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.medium
    replicas = 4..20
    startup  = 45s
    scale out by 2 when cpu > 70% for 1m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for fleet in &seen.figures.fleets {
        findings.extend(fault(seen, fleet));
    }
}

fn fault(seen: &Seen, fleet: &Fleet) -> Option<Finding> {
    let promise = promises::scale_out(seen.policy, fleet.workload)?;
    let fastest = fleet
        .stands
        .iter()
        .flat_map(|stand| reactions(fleet.workload, stand.body))
        .min_by_key(|reaction| reaction.seconds())?;
    if !time::broken(promise, fastest.seconds()) {
        return None;
    }
    let message = format!(
        "{} answers after {} at the earliest ({} + {} of startup), promised are {}",
        tick(&fleet.workload.name.node),
        stretch(fastest.seconds()),
        stretch(fastest.acts.seconds),
        stretch(fastest.startup.seconds),
        time::limit(promise)
    );
    let finding = RULE
        .finding(message, promise.value.span, "promised here")
        .also(fastest.rule, "the fastest rule")
        .steps(calculated(&fastest, promise));
    let mut bodies = fleet.stands.iter().map(|stand| stand.body);
    let hold = bodies.find_map(|body| held(body, fastest.rule));
    let minutes = minutes(promise, fastest.startup.seconds);
    if let Some(hold) = hold.filter(|_| minutes > 0) {
        let help = format!("act sooner: `for {minutes}m`, or a shorter `startup`");
        return Some(finding.help(help).edit(Edit::Replace(hold, format!("{minutes}m"))));
    }
    let kept = time::kept(promise, slowest(seen, promise).max(fastest.seconds()));
    let help = format!(
        "promise what it takes: `{kept}`, or start faster: a shorter `startup`, from an image that is ready"
    );
    Some(finding.help(help).edit(Edit::Write(promise.value.span, kept)))
}

/// The whole minutes that a condition may last so that the promise is kept.
fn minutes(promise: &Promise, startup: Ratio) -> u64 {
    let allowed = time::allowed(promise);
    if startup >= allowed {
        return 0;
    }
    let minutes = ((allowed - startup) / Ratio::from_whole(60)).floor();
    let strict = time::broken(promise, Ratio::from_whole(minutes.saturating_mul(60)) + startup);
    minutes - u64::from(strict && minutes > 0)
}

/// Where a step says how long its condition lasts.
fn held(body: &WorkloadBody, rule: Span) -> Option<Span> {
    let step = body.steps.iter().find(|step| step.span == rule)?;
    step.when.hold.as_ref().filter(|hold| hold.of.is_none()).map(|hold| hold.bad.span)
}

/// The slowest of the first answers of all workloads that keep one promise.
fn slowest(seen: &Seen, promise: &Spanned<Promise>) -> Ratio {
    let same = |fleet: &&Fleet| {
        promises::scale_out(seen.policy, fleet.workload).is_some_and(|it| it.span == promise.span)
    };
    let first = |fleet: &Fleet| {
        let stands = fleet.stands.iter();
        stands.flat_map(|stand| reactions(fleet.workload, stand.body)).map(Reaction::seconds).min()
    };
    seen.figures.fleets.iter().filter(same).filter_map(first).max().unwrap_or(Ratio::ZERO)
}

fn calculated(fastest: &Reaction, promise: &Spanned<Promise>) -> Vec<Step> {
    let Reaction { acts, startup, .. } = *fastest;
    let all = fastest.seconds();
    let sum = format!("{} + {}", stretch(acts.seconds), stretch(startup.seconds));
    vec![
        term("until the rule acts", &acts.operand("")),
        term("until a new one serves", &startup.operand("")),
        Step::derived("the earliest answer", equals(&sum, &stretch(all))),
        promised(promise),
        Step::derived("over the promise", apart(all, time::allowed(promise), stretch)),
    ]
}
