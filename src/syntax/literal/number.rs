//! Numbers: digits, points and their limits.

use super::{Trouble, unit};
use crate::syntax::tree::{Number, Quantity, Scale, Unit};

/// The largest figure in base units that every target holds exactly: 2^53.
const LIMIT: u128 = 1 << 53;

/// A number and its unit.
pub(super) fn quantity(text: &str, in_patch: bool) -> Result<Quantity, Trouble> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (money, unsigned) = match unsigned.strip_prefix('$') {
        Some(rest) => (true, rest),
        None => (false, unsigned),
    };
    let (digits, suffix) = split(unsigned);
    let number = number(digits, text, negative)?;
    let unit = if money { unit::money(digits, suffix)? } else { unit::plain(digits, suffix)? };
    let quantity = Quantity { number, unit };
    if negative && !in_patch {
        let bad =
            Trouble::bad(format!("`{text}` is negative, and no quantity is"), "never negative");
        return Err(bad.help(format!("write `{}`", text.trim_start_matches('-'))));
    }
    fits(quantity, text)?;
    if !in_patch {
        whole(quantity, text)?;
    }
    Ok(quantity)
}

/// Digits with their point, then what follows.
fn split(text: &str) -> (&str, &str) {
    let end = text
        .find(|character: char| !(character.is_ascii_digit() || matches!(character, '_' | '.')));
    text.split_at(end.unwrap_or(text.len()))
}

fn number(digits: &str, text: &str, negative: bool) -> Result<Number, Trouble> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.contains('.') {
        let bad = Trouble::bad(format!("`{text}` is no number"), "not a number");
        return Err(bad.help(format!("a version is a string: `\"{text}\"`")));
    }
    let misplaced =
        |part: &str| part.starts_with('_') || part.ends_with('_') || part.contains("__");
    if digits.contains('_') && (misplaced(whole) || misplaced(fraction)) {
        let bad = Trouble::bad("`_` stands only between two digits", "misplaced `_`");
        return Err(bad.help(format!("write `{}`", text.replace('_', ""))));
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(leading_zeros(text, whole));
    }
    let places = fraction.bytes().filter(u8::is_ascii_digit).count();
    match (figures(digits), u8::try_from(places)) {
        (Some(digits), Ok(places)) if places < 20 => Ok(Number { negative, digits, places }),
        _ => Err(too_large(text)),
    }
}

/// The digits as one number, none where there are none or too many.
fn figures(digits: &str) -> Option<u64> {
    let mut figures =
        digits.bytes().filter(u8::is_ascii_digit).map(|digit| u64::from(digit - b'0'));
    let first = figures.next()?;
    figures.try_fold(first, |number, digit| number.checked_mul(10)?.checked_add(digit))
}

fn leading_zeros(text: &str, whole: &str) -> Trouble {
    let zeros = whole.len() - whole.trim_start_matches(['0', '_']).len();
    let shorter = text.replacen(whole.get(..zeros.min(whole.len() - 1)).unwrap_or(""), "", 1);
    Trouble::bad(format!("`{text}` begins with a zero"), "leading zero").help(format!(
        "write the number as `{shorter}`, or an account or a version as `\"{text}\"`"
    ))
}

fn fits(quantity: Quantity, text: &str) -> Result<(), Trouble> {
    let base = u128::from(quantity.number.digits) * u128::from(factor(quantity.unit));
    let scale = 10u128.checked_pow(u32::from(quantity.number.places)).unwrap_or(u128::MAX);
    if base <= LIMIT.saturating_mul(scale) { Ok(()) } else { Err(too_large(text)) }
}

/// Base units are one, the millisecond, the byte and the dollar.
fn factor(unit: Unit) -> u64 {
    match unit {
        Unit::Share | Unit::Vcpu => 1,
        Unit::Time(time) => time.millis(),
        Unit::Size(size) | Unit::SizePer(size, _) => size.bytes(),
        Unit::Count(scale) | Unit::Rate(scale, _) | Unit::Money(scale, _) => scale.factor(),
    }
}

fn too_large(text: &str) -> Trouble {
    Trouble::bad(format!("`{text}` has more digits than can be kept exactly"), "too many digits")
        .help("figures go up to 9007199254740992 in base units")
}

fn whole(quantity: Quantity, text: &str) -> Result<(), Trouble> {
    let Unit::Count(scale) = quantity.unit else { return Ok(()) };
    if quantity.number.places == 0 {
        return Ok(());
    }
    let parts = 10u64.checked_pow(u32::from(quantity.number.places)).unwrap_or(u64::MAX);
    let base = u128::from(quantity.number.digits) * u128::from(scale.factor());
    if base.is_multiple_of(u128::from(parts)) && scale != Scale::One {
        return Ok(());
    }
    let bad = Trouble::bad(format!("`{text}` is not whole, and a count is"), "not whole");
    Err(bad.help(if scale == Scale::One {
        format!("write a whole number, or the unit: `{text}vcpu`, `{text}%`, `{text}s`")
    } else {
        "write a number that is whole after its suffix, such as `2.5k`".to_owned()
    }))
}
