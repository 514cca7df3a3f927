//! A row of a project's prices. In: a fact, or a line of the file. Out: the line.

use std::fmt;

use super::record::{Offer, dollars};
use super::select::Wanted;
use crate::catalog::price::Confidence;
use crate::catalog::scaled;

/// From when on a price list counts as one of this year's.
const RECENT: &str = "2026-01-01";

/// What a row prices: service, item, region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key([String; 3]);

impl Key {
    pub(super) fn of(service: &str, item: &str, region: &str) -> Self {
        Self([service, item, region].map(str::to_owned))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([service, item, region]) = self;
        write!(out, "{service} {item} in {region}")
    }
}

/// What one unit of something costs somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub(super) key: Key,
    pub(super) pico: u64,
    pub(super) date: String,
    unit: String,
    source: String,
    confidence: Confidence,
    note: String,
}

impl Row {
    pub(super) fn new(key: Key, pico: u64, wanted: &Wanted, offer: &Offer) -> Self {
        let recent = offer.date.as_str() >= RECENT;
        Self {
            key,
            pico,
            date: offer.date.clone(),
            unit: wanted.unit.to_owned(),
            source: offer.source.clone(),
            confidence: if recent { Confidence::High } else { Confidence::Medium },
            note: wanted.note.clone(),
        }
    }

    /// A line of a file of prices, if it is one.
    pub(super) fn read(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let mut next = || fields.next();
        Some(Self {
            key: Key::of(next()?, next()?, next()?),
            pico: scaled::pico(next()?)?,
            unit: next()?.to_owned(),
            date: next()?.to_owned(),
            source: next()?.to_owned(),
            confidence: Confidence::of(next()?)?,
            note: next().unwrap_or_default().to_owned(),
        })
    }
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Key([service, item, region]) = &self.key;
        let (usd, unit, date) = (dollars(self.pico), &self.unit, &self.date);
        let (source, confidence, note) = (&self.source, self.confidence.word(), &self.note);
        write!(
            out,
            "{service}\t{item}\t{region}\t{usd}\t{unit}\t{date}\t{source}\t{confidence}\t{note}"
        )
    }
}
