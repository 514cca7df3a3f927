//! Units: the table of those that exist, and what was probably meant by others.

use super::Trouble;
use crate::syntax::tree::{MoneyPer, Per, Scale, Size, Time, Unit};
use crate::words;

/// The unit after a number without `$`.
pub(super) fn plain(digits: &str, suffix: &str) -> Result<Unit, Trouble> {
    if let Some((left, right)) = suffix.split_once('/') {
        return rate(digits, left, right);
    }
    let unit = match suffix {
        "%" => Some(Unit::Share),
        "vcpu" => Some(Unit::Vcpu),
        _ => scale(suffix)
            .map(Unit::Count)
            .or_else(|| time(suffix).map(Unit::Time))
            .or_else(|| size(suffix).map(Unit::Size)),
    };
    unit.ok_or_else(|| unknown(digits, suffix))
}

/// The unit after `$` and a number.
pub(super) fn money(digits: &str, suffix: &str) -> Result<Unit, Trouble> {
    let (left, right) = match suffix.split_once('/') {
        Some((left, right)) => (left, Some(right)),
        None => (suffix, None),
    };
    let Some(scale) = scale(left) else {
        let bad = Trouble::new(
            "syntax/unknown-unit",
            format!("money has no unit `{left}`"),
            "unknown unit",
        );
        return Err(bad.help(format!("write `${digits}`, `${digits}k` or `${digits}M`")));
    };
    let Some(right) = right else { return Ok(Unit::Money(scale, None)) };
    let spent = match right {
        "request" => Some(MoneyPer::Request),
        "user" => Some(MoneyPer::User),
        _ => per(right).map(MoneyPer::Time),
    };
    let spent = spent.ok_or_else(|| unknown_per(&format!("${digits}{left}"), right, true))?;
    Ok(Unit::Money(scale, Some(spent)))
}

fn rate(digits: &str, left: &str, right: &str) -> Result<Unit, Trouble> {
    let found = per(right).ok_or_else(|| unknown_per(&format!("{digits}{left}"), right, false))?;
    if let Some(scale) = scale(left) {
        return Ok(Unit::Rate(scale, found));
    }
    if let Some(size) = size(left) {
        return Ok(Unit::SizePer(size, found));
    }
    let bad = Trouble::new(
        "syntax/unknown-unit",
        format!("there is no unit `{left}/{right}`"),
        "unknown unit",
    );
    Err(bad.help(format!(
        "a rate is a count or a data size by time: `{digits}/{right}`, `{digits}GB/{right}`"
    )))
}

fn scale(word: &str) -> Option<Scale> {
    [Scale::One, Scale::Thousand, Scale::Million].into_iter().find(|scale| scale.word() == word)
}

fn per(word: &str) -> Option<Per> {
    [Per::Second, Per::Minute, Per::Hour, Per::Day, Per::Month]
        .into_iter()
        .find(|per| per.word() == word)
}

const TIMES: [Time; 5] = [Time::Millisecond, Time::Second, Time::Minute, Time::Hour, Time::Day];

fn time(word: &str) -> Option<Time> {
    TIMES.into_iter().find(|time| time.word() == word)
}

fn size(word: &str) -> Option<Size> {
    let sizes = [Size::Kilobyte, Size::Megabyte, Size::Gigabyte, Size::Terabyte];
    let binary = [Size::Kibibyte, Size::Mebibyte, Size::Gibibyte, Size::Tebibyte];
    sizes.into_iter().chain(binary).find(|size| size.word() == word)
}

/// What people write for units that have another spelling here.
fn meant(suffix: &str) -> &'static [&'static str] {
    match suffix.to_ascii_lowercase().as_str() {
        "b" | "byte" | "bytes" => &["kB", "MB", "GB"],
        "kb" => &["KiB", "kB"],
        "mb" => &["MiB", "MB"],
        "g" | "gb" => &["GiB", "GB"],
        "t" | "tb" => &["TiB", "TB"],
        "ki" | "kib" => &["KiB"],
        "mi" | "mib" => &["MiB"],
        "gi" | "gib" => &["GiB"],
        "ti" | "tib" => &["TiB"],
        "k" => &["k"],
        "msec" | "msecs" | "millis" | "ms" => &["ms"],
        "sec" | "secs" | "second" | "seconds" | "s" => &["s"],
        "min" | "mins" | "minute" | "minutes" => &["m"],
        "hr" | "hrs" | "hour" | "hours" | "h" => &["h"],
        "day" | "days" | "d" => &["d"],
        "cpu" | "cpus" | "vcpus" | "core" | "cores" | "vcpu" => &["vcpu"],
        "rps" | "qps" | "tps" => &["/s"],
        "rpm" => &["/min"],
        _ => &[],
    }
}

fn unknown(digits: &str, suffix: &str) -> Trouble {
    if let Some(total) = composed(digits, suffix) {
        let message = format!("`{digits}{suffix}` is two quantities in one");
        return Trouble::bad(message, "one number, one unit").help(format!("write `{total}`"));
    }
    if let Some(plain) = exponent(digits, suffix) {
        let bad = Trouble::bad("numbers have no exponents", "exponent");
        return bad.help(format!("write `{plain}`"));
    }
    let message = format!("there is no unit `{suffix}`");
    let candidates: Vec<String> =
        meant(suffix).iter().map(|unit| format!("`{digits}{unit}`")).collect();
    match candidates.len() {
        0 => {
            Trouble::new("syntax/unknown-unit", message, "unknown unit").help(known(digits, suffix))
        }
        1 => Trouble::new("syntax/unknown-unit", message, "unknown unit")
            .help(format!("write {}", words::any_of(&candidates))),
        _ => Trouble::new("syntax/ambiguous-unit", message, "two readings")
            .help(format!("write {}", words::any_of(&candidates))),
    }
}

fn known(digits: &str, suffix: &str) -> String {
    let all = [
        "k", "M", "%", "ms", "s", "m", "h", "d", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB",
        "TiB", "vcpu",
    ];
    match (suffix, words::nearest(suffix, all)) {
        ("w" | "wk" | "week" | "weeks", _) => "write weeks in days, such as `7d`".to_owned(),
        (_, Some(near)) => format!("write `{digits}{near}`"),
        (_, None) => {
            format!("the units are {}", words::all_of(&all.map(|unit| format!("`{unit}`"))))
        }
    }
}

fn unknown_per(figure: &str, right: &str, money: bool) -> Trouble {
    let message = format!("there is no unit `/{right}`");
    let one = |unit: &str| {
        let unknown = Trouble::new("syntax/unknown-unit", message.clone(), "unknown unit");
        unknown.help(format!("write `{figure}/{unit}`"))
    };
    match right.to_ascii_lowercase().as_str() {
        "m" => Trouble::new("syntax/ambiguous-unit", message, "two readings")
            .help(format!("write `{figure}/min` or `{figure}/month`")),
        "s" | "sec" | "second" => one("s"),
        "min" | "minute" => one("min"),
        "h" | "hr" | "hour" => one("h"),
        "d" | "day" => one("day"),
        "mo" | "mon" | "mth" | "month" => one("month"),
        "req" | "requests" if money => one("request"),
        "users" if money => one("user"),
        _ => {
            let more = if money { ", `/request` and `/user`" } else { "" };
            let list = format!("after `/` stand `s`, `min`, `h`, `day`, `month`{more}");
            Trouble::new("syntax/unknown-unit", message, "unknown unit").help(list)
        }
    }
}

/// `1h30m` in its smallest unit.
fn composed(digits: &str, suffix: &str) -> Option<String> {
    let text = format!("{digits}{suffix}");
    let (mut rest, mut total, mut smallest, mut parts) = (text.as_str(), 0u64, None, 0);
    while !rest.is_empty() {
        let unit_at = rest.find(|character: char| !character.is_ascii_digit())?;
        let (figure, after) = rest.split_at(unit_at);
        let end = after.find(|character: char| character.is_ascii_digit()).unwrap_or(after.len());
        let (word, after) = after.split_at(end);
        let unit = time(word)?;
        total = figure.parse::<u64>().ok()?.checked_mul(unit.millis())?.checked_add(total)?;
        smallest = Some(unit);
        parts += 1;
        rest = after;
    }
    let unit = smallest.filter(|unit| parts > 1 && total.is_multiple_of(unit.millis()))?;
    Some(format!("{}{}", total / unit.millis(), unit.word()))
}

/// `5e3` without its exponent.
fn exponent(digits: &str, suffix: &str) -> Option<String> {
    let power = suffix.strip_prefix(['e', 'E'])?.parse().ok().filter(|power| *power <= 15)?;
    let value = digits.parse::<u64>().ok()?.checked_mul(10u64.checked_pow(power)?)?;
    Some(value.to_string())
}
