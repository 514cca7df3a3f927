//! Misspelt attributes as they were meant. In: a body and what was found in it. Out: the body with the words that the
//! findings offer, so that nothing is called missing that is only misspelt.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Edit, Finding};
use crate::source::Span;
use crate::syntax::tree::{Body, Node};

/// A body with the words that were meant, where findings know them.
pub fn meant<'b>(body: Cow<'b, Body>, findings: &[Finding]) -> Cow<'b, Body> {
    let unknown = findings.iter().filter(|finding| finding.code == "model/unknown-attribute");
    let word = |edit: &'_ Edit| match edit {
        Edit::Replace(at, word) => Some((*at, word.clone())),
        Edit::Write(..) | Edit::Add(..) | Edit::Remove(_) => None,
    };
    let words: BTreeMap<Span, String> =
        unknown.flat_map(|finding| &finding.edits).filter_map(word).collect();
    if words.is_empty() {
        return body;
    }
    let mut body = body.into_owned();
    respell(&mut body, &words);
    Cow::Owned(body)
}

fn respell(body: &mut Body, words: &BTreeMap<Span, String>) {
    for statement in body {
        match &mut statement.node {
            Node::Attribute(attribute) => {
                if let Some(word) = words.get(&attribute.name.span) {
                    attribute.name.node.clone_from(word);
                }
            }
            Node::Block(block) => respell(&mut Arc::make_mut(block).body, words),
            _ => {}
        }
    }
}
