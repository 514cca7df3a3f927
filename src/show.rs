//! A resolved policy as text. In: a policy. Out: one service in the language itself, which resolves to the same.

use std::sync::Arc;

use crate::model::Policy;
use crate::model::policy::Environment;
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::{Attribute, Block, Body, Kind, Node, Statement, Value, Word};

/// A resolved policy in the language itself: one service with one environment, profiles and overlays merged,
/// `in REGION` kept. It parses, and resolves to itself. An environment that is not the last of the release chain stands
/// with that one, empty, for its promises do not bind.
pub fn show(policy: &Policy) -> String {
    let mut body = policy.body.clone();
    if let Some(environment) = &policy.environment {
        body.retain(|statement| !is_of(policy, statement));
        body.insert(0, block(Kind::Environment, &environment.name, head(environment, policy)));
        let rings = body.iter_mut().find_map(|statement| match &mut statement.node {
            Node::Rings(rings) => Some(rings),
            _ => None,
        });
        if let Some(rings) = rings
            && let Some(last) = rings.pop()
        {
            *rings = vec![environment.name.clone(), last.clone()];
            body.insert(1, block(Kind::Environment, &last, Vec::new()));
        }
    }
    body.retain(|statement| !is_given(statement, &["current"]));
    print(&vec![block(Kind::Service, &policy.service, body)])
}

/// Whether a statement of the merged body is told by the head of the environment, or of the last one not at all.
fn is_of(policy: &Policy, statement: &Statement) -> bool {
    match &statement.node {
        Node::Rings(_) => policy.last,
        Node::Drill(_) => is_own(policy, statement),
        _ => is_given(statement, &["account", "role", "regions"]),
    }
}

/// Whether a drill is one of an environment's own: there it is held, though the environment is not the last.
fn is_own(policy: &Policy, statement: &Statement) -> bool {
    !policy.last && policy.drills.iter().any(|drill| drill.span == statement.span)
}

fn is_given(statement: &Statement, names: &[&str]) -> bool {
    matches!(&statement.node, Node::Attribute(given) if names.contains(&given.name.node.as_str()))
}

/// What stands in the environment's block.
fn head(environment: &Environment, policy: &Policy) -> Body {
    let regions =
        policy.regions.iter().map(|region| region.code.clone().map(Value::Word)).collect();
    let text = |word: &Word| word.clone().map(Value::Text);
    let given = [
        environment.account.as_ref().map(|account| ("account", text(account))),
        environment.role.as_ref().map(|role| ("role", text(role))),
        Some(("regions", Spanned::new(Value::List(regions), environment.name.span))),
    ];
    let attribute = |(name, value): (&str, Spanned<Value>)| {
        let name = Spanned::new(name.to_owned(), value.span);
        Statement::new(Node::Attribute(Attribute { name, value: value.clone() }), value.span)
    };
    let drills = policy
        .body
        .iter()
        .filter(|statement| matches!(statement.node, Node::Drill(_)) && is_own(policy, statement));
    given.into_iter().flatten().map(attribute).chain(drills.cloned()).collect()
}

fn block(kind: Kind, name: &Word, body: Body) -> Statement {
    let block = Block {
        kind: Spanned::new(kind, name.span),
        name: Some(name.clone()),
        on: None,
        with: None,
        up_to: None,
        target: None,
        head: name.span,
        body,
    };
    Statement::new(Node::Block(Arc::new(block)), name.span)
}
