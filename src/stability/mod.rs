//! Whether a size comes to rest while the load stays the same. In: bounds, and the rules of one metric with exact
//! thresholds. Out: a verdict with a counterexample. Knows no wording and nothing of targets' files.

pub mod hpa;
mod loads;
mod reach;
mod rounds;
mod rule;
mod search;
mod steps;
#[cfg(test)]
mod tests;
pub mod tracking;

pub use rule::Rule;
pub use search::{judge, overlap};

use crate::model::measure::Ratio;

/// What becomes of the counts at loads that do not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every count rests at every load, and no step is taken back.
    Rests,
    /// Every count rests at every load, but at this one a step out is answered by a step in.
    Overshoots(Run),
    /// At this load the counts go round for ever.
    Flaps(Run),
    /// Two rules, by their places in the list, fire at one figure and pull in opposite directions.
    Overlaps {
        /// The one that scales out.
        out: usize,
        /// The one that scales in.
        within: usize,
    },
    /// The bounds or the figures are larger than is searched, and what was searched rests.
    Open,
}

/// Counts that follow one another at one load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The load in the thresholds' unit: a total, which averages divide by the count.
    pub load: Ratio,
    /// The counts: for flapping one whole round, which ends where it began; else until they rest.
    pub counts: Vec<u64>,
    /// The rule that makes each step, by its place in the list: one fewer than there are counts.
    pub moves: Vec<usize>,
    /// The rule that scales out, by its place in the list.
    pub out: usize,
    /// The count at which it does.
    pub out_at: u64,
    /// The rule that scales in again, by its place in the list.
    pub within: usize,
    /// The count at which it does.
    pub within_at: u64,
}
