//! Typed things of a policy. In: merged blocks. Out: workloads, health checks, traffic, queues and the rest.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::measure::{Bounds, Duration};
use super::overlay::merge;
use super::policy::{
    CustomMetric, Gaps, Health, Patch, Platform, Protocol, Queue, Region, Routing, Traffic,
    Workload, WorkloadBody,
};
use super::read;
use crate::source::{Span, Spanned};
use crate::syntax::tree::{
    Attribute, Block, Body, Kind, Node, Number, Quantity, Statement, Target, Time, Unit, Value,
    Word,
};

/// The platform of a word.
pub fn platform(word: &str) -> Option<Platform> {
    Some(match word {
        "ec2" => Platform::Ec2,
        "fargate" => Platform::Fargate,
        "kubernetes" => Platform::Kubernetes,
        "lambda" => Platform::Lambda,
        _ => return None,
    })
}

/// A workload, none where its name or platform is missing.
pub fn workload(block: &Block) -> Option<Workload> {
    let on = block.on.as_ref()?;
    let platform = Spanned::new(platform(&on.node)?, on.span);
    let plain = without(&block.body, &[Kind::In]);
    let region = |inside: &Block| {
        let code = inside.name.as_ref()?.node.clone();
        Some((code, body(&merge(&plain, &inside.body))))
    };
    Some(Workload {
        name: block.name.clone()?,
        platform,
        head: block.head,
        body: body(&plain),
        regional: read::blocks(&block.body, Kind::In).filter_map(region).collect(),
    })
}

/// A body without the blocks of some kinds: itself, where it has none.
pub fn without<'a>(body: &'a Body, kinds: &[Kind]) -> Cow<'a, Body> {
    let gone = |statement: &&Statement| matches!(&statement.node, Node::Block(block) if kinds.contains(&block.kind.node));
    if !body.iter().any(|statement| gone(&statement)) {
        return Cow::Borrowed(body);
    }
    Cow::Owned(body.iter().filter(|statement| !gone(statement)).cloned().collect())
}

macro_rules! pick {
    (boxed $body:expr, $form:ident) => {
        read::sentences($body, |node| match node {
            Node::$form(sentence) => Some(sentence.as_ref()),
            _ => None,
        })
    };
    ($body:expr, $form:ident) => {
        read::sentences($body, |node| match node {
            Node::$form(sentence) => Some(sentence),
            _ => None,
        })
    };
}
pub(super) use pick;

fn body(body: &Body) -> WorkloadBody {
    let word = |name: &str| read::word(body, name);
    WorkloadBody {
        attach: word("attach"),
        renamed_from: word("renamed_from"),
        image: word("image"),
        instance: word("instance"),
        alias: word("alias"),
        health: word("health"),
        affinity: word("affinity"),
        consumes: word("consumes"),
        cpu: read::processors(body, "cpu"),
        memory: read::sizes(body, "memory"),
        port: read::count(body, "port"),
        timeout: read::duration(body, "timeout"),
        startup: read::duration(body, "startup"),
        drain: read::duration(body, "drain"),
        replicas: read::counts(body, "replicas"),
        desired: read::count(body, "desired"),
        provisioned: read::counts(body, "provisioned"),
        reserved: read::count(body, "reserved"),
        spot: read::share(body, "spot"),
        discount: read::share(body, "discount"),
        estimate: read::money(body, "estimate"),
        regions: read::words(body, "regions"),
        serves: read::rate(body, "serves"),
        connections: read::count(body, "connections"),
        steady: read::quantity(body, "steady"),
        peak: read::quantity(body, "peak"),
        headroom: read::share(body, "headroom"),
        promises: read::promises(body),
        keeps: pick!(body, Keep),
        steps: pick!(boxed body, Step),
        paces: pick!(body, Pace),
        windows: pick!(boxed body, Window),
        predicts: pick!(body, Predict),
        uses: pick!(body, Uses),
        alarms: pick!(boxed body, Alarm),
        release: pick!(body, Release).pop(),
    }
}

/// A region.
pub fn region(block: &Block) -> Option<Region> {
    let standby = read::word(&block.body, "role").filter(|role| role.node == "standby");
    Some(Region {
        code: block.name.clone()?,
        weight: read::share(&block.body, "weight"),
        zones: read::count(&block.body, "zones").unwrap_or(Spanned::new(2, block.head)),
        standby: standby.map(|role| role.span),
    })
}

fn seconds(number: u64, span: Span) -> Spanned<Duration> {
    let unit = Unit::Time(Time::Second);
    Spanned::new(Duration(Quantity { number: Number::whole(number), unit }), span)
}

/// A health check with the defaults of the language.
pub fn health(block: &Block) -> Option<Health> {
    let name = block.name.clone()?;
    let span = name.span;
    let body = &block.body;
    let protocol = read::word(body, "protocol");
    let timeout = read::duration(body, "timeout");
    Some(Health {
        protocol_given: protocol.is_some(),
        protocol: match &protocol {
            Some(word) if word.node == "https" => Spanned::new(Protocol::Https, word.span),
            Some(word) => Spanned::new(Protocol::Http, word.span),
            None => Spanned::new(Protocol::Http, span),
        },
        port: read::count(body, "port"),
        path: read::word(body, "path").unwrap_or(Spanned::new("/".to_owned(), span)),
        expect: read::statuses(body, "expect")
            .unwrap_or(Spanned::new(vec![Bounds { min: 200, max: 399 }], span)),
        interval: read::duration(body, "interval").unwrap_or(seconds(30, span)),
        timeout_given: timeout.is_some(),
        timeout: timeout.unwrap_or(seconds(5, span)),
        healthy_after: read::count(body, "healthy_after").unwrap_or(Spanned::new(2, span)),
        unhealthy_after: read::count(body, "unhealthy_after").unwrap_or(Spanned::new(3, span)),
        name,
    })
}

/// The routing of a word.
pub fn routing(word: &Word) -> Option<Spanned<Routing>> {
    let routing = match word.node.as_str() {
        "weighted" => Routing::Weighted,
        "latency" => Routing::Latency,
        "geographic" => Routing::Geographic,
        "failover" => Routing::Failover,
        _ => return None,
    };
    Some(Spanned::new(routing, word.span))
}

/// A traffic block.
pub fn traffic(block: &Block) -> Option<Traffic> {
    let body = &block.body;
    Some(Traffic {
        name: block.name.clone()?,
        head: block.head,
        host: read::word(body, "host"),
        policy: read::word(body, "policy").as_ref().and_then(routing),
        health: read::word(body, "health"),
        ttl: read::duration(body, "ttl"),
        dns_zone: read::word(body, "dns_zone"),
        waf: read::word(body, "waf"),
        routes: pick!(boxed body, Route),
        failover: pick!(body, Failover).pop(),
    })
}

/// A queue.
pub fn queue(block: &Block) -> Option<Queue> {
    let body = &block.body;
    Some(Queue {
        name: block.name.clone()?,
        engine: block.on.clone()?,
        head: block.head,
        attach: read::word(body, "attach"),
        renamed_from: read::word(body, "renamed_from"),
        retention: read::duration(body, "retention"),
        dead_letter_after: read::count(body, "dead_letter_after"),
        regions: read::words(body, "regions"),
        nodes: read::counts(body, "nodes"),
        partitions: read::count(body, "partitions"),
        estimate: read::money(body, "estimate"),
        alarms: pick!(boxed body, Alarm),
        backups: pick!(body, Backup),
        body: body.clone(),
    })
}

/// A metric of the service's own.
pub fn metric(block: &Block) -> Option<CustomMetric> {
    let body = &block.body;
    let gaps = read::word(body, "gaps").and_then(|word| {
        let gaps = match word.node.as_str() {
            "bad" => Gaps::Bad,
            "fine" => Gaps::Fine,
            "ignored" => Gaps::Ignored,
            _ => return None,
        };
        Some(Spanned::new(gaps, word.span))
    });
    let dimension = |attribute: Spanned<Attribute>| {
        let Attribute { name, value } = attribute.node;
        match value.node {
            Value::Text(text) | Value::Word(text) => Some((name, Spanned::new(text, value.span))),
            _ => None,
        }
    };
    Some(CustomMetric {
        name: block.name.clone()?,
        unit: read::word(body, "unit"),
        cloudwatch: read::word(body, "cloudwatch"),
        kubernetes: read::word(body, "kubernetes"),
        log: read::word(body, "log"),
        pattern: read::word(body, "pattern"),
        period: read::duration(body, "period"),
        gaps,
        dimensions: read::blocks(body, Kind::Dimensions)
            .flat_map(|block| read::attributes(&block.body))
            .filter_map(dimension)
            .collect(),
    })
}

/// A patch.
pub fn patch(block: &Block) -> Option<Patch> {
    Some(Patch {
        target: block.target.clone()?,
        address: block.name.clone()?,
        fields: read::attributes(&block.body).collect(),
    })
}

/// Things by name.
pub fn sorted<T>(mut things: Vec<T>, name: impl Fn(&T) -> &Word) -> Vec<T> {
    things.sort_by(|one, other| name(one).node.cmp(&name(other).node));
    things
}

/// The workload that needs no route.
pub fn implied(workloads: &[Workload]) -> Option<String> {
    let targets = workloads.iter().flat_map(|it| &it.body.uses).flat_map(|uses| &uses.targets);
    let used: BTreeSet<&str> = targets
        .filter_map(|to| match &to.node {
            Target::Name(name) => Some(name.as_str()),
            Target::Bucket(_) | Target::Host(_) => None,
        })
        .collect();
    let mut candidates = workloads
        .iter()
        .filter(|it| it.body.consumes.is_none() && !used.contains(it.name.node.as_str()));
    let only = candidates.next()?;
    candidates.next().is_none().then(|| only.name.node.clone())
}

/// Things in a table by name.
pub fn by_name<T>(things: Vec<T>, name: impl Fn(&T) -> &Word) -> BTreeMap<String, T> {
    things.into_iter().map(|thing| (name(&thing).node.clone(), thing)).collect()
}
