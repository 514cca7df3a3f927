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
mod prices;
mod quote;
mod regions;
mod said;
mod table;
mod words;

use self::page::{Form, Page};
use self::quote::{code, line};
use self::said::Said;
use self::words::State;
use crate::diagnostic::Finding;
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
    /// The page for a pull request and the drawings that it shows, by their paths.
    pub fn files(&self) -> Vec<(&'static str, String)> {
        let states = words::states(self.figures, self.budget);
        let page = ("report.md", Some(self.page(Form::Markdown, &states)));
        let cost = (COST_CHART, chart::cost(self, &states));
        let files = [page, cost, (CAPACITY_CHART, chart::capacity(self))];
        files.into_iter().filter_map(|(path, text)| Some((path, text?))).collect()
    }

    /// The page for a terminal.
    pub fn plain(&self) -> String {
        self.page(Form::Plain, &words::states(self.figures, self.budget))
    }

    /// Every figure with what it comes from, for programs.
    pub fn json(&self) -> serde_json::Value {
        json::report(self)
    }

    fn page(&self, form: Form, states: &[State]) -> String {
        let left_out = left_out::lines(self.findings, &self.plan.left_out, self.sources);
        let said = Said::of(self.findings, self.sources);
        let mut page = Page::new(form, &self.title());
        page.paragraph(self.head(&said, left_out.len()));
        let silent = capacity::silent(self.figures);
        self.summary(states, &silent, &mut page);
        page.listed("Not compiled yet", &left_out);
        regions::section(self.plan, &mut page);
        cost::section(self, states, &mut page);
        capacity::section(self, &silent, &mut page);
        lost::section(self, &mut page);
        data::section(self, &mut page);
        availability::section(self, &mut page);
        page.listed("Not judged", not_judged::lines(self.policy));
        self.to_do(&said, &mut page);
        assumptions::section(self, &mut page);
        page.finish()
    }

    fn to_do(&self, said: &Said, page: &mut Page) {
        page.listed("What differs from the policy, and where", &said.differences);
        page.section("Variables to fill");
        let mut list = page.list();
        for variable in &self.rendered.variables {
            list.line(format_args!("`{}`: {}", variable.name, variable.description));
        }
        page.listed("What you do", self.plan.to_do.iter().chain(&self.rendered.to_do));
        page.listed("Expected, not written", &self.plan.expected);
        page.listed("Warnings", &said.warnings);
        page.listed("Notes", &said.remarks);
        page.listed("Patched", self.patched());
        page.section("Waivers");
        let mut list = page.list();
        for Waived { finding, because, until, .. } in self.waived {
            let because = line(because);
            list.line(format_args!("`{}` until {until}: {}", finding.code, code(&because)));
        }
    }

    /// What a reader wants to know first: money, capacity, lost regions, availability.
    fn summary(&self, states: &[State], silent: &[String], page: &mut Page) {
        let mut list = page.list();
        cost::summary(self, states).into_iter().for_each(|line| list.named("Cost", line));
        holds::summary(self.figures, silent)
            .into_iter()
            .for_each(|line| list.named("Capacity", line));
        for line in lost::summary(self) {
            list.named("When a region is lost", line);
        }
        let availability = availability::summary(self.figures);
        availability.into_iter().for_each(|line| list.named("Availability", line));
    }

    fn title(&self) -> String {
        let plan = self.plan;
        let place = plan.environment.as_deref().unwrap_or("default");
        let tier = plan.tier.as_ref().map(|tier| format!(", tier {tier}")).unwrap_or_default();
        format!("{}, {place}{tier}", plan.service)
    }

    fn head(&self, said: &Said, left_out: usize) -> String {
        // As many as are listed below: what several places cause is said once.
        let later = match left_out {
            0 => String::new(),
            things => format!("; {} not compiled yet", count(things, "thing")),
        };
        format!(
            "Compiled by Terrace {} for Kubernetes {}, catalogue of {}. {}, {}, {}{later}.",
            env!("CARGO_PKG_VERSION"),
            self.settings.kubernetes,
            self.settings.catalogue.name(),
            count(said.errors.len(), "error"),
            count(said.warnings.len(), "warning"),
            count(said.notes(), "note"),
        )
    }

    fn patched(&self) -> impl Iterator<Item = String> {
        self.plan.patches.iter().flat_map(|patch| {
            let address = &patch.address.node;
            let field = move |name: &str| code(&format!("{address}.{name}")).text();
            patch.fields.iter().map(move |it| field(&it.name.node))
        })
    }
}

/// What this release does not compile.
pub const NOT_COMPILED: &str = "build/not-compiled";
