//! Findings for people and for programs. In: findings and sources. Out: text.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic};
use serde::Serialize;

use super::excerpt::Excerpt;
use crate::diagnostic::{Finding, Level};
use crate::source::{Source, Sources, Span};
use crate::words::{brief, count, visible};

/// As many findings as are shown; the rest is counted.
const SHOWN: usize = 100;

/// The longest line of a policy that is quoted, in bytes; of longer ones only the place is told.
const QUOTED: usize = 1000;

/// Findings, most severe first, then by place, with a line that counts them.
pub fn text(findings: &[Finding], sources: &Sources, colour: bool) -> String {
    let handler = handler(colour);
    let mut text = String::new();
    for finding in sorted(findings).into_iter().take(SHOWN) {
        one(finding, sources, &handler, &mut text);
    }
    if findings.len() > SHOWN {
        let _ = writeln!(text, "… and {} more", findings.len() - SHOWN);
    }
    if !findings.is_empty() {
        let _ = writeln!(text, "{}", summary(findings));
    }
    text
}

/// `2 errors, 1 warning, 3 notes`
pub fn summary(findings: &[Finding]) -> String {
    let of = |level| findings.iter().filter(|finding| finding.level == level).count();
    let (errors, warnings, notes) = (of(Level::Error), of(Level::Warning), of(Level::Note));
    [count(errors, "error"), count(warnings, "warning"), count(notes, "note")].join(", ")
}

fn sorted(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| (finding.level, finding.span(), finding.code));
    sorted
}

fn handler(colour: bool) -> GraphicalReportHandler {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    GraphicalReportHandler::new_themed(theme).with_width(100).with_context_lines(1)
}

fn one(finding: &Finding, sources: &Sources, handler: &GraphicalReportHandler, text: &mut String) {
    let main = finding.span().file;
    let here = finding.labels.iter().filter(|label| label.span.file == main);
    let mut diagnostic = MietteDiagnostic::new(visible(&brief(&finding.message)))
        .with_code(finding.code)
        .with_severity(match finding.level {
            Level::Error => miette::Severity::Error,
            Level::Warning => miette::Severity::Warning,
            Level::Note => miette::Severity::Advice,
        })
        .with_labels(here.enumerate().map(|(at, label)| {
            let range = label.span.range();
            let text = Some(label.text.clone());
            let (start, length) = (range.start, range.len());
            if at == 0 {
                LabeledSpan::new_primary_with_span(text, (start, length))
            } else {
                LabeledSpan::new_with_span(text, (start, length))
            }
        }));
    let quoted = sources.get(main).filter(|source| is_quotable(finding, source));
    let mut help = help(finding, sources);
    if let (None, Some(source)) = (quoted, sources.get(main)) {
        let (line, column) = source.position(finding.span().start);
        help = [format!("at {}:{line}:{column}", source.name), help].join("\n");
    }
    if !help.is_empty() {
        diagnostic = diagnostic.with_help(help);
    }
    let mut report = miette::Report::new(diagnostic);
    if let Some(source) = quoted {
        report = report.with_source_code(Excerpt::around(source, stretch(finding)));
    }
    let _ = handler.render_report(text, report.as_ref());
    text.push('\n');
}

/// The stretch of its file from the first of its places to the last.
fn stretch(finding: &Finding) -> Range<usize> {
    let main = finding.span();
    let here = finding.labels.iter().filter(|label| label.span.file == main.file);
    let whole = here.map(|label| label.span).fold(main, |whole, span| Span {
        start: whole.start.min(span.start),
        end: whole.end.max(span.end),
        ..whole
    });
    whole.range()
}

/// Whether the lines of a finding, and those around them that are shown too, can be read on a screen.
fn is_quotable(finding: &Finding, source: &Source) -> bool {
    let Range { start, end } = stretch(finding);
    let before = source.text.get(..start).unwrap_or_default().rsplit('\n').take(2);
    let within = source.text.get(start..end).unwrap_or_default().split('\n');
    let after = source.text.get(end..).unwrap_or_default().split('\n').take(2);
    before.chain(within).chain(after).all(|line| line.len() <= QUOTED)
}

/// The mend, the places in other files, the assumptions.
fn help(finding: &Finding, sources: &Sources) -> String {
    let main = finding.span().file;
    let elsewhere =
        finding.labels.iter().filter(|label| label.span.file != main).filter_map(|label| {
            let source = sources.get(label.span.file)?;
            let (line, column) = source.position(label.span.start);
            Some(format!("{}:{line}:{column}: {}", source.name, label.text))
        });
    let assumed = finding.assumptions.iter().map(|assumption| format!("assumed: {assumption}"));
    let help = finding.help.iter().map(|help| visible(&brief(help)));
    help.chain(elsewhere).chain(assumed).collect::<Vec<_>>().join("\n")
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Label<'a> {
    #[serde(flatten)]
    place: Option<Place<'a>>,
    text: &'a str,
}

#[derive(Serialize)]
struct Shown<'a> {
    code: &'a str,
    level: &'a str,
    message: Cow<'a, str>,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    labels: Vec<Label<'a>>,
    help: Option<Cow<'a, str>>,
    assumptions: &'a [String],
}

/// All findings as a JSON array, lines and columns from 1.
pub fn json(findings: &[Finding], sources: &Sources) -> String {
    let shown: Vec<Shown> = sorted(findings)
        .into_iter()
        .map(|finding| Shown {
            code: finding.code,
            level: word(finding.level),
            message: brief(&finding.message),
            place: place(finding.span(), sources),
            labels: finding
                .labels
                .iter()
                .map(|label| Label { place: place(label.span, sources), text: &label.text })
                .collect(),
            help: finding.help.as_deref().map(brief),
            assumptions: &finding.assumptions,
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&shown).unwrap_or_default();
    text.push('\n');
    text
}

/// As written.
pub fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn place(span: Span, sources: &Sources) -> Option<Place<'_>> {
    let source = sources.get(span.file)?;
    let (line, column) = source.position(span.start);
    let (end_line, end_column) = source.position(span.end);
    Some(Place { file: &source.name, line, column, end_line, end_column })
}
