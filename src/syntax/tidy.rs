//! One mistake, one finding. In: what the scan and the builder found. Out: findings in the order of the text, without
//! those that another has caused. Only unreadable stretches are ever dropped, never the first, never a literal's error.

use super::build::{Builder, Fault, Problem, span};
use super::explain::{begins_statement, explain};
use crate::diagnostic::Finding;
use crate::source::FileId;

/// As many problems are put into words; the rest is one line.
const WORDED: usize = 100;

/// Findings of a file, in the order of the text.
pub(super) fn tidy(
    file: FileId,
    text: &str,
    scanned: Vec<Finding>,
    builder: Builder,
) -> Vec<Finding> {
    let mut problems = builder.problems;
    problems.sort_by_key(|problem| problem.start);
    let mut kept = caused(text, &problems);
    if scanned.iter().any(is_brace) {
        kept.retain(|problem| !is_bare_brace(text, problem));
    }
    let unreadable = kept.iter().any(|problem| holds_brace(text, problem));
    let mut findings: Vec<Finding> =
        scanned.into_iter().filter(|finding| !(unreadable && is_brace(finding))).collect();
    findings.extend(kept.iter().take(WORDED).map(|problem| explain(file, text, *problem)));
    if let Some(next) = kept.get(WORDED) {
        let message = format!("{} more lines cannot be read", kept.len() - WORDED);
        let place = span(file, next.start, next.end.max(next.start + 1));
        findings.push(Finding::error("syntax/unreadable", message, place, "the first of them"));
    }
    let lost = findings.iter().any(is_brace);
    let stays = |finding: &Finding| !(lost && finding.code == "syntax/unreadable");
    findings.extend(builder.findings.into_iter().filter(stays));
    findings.sort_by_key(|finding| (finding.span().start, finding.span().end));
    findings
}

fn is_brace(finding: &Finding) -> bool {
    matches!(finding.code, "syntax/extra-brace" | "syntax/unclosed-block")
}

/// Whether it is a `{` without any head, which the layout of braces explains better.
fn is_bare_brace(text: &str, problem: &Problem) -> bool {
    problem.fault == Fault::BrokenHead && text.get(problem.start..problem.end) == Some("{")
}

/// Whether the unreadable stretch is the head of a block whose `{` is lost.
fn holds_brace(text: &str, problem: &Problem) -> bool {
    let part = text.get(problem.start..problem.end).unwrap_or("");
    let mut quotes = part.matches('"').count();
    quotes -= part.matches("\\\"").count().min(quotes);
    let head = part.split([' ', '\t']).next().unwrap_or("");
    let begins_block = super::explain::begins_block(head) && !part.contains('=');
    problem.fault == Fault::Unreadable && (quotes % 2 == 1 || begins_block)
}

/// Drops what stands on the line of an unreadable stretch behind it, or on the next line and deeper.
fn caused(text: &str, problems: &[Problem]) -> Vec<Problem> {
    let mut kept: Vec<Problem> = Vec::new();
    let mut last: Option<Problem> = None;
    for problem in problems {
        let follows = last.is_some_and(|last| follows(text, last, *problem));
        if !follows {
            kept.push(*problem);
        }
        last = Some(*problem);
    }
    kept
}

fn follows(text: &str, last: Problem, next: Problem) -> bool {
    if last.fault == Fault::StrayComma {
        return false;
    }
    let between = text.get(last.end.min(next.start)..next.start).unwrap_or("");
    match between.matches('\n').count() {
        0 => !between.contains(',') && !between.contains('}'),
        1 => {
            let goes_on = last.fault == Fault::Unreadable && next.fault == Fault::Unreadable;
            goes_on
                && indent(text, next.start) > indent(text, last.start)
                && !begins_statement(text.get(next.start..next.end).unwrap_or(""))
        }
        _ => false,
    }
}

fn indent(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    let line = before.get(before.rfind('\n').map_or(0, |newline| newline + 1)..).unwrap_or("");
    line.len() - line.trim_start().len()
}
