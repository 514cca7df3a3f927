//! Sentences whose parts stand in another order than they mean. In: the sentence and where it stops being one. Out: a
//! finding that offers the whole sentence as it should stand.

use super::grammar::Rule;
use crate::diagnostic::Finding;
use crate::source::Span;
use crate::words::tick;

/// A sentence that goes on where it should have ended, or that lacks its days.
pub(super) fn explain(part: &str, at: usize, rule: Rule, place: Span) -> Option<Finding> {
    let (before, rest) = (part.get(..at)?.trim_end(), part.get(at..)?.trim_start());
    match rule {
        Rule::window => days(before, rest, place),
        _ => goes_on(before, rest, place),
    }
}

/// A line that begins with a joining word and goes on nothing: `text` is what stands before it.
pub(super) fn joined(text: &str, line: &str, word: &str, place: Span) -> Finding {
    let before = text.trim_end().rsplit('\n').next().unwrap_or("").trim_start();
    goes_on(before, line.trim_end(), place).unwrap_or_else(|| {
        let message = format!("{} goes on no condition", tick(word));
        Finding::error("syntax/unreadable", message, place, "behind the end")
            .help("a condition ends with `for`, which covers all of it: put this before `for`")
    })
}

/// `cpu > 80% for 5m and memory > 70%`: `before` ends with the time, `rest` begins with the joining word.
fn goes_on(before: &str, rest: &str, place: Span) -> Option<Finding> {
    let joins = rest.starts_with("and ") || rest.starts_with("or ");
    let (condition, time) = before.rsplit_once(" for ").filter(|_| joins)?;
    if time.contains('"') || !condition.contains(" when ") {
        return None;
    }
    let (terms, tail) =
        match [" for ", " then ", " treating "].iter().filter_map(|word| rest.find(word)).min() {
            Some(end) => (rest.get(..end)?, rest.get(end..)?),
            None => (rest.trim_end(), ""),
        };
    let own = tail.starts_with(" for ");
    let time = if own { String::new() } else { format!(" for {}", time.trim()) };
    let meant = format!("{} {}{time}{}", condition.trim(), terms.trim_end(), tail.trim_end());
    let message = "`for` stands last and covers the whole condition";
    Some(
        Finding::error("syntax/unreadable", message, place, "goes on after `for`")
            .help(format!("write {}", tick(&meant))),
    )
}

/// `at least 3 from 08:00 to 20:00 in "Europe/Berlin"`
fn days(before: &str, rest: &str, place: Span) -> Option<Finding> {
    let complete = before.ends_with(|last: char| last.is_ascii_digit());
    let zone = match rest {
        "" => "in \"UTC\"",
        zone if zone.starts_with("in ") => zone.trim_end(),
        _ => return None,
    };
    if !complete || before.contains(" on ") {
        return None;
    }
    let message = "a window says on which days it holds";
    Some(
        Finding::error("syntax/unreadable", message, place, "days missing")
            .help(format!("write {}", tick(&format!("{before} on mon..fri {zone}")))),
    )
}
