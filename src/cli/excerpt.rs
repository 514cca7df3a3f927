//! The lines of a policy that a finding quotes. In: a source and the stretch of it that is spoken of. Out: what the
//! printer of findings reads, at the offsets and lines of the whole file, of which no more is copied or searched.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::source::Source;

/// Whole lines before and behind the stretch: one is shown, one ends where that begins.
const AROUND: usize = 2;

/// Some lines of a source, safe to show.
#[derive(Debug)]
pub struct Excerpt {
    name: String,
    text: String,
    start: usize,
    line: usize,
}

impl Excerpt {
    /// The lines around a stretch of bytes. Control characters become dots, so that they move nothing on the terminal.
    pub fn around(source: &Source, stretch: std::ops::Range<usize>) -> Self {
        let before = source.text.get(..stretch.start).unwrap_or_default();
        let start = before.rmatch_indices('\n').nth(AROUND).map_or(0, |(at, _)| at + 1);
        let behind = source.text.get(stretch.end..).unwrap_or_default();
        let end = behind.match_indices('\n').nth(AROUND).map(|(at, _)| stretch.end + at + 1);
        let text = source.text.get(start..end.unwrap_or(source.text.len())).unwrap_or_default();
        let (line, _) = source.position(u32::try_from(start).unwrap_or(u32::MAX));
        let text = text.chars().map(shown).collect();
        Self { name: source.name.clone(), text, start, line: line - 1 }
    }
}

fn shown(character: char) -> char {
    match character {
        '\n' | '\r' | '\t' => character,
        other if other.is_ascii_control() => '.',
        other => other,
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let offset = span.offset().checked_sub(self.start).ok_or(MietteError::OutOfBounds)?;
        let here = self.text.read_span(&(offset, span.len()).into(), before, after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            here.data(),
            (here.span().offset() + self.start, here.span().len()).into(),
            here.line() + self.line,
            here.column(),
            here.line_count(),
        )))
    }
}
