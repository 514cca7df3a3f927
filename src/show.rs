//! A resolved policy as text. In: a policy. Out: one service in the language itself, which resolves to the same.

use std::sync::Arc;

use crate::model::Policy;
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::{Attribute, Block, Body, Kind, Node, Statement, Value, Word};

/// A resolved policy in the language itself: one service with one environment, profiles and overlays merged,
/// `in REGION` kept. It parses, and resolves to itself.
pub fn show(policy: &Policy) -> String {
    let mut body = policy.body.clone();
    if let Some(environment) = &policy.environment {
        body.retain(|statement| match &statement.node {
            Node::Attribute(given) => {
                !["account", "role", "regions", "current"].contains(&given.name.node.as_str())
            }
            Node::Rings(_) => false,
            _ => true,
        });
        let regions =
            policy.regions.iter().map(|region| region.code.clone().map(Value::Word)).collect();
        let text = |word: &Word| word.clone().map(Value::Text);
        let head = [
            environment.account.as_ref().map(|account| ("account", text(account))),
            environment.role.as_ref().map(|role| ("role", text(role))),
            Some(("regions", Spanned::new(Value::List(regions), environment.name.span))),
        ];
        let attribute = |(name, value): (&str, Spanned<Value>)| {
            let name = Spanned::new(name.to_owned(), value.span);
            Statement::new(Node::Attribute(Attribute { name, value: value.clone() }), value.span)
        };
        let inside = head.into_iter().flatten().map(attribute).collect();
        body.insert(0, block(Kind::Environment, &environment.name, inside));
    }
    body.retain(|statement| !matches!(&statement.node, Node::Attribute(given) if given.name.node == "current"));
    print(&vec![block(Kind::Service, &policy.service, body)])
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
