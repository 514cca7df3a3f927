//! Policies on their way to trees. In: resolved policies. Out: of each its plan, figures, files and findings, then its
//! tree or its report. They go through the stages together: what the processor has learned of a stage at one policy
//! serves it at the next, which halves the time of many.

use std::sync::Arc;

use crate::diagnostic::{Finding, Seat};
use crate::figures::{self, Figures};
use crate::findings::{self, distinct, fresh};
use crate::model::Policy;
use crate::model::waiver::{Waived, standing, waive};
use crate::plan::{self, Plan};
use crate::ratio::Ratio;
use crate::report::{Report, Tier};
use crate::settings::Settings;
use crate::source::Sources;
use crate::targets::{self, Rendered};
use crate::{Built, output, rules, show};

/// One policy and what came of it.
pub struct Draft<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Whether it is compiled, and not only looked at.
    pub written: bool,
    /// What it asks for.
    pub plan: Plan,
    /// What that carries, costs and takes.
    pub figures: Figures<'a>,
    /// What the targets make of it.
    pub rendered: Rendered,
    /// What was found, each thing once.
    pub findings: Vec<Finding>,
    /// What was found and is allowed.
    pub waived: Vec<Waived>,
}

/// Policies, each with whether it is written, through the stages.
pub fn drafts<'a>(
    policies: impl Iterator<Item = (&'a Policy, bool)>,
    settings: &Settings,
    targets: &[targets::Target],
) -> Vec<Draft<'a>> {
    let planned = |(policy, written)| Draft::planned(policy, written, settings);
    let mut drafts: Vec<Draft> = policies.map(planned).collect();
    for draft in &mut drafts {
        draft.figures = figures::figures(draft.policy, &draft.plan, settings);
    }
    for Draft { policy, plan, figures, findings, .. } in &mut drafts {
        rules::check(&rules::Seen { policy, plan, figures, settings }, findings);
    }
    let plans: Vec<&Plan> = drafts.iter().map(|draft| &draft.plan).collect();
    let rendered = targets::render(&plans, settings, targets);
    for (draft, rendered) in drafts.iter_mut().zip(rendered) {
        draft.rendered = rendered;
        draft.settle(settings);
    }
    drafts
}

/// The trees of drafts, and how many findings each has.
pub fn built(drafts: &[Draft], sources: &Sources, settings: &Settings) -> Vec<Built> {
    let reports: Vec<Vec<(&str, String)>> =
        reports(drafts, sources, settings).map(|report| report.files()).collect();
    let written = || drafts.iter().filter(|draft| draft.written);
    let maps: Vec<String> =
        written().map(|draft| output::source_map(&draft.rendered.places(sources))).collect();
    let made = written().zip(reports.into_iter().zip(maps));
    made.map(|(draft, (report, map))| draft.built(report, map, settings)).collect()
}

/// The reports of the drafts that are written, each with all tiers of its environment; those of an environment follow
/// each other.
pub fn reports<'d>(
    drafts: &'d [Draft<'d>],
    sources: &'d Sources,
    settings: &'d Settings,
) -> impl Iterator<Item = Report<'d>> {
    let places = drafts.chunk_by(Draft::is_beside);
    places.flat_map(move |place| {
        let tiers = move || place.iter().filter_map(Draft::tier).collect();
        let written = place.iter().filter(|draft| draft.written);
        written.map(move |draft| draft.report(tiers(), sources, settings))
    })
}

/// Whom the findings of a policy are of.
pub fn seat(policy: &Policy) -> Seat {
    let environment = policy.environment.as_ref();
    Seat {
        service: policy.service.node.clone(),
        environment: environment.map_or("default", |environment| &environment.name.node).to_owned(),
        tier: policy.tier.as_ref().map(|tier| tier.name.node.clone()),
    }
}

impl<'a> Draft<'a> {
    fn planned(policy: &'a Policy, written: bool, settings: &Settings) -> Self {
        let mut plan = plan::plan(policy, settings);
        let findings = std::mem::take(&mut plan.notes);
        let (figures, rendered) = (Figures::default(), Rendered::default());
        Draft { policy, written, plan, figures, rendered, findings, waived: Vec::new() }
    }

    /// Weighs what was found, and sets apart what the policy allows.
    fn settle(&mut self, settings: &Settings) {
        let notes = std::mem::take(&mut self.rendered.notes);
        let findings = fresh(std::mem::take(&mut self.findings), notes);
        let mut findings = rules::settle(findings, self.policy.binding, &settings.levels);
        findings::seat(&mut findings, &seat(self.policy));
        let waivers = standing(&self.policy.allows, settings.date);
        (self.findings, self.waived) = waive(distinct(findings), &waivers);
    }

    /// Whether another is of the same environment of the same service.
    fn is_beside(&self, other: &Draft) -> bool {
        self.policy.head == other.policy.head && self.plan.environment == other.plan.environment
    }

    /// It as a tier, where it is one.
    fn tier(&self) -> Option<Tier<'_>> {
        let name = self.policy.tier.as_ref()?.name.node.as_str();
        Some(Tier { name, figures: &self.figures, budget: self.budget() })
    }

    /// Dollars a month.
    fn budget(&self) -> Option<Ratio> {
        self.policy.budget.map(|budget| budget.node.by_month())
    }

    fn report<'d>(
        &'d self,
        tiers: Vec<Tier<'d>>,
        sources: &'d Sources,
        settings: &'d Settings,
    ) -> Report<'d> {
        Report {
            policy: self.policy,
            plan: &self.plan,
            figures: &self.figures,
            budget: self.budget(),
            tiers,
            rendered: &self.rendered,
            findings: &self.findings,
            waived: &self.waived,
            sources,
            settings,
        }
    }

    fn built(&self, report: Vec<(&str, String)>, map: String, settings: &Settings) -> Built {
        let file = |path: &str, contents: Arc<str>, digested| output::File {
            path: path.to_owned(),
            contents,
            digested,
            unset: targets::kubernetes::unset(path),
        };
        let made = self.rendered.files.iter();
        let mut files: Vec<output::File> =
            made.map(|made| file(&made.path, made.text.clone(), true)).collect();
        files.extend(report.into_iter().map(|(path, text)| file(path, text.into(), true)));
        files.push(file("source-map.json", map.into(), false));
        let environment = self.plan.environment.as_deref().unwrap_or("default");
        let tree = output::Tree {
            folder: format!("{}/{environment}", self.plan.service),
            files,
            header: self.header(settings),
        };
        Built { tree, findings: self.findings.len() }
    }

    fn header(&self, settings: &Settings) -> output::LockHeader {
        output::LockHeader {
            terrace: env!("CARGO_PKG_VERSION").to_owned(),
            catalogue: settings.catalogue.name(),
            kubernetes: settings.kubernetes.to_string(),
            policy: output::digest(show(self.policy)),
            names: self.plan.names(),
        }
    }
}
