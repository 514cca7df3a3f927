//! Findings for programs: an array, lines and columns from 1.

use std::borrow::Cow;

use serde::Serialize;

use super::{bill, sorted, word};
use crate::diagnostic::{Bill, Finding, Seat, Step};
use crate::origin::Origin;
use crate::source::{Sources, Span};
use crate::words::brief;

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

/// What the mend adds to the dollars a month of the service.
#[derive(Serialize)]
struct Cost {
    floor: String,
    peak: String,
}

#[derive(Serialize)]
struct Found<'a> {
    service: &'a str,
    environment: &'a str,
    tier: Option<&'a str>,
}

#[derive(Serialize)]
struct Line<'a> {
    what: &'a str,
    figure: &'a str,
    origin: &'static str,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    default: Option<&'a str>,
    date: Option<&'a str>,
    sources: Option<Vec<&'a str>>,
    confidence: Option<&'static str>,
    stands_in: Option<&'a str>,
}

#[derive(Serialize)]
struct Shown<'a> {
    code: &'a str,
    level: &'a str,
    case: Option<&'a str>,
    message: Cow<'a, str>,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    labels: Vec<Label<'a>>,
    help: Option<Cow<'a, str>>,
    help_costs: Option<Cost>,
    found_in: Vec<Found<'a>>,
    assumptions: Vec<Line<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    derivation: Option<Vec<Line<'a>>>,
}

/// All findings, with or without the whole calculation of each.
pub fn json(findings: &[Finding], sources: &Sources, derived: bool) -> String {
    let shown: Vec<Shown> =
        sorted(findings).into_iter().map(|finding| shown(finding, sources, derived)).collect();
    let mut text = serde_json::to_string_pretty(&shown).unwrap_or_default();
    text.push('\n');
    text
}

fn shown<'a>(finding: &'a Finding, sources: &'a Sources, derived: bool) -> Shown<'a> {
    let label = |label: &'a crate::diagnostic::Label| Label {
        place: place(label.span, sources),
        text: &label.text,
    };
    let line = |step| line(step, sources);
    Shown {
        code: finding.code,
        level: word(finding.level),
        case: finding.case.map(|case| case.when).filter(|when| !when.is_empty()),
        message: brief(&finding.message),
        place: place(finding.span(), sources),
        labels: finding.labels.iter().map(label).collect(),
        help: finding.help.as_deref().map(brief),
        help_costs: finding.bill.map(cost),
        found_in: finding.seats.iter().map(found).collect(),
        assumptions: finding.assumptions().into_iter().map(line).collect(),
        derivation: derived.then(|| finding.derivation.iter().map(line).collect()),
    }
}

fn cost(bill: Bill) -> Cost {
    Cost { floor: bill::signed(bill.floor), peak: bill::signed(bill.peak) }
}

fn found(seat: &Seat) -> Found<'_> {
    Found { service: &seat.service, environment: &seat.environment, tier: seat.tier.as_deref() }
}

fn line<'a>(step: &'a Step, sources: &'a Sources) -> Line<'a> {
    let line = |origin| Line {
        what: &step.what,
        figure: &step.figure,
        origin,
        place: None,
        default: None,
        date: None,
        sources: None,
        confidence: None,
        stands_in: None,
    };
    match &step.origin {
        Origin::Given(span) => Line { place: place(*span, sources), ..line("given") },
        Origin::Derived => line("derived"),
        Origin::Default(name) => Line { default: Some(name), ..line("assumed") },
        Origin::Catalogue(basis) => Line {
            date: Some(basis.date.as_ref()),
            sources: Some(basis.source.split(';').collect()),
            confidence: Some(basis.confidence.word()),
            stands_in: basis.stands_in.as_deref(),
            ..line("assumed")
        },
    }
}

fn place(span: Span, sources: &Sources) -> Option<Place<'_>> {
    let source = sources.get(span.file)?;
    let (line, column) = source.position(span.start);
    let (end_line, end_column) = source.position(span.end);
    Some(Place { file: &source.name, line, column, end_line, end_column })
}
