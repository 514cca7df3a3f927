//! What AWS promises of its services. In: a service. Out: the percentages at which credits begin.
//! They are thresholds of credits, not measured availability.

use super::price::Confidence;
use super::scaled::scaled;
use super::table::{Row, Table};

pub(super) static LEVELS: Table<'static> = Table::new(include_str!("data/sla.tsv"));

/// A promise of AWS for a service in a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceLevel {
    /// The shape that it holds for, as the catalogue words it: `multi-AZ instance or cluster`.
    pub scope: &'static str,
    /// Thousandths of a percent: 99.99 % is 99,990.
    pub milli_percent: u64,
    /// The id of its source.
    pub source: &'static str,
    /// How far it can be trusted.
    pub confidence: Confidence,
}

/// Every promise for a service (`ec2`, `elb`, `rds` …), by scope.
pub fn sla(service: &str) -> impl Iterator<Item = ServiceLevel> {
    LEVELS.starting_with(&[service]).filter_map(read)
}

/// The promise for a service in a scope, by its exact words.
pub fn service_level(service: &str, scope: &str) -> Option<ServiceLevel> {
    LEVELS.find(&[service, scope]).and_then(read)
}

fn read(row: Row<'static>) -> Option<ServiceLevel> {
    let [_, scope, percent, source, confidence] = row.cells();
    Some(ServiceLevel {
        scope: scope?,
        milli_percent: scaled(percent?, 3)?,
        source: source?,
        confidence: Confidence::of(confidence?)?,
    })
}
