//! A price by the hour with what speaks for it. In: a decimal and the letter of its origin. Out: `Price`.

use std::borrow::Cow;

use super::scaled::pico;
use super::table::Table;

/// Date, source and confidence that many prices share, by letter.
pub(super) static ORIGINS: Table<'static> = Table::new(include_str!("data/origins.tsv"));

/// Words of a fact: embedded, or of the project's own file.
pub type Text = Cow<'static, str>;

/// How far a figure can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Undated, or known to be stale.
    Low,
    /// One good source, or an older one.
    Medium,
    /// Two independent sources agree, or a price list of this year was read.
    High,
}

impl Confidence {
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            "low" => Some(Self::Low),
            "medium" => Some(Self::Medium),
            "high" => Some(Self::High),
            _ => None,
        }
    }

    /// As tables and reports write it: `high`, `medium`, `low`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What an hour costs on demand, Linux where there is a choice: an estimate to be shown with its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// Millionths of a millionth of a US dollar by the hour, exact: 0.096 $/h is 96,000,000,000.
    pub pico_usd_per_hour: u64,
    /// When the price was read, `2026-07-20`, or `undated`.
    pub date: Text,
    /// The ids of its sources, with `;` between them (see [`super::source`]), or the file that was imported.
    pub source: Text,
    /// How far it can be trusted.
    pub confidence: Confidence,
}

impl Price {
    pub(super) fn read(usd: &str, origin: &str) -> Option<Self> {
        let [_, date, source, confidence] = ORIGINS.find(&[origin])?.cells();
        Some(Self {
            pico_usd_per_hour: pico(usd)?,
            date: date?.into(),
            source: source?.into(),
            confidence: Confidence::of(confidence?)?,
        })
    }
}
