//! Numbers, units, times, dates and strings. In: the text of one literal. Out: its value, or what is wrong with it
//! and how to write it. Knows no attribute and no dimension's meaning.

mod calendar;
mod number;
mod string;
mod unit;

use super::tree::{Clock, Date, Quantity, Stat};

pub(super) use string::unescape;

/// What is wrong with a literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub code: &'static str,
    pub message: String,
    pub label: String,
    pub help: Option<String>,
}

impl Trouble {
    fn new(code: &'static str, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { code, message: message.into(), label: label.into(), help: None }
    }

    fn bad(message: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new("syntax/bad-literal", message, label)
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A literal that begins with a digit, a sign or `$`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    Quantity(Quantity),
    Clock(Clock),
    Date(Date),
}

/// Reads a literal. Only a patch may hold negative numbers and bare fractions.
pub(super) fn read(text: &str, in_patch: bool) -> Result<Literal, Trouble> {
    if text.bytes().any(|byte| byte == b':') {
        return calendar::clock(text).map(Literal::Clock);
    }
    let inner = text.trim_start_matches('-');
    match inner.bytes().filter(|byte| *byte == b'-').count() {
        0 => number::quantity(text, in_patch).map(Literal::Quantity),
        1 => Err(range_with_hyphen(inner)),
        _ => calendar::date(text).map(Literal::Date),
    }
}

fn range_with_hyphen(text: &str) -> Trouble {
    let range = text.replacen('-', "..", 1);
    Trouble::bad(format!("`{text}` is no number"), "not a number")
        .help(format!("write a range with two dots: `{range}`"))
}

/// `p1` to `p99`, `p99.9`.
pub(super) fn percentile(text: &str) -> Result<Stat, Trouble> {
    let tenths = match text.strip_prefix('p') {
        Some("99.9") => Some(999),
        Some(whole) if !whole.starts_with('0') => {
            whole.parse().ok().filter(|share| *share < 100).map(|share: u16| share * 10)
        }
        _ => None,
    };
    tenths.map(Stat::Percentile).ok_or_else(|| {
        Trouble::bad(format!("there is no percentile `{text}`"), "not a percentile")
            .help("percentiles go from `p1` to `p99`, then `p99.9`")
    })
}

/// `and` and `or` in one condition.
pub(super) fn mixed_joins() -> Trouble {
    Trouble::new(
        "syntax/unreadable",
        "`and` and `or` are never mixed in one condition",
        "the other joining word",
    )
    .help("write two sentences, one for each `or`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(text: &str) -> String {
        read(text, false).err().and_then(|trouble| trouble.help).unwrap_or_default()
    }

    #[test]
    fn literals_keep_their_spelling() {
        for text in [
            "10",
            "80k",
            "2.5M",
            "70%",
            "0.05%",
            "100ms",
            "512MiB",
            "300GB/month",
            "0.5vcpu",
            "50k/s",
            "$0.0416/h",
        ] {
            let Ok(Literal::Quantity(quantity)) = read(text, false) else { panic!("{text}") };
            assert_eq!(quantity.to_string(), text);
        }
    }

    #[test]
    fn each_bad_literal_has_its_mend() {
        let mends = [
            ("512mb", "`512MiB` or `512MB`"),
            ("5/m", "`5/min` or `5/month`"),
            ("5/M", "`5/min` or `5/month`"),
            ("1h30m", "`90m`"),
            ("2sec", "`2s`"),
            ("012", "`12`"),
            ("1__0", "`10`"),
            ("8:00", "`08:00`"),
            ("24:00", "`00:00`"),
            ("2027-02-30", "28 days"),
            ("1.5.2", "\"1.5.2\""),
            ("10-20", "`10..20`"),
            ("5K", "`5k`"),
            ("0.5cpu", "`0.5vcpu`"),
            ("100rps", "`100/s`"),
            ("5e3", "`5000`"),
        ];
        for (text, mend) in mends {
            assert!(help(text).contains(mend), "{text}: {}", help(text));
        }
    }

    #[test]
    fn numbers_have_an_end() {
        assert!(read("9007199254740992", false).is_ok());
        for text in [
            "9007199254740993",
            "9007199255M",
            "99999999999999999999",
            "9000TiB",
            "-5",
            "2.5",
            "p0",
        ] {
            assert!(read(text, false).is_err(), "{text}");
        }
        assert!(read("-2.5", true).is_ok());
    }

    #[test]
    fn percentiles_end_at_three_nines() {
        assert_eq!(percentile("p99.9"), Ok(Stat::Percentile(999)));
        assert_eq!(percentile("p5"), Ok(Stat::Percentile(50)));
        for text in ["p0", "p100", "p99.99", "p05"] {
            assert!(percentile(text).is_err(), "{text}");
        }
    }
}
