//! Edits made. In: a file's text and tree, edits. Out: its statements as they would be with the edits. Knows no dimension
//! and no money.

use std::ops::Range;

use crate::diagnostic::Edit;
use crate::source::Span;
use crate::syntax::tree::{Node, Statement};

/// A piece of text in place of a stretch.
type Splice = (Range<usize>, String);

/// The text of a file with the edits that are about it; none where one of them is about no sentence of it.
pub fn apply(text: &str, body: &[Statement], edits: &[Edit]) -> Option<String> {
    let mut splices: Vec<Splice> =
        edits.iter().map(|edit| splice(text, body, edit)).collect::<Option<_>>()?;
    splices.sort_by_key(|(range, _)| (range.start, range.end));
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for (range, piece) in splices {
        made.push_str(text.get(at..range.start)?);
        made.push_str(&piece);
        at = range.end;
    }
    made.push_str(text.get(at..)?);
    Some(made)
}

fn splice(text: &str, body: &[Statement], edit: &Edit) -> Option<Splice> {
    let is_block = |node: &Node| matches!(node, Node::Block(_));
    let sentence = || innermost(body, edit.at(), &|_| true);
    Some(match edit {
        Edit::Replace(at, new) => (at.range(), new.clone()),
        Edit::Write(_, new) => match sentence()? {
            block if is_block(&block.node) => add(text, block, new),
            old => (old.span.range(), new.clone()),
        },
        Edit::Remove(_) => (with_separator(text, sentence()?.span.range()), String::new()),
        Edit::Add(at, new) => add(text, innermost(body, *at, &is_block)?, new),
    })
}

/// The smallest statement of a kind that holds a place.
fn innermost<'b>(
    body: &'b [Statement],
    at: Span,
    wanted: &dyn Fn(&Node) -> bool,
) -> Option<&'b Statement> {
    let outer = body.iter().find(|statement| statement.span.holds(at))?;
    let inner = match &outer.node {
        Node::Block(block) => innermost(&block.body, at, wanted),
        _ => None,
    };
    inner.or_else(|| wanted(&outer.node).then_some(outer))
}

/// A stretch with the comma behind it, or else with the one before it.
fn with_separator(text: &str, range: Range<usize>) -> Range<usize> {
    let after = text.get(range.end..).unwrap_or_default();
    let blanks = [' ', '\t'];
    if let Some(next) = after.trim_start_matches(blanks).strip_prefix(',') {
        return range.start..range.end + after.len() - next.trim_start_matches(blanks).len();
    }
    let before = text.get(..range.start).unwrap_or_default().trim_end_matches(blanks);
    if before.ends_with(',') { before.len() - 1..range.end } else { range }
}

/// A further sentence behind the last one of a block: on a line of its own where the block has lines.
fn add(text: &str, block: &Statement, sentence: &str) -> Splice {
    let range = block.span.range();
    let whole = text.get(range.clone()).unwrap_or_default();
    let last = match &block.node {
        Node::Block(block) => block.body.last(),
        _ => None,
    };
    let Some(last) = last.map(|last| last.span.range()) else {
        return match whole.strip_suffix('}') {
            Some(_) => (range.end - 1..range.end - 1, format!(" {sentence} ")),
            None => (range.end..range.end, format!(" {{ {sentence} }}")),
        };
    };
    let rest = text.get(last.end..range.end).unwrap_or_default();
    match rest.find('\n') {
        Some(line) => {
            let end = last.end + line;
            (end..end, format!("\n{}{sentence}", indent(text, last.start)))
        }
        None => (last.end..last.end, format!(", {sentence}")),
    }
}

/// The blanks that begin the line of a place.
fn indent(text: &str, at: usize) -> &str {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
    let line = text.get(start..at).unwrap_or_default();
    line.get(..line.len() - line.trim_start().len()).unwrap_or_default()
}
