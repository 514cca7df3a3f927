//! Sentences that are not compiled, or not in all their parts.

use super::things::is_compiled_workload;
use super::{Scope, Walk, loses_instances};
use crate::model::policy::{Policy, Target};
use crate::source::Span;
use crate::syntax::tree::{
    Condition, Direction, DrillAction, Metric, Node, Origin, Route, Severity,
};
use crate::words::tick;

impl Walk<'_> {
    /// Looks at a sentence outside of blocks that are not compiled as a whole.
    pub(super) fn sentence(&mut self, scope: Scope, node: &Node, span: Span) {
        match node {
            Node::Route(route) => self.route(route, span),
            Node::Failover(_) => self.skip(span, "an order of failover"),
            Node::Backup(_) => self.skip(span, "a backup"),
            Node::Replicate(replicate)
                if !matches!(replicate.what.node.as_str(), "images" | "secrets") =>
            {
                self.skip(span, &format!("a copy of {}", tick(&replicate.what.node)));
            }
            Node::Drill(drill) => self.drill(&drill.action, span),
            Node::Hold(_) | Node::Ramp(_) | Node::Send(_) => self.skip(span, &word(node)),
            Node::Keep(keep) => self.metrics(scope, node, span, &[&keep.metric]),
            Node::Predict(predict) => self.metrics(scope, node, span, &[&predict.metric]),
            Node::Step(step) => self.condition(scope, node, span, &step.when),
            Node::Alarm(alarm) => self.condition(scope, node, span, &alarm.when),
            Node::Attribute(_)
            | Node::Block(_)
            | Node::Promise(_)
            | Node::Use(_)
            | Node::Pace(_)
            | Node::Window(_)
            | Node::Notify(_)
            | Node::Uses(_)
            | Node::Replicate(_)
            | Node::Release(_)
            | Node::Rings(_)
            | Node::Allow(_) => {}
        }
    }

    fn route(&mut self, route: &Route, span: Span) {
        let by_place = matches!(route.from.node, Origin::Place(_) | Origin::Countries(_));
        let Some(to) = route.to.first() else { return };
        if by_place || is_region(self.policy, &to.node) {
            return self.skip(span, "a route by place");
        }
        if !is_compiled_workload(self.policy, &to.node) {
            return self.skip(span, &format!("a route to {}", target(&to.node)));
        }
        for other in route.to.iter().skip(1) {
            self.skip(
                other.span,
                &format!("`else {}` of a route", target(&other.node).trim_matches('`')),
            );
        }
        for option in &route.options {
            self.skip(option.span, &format!("{} of a route", tick(&option.name.node)));
        }
    }

    /// Drills stand in the last environment of the chain, and where an environment says so itself.
    fn drill(&mut self, action: &DrillAction, span: Span) {
        if !self.policy.drills.iter().any(|drill| drill.span == span) {
            return;
        }
        match action {
            DrillAction::Lose(Some(_), thing) => match &thing.node {
                Target::Name(name) if loses_instances(self.policy, name) => {}
                other => self.skip(span, &format!("a drill that loses {}", target(other))),
            },
            DrillAction::Lose(None, thing) => {
                self.skip(span, &format!("a drill that loses {}", target(&thing.node)));
            }
            DrillAction::Load(load) => {
                self.skip(span, &format!("a drill with load {}", tick(&load.node)));
            }
        }
    }

    fn condition(&mut self, scope: Scope, node: &Node, span: Span, when: &Condition) {
        let metrics: Vec<&Metric> = when.terms.iter().map(|term| &term.metric).collect();
        self.metrics(scope, node, span, &metrics);
    }

    /// Metrics of things that are not compiled: of stores and content networks, of a queue on kafka.
    fn metrics(&mut self, scope: Scope, node: &Node, span: Span, metrics: &[&Metric]) {
        let streams = match scope {
            Scope::Workload(workload) => workload
                .body
                .consumes
                .as_ref()
                .is_some_and(|queue| self.things.is_skipped(&queue.node)),
            Scope::Service
            | Scope::Plain
            | Scope::Skipped(..)
            | Scope::Traffic(_)
            | Scope::Queue(_) => false,
        };
        let later = |metric: &&&Metric| match metric.name.node.as_str() {
            "hit_ratio" | "lag" => true,
            "queue_depth" | "queue_age" => streams,
            _ => false,
        };
        if let Some(metric) = metrics.iter().find(later) {
            self.skip(span, &format!("{} on {}", word(node), tick(&metric.name.node)));
        }
    }
}

fn is_region(policy: &Policy, target: &Target) -> bool {
    let known = |name: &str| policy.regions.iter().any(|region| region.code.node == name);
    matches!(target, Target::Name(name) if known(name))
}

fn target(target: &Target) -> String {
    match target {
        Target::Name(name) | Target::Host(name) => tick(name),
        Target::Bucket(name) => format!("bucket {}", tick(name)),
    }
}

/// What a statement is called in a message.
pub(super) fn word(node: &Node) -> String {
    if let Node::Attribute(attribute) = node {
        return tick(&attribute.name.node);
    }
    if let Node::Block(block) = node {
        return tick(block.kind.node.word());
    }
    verb(node).to_owned()
}

fn verb(node: &Node) -> &str {
    match node {
        Node::Attribute(_) => "an attribute",
        Node::Block(_) => "a block",
        Node::Promise(_) => "a promise",
        Node::Use(_) => "`use`",
        Node::Keep(_) => "`keep`",
        Node::Step(step) => match step.direction.node {
            Direction::Out => "`scale out`",
            Direction::In => "`scale in`",
        },
        Node::Pace(_) => "a pace",
        Node::Window(_) => "a window",
        Node::Predict(_) => "`predict`",
        Node::Alarm(alarm) => match alarm.severity.node {
            Severity::Warn => "`warn`",
            Severity::Page => "`page`",
        },
        Node::Notify(_) => "`notify`",
        Node::Route(_) => "a route",
        Node::Failover(_) => "`failover`",
        Node::Uses(_) => "`uses`",
        Node::Replicate(_) => "`replicate`",
        Node::Release(_) | Node::Rings(_) => "`release`",
        Node::Backup(_) => "a backup",
        Node::Drill(_) => "a drill",
        Node::Allow(_) => "`allow`",
        Node::Hold(_) => "`hold`",
        Node::Ramp(_) => "`ramp`",
        Node::Send(_) => "`send`",
    }
}
