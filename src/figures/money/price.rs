//! Prices as operands. In: the catalogue. Out: factors with what speaks for them. A price of a service that a region
//! lacks is taken from where the catalogue says, and says so.

use crate::catalog::{Catalogue, Price, ServicePrice, Text};
use crate::model::measure::{MONTH_HOURS, MONTH_SECONDS, Ratio};

use super::super::origin::{Basis, Origin};
use super::Operand;

/// Millionths of a millionth of a dollar in dollars.
pub(super) fn dollars(pico: u64) -> Ratio {
    Ratio::of(u128::from(pico), 1_000_000_000_000)
}

/// A price by the hour.
pub(super) fn by_hour(price: Price) -> Operand {
    let basis = Basis {
        date: price.date,
        source: price.source,
        confidence: price.confidence,
        stands_in: None,
        estimate: false,
    };
    Operand {
        what: "price",
        figure: dollars(price.pico_usd_per_hour),
        unit: "$/h",
        origin: Origin::Catalogue(basis),
    }
}

/// The hours of a month.
pub(super) fn hours() -> Operand {
    let figure = Ratio::from_whole(MONTH_HOURS);
    Operand { what: "hours of a month", figure, unit: "h", origin: Origin::Derived }
}

/// The seconds of a month.
pub(super) fn seconds() -> Operand {
    let figure = Ratio::from_whole(MONTH_SECONDS);
    Operand { what: "seconds of a month", figure, unit: "s", origin: Origin::Derived }
}

/// The price of a service's item, by its unit.
pub(super) fn service(
    catalogue: &Catalogue,
    name: &str,
    item: &str,
    region: &str,
    unit: &'static str,
) -> Option<Operand> {
    if let Some(price) = catalogue.service(name, item, region) {
        return Some(operand(price, None, unit));
    }
    let other = catalogue.stand_in(name, item)?;
    let from = other.region.clone();
    Some(operand(other, Some(from), unit))
}

fn operand(price: ServicePrice, stands_in: Option<Text>, unit: &'static str) -> Operand {
    let basis = Basis {
        date: price.date,
        source: price.source,
        confidence: price.confidence,
        stands_in,
        estimate: false,
    };
    Operand {
        what: "price",
        figure: dollars(price.pico_usd),
        unit,
        origin: Origin::Catalogue(basis),
    }
}
