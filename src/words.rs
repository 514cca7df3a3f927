//! Small helpers for text that people read: lists, counts, figures, did-you-mean.

use crate::ratio::{Ratio, put_digits, put_padded};

/// `1 region`, `2 regions`.
pub fn count(number: usize, noun: &str) -> String {
    match number {
        1 => ["1 ", noun].concat(),
        _ => [&number.to_string(), " ", &several(noun)].concat(),
    }
}

/// `regions`, `copies`, `days`
pub fn several(noun: &str) -> String {
    let stem = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    stem.map_or_else(|| [noun, "s"].concat(), |stem| [stem, "ies"].concat())
}

/// `$1,234.50`: dollars and cents, rounded half up.
pub fn dollars(amount: Ratio) -> String {
    let (whole, cents) = amount.parted(100);
    let mut text = String::with_capacity(16);
    text.push('$');
    put_grouped(whole, &mut text);
    text.push('.');
    put_padded(cents, 100, &mut text);
    text
}

/// `$1235/month`: whole dollars, rounded up, as a policy writes them.
pub fn budget(amount: Ratio) -> String {
    format!("${}/month", amount.ceil())
}

/// `2,628,000`: the nearest whole number, half up, its digits in groups of three.
pub fn grouped(amount: Ratio) -> String {
    let mut text = String::new();
    put_grouped(amount.parted(1).0, &mut text);
    text
}

fn put_grouped(number: u128, text: &mut String) {
    if number < 1_000 {
        return put_digits(number, text);
    }
    put_grouped(number / 1_000, text);
    text.push(',');
    put_padded(u64::try_from(number % 1_000).unwrap_or(0), 1_000, text);
}

/// `500ms`, `90s`, `2m 30s`, `1h`: a stretch of seconds.
pub fn stretch(seconds: Ratio) -> String {
    let millis = seconds * Ratio::from_whole(1_000);
    if let Some(millis) = millis.whole().filter(|millis| (1..1_000).contains(millis)) {
        return format!("{millis}ms");
    }
    let Some(whole) = seconds.whole().filter(|whole| *whole >= 60) else {
        return seconds.rounded(3) + "s";
    };
    let units = [(86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")];
    let mut rest = whole;
    let mut text = String::with_capacity(16);
    for (size, unit) in units {
        if rest >= size {
            text.push_str(if text.is_empty() { "" } else { " " });
            put_digits(u128::from(rest / size), &mut text);
            text.push_str(unit);
            rest %= size;
        }
    }
    text
}

/// `99.95 %`: a share of 1 with at most so many places.
pub fn percent(share: Ratio, places: u32) -> String {
    (share * Ratio::from_whole(100)).rounded(places) + " %"
}

/// `21/s`: a load by the second, with at most two places.
pub fn per_second(rate: Ratio) -> String {
    rate.rounded(2) + "/s"
}

/// `a`, `a or b`, `a, b or c`.
pub fn any_of<S: AsRef<str>>(words: &[S]) -> String {
    list(words, "or")
}

/// `a`, `a and b`, `a, b and c`.
pub fn all_of<S: AsRef<str>>(words: &[S]) -> String {
    list(words, "and")
}

fn list<S: AsRef<str>>(words: &[S], last: &str) -> String {
    let Some((end, most)) = words.split_last() else { return String::new() };
    let mut text = String::with_capacity(16 * words.len());
    for (at, word) in most.iter().enumerate() {
        text.extend([if at > 0 { ", " } else { "" }, word.as_ref()]);
    }
    if !most.is_empty() {
        text.extend([" ", last, " "]);
    }
    text.push_str(end.as_ref());
    text
}

/// A word in backticks, with control characters and bidirectional controls made visible.
pub fn tick(word: &str) -> String {
    ["`", &visible(word), "`"].concat()
}

/// Text on one line, each white space a single space.
pub fn one_line(text: &str) -> String {
    if is_plain(text) && !text.contains("  ") && text.trim_ascii().len() == text.len() {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A message in which no quotation is longer than a screen takes: what stands between backticks is cut.
pub fn brief(message: &str) -> std::borrow::Cow<'_, str> {
    const LONGEST: usize = 200;
    if message.len() <= LONGEST {
        return message.into();
    }
    let cut = |part: &str| match part.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", part.get(..end).unwrap_or_default()),
        None => part.to_owned(),
    };
    message.split('`').map(cut).collect::<Vec<_>>().join("`").into()
}

/// Text with control characters and bidirectional controls as `\u{…}`.
pub fn visible(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    text.chars().fold(String::with_capacity(text.len()), |mut shown, character| {
        if character.is_control() || is_bidirectional(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
        shown
    })
}

/// Whether a text holds nothing but ASCII that is seen, and spaces.
pub fn is_plain(text: &str) -> bool {
    // Without a way out of the loop many bytes are looked at at once.
    text.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
}

/// Whether a character reorders what stands around it.
pub fn is_bidirectional(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}

/// The known word that the given one was probably meant to be.
pub fn nearest<'a, S: AsRef<str> + ?Sized + 'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a S>,
) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(AsRef::as_ref)
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_write_them() {
        assert_eq!(dollars(Ratio::of(123_456_789, 1_000)), "$123,456.79");
        assert_eq!(dollars(Ratio::ZERO), "$0.00");
        assert_eq!(budget(Ratio::of(1_001, 10)), "$101/month");
        assert_eq!(grouped(Ratio::of(5_256_001, 2)), "2,628,001");
        assert_eq!(grouped(Ratio::of(1 << 70, 1)), "1,180,591,620,717,411,303,424");
        assert_eq!(stretch(Ratio::from_whole(150)), "2m 30s");
        assert_eq!(stretch(Ratio::from_whole(3_600)), "1h");
        assert_eq!(stretch(Ratio::of(1, 2)), "500ms");
        assert_eq!(stretch(Ratio::of(5, 2)), "2.5s");
        assert_eq!(percent(Ratio::of(9_995, 10_000), 3), "99.95 %");
        assert_eq!(per_second(Ratio::of(200, 3)), "66.67/s");
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(any_of(&["a", "b", "c"]), "a, b or c");
        assert_eq!(all_of(&["a"]), "a");
        assert_eq!(count(2, "region"), "2 regions");
    }

    #[test]
    fn a_near_word_is_found_and_a_far_one_is_not() {
        assert_eq!(nearest("worklod", ["workload", "store"]), Some("workload"));
        assert_eq!(nearest("banana", ["workload", "store"]), None);
    }

    #[test]
    fn long_quotations_are_cut_and_the_rest_stays() {
        let long = format!("no host `{}` here", "é".repeat(300));
        assert_eq!(brief(&long), format!("no host `{}…` here", "é".repeat(200)));
        assert_eq!(brief("no host `a` here"), "no host `a` here");
    }

    #[test]
    fn controls_are_shown() {
        assert_eq!(tick("a\u{202e}b"), "`a\\u{202e}b`");
    }
}
