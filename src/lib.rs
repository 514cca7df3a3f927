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
mod draft;
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

use diagnostic::{Finding, Level, Seat};
use draft::{Draft, drafts, seat};
use findings::distinct;
use model::waiver::{Waiver, standing, waive};
use model::{Place, Policy, Service, Unit};
use settings::Settings;
pub use show::show;
use source::{Sources, Span};
use targets::Target;

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
        let broken = drafts.iter().any(|draft| is_broken(&draft.findings));
        if broken { Vec::new() } else { draft::built(drafts, sources, settings) }
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
        let reports = draft::reports(drafts, sources, settings);
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
    make: impl Fn(&[Draft]) -> Vec<T>,
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
    let unknown: BTreeSet<_> = found.iter().filter(|it| is_unknown(it)).map(place).collect();
    let mut findings = parsed;
    findings.extend(rules::settle(found, true, &settings.levels));
    if unreadable {
        return Piped::unread(findings);
    }
    let named = services.iter().map(environments).collect();
    let (mut made, mut seats) = (Vec::new(), Vec::new());
    let mut services = services.into_iter();
    // A batch goes as soon as something is made of it, which takes its memory over.
    while let Some(batch) = batch(&mut services, choice) {
        let looked_at: Vec<Vec<_>> = batch.iter().map(|it| policies(it, choice)).collect();
        let drafts = drafts(looked_at.iter().flatten().copied(), settings, &choice.targets);
        seats.extend(drafts.iter().map(|draft| seat(draft.policy)));
        made.extend(make(&drafts));
        let mut drafts = drafts.into_iter();
        for (service, policies) in batch.iter().zip(&looked_at) {
            let own = drafts.by_ref().take(policies.len());
            let found = found_in(service, own, settings, choice).into_iter();
            findings.extend(found.filter(|finding| !unknown.contains(&place(finding))));
        }
    }
    Piped { made, findings: distinct(findings), services: named, seats }
}

/// Services whose policies go through the stages together.
fn batch(services: &mut impl Iterator<Item = Service>, choice: &Choice) -> Option<Vec<Service>> {
    /// With many more policies, what stands between the stages leaves the processor's caches.
    const ENOUGH: usize = 24;
    let (mut batch, mut held) = (Vec::new(), 0);
    while held < ENOUGH {
        let Some(service) = services.next() else { break };
        held += policies(&service, choice).len();
        batch.push(service);
    }
    (!batch.is_empty()).then_some(batch)
}

/// What is found in a service as a whole, in its policies, and of its waivers.
fn found_in<'a>(
    service: &Service,
    drafts: impl Iterator<Item = Draft<'a>>,
    settings: &Settings,
    choice: &Choice,
) -> Vec<Finding> {
    let mut found = Vec::new();
    rules::check_service(service, &settings.limits, &mut found);
    let found = rules::settle(found, true, &settings.levels);
    let allows = allows(service);
    let waivers = standing(&allows, settings.date);
    let (mut found, waived) = waive(found, &waivers);
    let mut used: Vec<Span> = waived.iter().map(|waived| waived.at).collect();
    for draft in drafts {
        found.extend(draft.findings);
        used.extend(draft.waived.iter().map(|waived| waived.at));
    }
    if choice.is_everything(service) {
        let idle = rules::idle_waivers(&waivers, &used);
        found.extend(rules::settle(idle, true, &settings.levels));
    }
    found
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

/// A name that nothing has stands for nothing either.
fn is_unknown(finding: &Finding) -> bool {
    finding.code == "model/unknown-name"
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
