//! `report.md`: what was compiled, for the reader of a pull request. In: a plan, what the targets made of it and the
//! findings. Out: Markdown without line numbers, so that a moved line changes nothing.

mod assumptions;
mod availability;
mod capacity;
mod chart;
mod cost;
mod data;
mod holds;
mod json;
mod left_out;
mod lost;
mod not_judged;
mod page;
mod quote;
mod regions;
mod words;

use self::page::{Page, Part, Section};
use self::quote::{code, line, quote};
use crate::diagnostic::{Finding, Level};
use crate::figures::Figures;
use crate::model::Policy;
use crate::model::waiver::Waived;
use crate::plan::Plan;
use crate::ratio::Ratio;
use crate::settings::Settings;
use crate::source::Sources;
use crate::targets::Rendered;
use crate::words::count;

/// Where the drawing of the cost stands, from the page.
pub const COST_CHART: &str = "charts/cost.svg";
/// Where the drawing of the capacity stands.
pub const CAPACITY_CHART: &str = "charts/capacity.svg";

/// A tier of the environment beside the one that is written.
#[derive(Clone, Copy, Debug)]
pub struct Tier<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its figures.
    pub figures: &'a Figures<'a>,
    /// Its budget, dollars a month.
    pub budget: Option<Ratio>,
}

/// What a report is made of.
pub struct Report<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The plan.
    pub plan: &'a Plan,
    /// Load, replicas, money and time.
    pub figures: &'a Figures<'a>,
    /// The budget, dollars a month.
    pub budget: Option<Ratio>,
    /// All tiers that were looked at, this one among them; none where there are no tiers.
    pub tiers: Vec<Tier<'a>>,
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
    /// The page in Markdown.
    pub fn text(&self) -> String {
        self.page().markdown()
    }

    /// The page for a terminal.
    pub fn plain(&self) -> String {
        self.page().plain()
    }

    /// Every figure with what it comes from, for programs.
    pub fn json(&self) -> serde_json::Value {
        json::report(self)
    }

    /// The drawings that the page shows, by their paths.
    pub fn charts(&self) -> Vec<(&'static str, String)> {
        let charts = [(COST_CHART, chart::cost(self)), (CAPACITY_CHART, chart::capacity(self))];
        charts.into_iter().filter_map(|(path, chart)| Some((path, chart?))).collect()
    }

    fn page(&self) -> Page {
        let left_out = left_out::lines(self.findings, &self.plan.left_out, self.sources);
        let lead = vec![Part::Text(self.head(left_out.len())), Part::Named(self.summary())];
        let mut sections = vec![
            list("Not compiled yet", left_out),
            Section::new("Regions", vec![Part::Table(regions::table(self.plan))]),
            cost::section(self),
            capacity::section(self),
            lost::section(self),
            data::section(self),
            availability::section(self),
            list("Not judged", not_judged::lines(self.policy)),
        ];
        sections.extend(self.to_do());
        sections.push(assumptions::section(self));
        Page { title: self.title(), lead, sections }
    }

    fn to_do(&self) -> Vec<Section> {
        let variables = self.rendered.variables.iter();
        let fill =
            variables.map(|variable| format!("`{}`: {}", variable.name, variable.description));
        let mut to_do: Vec<String> = self.plan.to_do.clone();
        to_do.extend(self.rendered.to_do.iter().cloned());
        let waived = self.waived.iter().map(|waived| {
            let because = code(&line(&waived.because));
            format!("`{}` until {}: {because}", waived.finding.code, waived.until)
        });
        vec![
            list("What differs from the policy, and where", self.quoted(is_difference)),
            list("Variables to fill", fill.collect()),
            list("What you do", to_do),
            list("Expected, not written", self.plan.expected.clone()),
            list("Warnings", self.quoted(is_warning)),
            list("Notes", self.quoted(is_remark)),
            list("Patched", self.patched()),
            list("Waivers", waived.collect()),
        ]
    }

    /// What a reader wants to know first: money, capacity, lost regions, availability.
    fn summary(&self) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        lines.extend(cost::summary(self).map(|line| ("Cost", line)));
        lines.extend(holds::summary(self).map(|line| ("Capacity", line)));
        lines.extend(lost::summary(self).into_iter().map(|line| ("When a region is lost", line)));
        lines.extend(availability::summary(self.figures).map(|line| ("Availability", line)));
        lines
    }

    fn title(&self) -> String {
        let plan = self.plan;
        let place = plan.environment.as_deref().unwrap_or("default");
        let tier = plan.tier.as_ref().map(|tier| format!(", tier {tier}")).unwrap_or_default();
        format!("{}, {place}{tier}", plan.service)
    }

    fn head(&self, left_out: usize) -> String {
        // As many as are listed below: what several places cause is said once.
        let of = |wanted: fn(&Finding) -> bool| self.quoted(wanted).len();
        let later = match left_out {
            0 => String::new(),
            things => format!("; {} not compiled yet", count(things, "thing")),
        };
        format!(
            "Compiled by Terrace {} for Kubernetes {}, catalogue of {}. {}, {}, {}{later}.",
            env!("CARGO_PKG_VERSION"),
            self.settings.kubernetes,
            self.settings.catalogue.name(),
            count(of(|finding| finding.level == Level::Error), "error"),
            count(of(is_warning), "warning"),
            count(of(is_note), "note"),
        )
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

/// A section that is a list.
fn list(title: &str, lines: Vec<String>) -> Section {
    Section::new(title, vec![Part::List(lines)])
}

/// A note of something else than what has no price, which stands with the cost.
fn is_note(finding: &Finding) -> bool {
    finding.level == Level::Note && finding.code != "cost/not-priced"
}

/// A note of what a target does differently, or what an environment leaves out: rules name their case, stages have none.
fn is_difference(finding: &Finding) -> bool {
    is_note(finding) && finding.case.is_none()
}

/// A note of a rule: it is as it is, and worth knowing.
fn is_remark(finding: &Finding) -> bool {
    is_note(finding) && finding.case.is_some()
}

/// A warning of something else than what is not compiled, which has its own list.
fn is_warning(finding: &Finding) -> bool {
    finding.level == Level::Warning && finding.code != NOT_COMPILED
}
