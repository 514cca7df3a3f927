//! Strings and their escapes.

use std::ops::Range;

use super::Trouble;

/// A quoted string without its quotes, escapes resolved, and each bad escape with its bytes in `quoted`.
pub(in crate::syntax) fn unescape(quoted: &str) -> (String, Vec<(Range<usize>, Trouble)>) {
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(quoted);
    if !inner.bytes().any(|byte| matches!(byte, b'\\' | b'\0')) {
        return (inner.to_owned(), Vec::new());
    }
    let mut troubles: Vec<_> =
        inner.match_indices('\0').map(|(at, _)| (at + 1..at + 2, nothing("\\u{0}"))).collect();
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        let (plain, escape) = rest.split_at(at);
        text.push_str(plain);
        let start = 1 + inner.len() - escape.len();
        let (length, resolved) = resolve(escape);
        match resolved {
            Ok(character) => text.push(character),
            Err(trouble) => troubles.push((start..start + length, trouble)),
        }
        rest = escape.get(length..).unwrap_or("");
    }
    text.push_str(rest);
    (text, troubles)
}

/// The length of the escape that `text` begins with, and its character.
fn resolve(text: &str) -> (usize, Result<char, Trouble>) {
    let Some(letter) = text.chars().nth(1) else { return (text.len().max(1), Err(unknown(text))) };
    let length = 1 + letter.len_utf8();
    match letter {
        '"' | '\\' => (length, Ok(letter)),
        'n' => (length, Ok('\n')),
        't' => (length, Ok('\t')),
        'u' => code_point(text),
        _ => (length, Err(unknown(text.get(..length).unwrap_or(text)))),
    }
}

fn code_point(text: &str) -> (usize, Result<char, Trouble>) {
    let digits =
        text.strip_prefix("\\u{").and_then(|rest| rest.split_once('}')).map(|(digits, _)| digits);
    let Some(digits) = digits else { return (2, Err(unknown("\\u"))) };
    let length = digits.len() + 4;
    let hexadecimal =
        (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = hexadecimal.then(|| u32::from_str_radix(digits, 16).ok()).flatten();
    if code == Some(0) {
        return (length, Err(nothing(text.get(..length).unwrap_or("\\u{0}"))));
    }
    let Some(character) = code.and_then(char::from_u32) else {
        let message = format!("there is no character `\\u{{{digits}}}`");
        let bad = Trouble::new("syntax/bad-escape", message, "no such character");
        return (length, Err(bad.help("write one to six hexadecimal digits up to `\\u{10ffff}`")));
    };
    (length, Ok(character))
}

/// NUL ends a string in the APIs that the targets speak to, and HCL and YAML cannot hold it.
fn nothing(written: &str) -> Trouble {
    let message = format!("a string cannot hold {}", crate::words::tick(written));
    Trouble::new("syntax/bad-escape", message, "no character here").help("leave the character out")
}

fn unknown(escape: &str) -> Trouble {
    let shown = crate::words::tick(escape);
    let help = if escape == "\\u" {
        "write the code in braces: `\\u{e9}`".to_owned()
    } else {
        "write `\\\\` for a backslash; the escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`"
            .to_owned()
    };
    Trouble::new("syntax/bad-escape", format!("there is no escape {shown}"), "unknown escape")
        .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_escapes_resolve_and_others_are_named_at_their_bytes() {
        let (text, troubles) = unescape(r#""a\n\"\u{e9}\\""#);
        assert_eq!(text, "a\n\"é\\");
        assert!(troubles.is_empty());
        let (_, troubles) = unescape(r#""C:\dir\u{110000}\u""#);
        let places: Vec<_> = troubles.into_iter().map(|(range, _)| range).collect();
        assert_eq!(places, [3..5, 7..17, 17..19]);
    }

    #[test]
    fn nul_is_refused_escaped_and_raw() {
        assert_eq!(unescape(r#""a\u{0}b""#).1.len(), 1);
        assert_eq!(unescape("\"a\0b\"").1.len(), 1);
    }

    #[test]
    fn templates_of_the_targets_are_plain_text() {
        assert_eq!(unescape("\"${a} %{b} `c`\"").0, "${a} %{b} `c`");
    }
}
