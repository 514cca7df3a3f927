//! Many findings at once: each code in full once, then its other places in a line each; notes in a line each.

use std::fmt::Write;

use super::graphic::Printer;
use super::seats::Told;
use crate::diagnostic::{Finding, Level};

/// Prints findings, most severe first, then by code and place.
pub fn print(findings: &[&Told], printer: &Printer, text: &mut String) {
    let mut findings = findings.to_vec();
    findings.sort_by_key(|told| (told.finding.level, told.finding.code, told.finding.span()));
    for group in findings.chunk_by(|one, other| {
        (one.finding.level, one.finding.code) == (other.finding.level, other.finding.code)
    }) {
        let Some((first, others)) = group.split_first() else { continue };
        if first.finding.level == Level::Note {
            let _ = writeln!(text, "{}", first.finding.code);
            lines(group, printer, text);
        } else {
            printer.whole(first, text);
            lines(others, printer, text);
        }
    }
}

/// Findings in a line each; those that say the same are one line with all their places.
fn lines(group: &[&Told], printer: &Printer, text: &mut String) {
    let mut alike: Vec<Vec<&Finding>> = Vec::new();
    for finding in group.iter().map(|told| told.finding) {
        let same = |others: &&mut Vec<&Finding>| others.iter().all(|it| says_the_same(it, finding));
        match alike.iter_mut().find(same) {
            Some(others) => others.push(finding),
            None => alike.push(vec![finding]),
        }
    }
    for findings in &alike {
        printer.line(findings, text);
    }
    if !group.is_empty() {
        text.push('\n');
    }
}

fn says_the_same(one: &Finding, other: &Finding) -> bool {
    (&one.message, &one.help, &one.seats) == (&other.message, &other.help, &other.seats)
}

/// How many findings each family has, most first: `9 cost, 8 scaling`.
pub fn families(findings: &[Told]) -> String {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for told in findings {
        let family = told.finding.code.split('/').next().unwrap_or_default();
        *counts.entry(family).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(family, count)| (std::cmp::Reverse(*count), *family));
    let words = counts.iter().map(|(family, count)| format!("{count} {family}"));
    words.collect::<Vec<_>>().join(", ")
}
