//! Sentences of a policy in a report. In: a place in a source. Out: the sentence that it belongs to, as code on one line.

use std::fmt;

use crate::source::{Source, Sources, Span};
use crate::words::{is_plain, one_line, visible};

/// Longer sentences are cut.
const LONGEST: usize = 120;

/// The sentence that a place belongs to, of which it may be one word; the first line of it.
pub fn quote(sources: &Sources, span: Span) -> String {
    let whole = sources.get(span.file).and_then(|file| around(file, span)).unwrap_or("");
    let words = line(whole);
    if words.len() <= LONGEST || words.chars().count() <= LONGEST {
        return words;
    }
    let kept: String = words.chars().take(LONGEST).collect();
    format!("{}…", kept.trim_end())
}

/// The part of a line in which a place begins: lines may hold several sentences, parted by commas and braces.
fn around(file: &Source, span: Span) -> Option<&str> {
    let at = span.start as usize;
    let start = file.text.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = file.text.get(start..)?;
    let line = rest.lines().next()?;
    let at = at - start;
    let mut from = 0;
    for cut in cuts(line) {
        if cut >= at {
            return line.get(from..cut);
        }
        from = cut + 1;
    }
    line.get(from..)
}

/// Where sentences of a line end: at commas outside of lists, at braces, at a comment, none of them within a text.
fn cuts(line: &str) -> impl Iterator<Item = usize> {
    let (mut text, mut lists, mut escaped, mut comment) = (false, 0_usize, false, false);
    let mut is_cut = move |byte: u8| {
        let is_escaped = std::mem::take(&mut escaped);
        match byte {
            _ if is_escaped || comment => {}
            b'\\' if text => escaped = true,
            b'"' => text = !text,
            _ if text => {}
            b'[' => lists += 1,
            b']' => lists = lists.saturating_sub(1),
            b',' => return lists == 0,
            b'{' | b'}' => return true,
            b'#' => {
                comment = true;
                return true;
            }
            _ => {}
        }
        false
    };
    line.bytes().enumerate().filter_map(move |(at, byte)| is_cut(byte).then_some(at))
}

/// Text as one line of Markdown.
pub fn line(text: &str) -> String {
    let line = one_line(text);
    if is_plain(&line) { line } else { visible(&line) }
}

/// Text as code, whatever backticks it holds.
#[derive(Clone, Copy, Debug)]
pub struct Code<'a>(&'a str);

/// Text as code.
pub fn code(text: &str) -> Code<'_> {
    Code(text)
}

impl Code<'_> {
    /// It by itself.
    pub fn text(self) -> String {
        if self.0.contains('`') { self.to_string() } else { ["`", self.0, "`"].concat() }
    }
}

impl fmt::Display for Code<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0;
        if !text.contains('`') {
            return ["`", text, "`"].into_iter().try_for_each(|part| out.write_str(part));
        }
        let longest = text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        write!(out, "{fence} {text} {fence}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str, word: &str) -> String {
        let mut sources = Sources::default();
        let file = sources.add("test.terrace", text);
        let start = text.find(word).unwrap_or_default();
        let offset = |at: usize| u32::try_from(at).unwrap_or_default();
        let span = Span { file, start: offset(start), end: offset(start + word.len()) };
        quote(&sources, span)
    }

    #[test]
    fn a_word_stands_for_its_sentence() {
        let text = "health edge { path = \"/a,{b\", timeout = 5s }\n  page when errors >  objective for 5m # why, {\n";
        assert_eq!(quoted(text, "5s"), "timeout = 5s");
        assert_eq!(quoted(text, "/a"), "path = \"/a,{b\"");
        assert_eq!(quoted(text, "objective"), "page when errors > objective for 5m");
        assert_eq!(quoted(text, "health edge"), "health edge");
        assert_eq!(quoted(r#"page "a \", b" when x, y"#, "when"), r#"page "a \", b" when x"#);
        assert_eq!(quoted("route [AE, SA] to a else b", "SA"), "route [AE, SA] to a else b");
    }

    #[test]
    fn no_text_ends_its_own_code() {
        assert_eq!(code("a").to_string(), "`a`");
        assert_eq!(code("a`b").to_string(), "`` a`b ``");
        assert_eq!(code("a``b`c").to_string(), "``` a``b`c ```");
    }

    #[test]
    fn long_sentences_are_cut() {
        let text = quoted(&"word ".repeat(40), "word");
        assert!(text.ends_with("word…") && text.chars().count() == LONGEST, "{text}");
    }
}
