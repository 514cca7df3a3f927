//! Blocks and attributes.

use std::sync::Arc;

use pest::iterators::Pair;

use super::parts::{Parts, parts};
use super::{Builder, Rule};
use crate::source::Spanned;
use crate::syntax::tree::{Attribute, Block, Kind, Node, Word};

const KINDS: [Kind; 20] = [
    Kind::Service,
    Kind::Profile,
    Kind::Environment,
    Kind::Tier,
    Kind::Region,
    Kind::In,
    Kind::Objective,
    Kind::Health,
    Kind::Traffic,
    Kind::Cdn,
    Kind::Workload,
    Kind::Store,
    Kind::Queue,
    Kind::Metric,
    Kind::Load,
    Kind::Usage,
    Kind::Cost,
    Kind::Index,
    Kind::Dimensions,
    Kind::Patch,
];

impl Builder {
    #[inline(never)]
    pub(super) fn block(&mut self, pair: Pair<'_, Rule>) -> Option<Node> {
        let mut parts = parts(pair);
        let kind = self.kind(&parts.any()?)?;
        let mut head = kind.span;
        let target = parts.take(Rule::patch_target).map(|pair| self.word(&pair));
        let name = parts.take(Rule::word).map(|pair| self.word(&pair));
        let on = self.inner_word(parts.take(Rule::on_platform));
        let with = self.inner_word(parts.take(Rule::with_profile));
        for word in [&target, &name, &on, &with].into_iter().flatten() {
            head = head.to(word.span);
        }
        let up_to = parts.take(Rule::up_to).and_then(|pair| {
            head = head.to(self.span(&pair));
            let mut parts = super::parts::parts(pair);
            Some((self.quantity(&parts.take(Rule::literal)?), self.word(&parts.take(Rule::word)?)))
        });
        let before = self.in_patch;
        let outside = std::mem::replace(&mut self.in_patch, before || kind.node == Kind::Patch);
        let body = self.braces(parts);
        self.in_patch = outside;
        Some(Node::Block(Arc::new(Block { kind, name, on, with, up_to, target, head, body })))
    }

    fn kind(&self, pair: &Pair<'_, Rule>) -> Option<Spanned<Kind>> {
        let word = self.written(pair);
        let kind = KINDS.into_iter().find(|kind| kind.word() == word.node)?;
        Some(Spanned::new(kind, word.span))
    }

    /// The one word of a clause such as `on ec2`.
    pub(super) fn inner_word(&mut self, clause: Option<Pair<'_, Rule>>) -> Option<Word> {
        let word = parts(clause?).take(Rule::word)?;
        Some(self.word(&word))
    }

    #[inline(never)]
    pub(super) fn attribute(&mut self, mut parts: Parts<'_>) -> Option<Attribute> {
        let name = self.key(&parts.take(Rule::key)?);
        parts.take(Rule::assign);
        let value = self.value(parts.take(Rule::value)?)?;
        Some(Attribute { name, value })
    }

    /// The left side: a word; in a patch a path, kept as written with the quotes of its strings.
    fn key(&mut self, pair: &Pair<'_, Rule>) -> Word {
        let word = self.word(pair);
        if !self.in_patch && word.contains('"') {
            self.complain(word.span, super::value::quoted_key(&word));
        }
        word
    }
}
