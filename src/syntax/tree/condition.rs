//! Metrics and what they are compared with: promises and conditions.

use super::{Quantity, Word};
use crate::source::{Span, Spanned};

/// How samples become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stat {
    /// `p95` is 950, `p99.9` is 999: tenths of a percent.
    Percentile(u16),
    /// `avg`
    Avg,
    /// `min`
    Min,
    /// `max`
    Max,
    /// `sum`
    Sum,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

/// An entry of `objective`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// `availability`, `latency`, `rto`, `cost`, …
    pub subject: Word,
    /// `p95`
    pub stat: Option<Spanned<Stat>>,
    /// `region` of `rto region`
    pub scope: Option<Word>,
    /// `request` of `cost per request`
    pub per: Option<Word>,
    /// The comparison.
    pub op: Spanned<Op>,
    /// The promised figure.
    pub value: Spanned<Quantity>,
}

/// A metric and its statistic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Its name.
    pub name: Word,
    /// Its statistic, where one is written.
    pub stat: Option<Spanned<Stat>>,
}

/// What a metric is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The figure.
    pub value: Spanned<BoundValue>,
    /// `of capacity`
    pub of_capacity: Option<Span>,
    /// `per replica`
    pub per_replica: Option<Span>,
}

/// The figure of a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundValue {
    /// `objective`
    Objective,
    /// A figure.
    Quantity(Quantity),
}

/// `cpu > 65% for 2m`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// At least one.
    pub terms: Vec<Term>,
    /// How several terms are joined; the span is that of the first joining word.
    pub join: Option<Spanned<Join>>,
    /// `for 3m of 5m`
    pub hold: Option<Lasting>,
    /// From the first metric to the end.
    pub span: Span,
}

/// `for D [of D]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lasting {
    /// How long it is bad.
    pub bad: Spanned<Quantity>,
    /// Of how long.
    pub of: Option<Spanned<Quantity>>,
}

/// What joins terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// `and`
    And,
    /// `or`
    Or,
}

/// `cpu > 65%`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The metric.
    pub metric: Metric,
    /// The comparison.
    pub op: Spanned<Op>,
    /// What it is compared with.
    pub bound: Bound,
    /// The whole term.
    pub span: Span,
}
