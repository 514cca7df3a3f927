//! Small helpers for text that people read: lists, counts, did-you-mean.

/// `1 region`, `2 regions`.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
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
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [most @ .., end] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", most.join(", "), end.as_ref())
        }
    }
}

/// A word in backticks, with control characters and bidirectional controls made visible.
pub fn tick(word: &str) -> String {
    format!("`{}`", visible(word))
}

/// Text on one line, each white space a single space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text with control characters and bidirectional controls as `\u{…}`.
pub fn visible(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, character| {
        if character.is_control() || is_bidirectional(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
        shown
    })
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
    fn controls_are_shown() {
        assert_eq!(tick("a\u{202e}b"), "`a\\u{202e}b`");
    }
}
