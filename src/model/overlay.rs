//! Laying one body over another: blocks merge by kind and name, attributes replace, sentences replace by group.
//! In: two bodies. Out: the merged one. Nothing is removed by an overlay.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::syntax::tree::{
    Body, Direction, DrillAction, Frequency, Kind, Node, Origin, Severity, Stat, Statement, Target,
};

/// What makes two statements speak of the same thing, so that the later replaces the earlier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key<'a> {
    /// An attribute by name.
    Attribute(&'a str),
    /// A block by kind and name.
    Block(Kind, Option<&'a str>),
    /// A promise by subject, statistic and scope.
    Promise(&'a str, Option<Stat>, Option<&'a str>),
    /// `use`
    Use(&'a str),
    /// keep by metric
    Keep(&'a str),
    /// scale out, scale in: all
    Step(Direction),
    /// pace by direction
    Pace(Direction),
    /// all windows
    Windows,
    /// predict by metric
    Predict(&'a str),
    /// warn, page by severity, metric and statistic
    Alarm(Severity, &'a str, Option<Stat>),
    /// notify by severity
    Notify(Severity),
    /// all shares of route
    Shares,
    /// other routes by origin
    Route(Cow<'a, str>),
    /// the failover order
    Failover,
    /// uses by first target
    Uses(Option<Ordered<'a>>),
    /// replicate by what
    Replicate(&'a str),
    /// the release strategy
    Release,
    /// the chain of environments
    Rings,
    /// backup by frequency
    Backup(Frequency),
    /// drill by action and target
    Drill(bool, &'a str),
    /// allow by code
    Allow(&'a str),
    /// the shape of a load
    Shape,
    /// what a load sends
    Sends,
}

/// A target in a form that has an order.
pub type Ordered<'a> = (u8, &'a str);

/// The group of a statement.
pub fn key(node: &Node) -> Key<'_> {
    match node {
        Node::Attribute(attribute) => Key::Attribute(&attribute.name.node),
        Node::Block(block) => {
            Key::Block(block.kind.node, block.name.as_ref().map(|name| name.node.as_str()))
        }
        Node::Promise(promise) => Key::Promise(
            &promise.subject.node,
            promise.stat.as_ref().map(|stat| stat.node),
            promise.scope.as_ref().or(promise.per.as_ref()).map(|scope| scope.node.as_str()),
        ),
        Node::Use(file) => Key::Use(&file.node),
        Node::Keep(keep) => Key::Keep(&keep.metric.name.node),
        Node::Step(step) => Key::Step(step.direction.node),
        Node::Pace(pace) => Key::Pace(pace.direction.node),
        Node::Window(_) => Key::Windows,
        Node::Predict(predict) => Key::Predict(&predict.metric.name.node),
        Node::Alarm(alarm) => {
            let first = alarm.when.terms.first().map(|term| &term.metric);
            Key::Alarm(
                alarm.severity.node,
                first.map_or("", |metric| &metric.name.node),
                first.and_then(|metric| metric.stat.as_ref()).map(|stat| stat.node),
            )
        }
        Node::Notify(notify) => Key::Notify(notify.severity.node),
        Node::Route(route) => origin(&route.from.node),
        Node::Failover(_) => Key::Failover,
        Node::Uses(uses) => Key::Uses(uses.targets.first().map(|target| order(&target.node))),
        Node::Replicate(replicate) => Key::Replicate(&replicate.what.node),
        Node::Release(_) => Key::Release,
        Node::Rings(_) => Key::Rings,
        Node::Backup(backup) => Key::Backup(backup.every.node),
        Node::Drill(drill) => match &drill.action {
            DrillAction::Lose(_, thing) => Key::Drill(false, order(&thing.node).1),
            DrillAction::Load(load) => Key::Drill(true, &load.node),
        },
        Node::Allow(allow) => Key::Allow(&allow.code.node),
        Node::Hold(_) | Node::Ramp(_) => Key::Shape,
        Node::Send(_) => Key::Sends,
    }
}

fn order(target: &Target) -> Ordered<'_> {
    match target {
        Target::Name(name) => (0, name),
        Target::Bucket(name) => (1, name),
        Target::Host(name) => (2, name),
    }
}

fn origin(origin: &Origin) -> Key<'_> {
    match origin {
        Origin::Share(_) => Key::Shares,
        Origin::Path(path) => Key::Route(format!("\"{path}").into()),
        Origin::Place(place) => Key::Route(place.into()),
        Origin::Countries(countries) => {
            let mut codes: Vec<&str> = countries.iter().map(|code| code.node.as_str()).collect();
            codes.sort_unstable();
            Key::Route(codes.join(",").into())
        }
        Origin::Default => Key::Route("default".into()),
    }
}

/// Lays `over` over `base`.
pub fn merge(base: &Body, over: &Body) -> Body {
    let mut laid = Laid::new(base);
    for statement in over {
        laid.lay(statement);
    }
    laid.slots.into_iter().flatten().collect()
}

/// A body under an overlay: what stands where, by group.
struct Laid<'a> {
    slots: Vec<Vec<Statement>>,
    groups: BTreeMap<Key<'a>, Group>,
}

/// Where a group stands.
struct Group {
    slots: Vec<usize>,
    begun: bool,
}

impl<'a> Laid<'a> {
    fn new(base: &'a Body) -> Self {
        let mut groups: BTreeMap<Key<'a>, Group> = BTreeMap::new();
        for (slot, statement) in base.iter().enumerate() {
            let group = groups.entry(key(&statement.node));
            group.or_insert(Group { slots: Vec::new(), begun: false }).slots.push(slot);
        }
        let slots = base.iter().map(|statement| vec![statement.clone()]).collect();
        Self { slots, groups }
    }

    fn lay(&mut self, statement: &'a Statement) {
        let next = self.slots.len();
        let group = self
            .groups
            .entry(key(&statement.node))
            .or_insert(Group { slots: Vec::new(), begun: true });
        let Some(first) = group.slots.first().copied() else {
            group.slots.push(next);
            self.slots.push(vec![statement.clone()]);
            return;
        };
        let Some(slot) = self.slots.get_mut(first) else { return };
        if let Some(block) = block_over(slot.first(), statement) {
            *slot = vec![block];
        } else if group.begun && !matches!(statement.node, Node::Attribute(_) | Node::Block(_)) {
            slot.push(statement.clone());
        } else {
            *slot = vec![statement.clone()];
            group.begun = true;
            let others: Vec<usize> = group.slots.drain(1..).collect();
            others.into_iter().for_each(|other| self.slots[other].clear());
        }
    }
}

/// The merged block, where both are blocks of one platform or engine.
fn block_over(old: Option<&Statement>, new: &Statement) -> Option<Statement> {
    let (Some(Node::Block(old_block)), Node::Block(over)) = (old.map(|old| &old.node), &new.node)
    else {
        return None;
    };
    let other_kind = match (&old_block.on, &over.on) {
        (Some(old), Some(new)) => old.node != new.node,
        _ => false,
    };
    if other_kind {
        return None;
    }
    let mut merged = old_block.with_body(merge(&old_block.body, &over.body));
    if merged.on.is_none() {
        merged.on.clone_from(&over.on);
    }
    Some(Statement::new(Node::Block(Arc::new(merged)), old.map(|old| old.span).unwrap_or_default()))
}
