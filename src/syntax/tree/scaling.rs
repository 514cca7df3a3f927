//! Sentences about the size of a workload.

use super::{Bound, Clock, Condition, Metric, Quantity, Value, Word};
use crate::source::Spanned;

/// `keep METRIC at V`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keep {
    /// The metric.
    pub metric: Metric,
    /// The target.
    pub at: Bound,
}

/// Which way a workload is scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `out`
    Out,
    /// `in`
    In,
}

/// `scale out|in by …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Out or in.
    pub direction: Spanned<Direction>,
    /// A count or a share.
    pub by: Spanned<Quantity>,
    /// When.
    pub when: Condition,
    /// `then wait D`
    pub wait: Option<Spanned<Quantity>>,
}

/// `scale out|in at most …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Out or in.
    pub direction: Spanned<Direction>,
    /// One or two of count and share; the larger counts.
    pub at_most: Vec<Spanned<Quantity>>,
    /// `every D`
    pub every: Spanned<Quantity>,
    /// `after D`
    pub after: Option<Spanned<Quantity>>,
}

/// `at least N at most N from T to T on DAYS in "ZONE"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The floor.
    pub at_least: Option<Spanned<Quantity>>,
    /// The ceiling.
    pub at_most: Option<Spanned<Quantity>>,
    /// The hours; the whole day without.
    pub hours: Option<(Spanned<Clock>, Spanned<Clock>)>,
    /// Days or dates: a word, a date, a range or a list of these.
    pub on: Spanned<Value>,
    /// An IANA time zone.
    pub zone: Word,
}

/// `predict METRIC at V ahead D`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predict {
    /// The metric.
    pub metric: Metric,
    /// The target.
    pub at: Bound,
    /// How far ahead.
    pub ahead: Spanned<Quantity>,
}
