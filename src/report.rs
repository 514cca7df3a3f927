//! `report.md`: what was compiled, for the reader of a pull request. In: a plan, what the targets made of it and the
//! findings. Out: Markdown without line numbers, so that a moved line changes nothing.

mod left_out;
mod quote;
mod regions;

use std::fmt::Write;

use self::quote::{code, line, quote};
use crate::diagnostic::{Finding, Level};
use crate::model::waiver::Waived;
use crate::plan::Plan;
use crate::settings::Settings;
use crate::source::Sources;
use crate::targets::Rendered;
use crate::words::count;

/// What a report is made of.
pub struct Report<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What the targets made of it.
    pub rendered: &'a Rendered,
    /// Findings that stay.
    pub findings: &'a [Finding],
    /// Findings that the policy allows.
    pub waived: &'a [Waived],
    /// The texts, for quotations.
    pub sources: &'a Sources,
    /// The project's settings.
    pub settings: &'a Settings,
}

impl Report<'_> {
    /// The whole page.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(4096);
        let left_out = left_out::lines(self.findings, &self.plan.left_out, self.sources);
        // As many are counted as are listed: what several places cause is said once.
        let (warnings, notes) = (self.quoted(is_warning), self.quoted(is_note));
        self.head(&mut text, warnings.len(), notes.len(), left_out.len());
        list(&mut text, "Not compiled yet", left_out);
        let _ = write!(text, "\n## Regions\n\n{}", regions::table(self.plan));
        list(&mut text, "What differs from the policy, and where", notes);
        let variables = self.rendered.variables.iter();
        let fill =
            variables.map(|variable| format!("`{}`: {}", variable.name, variable.description));
        list(&mut text, "Variables to fill", fill.collect());
        let mut to_do: Vec<String> = self.plan.to_do.clone();
        to_do.extend(self.rendered.to_do.iter().cloned());
        list(&mut text, "What you do", to_do);
        list(&mut text, "Expected, not written", self.plan.expected.clone());
        list(&mut text, "Warnings", warnings);
        list(&mut text, "Patched", self.patched());
        let waived = self.waived.iter().map(|waived| {
            format!("`{}` until {}: {}", waived.finding.code, waived.until, line(&waived.because))
        });
        list(&mut text, "Waivers", waived.collect());
        text
    }

    fn head(&self, text: &mut String, warnings: usize, notes: usize, left_out: usize) {
        let plan = self.plan;
        let place = plan.environment.as_deref().unwrap_or("default");
        let tier = plan.tier.as_ref().map(|tier| format!(", tier {tier}")).unwrap_or_default();
        let errors = self.quoted(|finding| finding.level == Level::Error).len();
        let later = match left_out {
            0 => String::new(),
            things => format!("; {} not compiled yet", count(things, "thing")),
        };
        let _ = writeln!(
            text,
            "# {}, {place}{tier}\n\nCompiled by Terrace {} for Kubernetes {}, catalogue of {}. {}, {}, {}{later}.",
            plan.service,
            env!("CARGO_PKG_VERSION"),
            self.settings.kubernetes,
            crate::catalog::DATE,
            count(errors, "error"),
            count(warnings, "warning"),
            count(notes, "note"),
        );
    }

    /// Findings as the sentence that they speak of and what is to be said of it, each once.
    fn quoted(&self, wanted: impl Fn(&Finding) -> bool) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for finding in self.findings.iter().filter(|finding| wanted(finding)) {
            let sentence = quote(self.sources, finding.span());
            let message = line(&finding.message);
            let text = if sentence.is_empty() || message.contains(&sentence) {
                message
            } else {
                format!("{}: {message}", code(&sentence))
            };
            if !lines.contains(&text) {
                lines.push(text);
            }
        }
        lines
    }

    fn patched(&self) -> Vec<String> {
        let fields = self.plan.patches.iter().flat_map(|patch| {
            patch
                .fields
                .iter()
                .map(|field| code(&format!("{}.{}", patch.address.node, field.name.node)))
        });
        fields.collect()
    }
}

/// What this release does not compile.
pub const NOT_COMPILED: &str = "build/not-compiled";

/// A section, where it has lines.
fn list(text: &mut String, title: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n## {title}\n");
    for line in lines {
        let _ = writeln!(text, "- {line}");
    }
}

fn is_note(finding: &Finding) -> bool {
    finding.level == Level::Note
}

/// A warning of something else than what is not compiled, which has its own list.
fn is_warning(finding: &Finding) -> bool {
    finding.level == Level::Warning && finding.code != NOT_COMPILED
}
