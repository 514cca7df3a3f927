//! Exact fractions, by school arithmetic: nothing of the crate's own numbers.

use std::ops::{Add, Div, Mul, Sub};

/// A fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact(i128, i128);

/// A decimal as a price list writes it.
pub fn dec(text: &str) -> Exact {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: i128 = format!("{whole}{part}").parse().expect("a decimal");
    Exact::of(digits, 10_i128.pow(u32::try_from(part.len()).expect("a short decimal")))
}

/// A whole number.
pub fn int(number: i128) -> Exact {
    Exact(number, 1)
}

impl Exact {
    /// A fraction.
    pub fn of(over: i128, under: i128) -> Self {
        let (mut one, mut other) = (over, under);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        let divisor = if one == 0 { 1 } else { one };
        Self(over / divisor, under / divisor)
    }

    /// The next whole number, itself where it is one.
    pub fn up(self) -> i128 {
        -((-self.0).div_euclid(self.1))
    }

    /// The whole number below, itself where it is one.
    pub fn down(self) -> i128 {
        self.0.div_euclid(self.1)
    }

    /// As dollars and cents, half a cent up.
    pub fn cents(self) -> String {
        self.fixed(2)
    }

    /// With so many decimals, half of the last one up.
    pub fn fixed(self, places: u32) -> String {
        let unit = 10_i128.pow(places);
        let digits = (self * int(unit) + Self(1, 2)).down();
        let width = usize::try_from(places).expect("a few places");
        format!("{}.{:0width$}", digits / unit, digits % unit)
    }
}

impl Add for Exact {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::of(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }
}

impl Sub for Exact {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::of(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }
}

impl Mul for Exact {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::of(self.0 * other.0, self.1 * other.1)
    }
}

impl Div for Exact {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self::of(self.0 * other.1, self.1 * other.0)
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(int(0), |sum, one| sum + one)
    }
}
