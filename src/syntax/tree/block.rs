//! Blocks and the attributes in them.

use super::{Body, Clock, Date, Quantity, Word};
use crate::source::{Span, Spanned};

/// `WORD = VALUE`; in a patch the word may hold dots or be a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The left side.
    pub name: Word,
    /// The right side.
    pub value: Spanned<Value>,
}

/// A value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number with its unit.
    Quantity(Quantity),
    /// A word: a name, a switch, a region, an instance type.
    Word(String),
    /// A quoted string, escapes resolved.
    Text(String),
    /// A time of day.
    Clock(Clock),
    /// A date.
    Date(Date),
    /// `2..10`, `mon..fri`, `2027-11-26..2027-11-29`; no range holds a range or a list.
    Range(Box<Spanned<Value>>, Box<Spanned<Value>>),
    /// `[a, b]`; no list holds a list.
    List(Vec<Spanned<Value>>),
}

/// The kinds of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `service NAME`
    Service,
    /// `profile NAME`
    Profile,
    /// `environment NAME`
    Environment,
    /// `tier NAME up to N NOUN`
    Tier,
    /// `region CODE`
    Region,
    /// `in CODE`
    In,
    /// `objective`
    Objective,
    /// `health NAME`
    Health,
    /// `traffic NAME`
    Traffic,
    /// `cdn NAME on …`
    Cdn,
    /// `workload NAME on … with …`
    Workload,
    /// `store NAME on …`
    Store,
    /// `queue NAME on …`
    Queue,
    /// `metric NAME`
    Metric,
    /// `load NAME`
    Load,
    /// `usage`
    Usage,
    /// `cost`
    Cost,
    /// `index NAME` of a store
    Index,
    /// `dimensions` of a metric
    Dimensions,
    /// `patch terraform|kubernetes ADDRESS`
    Patch,
}

impl Kind {
    /// The word that begins the block.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Service => "service",
            Kind::Profile => "profile",
            Kind::Environment => "environment",
            Kind::Tier => "tier",
            Kind::Region => "region",
            Kind::In => "in",
            Kind::Objective => "objective",
            Kind::Health => "health",
            Kind::Traffic => "traffic",
            Kind::Cdn => "cdn",
            Kind::Workload => "workload",
            Kind::Store => "store",
            Kind::Queue => "queue",
            Kind::Metric => "metric",
            Kind::Load => "load",
            Kind::Usage => "usage",
            Kind::Cost => "cost",
            Kind::Index => "index",
            Kind::Dimensions => "dimensions",
            Kind::Patch => "patch",
        }
    }
}

/// A block: a head and a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The word that begins it.
    pub kind: Spanned<Kind>,
    /// Its name, where the kind has one; the region of `in`, the address of `patch`.
    pub name: Option<Word>,
    /// `on PLATFORM`
    pub on: Option<Word>,
    /// `with PROFILE`
    pub with: Option<Word>,
    /// `up to 10k users` of a tier.
    pub up_to: Option<(Spanned<Quantity>, Word)>,
    /// `terraform` or `kubernetes` of a patch.
    pub target: Option<Word>,
    /// The head alone, for labels.
    pub head: Span,
    /// Between the braces.
    pub body: Body,
}

impl Block {
    /// The same head before another body.
    #[must_use]
    pub fn with_body(&self, body: Body) -> Self {
        Self {
            kind: self.kind,
            name: self.name.clone(),
            on: self.on.clone(),
            with: self.with.clone(),
            up_to: self.up_to.clone(),
            target: self.target.clone(),
            head: self.head,
            body,
        }
    }
}
