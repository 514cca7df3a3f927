//! A plan with one workload on Kubernetes, whose sentences a test writes as quantities.

use std::collections::BTreeMap;

use crate::model::measure::{Bounds, Duration, Size as Bytes, Vcpu};
use crate::model::policy::{
    CustomMetric, Health, Keep, Platform, Protocol, Window, Workload, WorkloadBody,
};
use crate::plan::pods::{Kind, Pods};
use crate::plan::scaling::Size;
use crate::plan::{Plan, Region};
use crate::settings::{Settings, Version};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{
    Bound, BoundValue, Clock, Condition, Date, Direction, Join, Lasting, Metric, Number, Op, Pace,
    Per, Quantity, Scale, Size as Data, Step, Term, Time, Unit, Value,
};

/// A thing without a place.
pub fn at<T>(node: T) -> Spanned<T> {
    Spanned::new(node, Span::default())
}

/// A quantity as written: `70%`, `5m`, `80k`, `512MiB`, `0.5vcpu`, `20/s`.
pub fn q(text: &str) -> Quantity {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let places = digits.find('.').map_or(0, |dot| digits.len() - dot - 1);
    let number = Number {
        negative: false,
        digits: digits.replace('.', "").parse().expect("digits"),
        places: u8::try_from(places).expect("few places"),
    };
    let unit = match unit {
        "" => Unit::Count(Scale::One),
        "k" => Unit::Count(Scale::Thousand),
        "%" => Unit::Share,
        "s" => Unit::Time(Time::Second),
        "m" => Unit::Time(Time::Minute),
        "h" => Unit::Time(Time::Hour),
        "MiB" => Unit::Size(Data::Mebibyte),
        "GiB" => Unit::Size(Data::Gibibyte),
        "vcpu" => Unit::Vcpu,
        "/s" => Unit::Rate(Scale::One, Per::Second),
        other => panic!("unit {other}"),
    };
    Quantity { number, unit }
}

fn duration(text: &str) -> Spanned<Duration> {
    at(Duration(q(text)))
}

fn bound(text: &str, per_replica: bool) -> Bound {
    let per_replica = per_replica.then(Span::default);
    Bound { value: at(BoundValue::Quantity(q(text))), of_capacity: None, per_replica }
}

fn metric(name: &str) -> Metric {
    Metric { name: at(name.to_owned()), stat: None }
}

/// `keep METRIC at V [per replica]`
pub fn keep(name: &str, target: &str, per_replica: bool) -> Spanned<Keep> {
    at(Keep { metric: metric(name), at: bound(target, per_replica) })
}

/// `scale out|in at most N or N every D after D`
pub fn pace(
    direction: Direction,
    most: &[&str],
    every: &str,
    after: Option<&str>,
) -> Spanned<Pace> {
    at(Pace {
        direction: at(direction),
        at_most: most.iter().map(|most| at(q(most))).collect(),
        every: at(q(every)),
        after: after.map(|after| at(q(after))),
    })
}

/// `scale out|in by N when METRIC OP V per replica … for D`
pub fn step(
    direction: Direction,
    by: &str,
    terms: &[(&str, Op, &str)],
    join: Option<Join>,
    hold: &str,
) -> Spanned<Step> {
    let term = |(name, op, value): &(&str, Op, &str)| Term {
        metric: metric(name),
        op: at(*op),
        bound: bound(value, *name == "connections"),
        span: Span::default(),
    };
    at(Step {
        direction: at(direction),
        by: at(q(by)),
        when: Condition {
            terms: terms.iter().map(term).collect(),
            join: join.map(at),
            hold: Some(Lasting { bad: at(q(hold)), of: None }),
            span: Span::default(),
        },
        wait: None,
    })
}

/// `at least N at most N from T to T on DAYS in "ZONE"`
pub fn window(
    least: Option<&str>,
    most: Option<&str>,
    hours: Option<(u16, u16)>,
    days: (&str, &str),
) -> Spanned<Window> {
    let word = |word: &str| at(Value::Word(word.to_owned()));
    at(Window {
        at_least: least.map(|least| at(q(least))),
        at_most: most.map(|most| at(q(most))),
        hours: hours.map(|(from, to)| (at(Clock(from * 60)), at(Clock(to * 60)))),
        on: at(Value::Range(Box::new(word(days.0)), Box::new(word(days.1)))),
        zone: at("America/New_York".to_owned()),
    })
}

/// A check with the defaults of the language.
pub fn check(path: &str, interval: &str, timeout: &str) -> Health {
    Health {
        name: at("app".to_owned()),
        protocol: at(Protocol::Http),
        protocol_given: true,
        port: None,
        path: at(path.to_owned()),
        expect: at(vec![Bounds { min: 200, max: 399 }]),
        interval: duration(interval),
        timeout: duration(timeout),
        timeout_given: true,
        healthy_after: at(2),
        unhealthy_after: at(3),
    }
}

/// The workload `api` of the model tree, without what moves it.
pub fn api() -> WorkloadBody {
    WorkloadBody {
        attach: Some(at("Deployment/tickets-api/api".to_owned())),
        cpu: Some(at(Bounds { min: Vcpu(q("0.5vcpu")), max: Vcpu(q("1vcpu")) })),
        memory: Some(at(Bounds { min: Bytes(q("512MiB")), max: Bytes(q("1GiB")) })),
        port: Some(at(8080)),
        replicas: Some(at(Bounds { min: 3, max: 9 })),
        startup: Some(duration("30s")),
        drain: Some(duration("15s")),
        ..WorkloadBody::default()
    }
}

/// The workload of the plan.
pub fn pods(service: &str, name: &str, body: WorkloadBody, regions: &[&str]) -> Pods {
    let replicas = body.replicas.as_ref().expect("replicas").node;
    let size = Size { min: replicas.min, max: replicas.max };
    let attach = body.attach.as_ref().map(|attach| attach.node.clone());
    let mut parts = attach.as_deref().unwrap_or_default().split('/').skip(1);
    let deployment = parts.next().map_or_else(|| format!("{service}-{name}"), str::to_owned);
    let container = parts.next().map_or_else(|| deployment.clone(), str::to_owned);
    let windows = regions.iter().map(|code| ((*code).to_owned(), body.windows.clone()));
    Pods {
        name: name.to_owned(),
        object: format!("{service}-{name}"),
        deployment,
        kind: Kind::Deployment,
        container,
        attached: attach.is_some(),
        image: body.image.as_ref().map(|image| image.node.clone()),
        sizes: regions.iter().map(|code| ((*code).to_owned(), size)).collect(),
        behind: Vec::new(),
        uses: Vec::new(),
        windows: windows.collect(),
        metrics: BTreeMap::new(),
        queue: None,
        check: Some(check("/healthz", "10s", "4s")),
        target: None,
        span: Span::default(),
        workload: Workload {
            name: at(name.to_owned()),
            platform: at(Platform::Kubernetes),
            head: Span::default(),
            body,
            regional: BTreeMap::new(),
        },
    }
}

/// A metric that `CloudWatch` and the cluster both have.
pub fn request_queue() -> CustomMetric {
    CustomMetric {
        name: at("request_queue".to_owned()),
        unit: Some(at("count".to_owned())),
        cloudwatch: Some(at("WorkflowApp:RequestQueueDepth".to_owned())),
        kubernetes: Some(at("request_queue_depth".to_owned())),
        log: None,
        pattern: None,
        period: None,
        gaps: None,
        dimensions: Vec::new(),
    }
}

/// A plan of one workload.
pub fn plan(service: &str, environment: &str, regions: &[&str], pods: Pods) -> Plan {
    let region = |code: &&str| Region { code: (*code).to_owned(), weight: None, zones: 3 };
    Plan {
        service: service.to_owned(),
        environment: Some(environment.to_owned()),
        name: format!("{service}-{environment}"),
        regions: regions.iter().map(region).collect(),
        pods: vec![pods],
        ..Plan::default()
    }
}

/// The versions of a cluster.
pub fn settings(minor: u32) -> Settings {
    Settings::new(
        Version { major: 1, minor },
        Version { major: 2, minor: 18 },
        Date { year: 2026, month: 11, day: 1 },
    )
}
