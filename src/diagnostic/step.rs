//! A calculation, line by line, as a person would write it on paper.

use crate::origin::Origin;
use crate::source::Span;

/// One line of a calculation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the line is about: `replicas of web in eu-west-1 at peak`.
    pub what: String,
    /// Its figure with its unit; where it is computed, how: `ceil(1200/s / (100/s × 70%)) = 18`.
    pub figure: String,
    /// Where the figure comes from.
    pub origin: Origin,
}

impl Step {
    /// A line with its origin.
    pub fn new(what: impl Into<String>, figure: impl Into<String>, origin: Origin) -> Self {
        Self { what: what.into(), figure: figure.into(), origin }
    }

    /// What the policy says.
    pub fn given(what: impl Into<String>, figure: impl Into<String>, span: Span) -> Self {
        Self::new(what, figure, Origin::Given(span))
    }

    /// What nobody said, and why it is taken so.
    pub fn assumed(what: impl Into<String>, figure: impl Into<String>, why: &'static str) -> Self {
        Self::new(what, figure, Origin::Default(why))
    }

    /// What follows from the lines above.
    pub fn derived(what: impl Into<String>, figure: impl Into<String>) -> Self {
        Self::new(what, figure, Origin::Derived)
    }
}
