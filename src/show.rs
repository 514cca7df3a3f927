//! A resolved policy as text. In: a policy. Out: one service in the language itself, which resolves to the same.

use std::sync::Arc;

use crate::model::Policy;
use crate::model::policy::Environment;
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::{Attribute, Block, Kind, Node, Statement, Value, Word};

/// A resolved policy in the language itself: one service with one environment, profiles and overlays merged,
/// `in REGION` kept. It parses, and resolves to itself.
pub fn show(policy: &Policy) -> String {
    let head = policy.environment.as_ref().map(|given| environment(given, policy));
    let stays = |statement: &&Statement| match &statement.node {
        Node::Attribute(given) => {
            let name = given.name.node.as_str();
            name != "current" && (head.is_none() || !OF_HEAD.contains(&name))
        }
        Node::Rings(_) => head.is_none(),
        _ => true,
    };
    let body: Vec<&Statement> = head.iter().chain(policy.body.iter().filter(stays)).collect();
    print::block(Kind::Service, &policy.service, &body)
}

/// What the block of an environment says of itself.
const OF_HEAD: [&str; 3] = ["account", "role", "regions"];

fn environment(given: &Environment, policy: &Policy) -> Statement {
    let regions = policy.regions.iter().map(|region| region.code.clone().map(Value::Word));
    let regions = Spanned::new(Value::List(regions.collect()), given.name.span);
    let text = |word: &Word| word.clone().map(Value::Text);
    let values = [given.account.as_ref().map(text), given.role.as_ref().map(text), Some(regions)];
    let attribute = |(name, value): (&str, Option<Spanned<Value>>)| {
        let value = value?;
        let span = value.span;
        let name = Spanned::new(name.to_owned(), span);
        Some(Statement::new(Node::Attribute(Attribute { name, value }), span))
    };
    let name = &given.name;
    let block = Block {
        kind: Spanned::new(Kind::Environment, name.span),
        name: Some(name.clone()),
        on: None,
        with: None,
        up_to: None,
        target: None,
        head: name.span,
        body: OF_HEAD.into_iter().zip(values).filter_map(attribute).collect(),
    };
    Statement::new(Node::Block(Arc::new(block)), name.span)
}
