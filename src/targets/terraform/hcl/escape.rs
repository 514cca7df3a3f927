//! Text from a policy in, HCL source that means exactly that text out.
//! Knows nothing of blocks or layout.

use std::fmt::Write;

/// Appends `text` in quotes, so that Terraform reads back exactly `text`.
pub(super) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    literal(out, text);
    out.push('"');
}

/// Appends `text` as the literal part of a quoted template.
///
/// `${` and `%{` are doubled; a `$` that ends the text is left alone, see [`guarded_literal`].
pub(super) fn literal(out: &mut String, text: &str) {
    literal_up_to(out, text, char::MAX);
}

/// As [`literal`], with every character above `last` as its code point.
fn literal_up_to(out: &mut String, text: &str, last: char) {
    // Without a way out of the loop many bytes are looked at at once.
    if text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
        return out.push_str(text);
    }
    let mut done = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        if is_plain(byte) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let Some(ch) = rest.chars().next() else { continue };
        let Some(write) = escape(ch, rest, last) else { continue };
        out.push_str(text.get(done..at).unwrap_or_default());
        write(out, ch);
        done = at + ch.len_utf8();
    }
    out.push_str(text.get(done..).unwrap_or_default());
}

/// How `ch`, with which `rest` begins, is written; `None` where it stands for itself.
fn escape(ch: char, rest: &str, last: char) -> Option<fn(&mut String, char)> {
    match ch {
        // Of `$${`, the last two signs belong together: doubling the sign that touches the brace is enough.
        '$' | '%' => (rest.as_bytes().get(1) == Some(&b'{')).then_some(escaped),
        '\u{80}'.. => (ch > last || invisible(ch)).then_some(code_point),
        _ => Some(escaped),
    }
}

/// As [`literal`], for a text that an interpolation follows: `$` before `${` would read as an escape.
pub(super) fn guarded_literal(out: &mut String, text: &str) {
    let before = text.trim_end_matches('$');
    literal(out, before);
    let signs = text.get(before.len()..).unwrap_or_default();
    if !signs.is_empty() {
        out.push_str("${\"");
        out.push_str(signs);
        out.push_str("\"}");
    }
}

/// Appends `text` in quotes, as a key whose width in columns is its number of characters.
///
/// `terraform fmt` aligns by grapheme cluster. Below U+0300, the first combining mark, each character is one.
pub(super) fn quoted_key(out: &mut String, text: &str) {
    out.push('"');
    literal_up_to(out, text, '\u{2ff}');
    out.push('"');
}

/// Appends `text` as what may stand behind `# `: what could end the line or hide text is shown as its code point.
pub(super) fn comment(out: &mut String, text: &str) {
    if text.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~')) {
        return out.push_str(text);
    }
    for ch in text.chars() {
        if ch.is_control() || invisible(ch) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(ch));
        } else {
            out.push(ch);
        }
    }
}

/// The bytes that need no look at all: the rest is escaped, or is so in some company.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(byte, b'"' | b'\\' | b'$' | b'%');
        byte += 1;
    }
    plain
};

fn is_plain(byte: u8) -> bool {
    PLAIN[usize::from(byte)]
}

fn escaped(out: &mut String, ch: char) {
    match ch {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '$' => out.push_str("$$"),
        '%' => out.push_str("%%"),
        _ => code_point(out, ch),
    }
}

fn code_point(out: &mut String, ch: char) {
    let code = u32::from(ch);
    // Writing to a String cannot fail.
    let _ =
        if code <= 0xffff { write!(out, "\\u{code:04x}") } else { write!(out, "\\U{code:08x}") };
}

/// Controls beyond ASCII, other line ends, the byte order mark and what turns the direction of text.
fn invisible(ch: char) -> bool {
    matches!(ch, '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(write: fn(&mut String, &str), text: &str) -> String {
        let mut out = String::new();
        write(&mut out, text);
        out
    }

    #[test]
    fn markers_are_doubled_and_lone_signs_stay() {
        assert_eq!(
            of(quoted, "${a} %{b} $5 50% $${c} $%{d}"),
            r#""$${a} %%{b} $5 50% $$${c} $%%{d}""#
        );
    }

    #[test]
    fn quotes_lines_and_controls_are_escaped_and_letters_are_not() {
        assert_eq!(
            of(quoted, "\"\\\n\r\t\u{7}\u{7f}\u{85}\u{feff}grüße 日本"),
            "\"\\\"\\\\\\n\\r\\t\\u0007\\u007f\\u0085\\ufeffgrüße 日本\""
        );
    }

    #[test]
    fn a_dollar_before_an_interpolation_is_its_own_interpolation() {
        assert_eq!(of(guarded_literal, "user:a$"), "user:a${\"$\"}");
        assert_eq!(of(guarded_literal, "a$$"), "a${\"$$\"}");
    }

    #[test]
    fn a_comment_stays_on_its_line() {
        assert_eq!(of(comment, "a\nb\r\u{2028}c"), r"a\u{a}b\u{d}\u{2028}c");
    }

    #[test]
    fn keys_have_one_column_per_character() {
        assert_eq!(of(quoted_key, "grün e\u{301} 🚀"), "\"grün e\\u0301 \\U0001f680\"");
    }
}
