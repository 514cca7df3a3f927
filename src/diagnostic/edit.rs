//! What a mend changes in the text of a policy.

use crate::ratio::Ratio;
use crate::source::Span;

/// One change of a text. Its place is any stretch within the sentence or the head that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Other text in place of exactly this stretch.
    Replace(Span, String),
    /// Another sentence in place of the one that holds this place; a further one where that is the head of a block, which
    /// leaves it out.
    Write(Span, String),
    /// A further sentence in the innermost block that holds this place.
    Add(Span, String),
    /// Nothing in place of the sentence that holds this place.
    Remove(Span),
}

impl Edit {
    /// The place that tells which sentence or block is meant.
    pub fn at(&self) -> Span {
        match self {
            Self::Replace(at, _) | Self::Write(at, _) | Self::Add(at, _) | Self::Remove(at) => *at,
        }
    }
}

/// What a mend changes in the cost of a service, all its environments together, in dollars a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    /// With the minimum of everything running.
    pub floor: Change,
    /// With the maximum of everything running.
    pub peak: Change,
}

/// Dollars a month on both sides of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Without the edit.
    pub before: Ratio,
    /// With it.
    pub after: Ratio,
}
