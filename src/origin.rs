//! Where a figure comes from. A figure that a report shows is given, derived or assumed, and says so.

use crate::catalog::{Confidence, Text};
use crate::source::Span;

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The policy says it, there.
    Given(Span),
    /// It follows from other figures or from a definition: 730 hours a month.
    Derived,
    /// Nobody said it: a default, and what it is called.
    Default(&'static str),
    /// The catalogue has it.
    Catalogue(Basis),
}

/// What speaks for a figure of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// When it was read.
    pub date: Text,
    /// The ids of its sources, with `;` between them.
    pub source: Text,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// Another region, whose figure stands in: the catalogue has none for the one that was asked for.
    pub stands_in: Option<Text>,
    /// Whether it is an estimate that no price list knows, as of spot.
    pub estimate: bool,
}

impl Basis {
    /// `of 2026-07-20`, `without a date`.
    pub fn dated(&self) -> String {
        match self.date.as_ref() {
            "undated" => "without a date".to_owned(),
            date => format!("of {date}"),
        }
    }
}

impl Origin {
    /// Whether it rests on something that neither the policy nor a definition says.
    pub fn is_assumed(&self) -> bool {
        match self {
            Self::Given(_) | Self::Derived => false,
            Self::Default(_) | Self::Catalogue(_) => true,
        }
    }
}
