//! Prices as operands. In: the catalogue. Out: factors with what speaks for them. A price of a service that a region
//! lacks is taken from us-east-1, else from the only region that has one, and says so; prices of types, tasks and
//! balancers never are.

use crate::catalog::{self, Price, ServicePrice};
use crate::model::measure::Ratio;

use super::super::origin::{Basis, Origin};
use super::{MONTH_HOURS, MONTH_SECONDS, Operand};

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
pub(super) fn service(name: &str, item: &str, region: &str, unit: &'static str) -> Option<Operand> {
    let exact = catalog::service_price(name, item, region);
    let (price, stands_in) = match exact {
        Some(price) => (price, None),
        None => {
            let other = elsewhere(name, item)?;
            (other, Some(other.region))
        }
    };
    Some(operand(price, stands_in, unit))
}

/// The price of a service's item in this very region.
pub(super) fn here(name: &str, item: &str, region: &str, unit: &'static str) -> Option<Operand> {
    catalog::service_price(name, item, region).map(|price| operand(price, None, unit))
}

fn elsewhere(name: &str, item: &str) -> Option<ServicePrice> {
    if let Some(price) = catalog::service_price(name, item, "us-east-1") {
        return Some(price);
    }
    let mut all = catalog::service_prices(name, item);
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

fn operand(price: ServicePrice, stands_in: Option<&'static str>, unit: &'static str) -> Operand {
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
