//! Sentences that lead from one thing to another: routes, uses, copies, notices.

use pest::iterators::Pair;

use super::parts::{Parts, parts};
use super::{Builder, Rule};
use crate::source::Spanned;
use crate::syntax::tree::{Attribute, Node, Notify, Origin, Replicate, Route, Target, Uses, Word};

/// Where a way leads, and what stands between its braces.
type Way = (Vec<Spanned<Target>>, Vec<Spanned<Attribute>>);

impl Builder {
    #[inline(never)]
    pub(super) fn way(&mut self, rule: Rule, mut parts: Parts<'_>) -> Option<Node> {
        match rule {
            Rule::uses => self.uses(parts),
            Rule::route => self.route(parts),
            Rule::notify => self.notify(parts),
            Rule::replicate => self.replicate(parts),
            Rule::failover => Some(Node::Failover(self.words(parts))),
            Rule::use_file => parts.take(Rule::text).map(|pair| Node::Use(self.text(&pair))),
            _ => None,
        }
    }

    fn notify(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let severity = self.severity(&parts.take(Rule::severity)?);
        let to = self.target(parts.any()?)?;
        Some(Node::Notify(Notify { severity, to }))
    }

    fn route(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let from = self.origin(parts.any()?)?;
        let (to, options) = self.targets(parts)?;
        Some(Node::Route(Box::new(Route { from, to, options })))
    }

    fn uses(&mut self, parts: Parts<'_>) -> Option<Node> {
        let (targets, options) = self.targets(parts)?;
        Some(Node::Uses(Uses { targets, options }))
    }

    #[inline(never)]
    fn targets(&mut self, mut parts: Parts<'_>) -> Option<Way> {
        let (mut targets, mut options) = (Vec::with_capacity(1), Vec::new());
        while let Some(pair) = parts.any() {
            if pair.as_rule() == Rule::options {
                options = self.options(pair);
            } else {
                targets.push(self.target(pair)?);
            }
        }
        Some((targets, options))
    }

    fn options(&mut self, pair: Pair<'_, Rule>) -> Vec<Spanned<Attribute>> {
        let mut options = Vec::new();
        for statement in self.braces(parts(pair)) {
            match statement.node {
                Node::Attribute(attribute) => options.push(Spanned::new(attribute, statement.span)),
                _ => self.complain(statement.span, super::value::only_settings()),
            }
        }
        options
    }

    fn origin(&mut self, pair: Pair<'_, Rule>) -> Option<Spanned<Origin>> {
        let Spanned { node: written, span } = self.written(&pair);
        let origin = match pair.as_rule() {
            Rule::list => Origin::Countries(self.word_list(pair)),
            Rule::text => Origin::Path(self.text(&pair).node),
            Rule::literal => Origin::Share(self.quantity(&pair).node),
            Rule::word if written == "default" => Origin::Default,
            Rule::word => Origin::Place(written.to_owned()),
            _ => return None,
        };
        Some(Spanned::new(origin, span))
    }

    pub(super) fn target(&mut self, pair: Pair<'_, Rule>) -> Option<Spanned<Target>> {
        let Spanned { node: written, span } = self.written(&pair);
        let target = match pair.as_rule() {
            Rule::word => Target::Name(written.to_owned()),
            Rule::text => Target::Host(self.text(&pair).node),
            Rule::bucket => Target::Bucket(self.text(&parts(pair).take(Rule::text)?).node),
            _ => return None,
        };
        Some(Spanned::new(target, span))
    }

    fn replicate(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let what = self.word(&parts.take(Rule::word)?);
        let from = self.inner_word(parts.take(Rule::from_region));
        let to = parts.take(Rule::to_regions).map_or_else(Vec::new, |pair| self.regions(pair));
        let within = self.clause(parts.take(Rule::within));
        Some(Node::Replicate(Replicate { what, from, to, within }))
    }

    fn regions(&mut self, pair: Pair<'_, Rule>) -> Vec<Word> {
        match super::parts::parts(pair).any() {
            Some(list) if list.as_rule() == Rule::list => self.word_list(list),
            Some(word) => vec![self.word(&word)],
            None => Vec::new(),
        }
    }

    /// The words of a chain such as `a -> b`.
    pub(super) fn words(&mut self, parts: Parts<'_>) -> Vec<Word> {
        parts
            .rest()
            .filter(|pair| pair.as_rule() == Rule::word)
            .map(|pair| self.word(&pair))
            .collect()
    }

    /// A list of which each item must be a word.
    fn word_list(&mut self, list: Pair<'_, Rule>) -> Vec<Word> {
        let items = list.into_inner().filter(|pair| pair.as_rule() == Rule::single_or_range);
        items.filter_map(|item| self.word_item(item)).collect()
    }

    fn word_item(&mut self, item: Pair<'_, Rule>) -> Option<Word> {
        let span = self.span(&item);
        let mut pairs = item.into_inner();
        match (pairs.next(), pairs.next()) {
            (Some(word), None) if word.as_rule() == Rule::word => Some(self.word(&word)),
            _ => {
                self.complain(span, super::value::not_a_word());
                None
            }
        }
    }
}
