//! Quantities of one dimension. In: a literal as written. Out: exact figures in the base unit.
//! The literal stays, for messages and for targets that want another unit.

use std::fmt;

pub use crate::ratio::Ratio;
use crate::syntax::tree::{MoneyPer, Number, Quantity, Unit};

/// Hours of a month, the same for every month.
pub const MONTH_HOURS: u64 = 730;

/// Seconds of a month.
pub const MONTH_SECONDS: u64 = MONTH_HOURS * 3_600;

/// What a quantity measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Things.
    Count,
    /// A part of a hundred.
    Share,
    /// Time.
    Duration,
    /// Data.
    Size,
    /// Data by time.
    Throughput,
    /// Processors.
    Processor,
    /// Things by time.
    Rate,
    /// Money by time.
    MoneyRate,
    /// Money by request, by user, or bare.
    UnitMoney,
}

impl Dimension {
    /// The dimension of a literal.
    pub fn of(quantity: Quantity) -> Self {
        match quantity.unit {
            Unit::Count(_) => Dimension::Count,
            Unit::Share => Dimension::Share,
            Unit::Time(_) => Dimension::Duration,
            Unit::Size(_) => Dimension::Size,
            Unit::SizePer(..) => Dimension::Throughput,
            Unit::Vcpu => Dimension::Processor,
            Unit::Rate(..) => Dimension::Rate,
            Unit::Money(_, Some(MoneyPer::Time(_))) => Dimension::MoneyRate,
            Unit::Money(..) => Dimension::UnitMoney,
        }
    }

    /// What it is called and how it is written.
    pub fn human(self) -> &'static str {
        match self {
            Dimension::Count => "a count (`10`, `80k`)",
            Dimension::Share => "a share (`70%`)",
            Dimension::Duration => "a duration (`30s`, `5m`)",
            Dimension::Size => "a data size (`512MiB`)",
            Dimension::Throughput => "data by time (`300GB/month`)",
            Dimension::Processor => "processors (`0.5vcpu`)",
            Dimension::Rate => "a rate (`100/s`)",
            Dimension::MoneyRate => "money by time (`$100/month`)",
            Dimension::UnitMoney => "money (`$0.001`)",
        }
    }
}

/// A decimal times a factor.
pub fn decimal(number: Number, factor: u64) -> Ratio {
    let over = u128::from(number.digits) * u128::from(factor);
    Ratio { over, under: 10u128.pow(u32::from(number.places.min(30))) }
}

/// The figure of a literal in the base unit of its dimension: things, percent, milliseconds, bytes,
/// bytes per second, thousandths of a processor, things per second, dollars per second, dollars.
pub fn base(quantity: Quantity) -> Ratio {
    let number = quantity.number;
    let per =
        |ratio: Ratio, seconds: u64| Ratio { under: ratio.under * u128::from(seconds), ..ratio };
    match quantity.unit {
        Unit::Count(scale) => decimal(number, scale.factor()),
        Unit::Share => decimal(number, 1),
        Unit::Time(time) => decimal(number, time.millis()),
        Unit::Size(size) => decimal(number, size.bytes()),
        Unit::SizePer(size, time) => per(decimal(number, size.bytes()), time.seconds()),
        Unit::Vcpu => decimal(number, 1_000),
        Unit::Rate(scale, time) => per(decimal(number, scale.factor()), time.seconds()),
        Unit::Money(scale, Some(MoneyPer::Time(time))) => {
            per(decimal(number, scale.factor()), time.seconds())
        }
        Unit::Money(scale, _) => decimal(number, scale.factor()),
    }
}

/// What a quantity by time comes to in a month of 730 hours: things, bytes, dollars.
pub fn by_month(quantity: Quantity) -> Ratio {
    base(quantity) * Ratio::from_whole(MONTH_SECONDS)
}

macro_rules! measure {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(pub Quantity);

        impl $name {
            /// The exact figure in the base unit (see [`base`]).
            pub fn base(self) -> Ratio {
                base(self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    };
}

measure! {
    /// A stretch of time; base unit milliseconds.
    Duration
}
measure! {
    /// A share; base unit percent.
    Share
}
measure! {
    /// Data; base unit bytes.
    Size
}
measure! {
    /// Processors; base unit thousandths of one.
    Vcpu
}
measure! {
    /// Things by time; base unit per second.
    Rate
}
measure! {
    /// Money by time, or bare; base unit dollars (per second).
    Money
}

impl Money {
    /// Dollars a month of money by time; a month has 730 hours.
    pub fn by_month(self) -> Ratio {
        by_month(self.0)
    }
}

impl Duration {
    /// Whole milliseconds.
    pub fn millis(self) -> u64 {
        self.base().ceil()
    }

    /// Whole seconds, a fraction counts as one.
    pub fn seconds(self) -> u64 {
        self.millis().div_ceil(1_000)
    }
}

/// Two ends of one dimension, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds<T> {
    /// The lower end.
    pub min: T,
    /// The upper end.
    pub max: T,
}

impl<T: PartialEq> Bounds<T> {
    /// Whether it is one value.
    pub fn fixed(&self) -> bool {
        self.min == self.max
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::tree::{Per, Scale, Time};

    #[test]
    fn figures_are_exact() {
        let number = Number { negative: false, digits: 25, places: 1 };
        assert_eq!(base(Quantity { number, unit: Unit::Time(Time::Second) }).whole(), Some(2500));
        let rate =
            Quantity { number: Number::whole(90), unit: Unit::Rate(Scale::One, Per::Minute) };
        assert_eq!(base(rate).decimal(), "1.5");
    }

    #[test]
    fn a_month_of_money_has_730_hours() {
        let dollars = |number, time| {
            let unit = Unit::Money(Scale::One, Some(MoneyPer::Time(time)));
            Money(Quantity { number: Number::whole(number), unit }).by_month().decimal()
        };
        assert_eq!(dollars(1, Per::Hour), "730");
        assert_eq!(dollars(500, Per::Month), "500");
        assert_eq!(dollars(12, Per::Day), "365");
    }
}
