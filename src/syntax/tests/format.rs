//! `fmt` changes blanks only, and once is enough.

use proptest::prelude::*;

use super::{TEXTS, read, without_places};
use crate::syntax::format;

/// The comments of a text, in order.
fn comments(text: &str) -> Vec<String> {
    let comment = |line: &str| {
        let mut quoted = false;
        let at = line.char_indices().find_map(|(at, sign)| {
            quoted ^= sign == '"';
            (sign == '#' && !quoted).then_some(at)
        })?;
        Some(line[at..].trim_end().to_owned())
    };
    text.lines().filter_map(comment).collect()
}

fn holds(text: &str) {
    let once = format(text);
    assert_eq!(format(&once), once);
    assert_eq!(comments(&once), comments(text));
    let (body, findings) = read(&once);
    assert_eq!(findings, []);
    assert_eq!(without_places(&body), without_places(&read(text).0));
}

#[test]
fn examples_keep_their_tree_and_comments() {
    TEXTS.iter().for_each(|(_, text)| holds(text));
}

/// The text with other blanks between its tokens: `choices` says which, in turn.
fn respaced(text: &str, choices: &[u8]) -> String {
    let mut turns = choices.iter().cycle();
    let mut out = String::new();
    let mut quoted = false;
    for line in text.lines() {
        let indent = turns.next().map_or(0, |turn| usize::from(*turn % 5));
        out.extend(std::iter::repeat_n(' ', indent));
        for sign in line.trim_start().chars() {
            quoted ^= sign == '"';
            match (sign, turns.next().copied().unwrap_or(0) % 4) {
                (' ', 1) if !quoted => out.push('\t'),
                (' ', 2) if !quoted => out.push_str("   "),
                _ => out.push(sign),
            }
        }
        quoted = false;
        out.push_str(match turns.next().copied().unwrap_or(0) % 6 {
            0 => "\n\n",
            1 => " \n",
            2 => "\r\n",
            _ => "\n",
        });
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn blanks_do_not_matter(which in 0..TEXTS.len(), choices in prop::collection::vec(any::<u8>(), 7..40)) {
        let (_, text) = TEXTS[which];
        if !text.contains('#') || !text.contains("  #") {
            holds(&respaced(text, &choices));
        }
    }
}
