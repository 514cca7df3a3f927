//! What a workload uses and how patiently, as settings with the unit in the key. In: `uses` sentences.
//! Out: one entry per target, by target; notes of what only the application can keep. Knows no target format.

use std::collections::BTreeMap;

use super::context::Context;
use crate::diagnostic::{Code, Finding};
use crate::model::measure::base;
use crate::model::policy::{Platform, Policy, Target, Uses, WorkloadBody};
use crate::plan::rest::{Dependency, DependencyKind};
use crate::source::Spanned;
use crate::syntax::tree::{Quantity, Unit, Value};
use crate::words::{all_of, tick};

const APPLICATION: Code = Code {
    code: "lowering/left-to-application",
    why: "A fallback, a retry and a circuit breaker are kept by the code that calls. Terrace hands it the figures as settings \
          of the workload; no target acts on them by itself.",
};

/// The codes of this module.
pub const CODES: &[Code] = &[APPLICATION];

/// What of `uses` only the application can keep.
pub fn notes(context: &Context) -> impl Iterator<Item = Finding> {
    let workloads = context.policy.workloads.iter();
    let bodies = workloads.flat_map(|it| std::iter::once(&it.body).chain(it.regional.values()));
    let said: BTreeMap<u32, &Spanned<Uses>> =
        bodies.flat_map(|body| &body.uses).map(|uses| (uses.span.start, uses)).collect();
    said.into_values().filter_map(left_to_application)
}

fn left_to_application(uses: &Spanned<Uses>) -> Option<Finding> {
    let says = |name: &str| uses.options.iter().any(|option| option.name.node == name);
    let parts = [
        ("the fallback", uses.targets.len() > 1),
        ("the retries", says("attempts")),
        ("the breaker", says("opens_after") || says("open_for") || says("closes_after")),
    ];
    let parts: Vec<&str> = parts.iter().filter(|(_, said)| *said).map(|(part, _)| *part).collect();
    let target = word(&uses.targets.first()?.node);
    (!parts.is_empty()).then(|| {
        let message = format!(
            "{} of {}: the application gets the figures as settings, nothing else acts on them",
            all_of(&parts),
            tick(target)
        );
        Finding::note(APPLICATION.code, message, uses.span, "kept by the application")
    })
}

/// The dependencies of a workload, by target.
pub fn dependencies(policy: &Policy, body: &WorkloadBody) -> Vec<Dependency> {
    let mut found: Vec<Dependency> =
        body.uses.iter().filter_map(|uses| dependency(policy, uses)).collect();
    found.sort_by(|one, other| one.target.cmp(&other.target));
    found
}

fn dependency(policy: &Policy, uses: &Spanned<Uses>) -> Option<Dependency> {
    let mut targets = uses.node.targets.iter().map(|target| word(&target.node));
    let target = targets.next()?.to_owned();
    let mut settings: BTreeMap<String, u64> = BTreeMap::new();
    for option in &uses.node.options {
        settings.extend(entries(&option.node.name.node, &option.node.value.node));
    }
    let store = policy.stores.iter().find(|store| store.name.node == target);
    if let Some(ttl) = store.and_then(|store| store.ttl.as_ref()) {
        settings.insert("ttl_s".to_owned(), ttl.node.seconds());
    }
    let kind = kind(policy, uses.node.targets.first().map(|target| &target.node));
    let otherwise = targets.map(str::to_owned).collect();
    Some(Dependency { target, kind, otherwise, settings, span: uses.span })
}

fn word(target: &Target) -> &str {
    match target {
        Target::Name(name) | Target::Bucket(name) | Target::Host(name) => name,
    }
}

fn kind(policy: &Policy, target: Option<&Target>) -> DependencyKind {
    let Some(Target::Name(name)) = target else { return DependencyKind::Host };
    let workload = policy.workloads.iter().find(|workload| workload.name.node == *name);
    match workload.map(|workload| workload.platform.node) {
        Some(Platform::Lambda) => DependencyKind::Function,
        Some(Platform::Ec2 | Platform::Fargate | Platform::Kubernetes) => DependencyKind::Workload,
        None if policy.stores.iter().any(|store| store.name.node == *name) => DependencyKind::Store,
        None if policy.queues.iter().any(|queue| queue.name.node == *name) => DependencyKind::Queue,
        None => DependencyKind::Host,
    }
}

fn entries(name: &str, value: &Value) -> Vec<(String, u64)> {
    match value {
        Value::Quantity(quantity) => vec![entry(name, *quantity)],
        Value::Range(low, high) => match (&low.node, &high.node) {
            (Value::Quantity(low), Value::Quantity(high)) => {
                vec![entry(&format!("{name}_min"), *low), entry(&format!("{name}_max"), *high)]
            }
            (_, _) => Vec::new(),
        },
        Value::Word(_) | Value::Text(_) | Value::Clock(_) | Value::Date(_) | Value::List(_) => {
            Vec::new()
        }
    }
}

fn entry(name: &str, quantity: Quantity) -> (String, u64) {
    let key = match quantity.unit {
        Unit::Time(_) => format!("{name}_ms"),
        Unit::Count(_)
        | Unit::Share
        | Unit::Size(_)
        | Unit::SizePer(..)
        | Unit::Vcpu
        | Unit::Rate(..)
        | Unit::Money(..) => name.to_owned(),
    };
    (key, base(quantity).ceil())
}
