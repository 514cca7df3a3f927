//! Text as YAML 1.1 and 1.2 both read them: plain where no reader can take a string for something else,
//! in double quotes otherwise. Knows nothing of objects.

use std::fmt::Write;

/// Words that some reader of YAML takes for something else than text (yaml.org/type/bool, yaml.org/type/null).
const TAKEN: [&str; 9] = ["y", "n", "yes", "no", "true", "false", "on", "off", "null"];

/// So long is the longest of them.
const LONGEST_TAKEN: usize = 5;

/// Writes a string.
pub fn write_text(out: &mut String, text: &str) {
    if is_plain(text) { out.push_str(text) } else { quoted(out, text) }
}

/// Whether a string needs no quotes: a word or a path, or digits with a unit of a quantity (`500m`, `1Gi`).
fn is_plain(text: &str) -> bool {
    let Some(first) = text.bytes().next() else { return false };
    if first.is_ascii_digit() {
        let unit = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
        return matches!(unit, "m" | "k" | "M" | "G" | "T" | "Ki" | "Mi" | "Gi" | "Ti");
    }
    let begins = first.is_ascii_alphabetic() || first == b'/';
    let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'/' | b'-');
    let is_taken = || TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(text));
    begins && text.bytes().all(word) && (text.len() > LONGEST_TAKEN || !is_taken())
}

fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            hidden if is_hidden(hidden) => {
                let _ = write!(out, "\\U{:08x}", u32::from(hidden));
            }
            shown => out.push(shown),
        }
    }
    out.push('"');
}

/// Whether a character may not stand in YAML text as it is, breaks lines or cannot be seen (yaml.org/spec/1.2.2, 5.1).
fn is_hidden(character: char) -> bool {
    character.is_control()
        || crate::words::is_bidirectional(character)
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> String {
        let mut out = String::new();
        write_text(&mut out, value);
        out
    }

    #[test]
    fn what_reads_as_itself_stays_plain() {
        for plain in ["500m", "1Gi", "/healthz", "apps/v1", "app.kubernetes.io/name", "RELEASE"] {
            assert_eq!(text(plain), plain);
        }
    }

    #[test]
    fn any_string_comes_back_as_itself() {
        let odd = [
            "",
            "1",
            "1e3",
            "0x1F",
            "1_000",
            "12:30",
            "2027-01-01",
            ".5",
            "yes",
            "No",
            "null",
            "~",
            "---",
            "- a",
            "a: b",
            "a #b",
            "*x",
            "&x",
            "!x",
            "%{x}",
            "${x}",
            "`x`",
            "\"",
            "\\",
            "a\nb",
            "\ttab",
            "\u{0}",
            "\u{85}",
            "\u{2028}",
            "\u{feff}x",
            "\u{202e}",
            "žluť",
            "🦀",
            " x ",
            "=",
            "<<",
        ];
        for value in odd {
            let read: serde_yaml::Value = serde_yaml::from_str(&text(value)).expect("YAML");
            assert_eq!(read.as_str(), Some(value), "{value:?} as {}", text(value));
        }
    }

    proptest::proptest! {
        #[test]
        fn every_string_comes_back_as_itself(value: String) {
            let read: serde_yaml::Value = serde_yaml::from_str(&text(&value)).expect("YAML");
            proptest::prop_assert_eq!(read.as_str(), Some(value.as_str()));
        }
    }
}
