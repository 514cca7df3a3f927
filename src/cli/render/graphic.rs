//! Findings on a terminal, with the lines of the policy that they are about.

use std::fmt::Write;
use std::ops::Range;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic};

use super::super::excerpt::Excerpt;
use super::seats::{self, Told};
use super::{mend, origin};
use crate::diagnostic::{Finding, Label, Level, Seat, Step};
use crate::source::{Source, Sources, Span};
use crate::words::{brief, count, visible};

/// The longest line of a policy that is quoted, in bytes; of longer ones only the place is told.
const QUOTED: usize = 1000;

/// How many lines away from the place to mend another place is still quoted.
const NEAR: usize = 10;

/// As many assumptions as are listed; the rest is counted.
const ASSUMED: usize = 6;

/// As many places further away as are told; the rest is counted.
const FAR: usize = 4;

/// Prints findings on a terminal.
pub struct Printer<'a> {
    handler: GraphicalReportHandler,
    sources: &'a Sources,
    seats: &'a [Seat],
}

impl<'a> Printer<'a> {
    /// A printer for findings of some sources and policies.
    pub fn new(sources: &'a Sources, seats: &'a [Seat], colour: bool) -> Self {
        let theme =
            if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme);
        Self { handler: handler.with_width(100).with_context_lines(1), sources, seats }
    }

    /// A finding with the lines of the policy that it is about.
    pub fn whole(&self, told: &Told, text: &mut String) {
        let finding = told.finding;
        let main = self.sources.get(finding.span().file);
        let stretch = self.stretch(finding);
        let quoted = main.filter(|source| is_quotable(&stretch, source));
        let mut help = self.help(finding);
        if quoted.is_none() && main.is_some() {
            help.insert(0, format!("at {}", self.place(finding.span())));
        }
        let mut diagnostic = self.diagnostic(finding);
        if !help.is_empty() {
            diagnostic = diagnostic.with_help(help.join("\n"));
        }
        let mut report = miette::Report::new(diagnostic);
        if let Some(source) = quoted {
            report = report.with_source_code(Excerpt::around(source, stretch));
        }
        let _ = self.handler.render_report(text, report.as_ref());
        for line in self.others(told).chain(self.assumed(finding)) {
            let _ = writeln!(text, "  {line}");
        }
        text.push('\n');
    }

    /// The code, and the policies that it was met in where these are not all.
    fn head(&self, finding: &Finding) -> String {
        match seats::words(&finding.seats, self.seats) {
            Some(met) => format!("{} in {met}", finding.code),
            None => finding.code.to_owned(),
        }
    }

    /// Findings that say the same in a line, and their mend in a second one where they are more than notes.
    pub fn line(&self, findings: &[&Finding], text: &mut String) {
        let Some(finding) = findings.first() else { return };
        let places = self.places(findings);
        let met = seats::words(&finding.seats, self.seats);
        let met = met.map(|met| format!(" (in {met})")).unwrap_or_default();
        let _ = writeln!(text, "    {places}: {}{met}", visible(&brief(&finding.message)));
        if let (true, Some(help)) = (finding.level < Level::Note, mend(finding)) {
            let _ = writeln!(text, "      help: {help}");
        }
    }

    /// `shop.terrace:3:5, 8:5`
    fn places(&self, findings: &[&Finding]) -> String {
        let mut places: Vec<String> = Vec::new();
        let mut file = None;
        for span in findings.iter().map(|finding| finding.span()) {
            let place = self.place(span);
            let again = file.replace(span.file) == Some(span.file);
            let name = self.sources.get(span.file).map_or("", |source| &source.name);
            let short = place.get(name.len() + 1..).filter(|_| again);
            places.push(short.unwrap_or(&place).to_owned());
        }
        places.join(", ")
    }

    /// The mend, and the places that are not among the quoted lines.
    fn help(&self, finding: &Finding) -> Vec<String> {
        let far: Vec<String> = finding
            .labels
            .iter()
            .filter(|label| !self.is_near(finding, label))
            .map(|label| format!("{}: {}", self.place(label.span), label.text))
            .collect();
        let more = far.len().checked_sub(FAR).filter(|more| *more > 0);
        let more = more.map(|more| format!("… and {}", count(more, "more place")));
        mend(finding).into_iter().chain(far.into_iter().take(FAR)).chain(more).collect()
    }

    /// Whether a place is quoted: it stands in the same file as the place to mend, few lines away.
    fn is_near(&self, finding: &Finding, label: &Label) -> bool {
        let main = finding.span();
        let line = |span: Span| self.sources.get(span.file).map(|file| file.position(span.start).0);
        main.file == label.span.file
            && match (line(main), line(label.span)) {
                (Some(one), Some(other)) => one.abs_diff(other) <= NEAR,
                _ => false,
            }
    }

    fn diagnostic(&self, finding: &Finding) -> MietteDiagnostic {
        let near = finding.labels.iter().filter(|label| self.is_near(finding, label));
        let labels = near.enumerate().map(|(at, label)| {
            let range = label.span.range();
            let place = (range.start, range.len());
            let text = Some(label.text.clone());
            if at == 0 {
                LabeledSpan::new_primary_with_span(text, place)
            } else {
                LabeledSpan::new_with_span(text, place)
            }
        });
        MietteDiagnostic::new(visible(&brief(&finding.message)))
            .with_code(self.head(finding))
            .with_severity(match finding.level {
                Level::Error => miette::Severity::Error,
                Level::Warning => miette::Severity::Warning,
                Level::Note => miette::Severity::Advice,
            })
            .with_labels(labels)
    }

    /// What other policies have of it.
    fn others(&self, told: &Told) -> impl Iterator<Item = String> {
        told.others.iter().map(|other| {
            let met = seats::words(&other.seats, self.seats).unwrap_or_default();
            format!("also in {met}: {}", visible(&brief(&other.message)))
        })
    }

    /// What it takes for granted; of a long list the beginning, and where the rest is told.
    fn assumed(&self, finding: &Finding) -> impl Iterator<Item = String> {
        let steps = finding.assumptions();
        let more = steps.len().checked_sub(ASSUMED).filter(|more| *more > 0);
        let more = more.map(|more| {
            format!("… and {more} more: `terrace explain --policy FILE {}`", finding.code)
        });
        let line = |step: &Step| {
            let origin = origin::short(&step.origin, self.sources);
            format!("{}: {} ({origin})", step.what, step.figure)
        };
        let lines: Vec<String> = steps.into_iter().take(ASSUMED).map(line).collect();
        lines.into_iter().chain(more)
    }

    /// From the first to the last of the places that are quoted.
    fn stretch(&self, finding: &Finding) -> Range<usize> {
        let near = finding.labels.iter().filter(|label| self.is_near(finding, label));
        near.map(|label| label.span.range())
            .fold(finding.span().range(), |all, one| all.start.min(one.start)..all.end.max(one.end))
    }

    fn place(&self, span: Span) -> String {
        self.sources.place(span).unwrap_or_default()
    }
}

/// Whether the lines of a stretch, and those around them that are shown too, can be read on a screen.
fn is_quotable(stretch: &Range<usize>, source: &Source) -> bool {
    let Range { start, end } = *stretch;
    let before = source.text.get(..start).unwrap_or_default().rsplit('\n').take(2);
    let within = source.text.get(start..end).unwrap_or_default().split('\n');
    let after = source.text.get(end..).unwrap_or_default().split('\n').take(2);
    before.chain(within).chain(after).all(|line| line.len() <= QUOTED)
}
