//! Findings of one code with their calculations, as a person would write them on paper.

use std::fmt::Write;

use crate::Compiled;
use crate::cli::render::{self, origin};
use crate::codes::Known;
use crate::diagnostic::{Finding, Step};
use crate::origin::Origin;
use crate::source::Sources;
use crate::words::{count, one_line, visible};

/// Columns of a calculation are at most so wide; what is longer pushes the rest of its line aside.
const WIDEST: usize = 56;

/// Every finding of a code, with all that it rests on.
pub fn text(known: &Known, compiled: &Compiled, sources: &Sources) -> String {
    let findings = &compiled.findings;
    let head = match findings.len() {
        0 => "nothing is found of it".to_owned(),
        many => count(many, "finding"),
    };
    let mut text = format!("{}: {head}\n\n{}\n", known.code, one_line(known.why));
    for finding in findings {
        one(finding, compiled, sources, &mut text);
    }
    text
}

fn one(finding: &Finding, compiled: &Compiled, sources: &Sources, text: &mut String) {
    let met = render::met_in(&finding.seats, &compiled.seats);
    let met = met.map(|met| format!(" in {met}")).unwrap_or_default();
    let _ = writeln!(text, "\n{}{met}: {}", render::word(finding.level), visible(&finding.message));
    for label in &finding.labels {
        if let Some(place) = sources.place(label.span) {
            let _ = writeln!(text, "  {place}: {}", label.text);
        }
    }
    if !finding.derivation.is_empty() {
        text.push('\n');
        lines(&finding.derivation, sources, text);
        behind(&finding.derivation, text);
    }
    if let Some(help) = render::mend(finding) {
        let _ = writeln!(text, "\n  help: {help}");
    }
}

/// The lines of a calculation, in columns.
fn lines(steps: &[Step], sources: &Sources, text: &mut String) {
    let widest = |column: fn(&Step) -> &str| {
        let widths = steps.iter().map(|step| column(step).chars().count());
        widths.max().unwrap_or(0).min(WIDEST)
    };
    let (what, figure) = (widest(|step| &step.what), widest(|step| &step.figure));
    for step in steps {
        let origin = origin::short(&step.origin, sources);
        let _ = writeln!(text, "  {:<what$}  {:<figure$}  {origin}", step.what, step.figure);
    }
}

/// What stands behind the figures of the catalogue, each source once.
fn behind(steps: &[Step], text: &mut String) {
    let mut told: Vec<String> = Vec::new();
    for step in steps {
        if let Origin::Catalogue(basis) = &step.origin {
            told.extend(origin::behind(basis));
        }
    }
    told.sort();
    told.dedup();
    if !told.is_empty() {
        text.push_str("\n  sources\n");
    }
    for source in told {
        let _ = writeln!(text, "    {source}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Confidence;
    use crate::origin::Basis;
    use crate::source::Span;

    #[test]
    fn a_calculation_is_shown_as_on_paper() {
        let mut sources = Sources::default();
        let file = sources.add("shop.terrace", "service shop {\n  budget = $50/month\n}\n");
        let budget = Span { file, start: 26, end: 35 };
        let basis = Basis {
            date: "2026-07-20".into(),
            source: "karpenter".into(),
            confidence: Confidence::High,
            stands_in: None,
            estimate: false,
        };
        let steps = [
            Step::new("price of t3.small", "0.0228 $/h", Origin::Catalogue(basis)),
            Step::new("hours of a month", "730 h", Origin::Derived),
            Step::derived("web at peak", "4 × 730 h × 0.0228 $/h = 66.58 $"),
            Step::given("budget", "50 $", budget),
        ];
        let finding =
            Finding::error("cost/over-budget", "66.58 $ is over 50 $", budget, "exceeded")
                .steps(steps)
                .help("write `budget = $70/month`");
        assert_eq!(finding.assumptions().len(), 1);
        let compiled = Compiled { findings: vec![finding], ..Compiled::default() };
        let known = Known { code: "cost/over-budget", why: "Why.", examples: None };
        insta::assert_snapshot!(text(&known, &compiled, &sources));
    }
}
