//! Sentences of a policy in a report. In: a place in a source. Out: the sentence that it belongs to, as code on one line.

use crate::source::{Source, Sources, Span};
use crate::words::{one_line, visible};

/// Longer sentences are cut.
const LONGEST: usize = 120;

/// The sentence that a place belongs to, of which it may be one word; the first line of it.
pub fn quote(sources: &Sources, span: Span) -> String {
    let whole = sources.get(span.file).and_then(|file| around(file, span)).unwrap_or("");
    let words = line(whole);
    if words.chars().count() <= LONGEST {
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
fn cuts(line: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut text, mut lists, mut escaped) = (false, 0_usize, false);
    for (at, character) in line.char_indices() {
        let is_escaped = std::mem::take(&mut escaped);
        match character {
            _ if is_escaped => {}
            '\\' if text => escaped = true,
            '"' => text = !text,
            _ if text => {}
            '[' => lists += 1,
            ']' => lists = lists.saturating_sub(1),
            ',' if lists > 0 => {}
            ',' | '{' | '}' => cuts.push(at),
            '#' => {
                cuts.push(at);
                break;
            }
            _ => {}
        }
    }
    cuts
}

/// Text as one line of Markdown.
pub fn line(text: &str) -> String {
    visible(&one_line(text))
}

/// Text as code, whatever backticks it holds.
pub fn code(text: &str) -> String {
    if !text.contains('`') {
        return ["`", text, "`"].concat();
    }
    let longest = text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
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
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("a``b`c"), "``` a``b`c ```");
    }

    #[test]
    fn long_sentences_are_cut() {
        let text = quoted(&"word ".repeat(40), "word");
        assert!(text.ends_with("word…") && text.chars().count() == LONGEST, "{text}");
    }
}
