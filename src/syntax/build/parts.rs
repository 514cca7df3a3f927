//! The children of a matched rule, taken in order. Knows only which rules carry nothing.

use pest::iterators::{Pair, Pairs};

use super::Rule;
use crate::syntax::names;

/// The children of a rule; the fixed words between them are stepped over.
pub(super) struct Parts<'i> {
    pairs: Pairs<'i, Rule>,
}

impl<'i> From<Pairs<'i, Rule>> for Parts<'i> {
    fn from(pairs: Pairs<'i, Rule>) -> Self {
        Self { pairs }
    }
}

impl<'i> Parts<'i> {
    /// The next child, if it is of the rule.
    pub fn take(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        while let Some(next) = self.pairs.peek() {
            let found = next.as_rule();
            if found != rule && !names::is_fixed(found) {
                return None;
            }
            self.pairs.next();
            if found == rule {
                return Some(next);
            }
        }
        None
    }

    /// The next child, of whatever rule.
    pub fn any(&mut self) -> Option<Pair<'i, Rule>> {
        self.pairs.find(|pair| !names::is_fixed(pair.as_rule()))
    }

    /// The figure of a bound: a literal or the word `objective`.
    pub fn figure(&mut self) -> Option<Pair<'i, Rule>> {
        self.pairs.find(|pair| matches!(pair.as_rule(), Rule::literal | Rule::k_objective))
    }

    /// All that follows.
    pub fn rest(self) -> Pairs<'i, Rule> {
        self.pairs
    }
}

/// The children of a pair.
pub(super) fn parts(pair: Pair<'_, Rule>) -> Parts<'_> {
    pair.into_inner().into()
}
