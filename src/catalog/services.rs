//! Unit prices of services. In: service, item, region as `data/services.tsv` names them. Out: price by unit.

use super::price::Confidence;
use super::scaled::{pico, scaled};
use super::table::{Row, Table};

pub(super) const SERVICES: Table = Table::new(include_str!("data/services.tsv"));
pub(super) const ALLOWANCES: Table = Table::new(include_str!("data/allowances.tsv"));

/// What one unit of a service costs: an estimate to be shown with its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServicePrice {
    /// The region of the price; `*` where it holds everywhere, `global` for a service without regions.
    pub region: &'static str,
    /// Millionths of a millionth of a US dollar for one unit, exact.
    pub pico_usd: u64,
    /// The unit: `GB-month`, `1M requests`, `load-balancer-hour` …
    pub unit: &'static str,
    /// When the price was read: `2026-09-21`, less exactly `2025`, or `undated`.
    pub date: &'static str,
    /// The ids of its sources, with `;` between them.
    pub source: &'static str,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// What limits it.
    pub note: Option<&'static str>,
}

/// A figure of a price list that is no money: a free quantity, a discount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// How much, in units.
    pub amount: u64,
    /// The unit: `percent`, `requests/month` …
    pub unit: &'static str,
    /// When it was read.
    pub date: &'static str,
    /// The ids of its sources, with `;` between them.
    pub source: &'static str,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// What limits it.
    pub note: Option<&'static str>,
}

/// The price of an item in a region, else the one that holds in every region.
pub fn service_price(service: &str, item: &str, region: &str) -> Option<ServicePrice> {
    [region, "*", "global"]
        .into_iter()
        .find_map(|place| SERVICES.find(&[service, item, place]))
        .and_then(read)
}

/// Every price of an item, by region.
pub fn service_prices(service: &str, item: &str) -> impl Iterator<Item = ServicePrice> {
    SERVICES.starting_with(&[service, item]).filter_map(read)
}

/// A figure that is no money, such as `fargate`, `spot-discount-max-pct`.
pub fn allowance(service: &str, item: &str) -> Option<Allowance> {
    let row = ALLOWANCES.find(&[service, item])?;
    Some(Allowance {
        amount: scaled(row.field(2)?, 0)?,
        unit: row.field(3)?,
        date: row.field(4)?,
        source: row.field(5)?,
        confidence: Confidence::of(row.field(6)?)?,
        note: row.field(7),
    })
}

fn read(row: Row) -> Option<ServicePrice> {
    let mut fields = row.fields().skip(2);
    let mut next = || fields.next().flatten();
    Some(ServicePrice {
        region: next()?,
        pico_usd: pico(next()?)?,
        unit: next()?,
        date: next()?,
        source: next()?,
        confidence: Confidence::of(next()?)?,
        note: next(),
    })
}
