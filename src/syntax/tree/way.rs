//! Ways from one thing to another.

use super::{Attribute, Quantity, Word};
use crate::source::Spanned;

/// What a way leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A thing of the policy or a region.
    Name(String),
    /// `bucket "name"`
    Bucket(String),
    /// `"host"` or `"address"`
    Host(String),
}

/// Where a route begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `70%`
    Share(Quantity),
    /// `"/api/*"`
    Path(String),
    /// A continent.
    Place(String),
    /// `[AE, SA]`
    Countries(Vec<Word>),
    /// `default`
    Default,
}

/// `route ORIGIN to TARGET [else TARGET]… [{ … }]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Where it begins.
    pub from: Spanned<Origin>,
    /// The target, then each `else`.
    pub to: Vec<Spanned<Target>>,
    /// The attributes between braces.
    pub options: Vec<Spanned<Attribute>>,
}

/// `uses TARGET [else TARGET]… [{ … }]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uses {
    /// The target, then each `else`.
    pub targets: Vec<Spanned<Target>>,
    /// The attributes between braces.
    pub options: Vec<Spanned<Attribute>>,
}

/// `replicate WHAT [from REGION] [to REGION|[…]] [within D]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replicate {
    /// `images`, `secrets`, a store or a queue.
    pub what: Word,
    /// The region that writes.
    pub from: Option<Word>,
    /// The regions that read; all others without.
    pub to: Vec<Word>,
    /// The promised lag.
    pub within: Option<Spanned<Quantity>>,
}
