//! Pairs of the grammar to the tree. In: what pest matched. Out: statements, errors of literals, and the
//! stretches that no statement could read. Knows no wording of those.

mod block;
mod condition;
mod parts;
mod sentence;
mod value;
mod way;

use pest::error::{Error, InputLocation};
use pest::iterators::Pair;

use self::parts::{Parts, parts};
use super::grammar::Rule;
use super::tree::{Body, Node, Statement};
use crate::diagnostic::Finding;
use crate::source::{FileId, Span, Spanned};

/// What is wrong with a stretch that became no statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// No statement reads it.
    Unreadable,
    /// The head of a block whose braces are good.
    BrokenHead,
    /// A comma with nothing before it.
    StrayComma,
    /// A second statement on the line without a comma.
    MissingSeparator,
    /// A `{` on a line of its own.
    LostOpen,
}

/// A stretch that became no statement, by its bytes in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub fault: Fault,
    pub start: usize,
    pub end: usize,
}

/// Builds the tree of one file, chunk by chunk.
pub(super) struct Builder {
    pub problems: Vec<Problem>,
    pub findings: Vec<Finding>,
    file: FileId,
    base: usize,
    in_patch: bool,
}

impl Builder {
    pub fn new(file: FileId) -> Self {
        Self { problems: Vec::new(), findings: Vec::new(), file, base: 0, in_patch: false }
    }

    /// Says where in the file the next chunk begins.
    pub fn start_at(&mut self, base: usize) {
        self.base = base;
    }

    /// Takes in that the grammar read a chunk only up to a place.
    pub fn stopped(&mut self, error: &Error<Rule>) {
        let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
        let start = self.base + at;
        self.problems.push(Problem { fault: Fault::Unreadable, start, end: start + 1 });
    }

    /// The statements of a chunk.
    pub fn file(&mut self, pair: Pair<'_, Rule>) -> Body {
        self.body(pair.into_inner())
    }

    /// The statements among some pairs, of which every other one only separates two.
    fn body<'i>(&mut self, pairs: impl Iterator<Item = Pair<'i, Rule>>) -> Body {
        let mut body = Body::with_capacity(pairs.size_hint().0 / 2);
        body.extend(pairs.filter_map(|pair| self.statement(pair)));
        body
    }

    fn statement(&mut self, pair: Pair<'_, Rule>) -> Option<Statement> {
        let rule = pair.as_rule();
        if matches!(rule, Rule::between | Rule::gap | Rule::close | Rule::EOI) {
            return None;
        }
        let span = self.span(&pair);
        let node = match rule {
            Rule::attribute => self.attribute(parts(pair)).map(Node::Attribute),
            Rule::named | Rule::placed | Rule::bare | Rule::tier | Rule::patch => self.block(pair),
            Rule::broken | Rule::junk | Rule::stray_comma | Rule::missing_separator => {
                self.unreadable(pair);
                None
            }
            _ => self.sentence(rule, parts(pair)),
        };
        Some(Statement::new(node?, span))
    }

    #[inline(never)]
    fn unreadable(&mut self, pair: Pair<'_, Rule>) {
        match pair.as_rule() {
            Rule::missing_separator => self.fault(Fault::MissingSeparator, &pair),
            Rule::stray_comma => self.fault(Fault::StrayComma, &pair),
            Rule::broken => {
                let start = self.base + pair.as_span().start();
                let mut parts = parts(pair);
                let head = parts.take(Rule::broken_head);
                let end = head.map_or(start + 1, |head| self.span(&head).end as usize);
                self.problems.push(Problem { fault: Fault::BrokenHead, start, end });
                self.braces(parts);
            }
            _ => self.fault(Fault::Unreadable, &pair),
        }
    }

    /// The body between braces, where `parts` stands before the opening one.
    fn braces(&mut self, mut parts: Parts<'_>) -> Body {
        if let Some(open) = parts.take(Rule::lost_open) {
            let end = self.span(&open).end as usize;
            self.problems.push(Problem {
                fault: Fault::LostOpen,
                start: end.saturating_sub(1),
                end,
            });
        } else {
            parts.take(Rule::open);
        }
        self.body(parts.rest())
    }

    fn fault(&mut self, fault: Fault, pair: &Pair<'_, Rule>) {
        let span = self.span(pair);
        self.problems.push(Problem { fault, start: span.start as usize, end: span.end as usize });
    }

    /// What a pair reads and where it stands, without the blanks after it.
    fn written<'i>(&self, pair: &Pair<'i, Rule>) -> Spanned<&'i str> {
        let given = pair.as_span();
        let text = given.as_str().trim_end();
        let start = self.base + given.start();
        Spanned::new(text, span(self.file, start, start + text.len()))
    }

    /// Where a pair stands, without the blanks after it.
    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        self.written(pair).span
    }
}

/// A stretch of a file; sizes are bounded by the scan before.
pub(super) fn span(file: FileId, start: usize, end: usize) -> Span {
    let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { file, start: small(start), end: small(end) }
}
