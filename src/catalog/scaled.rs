//! Decimals as whole numbers of a smaller unit, exact or not at all. In: the text of a table. Out: integers; no floats.

/// A decimal times ten to the power of `places`; nothing where the text is none, has more places, or is too large.
pub(super) fn scaled(text: &str, places: usize) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let padding = places.checked_sub(fraction.len())?;
    let digit = |number: u64, byte: u8| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    };
    let digits = whole.bytes().chain(fraction.bytes());
    let mut padded = digits.chain(std::iter::repeat_n(b'0', padding));
    if whole.is_empty() { None } else { padded.try_fold(0, digit) }
}

/// Dollars in millionths of a millionth: the price of a GB-second of Lambda has ten places.
pub(super) fn pico(usd: &str) -> Option<u64> {
    scaled(usd, 12)
}

/// GiB in whole MiB, rounded down where AWS publishes a rounded decimal (`0.613`, `157.12`).
pub(super) fn mib(gib: &str) -> Option<u64> {
    Some(scaled(gib, 3)?.checked_mul(1024)? / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_or_refused() {
        assert_eq!(pico("0.0000166667"), Some(16_666_700));
        assert_eq!(pico("55.04"), Some(55_040_000_000_000));
        for wrong in ["", ".", "-1", "1.2.3", "1e3", "0.0000000000001", "99999999999"] {
            assert_eq!(pico(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn memory_is_in_whole_mebibytes() {
        assert_eq!(mib("15.25"), Some(15_616));
        assert_eq!(mib("0.613"), Some(627));
    }
}
