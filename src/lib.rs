//! Terrace: one policy in, Terraform, Kubernetes objects and `CloudWatch` alarms out.
//!
//! Data flows one way: source → syntax → model → plan → targets → output; rules read model, plan and
//! stability.

// The grammar's derived code names it: pest is built without `std`.
extern crate alloc;

pub mod catalog;
pub mod cli;
pub mod codes;
pub mod diagnostic;
pub mod figures;
mod findings;
mod json;
pub mod mends;
pub mod model;
pub mod origin;
pub mod output;
pub mod plan;
pub mod ratio;
pub mod report;
pub mod rules;
pub mod settings;
mod show;
pub mod source;
pub mod stability;
pub mod syntax;
pub mod targets;
pub mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use diagnostic::{Finding, Level, Seat};
use findings::{distinct, fresh};
use model::waiver::{Waived, Waiver, standing, waive};
use model::{Place, Policy, Service, Unit};
use settings::Settings;
pub use show::show;
use source::{Sources, Span};
use targets::{Rendered, Target};

/// What of the policies is compiled.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The environments; all without.
    pub environments: Vec<String>,
    /// The tier; the current one without.
    pub tier: Option<String>,
    /// The targets; all without.
    pub targets: Vec<Target>,
    /// Whether every tier is looked at, not only the one that is written.
    pub every_tier: bool,
}

impl Choice {
    /// Whether every environment, tier and target of a service is looked at.
    fn is_everything(&self, service: &Service) -> bool {
        let one_tier = service.places.iter().all(|place| place.tiers.len() == 1);
        self.environments.is_empty()
            && self.targets.is_empty()
            && (self.every_tier || (one_tier && self.tier.is_none()))
    }
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Compiled {
    /// One tree per service and environment, with what caused its parts.
    pub trees: Vec<Built>,
    /// Everything that was found, waived findings apart.
    pub findings: Vec<Finding>,
    /// The services that the policies hold, and all their environments.
    pub services: Vec<(String, Vec<String>)>,
    /// The policies that were looked at.
    pub seats: Vec<Seat>,
}

/// One tree and its origins.
#[derive(Debug)]
pub struct Built {
    /// The files in memory.
    pub tree: output::Tree,
    /// How many findings of each level it has.
    pub findings: usize,
}

/// The reports of policies.
#[derive(Debug, Default)]
pub struct Reported {
    /// One per service and environment, in plain text and for programs.
    pub reports: Vec<(String, serde_json::Value)>,
    /// Everything that was found, waived findings apart.
    pub findings: Vec<Finding>,
    /// The services that the policies hold, and all their environments.
    pub services: Vec<(String, Vec<String>)>,
    /// The policies that were looked at.
    pub seats: Vec<Seat>,
}

/// The pipeline: policies to trees in memory. No tree comes of policies with an error.
pub fn compile(
    units: &[Unit],
    parsed: Vec<Finding>,
    sources: &Sources,
    settings: &Settings,
    choice: &Choice,
) -> Compiled {
    let piped = pipe(units, parsed, settings, choice, |drafts| {
        if drafts.iter().any(|(draft, _)| is_broken(&draft.findings)) {
            return Vec::new();
        }
        written(drafts).map(|(draft, tiers)| draft.built(tiers, sources, settings)).collect()
    });
    let Piped { made: mut trees, findings, services, seats } = piped;
    if is_broken(&findings) {
        trees.clear();
    }
    Compiled { trees, findings, services, seats }
}

/// What the policies would do, also where an error keeps them from being compiled.
pub fn report(
    units: &[Unit],
    parsed: Vec<Finding>,
    sources: &Sources,
    settings: &Settings,
    choice: &Choice,
) -> Reported {
    let piped = pipe(units, parsed, settings, choice, |drafts| {
        let reports = written(drafts).map(|(draft, tiers)| draft.report(tiers, sources, settings));
        reports.map(|report| (report.plain(), report.json())).collect()
    });
    let Piped { made: reports, findings, services, seats } = piped;
    Reported { reports, findings, services, seats }
}

/// What the pipeline found, and what was made of its drafts.
struct Piped<T> {
    made: Vec<T>,
    findings: Vec<Finding>,
    services: Vec<(String, Vec<String>)>,
    seats: Vec<Seat>,
}

impl<T> Piped<T> {
    /// Nothing but findings: of what cannot be read nothing is made.
    fn unread(findings: Vec<Finding>) -> Self {
        let findings = distinct(findings);
        Self { made: Vec::new(), findings, services: Vec::new(), seats: Vec::new() }
    }
}

fn is_broken(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.level == Level::Error)
}

/// Policies to drafts, those of each service made into something.
fn pipe<T>(
    units: &[Unit],
    parsed: Vec<Finding>,
    settings: &Settings,
    choice: &Choice,
    make: impl Fn(&[(Draft, bool)]) -> Vec<T>,
) -> Piped<T> {
    if parsed.iter().any(is_about_braces) {
        return Piped::unread(parsed);
    }
    let unreadable = !parsed.is_empty();
    let (services, found) = model::resolve(units);
    let places: BTreeSet<_> = parsed.iter().map(place).collect();
    let caused = |finding: &Finding| {
        unreadable && (may_be_unread(finding) || places.contains(&place(finding)))
    };
    let found: Vec<Finding> = found.into_iter().filter(|finding| !caused(finding)).collect();
    let mut findings = parsed;
    findings.extend(rules::settle(found, true, &settings.levels));
    if unreadable {
        return Piped::unread(findings);
    }
    let named = services.iter().map(environments).collect();
    let (mut made, mut seats) = (Vec::new(), Vec::new());
    // Each service goes as soon as something is made of it, which takes its memory over.
    for service in services {
        let mut general = Vec::new();
        rules::check_service(&service, &settings.limits, &mut general);
        let general = rules::settle(general, true, &settings.levels);
        let (general, waived) = waive(general, &standing(&allows(&service), settings.date));
        findings.extend(general);
        let mut used: Vec<Span> = waived.iter().map(|waived| waived.at).collect();
        let mut drafts = Vec::new();
        for (policy, written) in policies(&service, choice) {
            seats.push(seat(policy));
            let draft = draft(policy, settings, choice);
            used.extend(draft.waived.iter().map(|waived| waived.at));
            drafts.push((draft, written));
        }
        made.extend(make(&drafts));
        findings.extend(drafts.into_iter().flat_map(|(draft, _)| draft.findings));
        if choice.is_everything(&service) {
            let idle = rules::idle_waivers(&standing(&allows(&service), settings.date), &used);
            findings.extend(rules::settle(idle, true, &settings.levels));
        }
    }
    Piped { made, findings: distinct(findings), services: named, seats }
}

/// Where braces are lost, everything after them seems to stand in the wrong place.
fn is_about_braces(finding: &Finding) -> bool {
    ["syntax/unclosed-block", "syntax/extra-brace", "syntax/too-deep", "syntax/too-long"]
        .contains(&finding.code)
}

/// Where a finding begins. A literal that cannot be read stands for nothing: what it would measure is no second mistake.
fn place(finding: &Finding) -> (source::FileId, u32) {
    (finding.span().file, finding.span().start)
}

/// What a statement that could not be read may have said.
fn may_be_unread(finding: &Finding) -> bool {
    ["model/missing", "model/unknown-name", "data/replica-outside-regions"].contains(&finding.code)
}

/// Waivers of what is found in a whole service: what one environment allows, it allows of itself.
fn allows(service: &Service) -> Vec<Waiver> {
    let said = |place: &Place, waiver: &Waiver| {
        place.tiers.iter().flat_map(|policy| &policy.allows).any(|other| other.span == waiver.span)
    };
    let everywhere = |waiver: &Waiver| service.places.iter().all(|place| said(place, waiver));
    let policies = service.places.iter().flat_map(|place| &place.tiers);
    let own = |policy: &Policy, waiver: &Waiver| {
        let head = policy.environment.iter().flat_map(|environment| {
            let words = [Some(&environment.name), environment.account.as_ref()];
            words.into_iter().flatten().map(|word| word.span)
        });
        let reach = waiver.reach.clone().or_else(|| Some(head.collect()));
        if everywhere(waiver) { waiver.clone() } else { Waiver { reach, ..waiver.clone() } }
    };
    policies.flat_map(|policy| policy.allows.iter().map(move |one| own(policy, one))).collect()
}

fn environments(service: &Service) -> (String, Vec<String>) {
    (service.name.node.clone(), service.places.iter().map(folder).collect())
}

fn folder(place: &Place) -> String {
    place.environment.as_ref().map_or("default", |name| name.node.as_str()).to_owned()
}

/// The policies of a service that are looked at, and whether each is written.
fn policies<'a>(service: &'a Service, choice: &Choice) -> Vec<(&'a Policy, bool)> {
    let wanted = |place: &&Place| {
        choice.environments.is_empty() || choice.environments.contains(&folder(place))
    };
    let mut policies = Vec::new();
    for place in service.places.iter().filter(wanted) {
        for (at, policy) in place.tiers.iter().enumerate() {
            let written = match (&choice.tier, &policy.tier) {
                (Some(wanted), Some(tier)) => *wanted == tier.name.node,
                (Some(_), None) | (None, _) => at == place.current,
            };
            if written || (choice.every_tier && policy.binding) {
                policies.push((policy, written));
            }
        }
    }
    policies
}

fn seat(policy: &Policy) -> Seat {
    let environment = policy.environment.as_ref();
    Seat {
        service: policy.service.node.clone(),
        environment: environment.map_or("default", |environment| &environment.name.node).to_owned(),
        tier: policy.tier.as_ref().map(|tier| tier.name.node.clone()),
    }
}

/// One policy on its way to a tree.
struct Draft<'a> {
    policy: &'a Policy,
    plan: plan::Plan,
    figures: figures::Figures<'a>,
    rendered: Rendered,
    findings: Vec<Finding>,
    waived: Vec<Waived>,
}

fn draft<'a>(policy: &'a Policy, settings: &Settings, choice: &Choice) -> Draft<'a> {
    let mut plan = plan::plan(policy, settings);
    let mut findings = std::mem::take(&mut plan.notes);
    let figures = figures::figures(policy, &plan, settings);
    let seen = rules::Seen { policy, plan: &plan, figures: &figures, settings };
    rules::check(&seen, &mut findings);
    let mut rendered = targets::render(&plan, settings, &choice.targets);
    let notes = std::mem::take(&mut rendered.notes);
    let findings = fresh(findings, notes);
    let mut findings = rules::settle(findings, policy.binding, &settings.levels);
    findings::seat(&mut findings, &seat(policy));
    let (findings, waived) = waive(distinct(findings), &standing(&policy.allows, settings.date));
    Draft { policy, plan, figures, rendered, findings, waived }
}

/// The drafts that are written, each with all tiers of its environment; those of an environment follow each other.
fn written<'d>(
    drafts: &'d [(Draft<'d>, bool)],
) -> impl Iterator<Item = (&'d Draft<'d>, Vec<report::Tier<'d>>)> {
    let places = drafts.chunk_by(|(one, _), (other, _)| one.is_beside(other));
    places.flat_map(|place| {
        let tiers = move || place.iter().filter_map(|(draft, _)| draft.tier()).collect();
        let chosen = place.iter().filter(|(_, written)| *written);
        chosen.map(move |(draft, _)| (draft, tiers()))
    })
}

impl Draft<'_> {
    /// Whether another is of the same environment of the same service.
    fn is_beside(&self, other: &Draft) -> bool {
        self.plan.service == other.plan.service && self.plan.environment == other.plan.environment
    }

    /// It as a tier, where it is one.
    fn tier(&self) -> Option<report::Tier<'_>> {
        let name = self.policy.tier.as_ref()?.name.node.as_str();
        Some(report::Tier { name, figures: &self.figures, budget: self.budget() })
    }

    /// Dollars a month.
    fn budget(&self) -> Option<ratio::Ratio> {
        self.policy.budget.map(|budget| budget.node.by_month())
    }

    fn report<'d>(
        &'d self,
        tiers: Vec<report::Tier<'d>>,
        sources: &'d Sources,
        settings: &'d Settings,
    ) -> report::Report<'d> {
        report::Report {
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

    fn built(&self, tiers: Vec<report::Tier>, sources: &Sources, settings: &Settings) -> Built {
        let report = self.report(tiers, sources, settings);
        let file = |path: &str, contents: Arc<str>, digested| output::File {
            path: path.to_owned(),
            contents,
            digested,
            unset: targets::kubernetes::unset(path),
        };
        let mut files: Vec<output::File> = self
            .rendered
            .files
            .iter()
            .map(|made| file(&made.path, made.text.clone(), true))
            .collect();
        let reported = report.files().into_iter();
        files.extend(reported.map(|(path, text)| file(path, text.into(), true)));
        let map = output::source_map(&self.rendered.places(sources));
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
