//! One comparison of a condition. In: the term as written and where it stands. Out: measure, statistic and threshold,
//! promises and capacity resolved; findings for what does not exist there.

use super::sentence::{Owner, Site};
use super::{Measure, Promised, Term};
use crate::diagnostic::{Code, Finding};
use crate::model::measure::{Ratio, base};
use crate::model::policy::{Platform, Promise, Workload, WorkloadBody};
use crate::plan::metrics::{self, Availability, Builtin, Custom};
use crate::source::Spanned;
use crate::syntax::tree::{self, Bound, BoundValue, Gaps, Op, Per, Quantity, Stat, Unit};
use crate::words;

/// A metric that is not there.
pub const NOT_AVAILABLE: Code = Code {
    code: "scaling/metric-not-available",
    why: "Each platform publishes its own metrics. An alarm or a scaling policy on one that does not exist there would \
          be accepted by AWS and never see a figure.",
};
/// `> objective` without a promise.
pub const NO_PROMISE: Code = Code {
    code: "alarms/no-promise",
    why: "`objective` as a threshold takes the number of the promise on the same metric and statistic, so that it is \
          written once. Without such a promise there is no number.",
};
/// `of capacity` without a capacity.
pub const NO_CAPACITY: Code = Code {
    code: "alarms/no-capacity",
    why: "`of capacity` compares with what one replica carries or holds, which only the policy can say.",
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

/// Resolves one term; `via` is the traffic whose balancer is asked where one measures. The period that it needs in
/// seconds comes with it. None where a finding of level error was made.
pub fn resolve(
    site: &Site,
    term: &tree::Term,
    via: Option<&str>,
    findings: &mut Vec<Finding>,
) -> Option<(Term, u64)> {
    let meaning = meaning(site, term, via).map_err(|finding| findings.push(*finding)).ok()?;
    let figure = figure(site, term, &meaning).map_err(|finding| findings.push(*finding)).ok()?;
    let builtin = Builtin::of(&term.metric.name.node);
    let via = via.filter(|_| builtin.is_some_and(Builtin::of_balancer)).map(str::to_owned);
    findings.extend(notes(site, term, via.as_deref(), &figure));
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

fn meaning(site: &Site, term: &tree::Term, via: Option<&str>) -> Result<Meaning, Box<Finding>> {
    let name = &term.metric.name;
    if let Some(custom) = site.custom.get(&name.node) {
        return Ok(of_custom(&name.node, custom));
    }
    let Some(builtin) = Builtin::of(&name.node) else {
        let why = "CloudWatch does not have it: it has neither `cloudwatch` nor `log`";
        return Err(Box::new(absent(term, why, &[])));
    };
    if let Availability::NotAvailable { why, instead } = available(site, builtin, via) {
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

fn available(site: &Site, builtin: Builtin, via: Option<&str>) -> Availability {
    match &site.owner {
        Owner::Workload(workload, _) => {
            metrics::availability(builtin, workload.platform.node, via.is_some())
        }
        Owner::Queue(_) => metrics::of_queue(builtin),
        Owner::Service if via.is_some() && builtin.of_balancer() && builtin != Builtin::Healthy => {
            Availability::Available
        }
        Owner::Service => Availability::NotAvailable {
            why: "it belongs to a workload, a store or a queue: say it there",
            instead: if via.is_some() { vec!["requests", "latency", "errors"] } else { Vec::new() },
        },
    }
}

fn absent(term: &tree::Term, why: &str, instead: &[&str]) -> Finding {
    let name = words::tick(&term.metric.name.node);
    let message = format!("{name} is not available here: {why}");
    let finding =
        Finding::error(NOT_AVAILABLE.code, message, term.metric.name.span, "no such metric here");
    if instead.is_empty() {
        return finding;
    }
    let instead: Vec<String> = instead.iter().map(|word| words::tick(word)).collect();
    finding.help(format!("what is there: {}, or a `metric` of your own", words::all_of(&instead)))
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
        Builtin::QueueDepth => Measure::QueueDepth(site.queue()?),
        Builtin::QueueAge => Measure::QueueAge(site.queue()?),
        Builtin::HitRatio | Builtin::Lag => return None,
    })
}

/// A threshold with what it came from.
struct Figure {
    threshold: Ratio,
    per: Option<u64>,
    op: Op,
    promise: Option<Promised>,
}

fn figure(site: &Site, term: &tree::Term, meaning: &Meaning) -> Result<Figure, Box<Finding>> {
    per_replica(site, term)?;
    let op = term.op.node;
    match &term.bound.value.node {
        BoundValue::Objective => promised(site, term, meaning),
        BoundValue::Quantity(share) if term.bound.of_capacity.is_some() => {
            let capacity = capacity(site, term)?;
            let (full, per) = plain(capacity.node);
            let share = base(*share);
            let under = share.under * full.under * 100;
            let threshold = Ratio { over: share.over * full.over, under };
            Ok(Figure { threshold, per, op, promise: None })
        }
        BoundValue::Quantity(quantity) => {
            month(*quantity, &term.bound)?;
            let (threshold, per) = plain(*quantity);
            Ok(Figure { threshold, per, op, promise: None })
        }
    }
}

/// The figure of a literal, a rate as things within its own unit of time.
fn plain(quantity: Quantity) -> (Ratio, Option<u64>) {
    match quantity.unit {
        Unit::Rate(scale, per) => {
            (Ratio::new(quantity.number, scale.factor()), Some(per.seconds()))
        }
        Unit::Count(_)
        | Unit::Share
        | Unit::Time(_)
        | Unit::Size(_)
        | Unit::SizePer(..)
        | Unit::Vcpu
        | Unit::Money(..) => (base(quantity), None),
    }
}

fn month(quantity: Quantity, bound: &Bound) -> Result<(), Box<Finding>> {
    if !matches!(quantity.unit, Unit::Rate(_, Per::Month)) {
        return Ok(());
    }
    let message = format!("`{quantity}` cannot be watched: CloudWatch looks back 7 days at most");
    let finding =
        Finding::error(super::hold::PERIOD.code, message, bound.value.span, "longer than a week");
    Err(Box::new(finding.help("say it by `/day`, `/h`, `/min` or `/s`")))
}

/// Only what has replicas that something counts can be divided by them.
fn per_replica(site: &Site, term: &tree::Term) -> Result<(), Box<Finding>> {
    let Some(place) = term.bound.per_replica.or(term.bound.of_capacity) else { return Ok(()) };
    let (why, help) = match (&site.owner, site.platform()) {
        (Owner::Workload(..), Some(Platform::Lambda)) => {
            ("nothing counts a function's executions at a moment", "compare `utilization`")
        }
        (Owner::Workload(..), _) => return Ok(()),
        (Owner::Queue(_) | Owner::Service, _) => {
            ("it has no replicas", "say it in the workload whose replicas are meant")
        }
    };
    let metric = words::tick(&term.metric.name.node);
    let message = format!("{metric} cannot be divided by replicas here: {why}");
    let finding = Finding::error(NOT_AVAILABLE.code, message, place, "no replicas to count");
    Err(Box::new(finding.help(help)))
}

fn capacity(site: &Site, term: &tree::Term) -> Result<Spanned<Quantity>, Box<Finding>> {
    let metric = term.metric.name.node.as_str();
    let Owner::Workload(workload, body) = &site.owner else {
        return Err(Box::new(no_capacity(term, "replicas", "say it in a workload".to_owned())));
    };
    let known = match metric {
        "requests" => body.serves.map(|serves| Spanned::new(serves.node.0, serves.span)),
        "connections" => body.connections.map(|held| {
            let number = tree::Number::whole(held.node);
            Spanned::new(Quantity { number, unit: Unit::Count(tree::Scale::One) }, held.span)
        }),
        _ => {
            let help = "only `requests` and `connections` have one".to_owned();
            return Err(Box::new(no_capacity(term, "a capacity", help)));
        }
    };
    known.ok_or_else(|| {
        let wanted = if metric == "requests" { "serves = 100/s" } else { "connections = 10k" };
        let help = format!(
            "write `{wanted}`, what one replica takes, in `workload {}`",
            workload.name.node
        );
        Box::new(no_capacity(
            term,
            &format!("`{}`", wanted.split(' ').next().unwrap_or_default()),
            help,
        ))
    })
}

fn no_capacity(term: &tree::Term, lacks: &str, help: String) -> Finding {
    let metric = words::tick(&term.metric.name.node);
    let place = term.bound.of_capacity.unwrap_or(term.span);
    let message = format!("{metric} `of capacity` needs {lacks}, which is not said");
    Finding::error(NO_CAPACITY.code, message, place, "capacity unknown").help(help)
}

fn promised(site: &Site, term: &tree::Term, meaning: &Meaning) -> Result<Figure, Box<Finding>> {
    let stat = term.metric.stat.as_ref().map_or(meaning.stat, |stat| stat.node);
    let name = term.metric.name.node.as_str();
    let same = |promise: &&Spanned<Promise>| {
        promise.subject.node == name
            && promise.scope.is_none()
            && promise.per.is_none()
            && promise.stat.as_ref().map_or(meaning.stat, |stat| stat.node) == stat
    };
    let Some(promise) = site.promises().find(same) else {
        return Err(Box::new(no_promise(site, term)));
    };
    let (threshold, per) = plain(promise.value.node);
    let promised = Promised {
        text: promise_text(promise),
        value: spaced(promise.value.node),
        strict: matches!(promise.op.node, Op::Less | Op::Greater),
        span: promise.span,
    };
    Ok(Figure { threshold, per, op: broken(promise.op.node), promise: Some(promised) })
}

/// The comparison that holds where a promise does not.
fn broken(op: Op) -> Op {
    match op {
        Op::Less => Op::GreaterEqual,
        Op::LessEqual => Op::Greater,
        Op::Greater => Op::LessEqual,
        Op::GreaterEqual => Op::Less,
    }
}

fn no_promise(site: &Site, term: &tree::Term) -> Finding {
    let metric = written_metric(&term.metric);
    let message = format!("nothing is promised of `{metric}`, so `objective` has no value");
    let place = term.bound.value.span;
    let finding = Finding::error(NO_PROMISE.code, message, place, "no such promise");
    let other = site.promises().find(|promise| promise.subject.node == term.metric.name.node);
    match other {
        Some(other) => finding.also(other.span, "another statistic").help(format!(
            "name the promise's statistic, or add `{metric} {} …` to `objective`",
            op_word(broken(term.op.node))
        )),
        None => finding.help(format!(
            "add `{metric} {} …` to `objective`, or write the value here",
            op_word(broken(term.op.node))
        )),
    }
}

fn notes(site: &Site, term: &tree::Term, via: Option<&str>, figure: &Figure) -> Vec<Finding> {
    let mut notes = Vec::new();
    if let Some(promise) = figure.promise.as_ref().filter(|promise| promise.strict) {
        let message = format!(
            "the promise `{}` is strict: the alarm fires at {} itself",
            promise.text, promise.value
        );
        let note = Finding::note(STRICT.code, message, term.bound.value.span, "fires at the value");
        notes.push(note.also(promise.span, "the promise"));
    }
    let errors = term.metric.name.node == "errors";
    if let Some(traffic) = via.filter(|traffic| errors && site.shares(traffic)) {
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

/// Seconds of the period that a term needs: its rate's unit, else the metric's own, else a minute.
fn period(site: &Site, term: &tree::Term, per: Option<u64>) -> u64 {
    let own = || site.custom.get(&term.metric.name.node).map_or(60, |custom| custom.period);
    per.map_or_else(own, |per| per.max(60))
}

/// `latency p95`
pub fn written_metric(metric: &tree::Metric) -> String {
    match &metric.stat {
        Some(stat) => format!("{} {}", metric.name.node, stat_word(stat.node)),
        None => metric.name.node.clone(),
    }
}

fn written_bound(bound: &Bound) -> String {
    match &bound.value.node {
        BoundValue::Objective => "objective".to_owned(),
        BoundValue::Quantity(quantity) if bound.of_capacity.is_some() => {
            format!("{quantity} of capacity")
        }
        BoundValue::Quantity(quantity) if bound.per_replica.is_some() => {
            format!("{quantity} per replica")
        }
        BoundValue::Quantity(quantity) => quantity.to_string(),
    }
}

/// `p99.9`, `avg`
pub fn stat_word(stat: Stat) -> String {
    match stat {
        Stat::Percentile(tenths) if tenths % 10 == 0 => format!("p{}", tenths / 10),
        Stat::Percentile(tenths) => format!("p{}.{}", tenths / 10, tenths % 10),
        Stat::Avg => "avg".to_owned(),
        Stat::Min => "min".to_owned(),
        Stat::Max => "max".to_owned(),
        Stat::Sum => "sum".to_owned(),
    }
}

/// As written.
pub fn op_word(op: Op) -> &'static str {
    match op {
        Op::Less => "<",
        Op::LessEqual => "<=",
        Op::Greater => ">",
        Op::GreaterEqual => ">=",
    }
}

fn promise_text(promise: &Promise) -> String {
    let stat = promise.stat.as_ref().map(|stat| format!(" {}", stat_word(stat.node)));
    let (subject, stat) = (&promise.subject.node, stat.unwrap_or_default());
    format!("{subject}{stat} {} {}", op_word(promise.op.node), spaced(promise.value.node))
}

/// A quantity as prose has it: `400 ms`, `1 %`.
fn spaced(quantity: Quantity) -> String {
    match quantity.unit {
        Unit::Share | Unit::Time(_) | Unit::Size(_) | Unit::SizePer(..) => {
            format!("{} {}", quantity.number, quantity.unit)
        }
        Unit::Count(_) | Unit::Vcpu | Unit::Rate(..) | Unit::Money(..) => quantity.to_string(),
    }
}

/// The workload of an owner, with what is said of it.
pub fn workload<'a>(owner: &Owner<'a>) -> Option<(&'a Workload, &'a WorkloadBody)> {
    match owner {
        Owner::Workload(workload, body) => Some((*workload, *body)),
        Owner::Service | Owner::Queue(_) => None,
    }
}
