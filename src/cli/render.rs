//! Findings for people and for programs. In: findings and sources. Out: text.

mod bill;
mod crowd;
mod graphic;
mod json;
pub mod origin;
mod seats;

use std::fmt::Write;

pub use self::json::json;
pub use self::seats::words as met_in;
use crate::diagnostic::{About, Finding, Level, Seat};
use crate::source::Sources;
use crate::words::{brief, count, visible};

/// As many findings as are shown; the rest is counted.
const SHOWN: usize = 100;

/// As many findings as are shown in full; more are a crowd, in which each code is shown in full once.
const FULL: usize = 12;

/// Findings, most severe first, then by place, with a line that counts them. `seats`: the policies that were looked at.
pub fn text(findings: &[Finding], seats: &[Seat], sources: &Sources, colour: bool) -> String {
    let printer = graphic::Printer::new(sources, seats, colour);
    let mut text = String::new();
    let told = seats::told(&sorted(findings));
    let shown: Vec<_> = told.iter().take(SHOWN).collect();
    if told.len() > FULL {
        crowd::print(&shown, &printer, &mut text);
    } else {
        for told in shown {
            printer.whole(told, &mut text);
        }
    }
    if told.len() > SHOWN {
        let _ = writeln!(text, "… and {} more", told.len() - SHOWN);
    }
    if !told.is_empty() {
        let families = if told.len() > FULL { crowd::families(&told) } else { String::new() };
        let parts = [summary(told.iter().map(|told| told.finding)), families];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(text, "{}", parts.join(": "));
    }
    text
}

/// `2 errors, 1 warning, 3 notes`
fn summary<'a>(findings: impl Iterator<Item = &'a Finding>) -> String {
    let levels: Vec<Level> = findings.map(|finding| finding.level).collect();
    let of = |level| levels.iter().filter(|found| **found == level).count();
    let (errors, warnings, notes) = (of(Level::Error), of(Level::Warning), of(Level::Note));
    [count(errors, "error"), count(warnings, "warning"), count(notes, "note")].join(", ")
}

fn sorted(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| (finding.level, finding.span(), finding.code));
    sorted
}

/// The mend, with what it costs; that it costs nothing is said where a promise is at stake, unless that is one of money:
/// another budget costs nothing, as anybody knows.
pub fn mend(finding: &Finding) -> Option<String> {
    let help = visible(&brief(finding.help.as_deref()?));
    let promised = finding.case.is_some_and(|case| case.about == About::Promise)
        && !finding.code.starts_with("cost/");
    let told = finding.bill.filter(|bill| promised || !bill::is_nothing(*bill));
    let cost = told.map_or(String::new(), |bill| format!(" ({})", bill::words(bill)));
    Some(format!("{help}{cost}"))
}

/// As written.
pub fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}
