//! The children of a matched rule, taken in order. Knows only which rules carry nothing.

use pest::iterators::{Pair, Pairs};

use super::Rule;
use crate::syntax::names;

/// The children of a rule; the fixed words between them are stepped over.
pub(super) struct Parts<'i> {
    next: Option<Pair<'i, Rule>>,
    behind: Pairs<'i, Rule>,
}

impl<'i> Parts<'i> {
    /// The next child, if it is of the rule.
    pub fn take(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        loop {
            let found = self.next.as_ref()?.as_rule();
            if found == rule {
                return self.next();
            }
            if !names::is_fixed(found) {
                return None;
            }
            self.next();
        }
    }

    /// The next child, of whatever rule.
    pub fn any(&mut self) -> Option<Pair<'i, Rule>> {
        self.find(|rule| !names::is_fixed(rule))
    }

    /// The figure of a bound: a literal or the word `objective`.
    pub fn figure(&mut self) -> Option<Pair<'i, Rule>> {
        self.find(|rule| matches!(rule, Rule::literal | Rule::k_objective))
    }

    fn next(&mut self) -> Option<Pair<'i, Rule>> {
        std::mem::replace(&mut self.next, self.behind.next())
    }

    fn find(&mut self, wanted: impl Fn(Rule) -> bool) -> Option<Pair<'i, Rule>> {
        loop {
            let pair = self.next()?;
            if wanted(pair.as_rule()) {
                return Some(pair);
            }
        }
    }

    /// All that follows.
    pub fn rest(self) -> impl Iterator<Item = Pair<'i, Rule>> {
        self.next.into_iter().chain(self.behind)
    }
}

/// The children of a pair.
pub(super) fn parts(pair: Pair<'_, Rule>) -> Parts<'_> {
    let mut behind = pair.into_inner();
    Parts { next: behind.next(), behind }
}
