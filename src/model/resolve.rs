//! Files to policies. In: the trees of a run and what each `use`s. Out: every service in each environment and tier,
//! and every finding about words, places and dimensions.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::bind;
use super::meant::meant;
use super::measure::{Dimension, base};
use super::named::Named;
use super::overlay::merge;
use super::placement::{self, Scope};
use super::policy::{Environment, Policy, Tier};
use super::things::{self, pick};
use super::waiver;
use super::{placed, profile, read, schema, tier};
use crate::diagnostic::Finding;
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Block, Body, Kind, Node, Word};
use crate::words::{nearest, tick};

/// A file that was named on the command line, and the files whose profiles it uses.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Its statements.
    pub body: Body,
    /// The statements of the files that it uses.
    pub used: Vec<Body>,
}

/// A service with all that it resolves to.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name.
    pub name: Word,
    /// Its environments in order of the release chain, then of writing; one without a name where it has none.
    pub places: Vec<Place>,
}

/// One environment of a service, in each of its tiers.
#[derive(Clone, Debug)]
pub struct Place {
    /// The environment's name.
    pub environment: Option<Word>,
    /// One policy per tier in their order, or a single one without tiers.
    pub tiers: Vec<Policy>,
    /// Which of them is written.
    pub current: usize,
    /// Whether `current` says so, or the first tier is taken for want of it.
    pub said: bool,
}

impl Place {
    /// The policy that is written.
    pub fn current(&self) -> Option<&Policy> {
        self.tiers.get(self.current)
    }
}

/// Resolves all services of a run.
pub fn resolve(units: &[Unit]) -> (Vec<Service>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut services: BTreeMap<String, Vec<Service>> = BTreeMap::new();
    for unit in units {
        let profiles = profile::collect(unit, &mut findings);
        top_level(&unit.body, &mut findings);
        for block in read::blocks(&unit.body, Kind::Service) {
            if let Some(service) = service(block, &profiles, &mut findings) {
                let named = services.entry(service.name.node.clone());
                let named = named.or_insert_with(|| Vec::with_capacity(1));
                twice(named, &service, &mut findings);
                named.push(service);
            }
        }
    }
    (services.into_values().flatten().collect(), distinct(findings))
}

fn twice(named: &[Service], service: &Service, findings: &mut Vec<Finding>) {
    if let Some(first) = named.first() {
        let message = format!("two services are called {}", tick(&service.name.node));
        findings.push(
            Finding::error("model/stated-twice", message, service.name.span, "stated again")
                .also(first.name.span, "stated first")
                .help("give one of them another name"),
        );
    }
}

/// The same base is resolved for several environments and tiers: each finding is said once.
fn distinct(findings: Vec<Finding>) -> Vec<Finding> {
    let mut seen = std::collections::BTreeSet::new();
    findings
        .into_iter()
        .filter(|finding| seen.insert((finding.code, finding.span(), finding.message.clone())))
        .collect()
}

fn top_level(body: &Body, findings: &mut Vec<Finding>) {
    for statement in body {
        let fits = match &statement.node {
            Node::Use(_) => true,
            Node::Block(block) => matches!(block.kind.node, Kind::Service | Kind::Profile),
            _ => false,
        };
        if !fits {
            let message = "a file holds services, profiles and `use`";
            findings.push(
                Finding::error("model/misplaced", message, statement.span, "outside a service")
                    .help("put it between the braces of `service NAME { }`"),
            );
        }
    }
}

fn service(
    block: &Block,
    profiles: &profile::Profiles,
    findings: &mut Vec<Finding>,
) -> Option<Service> {
    let name = block.name.clone()?;
    let mut metrics = BTreeMap::new();
    own_metrics(&block.body, &mut metrics, findings);
    let scope = Scope { metrics: &metrics };
    let earlier = findings.len();
    placement::check(block, &scope, findings);
    profile::check_all(profiles, &scope, findings);
    let body = profile::expand(&block.body, profiles, findings);
    let body = meant(body, findings.get(earlier..).unwrap_or_default());
    let shell = Shell { name: name.clone(), head: block.head, body };
    Some(Service { name, places: shell.places(findings) })
}

fn own_metrics(
    body: &Body,
    metrics: &mut BTreeMap<String, Dimension>,
    findings: &mut Vec<Finding>,
) {
    for statement in body {
        let Node::Block(block) = &statement.node else { continue };
        match block.kind.node {
            Kind::Environment | Kind::Tier => own_metrics(&block.body, metrics, findings),
            Kind::Metric => {
                let Some(name) = &block.name else { continue };
                metrics.insert(name.node.clone(), metric_dimension(block, findings));
            }
            _ => {}
        }
    }
}

fn metric_dimension(block: &Block, findings: &mut Vec<Finding>) -> Dimension {
    let Some(unit) = read::word(&block.body, "unit") else { return Dimension::Count };
    schema::unit(&unit.node).unwrap_or_else(|| {
        let message = format!("no unit {}", tick(&unit.node));
        findings.push(
            Finding::error("model/bad-value", message, unit.span, "unknown unit")
                .help("units are count, event, share, ms, s, m, h, d, vcpu and those of data"),
        );
        Dimension::Count
    })
}

/// A service before its environments and tiers are laid over it.
struct Shell<'b> {
    name: Word,
    head: Span,
    body: Cow<'b, Body>,
}

impl Shell<'_> {
    fn places(&self, findings: &mut Vec<Finding>) -> Vec<Place> {
        let rings = self.rings();
        let environments: Vec<&Block> = read::blocks(&self.body, Kind::Environment).collect();
        bind::rings(&rings, &environments, findings);
        if environments.is_empty() {
            return vec![self.place(None, true, true, findings)];
        }
        let position = |block: &&Block| {
            let name = block.name.as_ref().map(|name| name.node.as_str());
            rings.iter().position(|ring| Some(ring.node.as_str()) == name).unwrap_or(usize::MAX)
        };
        let mut ordered = environments;
        ordered.sort_by_key(position);
        let last = rings.last().map(|ring| ring.node.as_str());
        ordered
            .into_iter()
            .map(|block| {
                let name = block.name.as_ref().map(|name| name.node.as_str());
                let is_last = last.is_none() || last == name;
                self.place(Some(block), is_last, is_last, findings)
            })
            .collect()
    }

    fn rings(&self) -> Vec<Word> {
        let chains = self.body.iter().filter_map(|statement| match &statement.node {
            Node::Rings(rings) => Some(rings.clone()),
            _ => None,
        });
        chains.flatten().collect()
    }

    fn tiers(&self) -> Vec<&Block> {
        let mut tiers: Vec<&Block> = read::blocks(&self.body, Kind::Tier).collect();
        tiers.sort_by_key(|tier| tier.up_to.as_ref().map(|(size, _)| base(size.node)));
        tiers
    }

    fn place(
        &self,
        environment: Option<&Block>,
        binding: bool,
        last: bool,
        findings: &mut Vec<Finding>,
    ) -> Place {
        let tiers = self.tiers();
        let said = environment
            .and_then(|block| read::word(&block.body, "current"))
            .or_else(|| read::word(&self.body, "current"));
        tier::check(&tiers, findings);
        let current = current(said.as_ref(), &tiers, findings);
        let mut body = things::without(&self.body, &[Kind::Environment, Kind::Tier]);
        let mut policies = Vec::new();
        for tier in &tiers {
            body = Cow::Owned(merge(&body, &tier.body));
            policies.push(self.policy(&body, environment, Some(*tier), binding, last, findings));
        }
        if tiers.is_empty() {
            policies.push(self.policy(&body, environment, None, binding, last, findings));
        }
        let environment = environment.and_then(|block| block.name.clone());
        Place {
            environment,
            tiers: policies,
            current: current.unwrap_or(0),
            said: current.is_some(),
        }
    }

    fn policy(
        &self,
        body: &Body,
        environment: Option<&Block>,
        tier: Option<&Block>,
        binding: bool,
        last: bool,
        findings: &mut Vec<Finding>,
    ) -> Policy {
        let body = match environment {
            Some(environment) => merge(body, &environment.body),
            None => body.clone(),
        };
        placed::check(&body, &self.body, findings);
        placed::attributes(&body, findings);
        placed::renamed(&body, findings);
        let head = Head {
            service: self.name.clone(),
            span: self.head,
            environment: environment.and_then(environment_head),
            tier: tier.and_then(tier_head),
            binding,
            last,
        };
        let mut policy = typed(head, body);
        policy.routing = self.routing();
        rehearsed_here(&mut policy, environment);
        bind::policy(&mut policy, &Self::wanted(environment, tier), findings);
        policy
    }

    /// The `regions` of the environment and of the tier, which meet.
    fn wanted(environment: Option<&Block>, tier: Option<&Block>) -> Vec<Vec<Word>> {
        [tier, environment]
            .into_iter()
            .flatten()
            .filter_map(|block| read::words(&block.body, "regions"))
            .collect()
    }

    /// How each traffic spreads, said anywhere in the service.
    fn routing(&self) -> BTreeMap<String, Spanned<super::policy::Routing>> {
        let overlays = self.body.iter().filter_map(|statement| match &statement.node {
            Node::Block(block) if matches!(block.kind.node, Kind::Environment | Kind::Tier) => {
                Some(&block.body)
            }
            _ => None,
        });
        std::iter::once(self.body.as_ref())
            .chain(overlays)
            .flat_map(|body| read::blocks(body, Kind::Traffic))
            .filter_map(|block| {
                let policy = read::word(&block.body, "policy")?;
                Some((block.name.as_ref()?.node.clone(), things::routing(&policy)?))
            })
            .collect()
    }
}

/// Sets aside the drills that another environment holds.
fn rehearsed_here(policy: &mut Policy, environment: Option<&Block>) {
    if policy.last {
        return;
    }
    let own: Vec<Span> = environment
        .into_iter()
        .flat_map(|block| &block.body)
        .filter(|statement| matches!(statement.node, Node::Drill(_)))
        .map(|statement| statement.span)
        .collect();
    let (here, elsewhere) =
        std::mem::take(&mut policy.drills).into_iter().partition(|drill| own.contains(&drill.span));
    policy.drills = here;
    policy.drills_elsewhere = elsewhere;
}

fn current(said: Option<&Word>, tiers: &[&Block], findings: &mut Vec<Finding>) -> Option<usize> {
    let said = said?;
    let known: Vec<&str> =
        tiers.iter().filter_map(|tier| tier.name.as_ref()).map(|name| name.node.as_str()).collect();
    let found = known.iter().position(|name| *name == said.node);
    if found.is_none() {
        let message = format!("no tier {}", tick(&said.node));
        let finding = Finding::error("model/unknown-name", message, said.span, "unknown tier");
        findings.push(match nearest(&said.node, known.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help("declare it: `tier NAME up to 1k users { }`"),
        });
    }
    found
}

fn environment_head(block: &Block) -> Option<Environment> {
    Some(Environment {
        name: block.name.clone()?,
        account: read::word(&block.body, "account"),
        role: read::word(&block.body, "role"),
    })
}

fn tier_head(block: &Block) -> Option<Tier> {
    let (up_to, noun) = block.up_to.clone()?;
    Some(Tier {
        name: block.name.clone()?,
        up_to,
        noun,
        months: read::counts(&block.body, "months"),
        estimate: read::money(&block.body, "estimate"),
    })
}

struct Head {
    service: Word,
    span: Span,
    environment: Option<Environment>,
    tier: Option<Tier>,
    binding: bool,
    last: bool,
}

fn all<T>(body: &Body, kind: Kind, make: fn(&Block) -> Option<T>) -> Vec<T> {
    read::exactly(read::blocks(body, kind).filter_map(make), read::blocks(body, kind).count())
}

fn typed(head: Head, body: Body) -> Policy {
    let entries =
        |kind| read::blocks(&body, kind).flat_map(|block| read::attributes(&block.body)).collect();
    let workloads = things::sorted(all(&body, Kind::Workload, things::workload), |it| &it.name);
    Policy {
        service: head.service,
        head: head.span,
        environment: head.environment,
        tier: head.tier,
        binding: head.binding,
        last: head.last,
        routing: BTreeMap::new(),
        owner: read::word(&body, "owner"),
        budget: read::money(&body, "budget"),
        steady: read::quantity(&body, "steady"),
        peak: read::quantity(&body, "peak"),
        promises: read::promises(&body),
        regions: things::sorted(all(&body, Kind::Region, things::region), |thing| &thing.code),
        left_out: Vec::new(),
        health: Named::new(all(&body, Kind::Health, things::health), |thing| &thing.name),
        traffics: things::sorted(all(&body, Kind::Traffic, things::traffic), |thing| &thing.name),
        implied: things::implied(&workloads),
        workloads,
        stores: things::sorted(all(&body, Kind::Store, super::store::store), |thing| &thing.name),
        queues: things::sorted(all(&body, Kind::Queue, things::queue), |thing| &thing.name),
        cdns: things::sorted(all(&body, Kind::Cdn, super::cdn::cdn), |thing| &thing.name),
        metrics: things::by_name(all(&body, Kind::Metric, things::metric), |thing| &thing.name),
        loads: things::sorted(all(&body, Kind::Load, super::load::load), |thing| &thing.name),
        alarms: pick!(boxed & body, Alarm),
        notifies: pick!(&body, Notify),
        replicas: pick!(&body, Replicate),
        drills: pick!(&body, Drill),
        drills_elsewhere: Vec::new(),
        allows: waiver::all(&body),
        patches: all(&body, Kind::Patch, things::patch),
        usage: entries(Kind::Usage),
        costs: entries(Kind::Cost),
        body,
    }
}
