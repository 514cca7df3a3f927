//! Literals as they were written: exact digits and a unit, nothing converted.

use std::fmt;

/// A decimal exactly as written: `digits` over ten to the power of `places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// Only a patch may hold a negative number.
    pub negative: bool,
    /// All digits, without the point.
    pub digits: u64,
    /// How many of them stand behind the point.
    pub places: u8,
}

impl Number {
    /// A whole number.
    pub fn whole(digits: u64) -> Self {
        Self { negative: false, digits, places: 0 }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            out.write_str("-")?;
        }
        let places = usize::from(self.places);
        if places == 0 {
            return fmt::Display::fmt(&self.digits, out);
        }
        let digits = format!("{:0width$}", self.digits, width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        write!(out, "{whole}.{fraction}")
    }
}

/// A number and its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// The number.
    pub number: Number,
    /// The unit.
    pub unit: Unit,
}

impl fmt::Display for Quantity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self.unit, Unit::Money(..)) {
            out.write_str("$")?;
        }
        fmt::Display::fmt(&self.number, out)?;
        fmt::Display::fmt(&self.unit, out)
    }
}

/// The suffix of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// None.
    One,
    /// `k`, a thousand.
    Thousand,
    /// `M`, a million.
    Million,
}

/// What a rate is counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// `/s`
    Second,
    /// `/min`
    Minute,
    /// `/h`
    Hour,
    /// `/day`
    Day,
    /// `/month`, 730 hours
    Month,
}

/// What money is spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MoneyPer {
    /// By time.
    Time(Per),
    /// `/request`
    Request,
    /// `/user`
    User,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Time {
    /// `ms`
    Millisecond,
    /// `s`
    Second,
    /// `m`
    Minute,
    /// `h`
    Hour,
    /// `d`
    Day,
}

/// A unit of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `kB`, 10^3
    Kilobyte,
    /// `MB`, 10^6
    Megabyte,
    /// `GB`, 10^9
    Gigabyte,
    /// `TB`, 10^12
    Terabyte,
    /// `KiB`, 2^10
    Kibibyte,
    /// `MiB`, 2^20
    Mebibyte,
    /// `GiB`, 2^30
    Gibibyte,
    /// `TiB`, 2^40
    Tebibyte,
}

/// The unit of a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `10`, `80k`, `2.5M`
    Count(Scale),
    /// `70%`
    Share,
    /// `30s`
    Time(Time),
    /// `2GiB`
    Size(Size),
    /// `300GB/month`
    SizePer(Size, Per),
    /// `0.5vcpu`
    Vcpu,
    /// `50k/s`
    Rate(Scale, Per),
    /// `$5k/month`, `$0.001`
    Money(Scale, Option<MoneyPer>),
}

impl fmt::Display for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unit::Count(scale) | Unit::Money(scale, None) => out.write_str(scale.word()),
            Unit::Share => out.write_str("%"),
            Unit::Time(time) => out.write_str(time.word()),
            Unit::Size(size) => out.write_str(size.word()),
            Unit::SizePer(size, per) => each(out, [size.word(), "/", per.word()]),
            Unit::Vcpu => out.write_str("vcpu"),
            Unit::Rate(scale, per) => each(out, [scale.word(), "/", per.word()]),
            Unit::Money(scale, Some(per)) => each(out, [scale.word(), "/", per.word()]),
        }
    }
}

fn each(out: &mut fmt::Formatter<'_>, words: [&str; 3]) -> fmt::Result {
    words.into_iter().try_for_each(|word| out.write_str(word))
}

impl Scale {
    /// As written.
    pub fn word(self) -> &'static str {
        match self {
            Scale::One => "",
            Scale::Thousand => "k",
            Scale::Million => "M",
        }
    }

    /// The factor.
    pub fn factor(self) -> u64 {
        match self {
            Scale::One => 1,
            Scale::Thousand => 1_000,
            Scale::Million => 1_000_000,
        }
    }
}

impl Per {
    /// As written after the slash.
    pub fn word(self) -> &'static str {
        match self {
            Per::Second => "s",
            Per::Minute => "min",
            Per::Hour => "h",
            Per::Day => "day",
            Per::Month => "month",
        }
    }

    /// Its length in seconds; a month has 730 hours.
    pub fn seconds(self) -> u64 {
        match self {
            Per::Second => 1,
            Per::Minute => 60,
            Per::Hour => 3_600,
            Per::Day => 86_400,
            Per::Month => 2_628_000,
        }
    }
}

impl MoneyPer {
    /// As written after the slash.
    pub fn word(self) -> &'static str {
        match self {
            MoneyPer::Time(per) => per.word(),
            MoneyPer::Request => "request",
            MoneyPer::User => "user",
        }
    }
}

impl Time {
    /// As written.
    pub fn word(self) -> &'static str {
        match self {
            Time::Millisecond => "ms",
            Time::Second => "s",
            Time::Minute => "m",
            Time::Hour => "h",
            Time::Day => "d",
        }
    }

    /// Its length in milliseconds.
    pub fn millis(self) -> u64 {
        match self {
            Time::Millisecond => 1,
            Time::Second => 1_000,
            Time::Minute => 60_000,
            Time::Hour => 3_600_000,
            Time::Day => 86_400_000,
        }
    }
}

impl Size {
    /// As written.
    pub fn word(self) -> &'static str {
        match self {
            Size::Kilobyte => "kB",
            Size::Megabyte => "MB",
            Size::Gigabyte => "GB",
            Size::Terabyte => "TB",
            Size::Kibibyte => "KiB",
            Size::Mebibyte => "MiB",
            Size::Gibibyte => "GiB",
            Size::Tebibyte => "TiB",
        }
    }

    /// Its size in bytes.
    pub fn bytes(self) -> u64 {
        match self {
            Size::Kilobyte => 1_000,
            Size::Megabyte => 1_000_000,
            Size::Gigabyte => 1_000_000_000,
            Size::Terabyte => 1_000_000_000_000,
            Size::Kibibyte => 1 << 10,
            Size::Mebibyte => 1 << 20,
            Size::Gibibyte => 1 << 30,
            Size::Tebibyte => 1 << 40,
        }
    }
}

/// A day of the calendar that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A time of day, 00:00 to 23:59, in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(pub u16);

impl fmt::Display for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}
