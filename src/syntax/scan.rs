//! One pass over the bytes before anything is parsed: size, depth, control characters, and the layout of braces.
//! In: a text. Out: stretches to parse, one per top-level block, and what no grammar would explain well.

use std::ops::Range;

use super::build::span;
use crate::diagnostic::Finding;
use crate::source::FileId;

/// The deepest nesting of braces.
const DEPTH: usize = 32;

/// The longest file, 16 MiB.
const LENGTH: usize = 16 << 20;

/// What the pass leaves to the grammar, and what it found.
pub(super) struct Scan {
    /// Stretches that are parsed by themselves.
    pub chunks: Vec<Range<usize>>,
    /// Findings about the text as a whole.
    pub findings: Vec<Finding>,
}

/// Scans a file.
pub(super) fn scan(file: FileId, text: &str) -> Scan {
    let mut scanner = Scanner::new(file, text);
    if let Some(finding) = scanner.refused() {
        return Scan { chunks: Vec::new(), findings: vec![finding] };
    }
    scanner.run();
    scanner.finish()
}

/// A brace that is open.
#[derive(Clone, Copy)]
struct Open {
    at: usize,
    indent: usize,
    line: usize,
}

struct Scanner<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
    line: usize,
    indent: usize,
    leading: bool,
    stack: Vec<Open>,
    chunks: Vec<Range<usize>>,
    begun: usize,
    findings: Vec<Finding>,
    /// The first block that the layout closes and the text does not, and where that shows.
    left_open: Option<(Open, usize)>,
    /// The first `}` that stands where its block does not end by the layout.
    odd_close: Option<(usize, Open)>,
    /// The last `}` that led its line, and what it closed.
    closed: Option<(usize, Open)>,
    /// A `}` that closes nothing.
    extra: Option<usize>,
    too_deep: bool,
}

impl<'t> Scanner<'t> {
    fn new(file: FileId, text: &'t str) -> Self {
        Self {
            file,
            text,
            at: 0,
            line: 0,
            indent: 0,
            leading: true,
            stack: Vec::new(),
            chunks: Vec::new(),
            begun: 0,
            findings: Vec::new(),
            left_open: None,
            odd_close: None,
            closed: None,
            extra: None,
            too_deep: false,
        }
    }

    fn refused(&self) -> Option<Finding> {
        if self.text.len() > LENGTH {
            let message = "a policy is at most 16 MiB";
            let span = span(self.file, 0, 1);
            return Some(Finding::error("syntax/too-long", message, span, "longer than that"));
        }
        let at = self.text.find('\0')?;
        let span = span(self.file, at, at + 1);
        Some(Finding::error("syntax/control-character", "this is not text", span, "a zero byte"))
    }

    fn run(&mut self) {
        if self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
            self.begun = self.at;
        }
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at).copied() {
            match byte {
                b'\n' => self.new_line(),
                b' ' | b'\t' => self.indent += usize::from(self.leading),
                b'\r' => {}
                b'#' => self.skip_comment(),
                _ => self.visible(byte),
            }
            self.at += 1;
            if self.too_deep {
                return;
            }
        }
        self.chunks.push(self.begun..self.text.len());
    }

    fn new_line(&mut self) {
        self.line += 1;
        self.indent = 0;
        self.leading = true;
    }

    fn visible(&mut self, byte: u8) {
        let leads = std::mem::take(&mut self.leading);
        if leads {
            self.closed_too_early();
        }
        if leads && byte != b'}' {
            self.left_by_layout();
        }
        match byte {
            b'"' => self.skip_string(),
            b'{' => self.open(),
            b'}' => self.close(leads),
            0..=31 | 127 => self.control(),
            128.. => self.wide(),
            _ => self.skip_plain(),
        }
    }

    /// Goes to the last of some signs that mean nothing here.
    fn skip_plain(&mut self) {
        let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or(&[]);
        let plain =
            |byte: &&u8| matches!(byte, b'!'..=b'~') && !matches!(byte, b'"' | b'#' | b'{' | b'}');
        self.at += rest.iter().take_while(plain).count();
    }

    /// A statement that is indented no deeper than the block that it stands in: that block should have ended.
    fn left_by_layout(&mut self) {
        if let Some(top) = self.stack.last().copied()
            && self.indent <= top.indent
            && self.line > top.line
        {
            self.left_open.get_or_insert((top, self.at));
        }
    }

    /// What stands deeper than the block that was closed just before belongs into it.
    fn closed_too_early(&mut self) {
        if let Some((at, open)) = self.closed.take()
            && self.indent > open.indent
        {
            self.odd_close.get_or_insert((at, open));
        }
    }

    fn open(&mut self) {
        if self.stack.len() == DEPTH {
            let message = format!("braces nest at most {DEPTH} deep");
            let span = span(self.file, self.at, self.at + 1);
            self.findings.push(Finding::error("syntax/too-deep", message, span, "one too deep"));
            self.too_deep = true;
            return;
        }
        self.stack.push(Open { at: self.at, indent: self.indent, line: self.line });
    }

    /// `leads`: whether it is the first sign of its line.
    fn close(&mut self, leads: bool) {
        let Some(top) = self.stack.pop() else {
            self.extra.get_or_insert(self.at);
            if self.begun < self.at {
                self.chunks.push(self.begun..self.at);
            }
            self.begun = self.at + 1;
            return;
        };
        if leads && top.line < self.line && top.indent != self.indent {
            self.odd_close.get_or_insert((self.at, top));
            if self.indent < top.indent {
                self.left_open.get_or_insert((top, self.at));
            }
        }
        if leads {
            self.closed = Some((self.at, top));
        }
        if self.stack.is_empty() {
            self.chunks.push(self.begun..self.at + 1);
            self.begun = self.at + 1;
        }
    }

    fn skip_comment(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = rest.find('\n').unwrap_or(rest.len());
        self.look_through(length);
        self.at += length.saturating_sub(1);
    }

    /// A string ends at its quote or with its line.
    fn skip_string(&mut self) {
        let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or(&[]);
        let mut escaped = false;
        let ends = |byte: &u8| {
            let ends = *byte == b'\n' || (*byte == b'"' && !escaped);
            escaped = *byte == b'\\' && !escaped;
            ends
        };
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.look_through(length + 1);
        let closed = rest.get(length) == Some(&b'"');
        self.at += length + usize::from(closed);
    }

    /// Control characters and bidirectional controls in a stretch that the grammar takes as it is.
    fn look_through(&mut self, length: usize) {
        let end = self.text.len().min(self.at + length);
        let Some(part) = self.text.get(self.at..end) else { return };
        if part.bytes().all(|byte| (32..127).contains(&byte) || byte == b'\t' || byte == b'\r') {
            return;
        }
        let mut open: Vec<usize> = Vec::new();
        for (offset, character) in part.char_indices() {
            let at = self.at + offset;
            match character {
                '\t' | '\r' | '\n' => {}
                '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}' => {
                    open.push(at);
                }
                '\u{202c}' | '\u{2069}' if open.pop().is_some() => {}
                '\u{202c}' | '\u{2069}' => self.report(at, character),
                other if other.is_control() => self.report(at, other),
                _ => {}
            }
        }
        if let Some(at) = open.first().copied()
            && let Some(character) = self.text.get(at..).and_then(|rest| rest.chars().next())
        {
            self.report(at, character);
        }
    }

    fn report(&mut self, at: usize, character: char) {
        let message = format!("the character `{}` cannot stand here", character.escape_unicode());
        let span = span(self.file, at, at + character.len_utf8());
        self.findings.push(
            Finding::error("syntax/control-character", message, span, "not visible")
                .help("remove it, or write it as `\\u{…}` in a string"),
        );
    }

    fn control(&mut self) {
        if let Some(character) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            self.report(self.at, character);
        }
    }

    fn wide(&mut self) {
        let Some(character) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else {
            return;
        };
        if character.is_control() || crate::words::is_bidirectional(character) {
            self.report(self.at, character);
        }
        self.at += character.len_utf8() - 1;
    }

    fn finish(mut self) -> Scan {
        if self.too_deep {
            return Scan { chunks: Vec::new(), findings: self.findings };
        }
        if let Some(extra) = self.extra {
            let finding = self.closes_nothing(extra);
            self.findings.push(finding);
        } else if let Some(open) = self.stack.last().copied() {
            let finding = self.never_closed(open);
            self.findings.push(finding);
        }
        Scan { chunks: self.chunks, findings: self.findings }
    }

    fn closes_nothing(&self, extra: usize) -> Finding {
        let message = "this `}` closes nothing";
        let (at, opened) = match self.odd_close {
            Some((at, open)) => (at, Some(open)),
            None => (extra, None),
        };
        let finding = Finding::error(
            "syntax/extra-brace",
            message,
            span(self.file, at, at + 1),
            "one too many",
        )
        .help("remove it, or indent it as the block that it closes");
        match opened {
            Some(open) => finding.also(span(self.file, open.at, open.at + 1), "closes this block"),
            None => finding,
        }
    }

    fn never_closed(&self, open: Open) -> Finding {
        let message = "this block is not closed where its layout says";
        let (open, shows) = match self.left_open {
            Some((open, at)) => (open, Some(at)),
            None => (open, None),
        };
        let place = span(self.file, open.at, open.at + 1);
        let finding = Finding::error("syntax/unclosed-block", message, place, "opened here")
            .help("add `}` before the line that is indented no deeper");
        match shows {
            Some(at) => {
                let rest = self.text.get(at..).unwrap_or("");
                let length = rest.chars().next().map_or(1, char::len_utf8);
                finding.also(span(self.file, at, at + length), "should be outside")
            }
            None => finding,
        }
    }
}
