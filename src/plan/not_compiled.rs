//! What the language has and this release does not compile yet. In: a resolved policy. Out: a warning at each of its
//! lines. Every statement of the merged body is looked at, so that nothing is dropped in silence.

mod sentences;
mod things;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use self::things::Things;
use crate::diagnostic::{Code, Finding};
use crate::model::policy::{Body, Patch, Platform, Policy, Traffic, Workload};
use crate::source::Span;
use crate::syntax::tree::{Attribute, Block, Kind, Node, Statement, Value};
use crate::words::tick;

/// The code of everything that is not compiled yet.
pub const NOT_COMPILED: Code = Code {
    code: "build/not-compiled",
    why: "The language has this and this release writes nothing for it; everything else of the policy is built.",
};

/// The codes of this module.
pub const CODES: &[Code] = &[NOT_COMPILED];

/// What of a policy is not compiled.
#[derive(Debug, Default)]
pub struct LeftOut {
    /// A warning at each line, in order of writing.
    pub findings: Vec<Finding>,
    /// Lines of blocks that are left out as a whole: the block's head and what the line is, by the line's place.
    pub parts: BTreeMap<Span, Part>,
}

/// A line of a block that is left out as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The head of the block.
    pub block: Span,
    /// What the line is: `instance`, `keep`, a backup.
    pub word: String,
}

/// Everything of a policy that is not compiled.
pub fn left_out(policy: &Policy) -> LeftOut {
    let mut walk =
        Walk { policy, things: Things::of(policy), skipped: Vec::new(), parts: BTreeMap::new() };
    walk.body(Scope::Service, &policy.body);
    walk.policies_elsewhere();
    let mut seen = BTreeSet::new();
    walk.skipped.sort_by_key(|skipped| skipped.span);
    walk.skipped.retain(|skipped| seen.insert(skipped.span));
    let findings = walk.skipped.iter().map(Skipped::finding).collect();
    LeftOut { findings, parts: walk.parts }
}

/// A policy without the sentences on workloads and queues that are left out, so that no stage makes half of one.
pub fn without<'a>(policy: &'a Policy, left_out: &LeftOut) -> Cow<'a, Policy> {
    if left_out.findings.is_empty() {
        return Cow::Borrowed(policy);
    }
    let gone: BTreeSet<Span> = left_out.findings.iter().map(Finding::span).collect();
    let mut policy = policy.clone();
    for workload in &mut policy.workloads {
        for body in std::iter::once(&mut workload.body).chain(workload.regional.values_mut()) {
            body.keeps.retain(|keep| !gone.contains(&keep.span));
            body.steps.retain(|step| !gone.contains(&step.span));
            body.predicts.retain(|predict| !gone.contains(&predict.span));
            body.alarms.retain(|alarm| !gone.contains(&alarm.span));
        }
    }
    Cow::Owned(policy)
}

/// The patches of things that are compiled.
pub fn patches(policy: &Policy) -> Vec<Patch> {
    let things = Things::of(policy);
    let leads = |patch: &&Patch| things.patched(&patch.address.node).is_none();
    policy.patches.iter().filter(leads).cloned().collect()
}

/// Something that is not compiled.
struct Skipped {
    span: Span,
    message: String,
}

impl Skipped {
    fn finding(&self) -> Finding {
        Finding::warning(NOT_COMPILED.code, self.message.as_str(), self.span, "not compiled yet")
    }
}

/// What a statement stands in.
#[derive(Clone, Copy)]
enum Scope<'a> {
    /// The service itself.
    Service,
    /// A block whose statements are all compiled, or facts that only checks read.
    Plain,
    /// A block that is not compiled as a whole: what it is, and its head.
    Skipped(&'a str, Span),
    /// A traffic block.
    Traffic(&'a Traffic),
    /// A workload.
    Workload(&'a Workload),
    /// A queue on SQS, its name.
    Queue(&'a str),
}

struct Walk<'a> {
    policy: &'a Policy,
    things: Things<'a>,
    skipped: Vec<Skipped>,
    parts: BTreeMap<Span, Part>,
}

impl Walk<'_> {
    fn skip(&mut self, span: Span, what: &str) {
        let message = format!("{what} is not compiled yet: nothing is written for it");
        self.skipped.push(Skipped { span, message });
    }

    /// A line of a block that is not compiled as a whole.
    fn part(&mut self, span: Span, word: String, (what, block): (&str, Span)) {
        self.skip(span, &format!("{word} of {what}"));
        self.parts.insert(span, Part { block, word });
    }

    fn body(&mut self, scope: Scope, body: &Body) {
        for statement in body {
            self.statement(scope, statement);
        }
    }

    fn statement(&mut self, scope: Scope, statement: &Statement) {
        match (scope, &statement.node) {
            (_, Node::Block(block)) => self.block(scope, block),
            (Scope::Plain, _) | (Scope::Service | Scope::Queue(_), Node::Attribute(_)) => {}
            (Scope::Skipped(what, block), node) => {
                self.part(statement.span, sentences::word(node), (what, block));
            }
            (Scope::Traffic(traffic), Node::Attribute(attribute)) => {
                self.traffic_attribute(traffic, attribute, statement.span);
            }
            (Scope::Workload(workload), Node::Attribute(attribute)) => {
                self.workload_attribute(workload, attribute, statement.span);
            }
            (_, node) => self.sentence(scope, node, statement.span),
        }
    }

    fn block(&mut self, scope: Scope, block: &Block) {
        let whole = match scope {
            Scope::Skipped(what, whole) => {
                self.part(block.head, tick(block.kind.node.word()), (what, whole));
                return self.body(scope, &block.body);
            }
            Scope::Queue(name) if block.kind.node == Kind::In => {
                Some(format!("an overlay of queue {}", tick(name)))
            }
            Scope::Service
            | Scope::Plain
            | Scope::Traffic(_)
            | Scope::Workload(_)
            | Scope::Queue(_) => self.things.block(self.policy, block),
        };
        if let Some(what) = whole {
            self.skip(block.head, &what);
            return self.body(Scope::Skipped(&what, block.head), &block.body);
        }
        let policy = self.policy;
        self.body(inner(policy, scope, block), &block.body);
    }

    /// Policies that another tier or environment names: a record cannot change its kind in place, so they bind here.
    fn policies_elsewhere(&mut self) {
        for traffic in &self.policy.traffics {
            let name = &traffic.name.node;
            let elsewhere = self.policy.routing.get(name).filter(|_| traffic.policy.is_none());
            if let Some(routing) = elsewhere.filter(|_| self.things.without_records(name)) {
                let message = format!(
                    "this policy is not compiled yet, and a record cannot change its kind in place: the balancers of {} are written, their records are not, here neither",
                    tick(name)
                );
                self.skipped.push(Skipped { span: routing.span, message });
            }
        }
    }

    fn traffic_attribute(&mut self, traffic: &Traffic, attribute: &Attribute, span: Span) {
        let name = || tick(&traffic.name.node);
        let records = self.things.without_records(&traffic.name.node);
        match attribute.name.node.as_str() {
            "waf" => self.skip(span, &format!("the web ACL of {}", name())),
            "policy" if records => {
                let word = written(&attribute.value.node);
                let message = format!(
                    "policy {word} is not compiled yet: the balancers of {} are written, their records and checks are not",
                    name()
                );
                self.skipped.push(Skipped { span, message });
            }
            "health" | "ttl" if records => {
                let message = format!(
                    "{} of {} is not compiled yet: its records are not written",
                    tick(&attribute.name.node),
                    name()
                );
                self.skipped.push(Skipped { span, message });
            }
            _ => {}
        }
    }

    fn workload_attribute(&mut self, workload: &Workload, attribute: &Attribute, span: Span) {
        let queue = workload.body.consumes.as_ref().map(|queue| queue.node.as_str());
        let streams = queue.is_some_and(|queue| self.things.is_skipped(queue));
        if attribute.name.node == "consumes" && streams {
            self.skip(span, &format!("reading {}", tick(queue.unwrap_or_default())));
        }
    }
}

/// What the statements of a block stand in, where the block itself is compiled.
fn inner<'a>(policy: &'a Policy, scope: Scope<'a>, block: &'a Block) -> Scope<'a> {
    let name = block.name.as_ref().map_or("", |name| name.node.as_str());
    let traffic = || policy.traffics.iter().find(|traffic| traffic.name.node == name);
    let workload = || policy.workloads.iter().find(|workload| workload.name.node == name);
    match block.kind.node {
        Kind::In => scope,
        Kind::Traffic => traffic().map_or(Scope::Plain, Scope::Traffic),
        Kind::Workload => workload().map_or(Scope::Plain, Scope::Workload),
        Kind::Queue => Scope::Queue(name),
        Kind::Service
        | Kind::Profile
        | Kind::Environment
        | Kind::Tier
        | Kind::Region
        | Kind::Objective
        | Kind::Health
        | Kind::Cdn
        | Kind::Store
        | Kind::Metric
        | Kind::Load
        | Kind::Usage
        | Kind::Cost
        | Kind::Index
        | Kind::Dimensions
        | Kind::Patch => Scope::Plain,
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Word(word) | Value::Text(word) => tick(word),
        Value::Quantity(quantity) => tick(&quantity.to_string()),
        Value::Clock(_) | Value::Date(_) | Value::Range(..) | Value::List(_) => {
            "as written".to_owned()
        }
    }
}

/// Whether a drill stops instances of a scaling group, which is compiled.
fn loses_instances(policy: &Policy, thing: &str) -> bool {
    let workload = policy.workloads.iter().find(|workload| workload.name.node == thing);
    workload.is_some_and(|workload| workload.platform.node == Platform::Ec2)
}

#[cfg(test)]
mod tests;
