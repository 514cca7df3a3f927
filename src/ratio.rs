//! Exact fractions. In: whole numbers. Out: sums, products and quotients of them, rounded only where they are shown.
//! Knows no units.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Sub};

/// Most decimals are shorter, a unit behind them included.
const USUAL: usize = 16;

/// A fraction of two whole numbers, never below zero. Exact as long as both fit 128 bits, which every figure of a
/// policy does; beyond that the last bits of both are dropped.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    /// Above the line.
    pub over: u128,
    /// Below the line, never 0.
    pub under: u128,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self { over: 0, under: 1 };
    /// One.
    pub const ONE: Self = Self { over: 1, under: 1 };

    /// A whole number.
    pub const fn from_whole(number: u64) -> Self {
        Self { over: number as u128, under: 1 }
    }

    /// A fraction; nothing below the line counts as one.
    pub fn of(over: u128, under: u128) -> Self {
        Self { over, under: under.max(1) }.reduced()
    }

    /// The whole number, if it is one.
    pub fn whole(self) -> Option<u64> {
        self.over
            .is_multiple_of(self.under)
            .then(|| u64::try_from(self.over / self.under).ok())
            .flatten()
    }

    /// The next whole number at or above.
    pub fn ceil(self) -> u64 {
        u64::try_from(self.over.div_ceil(self.under)).unwrap_or(u64::MAX)
    }

    /// The whole number at or below.
    pub fn floor(self) -> u64 {
        u64::try_from(self.over / self.under).unwrap_or(u64::MAX)
    }

    /// The nearest whole number, half up.
    pub fn round(self) -> u64 {
        (self + Self { over: 1, under: 2 }).floor()
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.over == 0
    }

    /// As a decimal without trailing zeros where it has one of at most twelve places, rounded half up there.
    pub fn decimal(self) -> String {
        self.rounded(12)
    }

    /// As a decimal of at most so many places, nineteen or fewer, rounded half up, without trailing zeros.
    pub fn rounded(self, places: u32) -> String {
        let mut unit = 10_u64.pow(places);
        let (whole, mut parts) = self.parted(unit);
        let mut text = String::with_capacity(USUAL);
        put_digits(whole, &mut text);
        if parts > 0 {
            text.push('.');
        }
        while parts > 0 {
            unit /= 10;
            text.push(digit(parts / unit));
            parts %= unit;
        }
        text
    }

    /// As a decimal of exactly so many places, nineteen or fewer, rounded half up.
    pub fn fixed(self, places: u32) -> String {
        let unit = 10_u64.pow(places);
        let (whole, parts) = self.parted(unit);
        let mut text = String::with_capacity(USUAL);
        put_digits(whole, &mut text);
        if places > 0 {
            text.push('.');
            put_padded(parts, unit, &mut text);
        }
        text
    }

    /// The whole number, and how many parts of so many are left, rounded half up.
    pub(crate) fn parted(self, unit: u64) -> (u128, u64) {
        let whole = self.over / self.under;
        let rest = Self { over: self.over - whole * self.under, ..self };
        let scaled = match rest.over.checked_mul(u128::from(unit)) {
            Some(over) => Self { over, ..self },
            None => rest * Self::from_whole(unit),
        };
        let down = scaled.over / scaled.under;
        let left = scaled.over - down * scaled.under;
        let half_up = down + u128::from(left >= scaled.under.div_ceil(2));
        match u64::try_from(half_up) {
            Ok(parts) if parts < unit => (whole, parts),
            Ok(_) | Err(_) => (whole + 1, 0),
        }
    }

    fn reduced(self) -> Self {
        match gcd(self.over, self.under) {
            0 | 1 => self,
            common => Self { over: self.over / common, under: self.under / common },
        }
    }

    /// Both ends without their last bit.
    fn coarser(self) -> Self {
        match self.under {
            0 | 1 => Self { over: self.over >> 1, under: 1 },
            _ => Self { over: self.over >> 1, under: (self.under >> 1).max(1) },
        }
    }
}

/// Adds the digits of a whole number.
pub(crate) fn put_digits(number: u128, text: &mut String) {
    text.push_str(itoa::Buffer::new().format(number));
}

/// Adds a number below a unit, a power of ten, with as many digits as it has zeros.
pub(crate) fn put_padded(number: u64, mut unit: u64, text: &mut String) {
    while unit > 1 {
        unit /= 10;
        text.push(digit(number / unit % 10));
    }
}

fn digit(number: u64) -> char {
    char::from(b'0' + u8::try_from(number).unwrap_or(0))
}

fn gcd(mut one: u128, mut other: u128) -> u128 {
    while other != 0 {
        if let (Ok(short), Ok(second)) = (u64::try_from(one), u64::try_from(other)) {
            return u128::from(gcd_of_words(short, second));
        }
        (one, other) = (other, one % other);
    }
    one
}

fn gcd_of_words(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

impl Mul for Ratio {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let crossed = Self { over: self.over, under: other.under }.reduced();
        let (one, two) = (crossed, Self { over: other.over, under: self.under }.reduced());
        match (one.over.checked_mul(two.over), one.under.checked_mul(two.under)) {
            (Some(over), Some(under)) => Self { over, under },
            _ => self.coarser() * other.coarser(),
        }
    }
}

impl Add for Ratio {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let common = gcd(self.under, other.under).max(1);
        let (left, right) = (other.under / common, self.under / common);
        let sum = || {
            let over = self.over.checked_mul(left)?.checked_add(other.over.checked_mul(right)?)?;
            Some(Self { over, under: self.under.checked_mul(left)? }.reduced())
        };
        match sum() {
            Some(sum) => sum,
            None => self.coarser() + other.coarser(),
        }
    }
}

/// What is left; nothing where more is taken than there is.
impl Sub for Ratio {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let common = gcd(self.under, other.under).max(1);
        let (left, right) = (other.under / common, self.under / common);
        let rest = || {
            let over = self.over.checked_mul(left)?.saturating_sub(other.over.checked_mul(right)?);
            Some(Self { over, under: self.under.checked_mul(left)? }.reduced())
        };
        match rest() {
            Some(rest) => rest,
            None => self.coarser() - other.coarser(),
        }
    }
}

/// A quotient; divided by nothing it is the largest there is.
#[expect(
    clippy::suspicious_arithmetic_impl,
    reason = "a quotient is a product with the reciprocal"
)]
impl Div for Ratio {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        match other.over {
            0 => Self { over: u128::MAX, under: 1 },
            over => self * Self { over: other.under, under: over },
        }
    }
}

impl Sum for Ratio {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::ZERO, |sum, part| sum + part)
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    /// By whole parts, then by what is left over, turned upside down: no product that could overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let wholes = (self.over / self.under).cmp(&(other.over / other.under));
        wholes.then_with(|| {
            let (left, right) = (self.over % self.under, other.over % other.under);
            match (left, right) {
                (0, 0) => Ordering::Equal,
                (0, _) => Ordering::Less,
                (_, 0) => Ordering::Greater,
                _ => Self { over: other.under, under: right }
                    .cmp(&Self { over: self.under, under: left }),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_products_and_quotients_are_exact() {
        let third = Ratio::of(1, 3);
        assert_eq!(third + third + third, Ratio::ONE);
        assert_eq!(
            Ratio::from_whole(21) / (Ratio::from_whole(3) * Ratio::of(7, 10)),
            Ratio::from_whole(10)
        );
        assert_eq!(third - Ratio::ONE, Ratio::ZERO);
        assert_eq!([third, third].into_iter().sum::<Ratio>(), Ratio::of(2, 3));
    }

    #[test]
    fn figures_are_rounded_half_up_where_they_are_shown() {
        assert_eq!(Ratio::of(5, 1000).fixed(2), "0.01");
        assert_eq!(Ratio::of(4999, 1_000_000).fixed(2), "0.00");
        assert_eq!(Ratio::of(1999, 1000).fixed(2), "2.00");
        assert_eq!(Ratio::of(2, 3).decimal(), "0.666666666667");
        assert_eq!(Ratio::of(25, 10).round(), 3);
        assert_eq!(Ratio::from_whole(7).rounded(2), "7");
    }

    #[test]
    fn what_is_too_large_loses_its_last_bits_and_nothing_else() {
        let huge = Ratio::of(u128::MAX - 1, 7);
        assert!(huge * huge > huge);
        assert!(huge + huge >= huge);
        assert!(Ratio::ONE / Ratio::ZERO > huge);
        assert!(Ratio::of(u128::MAX, 3) > Ratio::of(u128::MAX, 4));
        assert_eq!(Ratio::of(1, u128::MAX).fixed(2), "0.00");
    }
}
