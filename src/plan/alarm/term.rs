//! One comparison of a condition. In: the term as written and where it stands. Out: measure, statistic and threshold,
//! promises and capacity resolved; findings for what does not exist there.

use super::sentence::{Owner, Site};
use super::threshold::{Figure, figure};
use super::wording::{stat_word, written_bound, written_metric};
use super::{Measure, Term};
use crate::diagnostic::{Code, Edit, Finding};
use crate::model::policy::Platform;
use crate::plan::metrics::{self, Availability, Builtin, Custom};
use crate::source::Span;
use crate::syntax::tree::{self, Gaps, Stat};
use crate::words;

/// A metric that is not there.
pub const NOT_AVAILABLE: Code = Code {
    code: "scaling/metric-not-available",
    why: "Each platform publishes its own metrics. An alarm or a scaling policy on one that does not exist there would \
          be accepted by AWS and never see a figure.",
};
/// A strict promise.
pub const STRICT: Code = Code {
    code: "lowering/strict-promise",
    why: "A strict promise is broken at the value itself, so that its alarm compares with at least or at most.",
};
/// A balancer that several workloads share.
pub const SHARED: Code = Code {
    code: "lowering/shared-balancer",
    why: "What a balancer answers by itself (502, 503, 504) is counted for the balancer as a whole, and so counts in \
          the alarms of every workload behind it.",
};
/// Health as the balancer sees it.
pub const SEEN_BY_BALANCER: Code = Code {
    code: "lowering/healthy-of-registered",
    why: "For pods the balancer knows only those that are registered with it: a pod that never came up is in neither \
          figure.",
};

/// What a word measures where it stands.
struct Meaning {
    measure: Measure,
    stat: Stat,
    dense: bool,
    counts: bool,
}

/// The balancers that measure a term: for requests all that lead there.
fn balancers(site: &Site, term: &tree::Term, via: Option<&str>) -> Vec<String> {
    match Builtin::of(&term.metric.name.node).filter(|metric| metric.of_balancer()) {
        Some(Builtin::Requests) => site.traffics.iter().map(|name| (*name).to_owned()).collect(),
        Some(_) => via.map(str::to_owned).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Resolves one term; `via` is the traffic whose balancer is asked where one measures. The period that it needs in
/// seconds comes with it. None where a finding of level error was made.
pub fn resolve(
    site: &Site,
    term: &tree::Term,
    via: Option<&str>,
    findings: &mut Vec<Finding>,
) -> Option<(Term, u64)> {
    let via = balancers(site, term, via);
    let meaning =
        meaning(site, term, !via.is_empty()).map_err(|finding| findings.push(*finding)).ok()?;
    let figure =
        figure(site, term, meaning.stat).map_err(|finding| findings.push(*finding)).ok()?;
    findings.extend(notes(site, term, &via, &figure));
    let period = period(site, term, figure.per);
    let resolved = Term {
        metric: written_metric(&term.metric),
        stat: term.metric.stat.as_ref().map_or(meaning.stat, |stat| stat.node),
        op: figure.op,
        threshold: figure.threshold,
        per: figure.per,
        per_replica: term.bound.per_replica.is_some() || term.bound.of_capacity.is_some(),
        written: written_bound(&term.bound),
        via,
        dense: meaning.dense,
        counts: meaning.counts,
        promise: figure.promise,
        measure: meaning.measure,
    };
    Some((resolved, period))
}

fn meaning(site: &Site, term: &tree::Term, routed: bool) -> Result<Meaning, Box<Finding>> {
    let name = &term.metric.name;
    if let Some(custom) = site.custom.get(&name.node) {
        return Ok(of_custom(&name.node, custom));
    }
    let Some(builtin) = Builtin::of(&name.node) else {
        let why = "CloudWatch does not have it: it has neither `cloudwatch` nor `log`";
        return Err(Box::new(absent(term, why, &[])));
    };
    if let Availability::NotAvailable { why, instead } = available(site, builtin, routed) {
        return Err(Box::new(absent(term, why, &instead)));
    }
    one_statistic(builtin, term)?;
    let measure = measure(site, builtin).ok_or_else(|| {
        Box::new(absent(term, "the workload reads no queue: `consumes = NAME` says which", &[]))
    })?;
    let dense = builtin.dense(site.platform().unwrap_or(Platform::Ec2));
    Ok(Meaning { measure, stat: builtin.stat(), dense, counts: builtin.counts() })
}

fn of_custom(name: &str, custom: &Custom) -> Meaning {
    Meaning {
        measure: Measure::Custom(name.to_owned()),
        stat: custom.stat,
        dense: custom.gaps == Some(Gaps::Bad),
        counts: custom.counts,
    }
}

fn available(site: &Site, builtin: Builtin, routed: bool) -> Availability {
    match &site.owner {
        Owner::Workload(workload, _) => {
            let known =
                metrics::availability(builtin, workload.platform.node, !site.traffics.is_empty());
            without_queue(known, site.queue().is_some())
        }
        Owner::Queue(_) => metrics::of_queue(builtin),
        Owner::Service if routed && builtin != Builtin::Healthy => Availability::Available,
        Owner::Service => Availability::NotAvailable {
            why: "it belongs to a workload, a store or a queue: say it there",
            instead: if site.traffics.is_empty() {
                Vec::new()
            } else {
                vec!["requests", "latency", "errors"]
            },
        },
    }
}

/// Only who reads a queue is offered its metrics.
fn without_queue(known: Availability, reads: bool) -> Availability {
    match known {
        Availability::NotAvailable { why, mut instead } => {
            instead.retain(|word| reads || !word.starts_with("queue_"));
            Availability::NotAvailable { why, instead }
        }
        Availability::Available => Availability::Available,
    }
}

fn absent(term: &tree::Term, why: &str, instead: &[&str]) -> Finding {
    let name = words::tick(&term.metric.name.node);
    let message = format!("{name} is not available here: {why}");
    let place = term.metric.name.span;
    let finding = Finding::error(NOT_AVAILABLE.code, message, place, "no such metric here")
        .edit(Edit::Remove(place));
    if instead.is_empty() {
        return finding.help("leave the sentence out, or declare a `metric` of your own");
    }
    let instead: Vec<String> = instead.iter().map(|word| words::tick(word)).collect();
    finding.help(format!(
        "leave the sentence out, or ask what is there: {}, or a `metric` of your own",
        words::all_of(&instead)
    ))
}

/// Shares of two sums have no other statistic.
fn one_statistic(builtin: Builtin, term: &tree::Term) -> Result<(), Box<Finding>> {
    let Some(stat) = &term.metric.stat else { return Ok(()) };
    let fixed = matches!(builtin, Builtin::Errors | Builtin::Healthy);
    if !fixed || stat.node == builtin.stat() {
        return Ok(());
    }
    let message =
        format!("`{}` is one share and has no `{}`", builtin.word(), stat_word(stat.node));
    let finding = Finding::error(NOT_AVAILABLE.code, message, stat.span, "no such statistic");
    let rest = Span { start: term.metric.name.span.end, ..stat.span };
    let finding = finding.edit(Edit::Replace(rest, String::new()));
    Err(Box::new(finding.help(format!("write `{}` alone", builtin.word()))))
}

fn measure(site: &Site, builtin: Builtin) -> Option<Measure> {
    Some(match builtin {
        Builtin::Cpu => Measure::Cpu,
        Builtin::Memory => Measure::Memory,
        Builtin::Requests => Measure::Requests,
        Builtin::Latency => Measure::Latency,
        Builtin::Errors => Measure::Errors,
        Builtin::Connections => Measure::Connections,
        Builtin::Healthy => Measure::Healthy,
        Builtin::Duration => Measure::Duration,
        Builtin::Throttles => Measure::Throttles,
        Builtin::Utilization => Measure::Utilization,
        Builtin::ColdStart => Measure::ColdStart,
        Builtin::QueueDepth => Measure::QueueDepth(site.queue()?.to_owned()),
        Builtin::QueueAge => Measure::QueueAge(site.queue()?.to_owned()),
        Builtin::HitRatio | Builtin::Lag => return None,
    })
}

fn notes(site: &Site, term: &tree::Term, via: &[String], figure: &Figure) -> Vec<Finding> {
    let mut notes = Vec::new();
    if let Some(promise) = figure.promise.as_ref().filter(|promise| promise.strict) {
        let message = format!(
            "the promise `{}` is strict: the alarm fires at {} itself",
            promise.text, promise.value
        );
        let note = Finding::note(STRICT.code, message, term.bound.value.span, "fires at the value");
        notes.push(note.also(promise.span, "the promise"));
    }
    let errors = term.metric.name.node == "errors" && site.workload().is_some();
    if let Some(traffic) = via.iter().find(|traffic| errors && site.shares(traffic)) {
        let message = format!(
            "the balancer of `{traffic}` does not tell its workloads apart: what it refuses by itself counts in `errors` of each"
        );
        notes.push(Finding::note(SHARED.code, message, term.metric.name.span, "shared balancer"));
    }
    if term.metric.name.node == "healthy" && site.platform() == Some(Platform::Kubernetes) {
        let message =
            "`healthy` of pods is the share of those that are registered with the balancer";
        notes.push(Finding::note(
            SEEN_BY_BALANCER.code,
            message,
            term.metric.name.span,
            "registered pods only",
        ));
    }
    notes
}

/// Seconds of the period that a term needs: its rate's unit, else the metric's own, else a minute; never less than the
/// metric's own.
fn period(site: &Site, term: &tree::Term, per: Option<u64>) -> u64 {
    let own = site.custom.get(&term.metric.name.node).map_or(60, |custom| custom.period);
    per.map_or(own, |per| per.max(60).max(own))
}
