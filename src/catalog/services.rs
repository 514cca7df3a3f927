//! Unit prices of services. In: service, item, region as `data/services.tsv` names them. Out: price by unit.

use std::collections::BTreeSet;

use super::price::{Confidence, Text};
use super::scaled::{pico, scaled};
use super::table::{Row, Table};

pub(super) static SERVICES: Table<'static> = Table::new(include_str!("data/services.tsv"));
pub(super) static ALLOWANCES: Table<'static> = Table::new(include_str!("data/allowances.tsv"));

/// What one unit of a service costs: an estimate to be shown with its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePrice {
    /// The region of the price; `*` where it holds everywhere, `global` for a service without regions.
    pub region: Text,
    /// Millionths of a millionth of a US dollar for one unit, exact.
    pub pico_usd: u64,
    /// The unit: `GB-month`, `1M requests`, `load-balancer-hour` …
    pub unit: Text,
    /// When the price was read: `2026-09-21`, less exactly `2025`, or `undated`.
    pub date: Text,
    /// The ids of its sources, with `;` between them, or the file that was imported.
    pub source: Text,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// What limits it.
    pub note: Option<Text>,
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

/// The embedded price of an item in exactly this region (`*` and `global` are places too).
pub(super) fn service_price(service: &str, item: &str, region: &str) -> Option<ServicePrice> {
    SERVICES.find(&[service, item, region]).and_then(embedded)
}

/// The embedded prices of a service, by item and region, each with its item.
pub(super) fn service_prices(service: &str) -> impl Iterator<Item = (Text, ServicePrice)> {
    SERVICES
        .starting_with(&[service])
        .filter_map(|row| Some((row.field(1)?.into(), embedded(row)?)))
}

/// The names of services and of their items: `alb`, `alb/hour`.
pub(super) fn names() -> BTreeSet<String> {
    let parts = SERVICES.rows().filter_map(|row| Some((row.field(0)?, row.field(1)?)));
    parts.flat_map(|(service, item)| [service.to_owned(), format!("{service}/{item}")]).collect()
}

/// A figure that is no money, such as `fargate`, `spot-discount-max-pct`.
pub fn allowance(service: &str, item: &str) -> Option<Allowance> {
    let row = ALLOWANCES.find(&[service, item])?;
    let [_, _, amount, unit, date, source, confidence, note] = row.cells();
    Some(Allowance {
        amount: scaled(amount?, 0)?,
        unit: unit?,
        date: date?,
        source: source?,
        confidence: Confidence::of(confidence?)?,
        note,
    })
}

fn embedded(row: Row<'static>) -> Option<ServicePrice> {
    read(row, Text::Borrowed)
}

/// A row of unit prices; `text` says how its words are kept.
pub(super) fn read<'a>(row: Row<'a>, text: impl Fn(&'a str) -> Text) -> Option<ServicePrice> {
    let [_, _, region, usd, unit, date, source, confidence, note] = row.cells();
    Some(ServicePrice {
        region: text(region?),
        pico_usd: pico(usd?)?,
        unit: text(unit?),
        date: text(date?),
        source: text(source?),
        confidence: Confidence::of(confidence?)?,
        note: note.map(text),
    })
}
