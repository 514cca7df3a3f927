//! Names to what they name. In: a typed policy. Out: findings for names that name nothing, and the policy without
//! what speaks of regions that its environment leaves out.

use super::policy::{
    DrillAction, Origin, Policy, Region, Routing, Target, Word, Workload, WorkloadBody,
};
use crate::diagnostic::{Edit, Finding};
use crate::source::Span;
use crate::syntax::tree::{Block, Body, Kind};
use crate::words::{any_of, nearest, tick};

/// Checks the chain of environments.
pub fn rings(rings: &[Word], environments: &[&Block], findings: &mut Vec<Finding>) {
    let known: Vec<&str> = environments
        .iter()
        .filter_map(|block| block.name.as_ref())
        .map(|name| name.node.as_str())
        .collect();
    let mut seen: std::collections::BTreeMap<&str, &Word> = std::collections::BTreeMap::new();
    if let [blue, green] = rings
        && (blue.node.as_str(), green.node.as_str()) == ("blue", "green")
        && known.is_empty()
    {
        let message = "`A -> B` is the order of environments, and the service declares none";
        findings.push(
            Finding::error(
                "model/unknown-name",
                message,
                blue.span.to(green.span),
                "no environments",
            )
            .help("in a workload, write `release blue-green`"),
        );
        return;
    }
    for ring in rings {
        expect(ring, "environment", &known, findings);
        if let Some(first) = seen.insert(&ring.node, ring) {
            let message = format!("{} stands twice in the chain", tick(&ring.node));
            findings.push(
                Finding::error("model/stated-twice", message, ring.span, "stated again")
                    .also(first.span, "stated first")
                    .help("name each environment once"),
            );
        }
    }
}

fn expect(word: &Word, what: &str, known: &[&str], findings: &mut Vec<Finding>) {
    if !known.contains(&word.node.as_str()) {
        findings.push(unknown(&word.node, word.span, what, known));
    }
}

fn unknown(name: &str, span: Span, what: &str, known: &[&str]) -> Finding {
    let message = format!("no {what} {}", tick(name));
    let label = format!("unknown {what}");
    let finding = Finding::error("model/unknown-name", message, span, label);
    match nearest(name, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => finding.help(format!("the service declares no {what}")),
        None => finding.help(format!("there is {}", any_of(known))),
    }
}

/// Binds the names of a policy; `wanted` are the lists of regions that restrict it.
pub fn policy(policy: &mut Policy, wanted: &[Vec<Word>], findings: &mut Vec<Finding>) {
    let declared: Vec<&str> =
        policy.regions.iter().map(|region| region.code.node.as_str()).collect();
    for list in wanted {
        list.iter().for_each(|code| expect(code, "region", &declared, findings));
    }
    names(policy, &declared, findings);
    shared_names(policy, findings);
    restrict(policy, wanted, findings);
    missing(policy, findings);
}

fn restrict(policy: &mut Policy, wanted: &[Vec<Word>], findings: &mut Vec<Finding>) {
    if wanted.is_empty() {
        return;
    }
    let keeps = |region: &Region| {
        wanted.iter().all(|list| list.iter().any(|code| code.node == region.code.node))
    };
    let all = std::mem::take(&mut policy.regions);
    let (kept, left): (Vec<Region>, Vec<Region>) = all.into_iter().partition(keeps);
    policy.regions = kept;
    policy.left_out = left.into_iter().map(|region| region.code).collect();
    if let (true, Some(list)) = (policy.regions.is_empty(), wanted.last())
        && let Some(first) = list.first()
    {
        let message = "no region is left for this environment and tier";
        findings.push(
            Finding::error("model/no-region", message, first.span, "nothing left")
                .help("name a region that the tier has too"),
        );
    }
    leave_out(policy, findings);
}

/// A sentence that names a region that is left out is left out too, with a note.
fn leave_out(policy: &mut Policy, findings: &mut Vec<Finding>) {
    let left: Vec<String> = policy.left_out.iter().map(|code| code.node.clone()).collect();
    if left.is_empty() {
        return;
    }
    let environment =
        policy.environment.as_ref().map_or("", |given| given.name.node.as_str()).to_owned();
    let mut note = |what: &str, region: &str, span| {
        let message = format!("`{what}` is left out of `{environment}`, which has no {region}");
        findings.push(Finding::note(
            "model/region-left-out",
            message,
            span,
            "names another region",
        ));
    };
    let away = |word: &Word| left.contains(&word.node);
    policy.replicas.retain_mut(|replica| {
        let had = !replica.node.to.is_empty();
        let gone =
            replica.node.from.iter().chain(&replica.node.to).find(|code| away(code)).cloned();
        let Some(gone) = gone else { return true };
        let from_gone = replica.node.from.as_ref().is_some_and(away);
        replica.node.to.retain(|code| !away(code));
        let stays = !from_gone && (!had || !replica.node.to.is_empty());
        note("replicate", &gone.node, replica.span);
        stays
    });
    policy.drills.retain(|drill| match &drill.node.action {
        DrillAction::Lose(_, thing) => match &thing.node {
            Target::Name(name) if left.contains(name) => {
                note("drill", name, drill.span);
                false
            }
            _ => true,
        },
        DrillAction::Load(_) => true,
    });
    for traffic in &mut policy.traffics {
        if let Some(failover) = &mut traffic.failover {
            if let Some(gone) = failover.node.iter().find(|code| away(code)) {
                note("failover", &gone.node, failover.span);
            }
            failover.node.retain(|code| !away(code));
        }
        traffic.routes.retain_mut(|route| {
            let is_away =
                |target: &Target| matches!(target, Target::Name(name) if left.contains(name));
            let Some(gone) = route.node.to.iter().find(|to| is_away(&to.node)).cloned() else {
                return true;
            };
            if let Target::Name(name) = &gone.node {
                note("route", name, route.span);
            }
            route.node.to.retain(|to| !is_away(&to.node));
            !route.node.to.is_empty()
        });
    }
}

/// Workloads, stores, queues, content networks and traffics share one set of names.
fn shared_names(policy: &Policy, findings: &mut Vec<Finding>) {
    let mut seen: std::collections::BTreeMap<&str, (&str, &Word)> =
        std::collections::BTreeMap::default();
    for (kind, name) in named(policy) {
        if let Some((other, first)) = seen.insert(&name.node, (kind, name)) {
            let message = format!("{} is a {other} and a {kind}", tick(&name.node));
            findings.push(
                Finding::error("model/stated-twice", message, name.span, "name stated again")
                    .also(first.span, "stated first")
                    .help("give one of them another name"),
            );
        }
    }
}

fn named(policy: &Policy) -> impl Iterator<Item = (&'static str, &Word)> {
    let workloads = policy.workloads.iter().map(|thing| ("workload", &thing.name));
    let stores = policy.stores.iter().map(|thing| ("store", &thing.name));
    let queues = policy.queues.iter().map(|thing| ("queue", &thing.name));
    let cdns = policy.cdns.iter().map(|thing| ("cdn", &thing.name));
    let traffics = policy.traffics.iter().map(|thing| ("traffic", &thing.name));
    workloads.chain(stores).chain(queues).chain(cdns).chain(traffics)
}

fn names(policy: &Policy, regions: &[&str], findings: &mut Vec<Finding>) {
    let health: Vec<&str> = policy.health.keys().map(String::as_str).collect();
    let queues: Vec<&str> = policy.queues.iter().map(|queue| queue.name.node.as_str()).collect();
    let things: Vec<&str> = named(policy).map(|(_, name)| name.node.as_str()).collect();
    let everything: Vec<&str> = things.iter().chain(regions).copied().collect();
    for workload in &policy.workloads {
        for body in bodies(workload) {
            body.health.iter().for_each(|name| expect(name, "health", &health, findings));
            body.consumes.iter().for_each(|name| expect(name, "queue", &queues, findings));
            let uses = body.uses.iter().flat_map(|uses| &uses.targets);
            uses.for_each(|target| expect_target(target, "thing", &things, findings));
            body.regions
                .iter()
                .flatten()
                .for_each(|code| expect(code, "region", regions, findings));
        }
        for code in workload.regional.keys() {
            if !regions.contains(&code.as_str()) {
                unknown_overlay(&workload.name, code, workload.head, regions, findings);
            }
        }
    }
    for (name, body) in stores_and_queues(policy) {
        for code in super::read::words(body, "regions").iter().flatten() {
            expect(code, "region", regions, findings);
        }
        for overlay in super::read::blocks(body, Kind::In) {
            let Some(code) = &overlay.name else { continue };
            if !regions.contains(&code.node.as_str()) {
                unknown_overlay(name, &code.node, code.span, regions, findings);
            }
        }
    }
    for traffic in &policy.traffics {
        traffic.health.iter().for_each(|name| expect(name, "health", &health, findings));
        let routes = traffic.routes.iter().flat_map(|route| &route.to);
        routes.for_each(|target| expect_target(target, "thing or region", &everything, findings));
        let order = traffic.failover.iter().flat_map(|order| &order.node);
        order.for_each(|name| expect(name, "thing or region", &everything, findings));
    }
    sentences(policy, regions, &everything, findings);
}

fn sentences(policy: &Policy, regions: &[&str], everything: &[&str], findings: &mut Vec<Finding>) {
    let stores = policy.stores.iter().map(|store| store.name.node.as_str());
    let queues = policy.queues.iter().map(|queue| queue.name.node.as_str());
    let copied: Vec<&str> = ["images", "secrets"].into_iter().chain(stores).chain(queues).collect();
    for replica in &policy.replicas {
        expect(&replica.what, "store or queue", &copied, findings);
        replica.from.iter().for_each(|code| expect(code, "region", regions, findings));
        replica.to.iter().for_each(|code| outside(policy, code, regions, findings));
    }
    let losable: Vec<&str> = everything.iter().copied().chain(["zone"]).collect();
    let loads: Vec<&str> = policy.loads.iter().map(|load| load.name.node.as_str()).collect();
    for drill in &policy.drills {
        match &drill.action {
            DrillAction::Lose(_, thing) => {
                expect_target(thing, "thing, region or `zone`", &losable, findings);
            }
            DrillAction::Load(load) => {
                expect(load, "load", &loads, findings);
            }
        }
    }
}

fn outside(policy: &Policy, code: &Word, regions: &[&str], findings: &mut Vec<Finding>) {
    if regions.contains(&code.node.as_str()) {
        return;
    }
    let message = format!("{} is not a region of this service", tick(&code.node));
    // Where users are spread already, a further region takes none of them.
    let spread = policy.regions.iter().any(|region| region.weight.is_some());
    let role = if spread || !policy.traffics.is_empty() { "role = standby, " } else { "" };
    let region = format!("region {} {{ {role}zones = 3 }}", code.node);
    findings.push(
        Finding::error("data/replica-outside-regions", message, code.span, "region not declared")
            .help(format!("declare it: `{region}`"))
            .edit(Edit::Add(policy.head, region)),
    );
}

fn stores_and_queues(policy: &Policy) -> impl Iterator<Item = (&Word, &Body)> {
    let stores = policy.stores.iter().map(|store| (&store.name, &store.body));
    stores.chain(policy.queues.iter().map(|queue| (&queue.name, &queue.body)))
}

fn unknown_overlay(
    thing: &Word,
    code: &str,
    span: Span,
    regions: &[&str],
    findings: &mut Vec<Finding>,
) {
    let message = format!("`in {code}` of {} names no region", tick(&thing.node));
    let finding = Finding::error("model/unknown-name", message, span, "overlay of no region");
    findings.push(match nearest(code, regions.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `in {near}`?")),
        None => finding.help(format!("there is {}", any_of(regions))),
    });
}

fn bodies(workload: &Workload) -> impl Iterator<Item = &WorkloadBody> {
    std::iter::once(&workload.body).chain(workload.regional.values())
}

fn expect_target(
    target: &crate::source::Spanned<Target>,
    what: &str,
    known: &[&str],
    findings: &mut Vec<Finding>,
) {
    if let Target::Name(name) = &target.node
        && !known.contains(&name.as_str())
    {
        findings.push(unknown(name, target.span, what, known));
    }
}

/// What a policy cannot do without.
fn missing(policy: &Policy, findings: &mut Vec<Finding>) {
    if policy.regions.is_empty() && policy.left_out.is_empty() {
        let message = format!("service {} names no region", tick(&policy.service.node));
        findings.push(
            Finding::error("model/missing", message, policy.head, "no region")
                .add(policy.head, "region eu-west-1 { zones = 3 }"),
        );
    }
    for traffic in &policy.traffics {
        if traffic.host.is_none() {
            let message = format!("traffic {} has no host", tick(&traffic.name.node));
            findings.push(
                Finding::error("model/missing", message, traffic.head, "host missing")
                    .add(traffic.head, "host = \"www.example.com\""),
            );
        }
        spread(policy, traffic, findings);
    }
}

fn spread(policy: &Policy, traffic: &super::policy::Traffic, findings: &mut Vec<Finding>) {
    let active = policy.regions.iter().filter(|region| region.standby.is_none()).count();
    let order = traffic.policy.is_some_and(|policy| policy.node == Routing::Failover);
    let geographic = traffic.routes.iter().any(|route| {
        matches!(route.from.node, Origin::Place(_) | Origin::Countries(_) | Origin::Default)
    });
    if active > 1 && traffic.policy.is_none() && !order && !geographic {
        let message = format!(
            "traffic {} has {active} active regions and does not say how it spreads over them",
            tick(&traffic.name.node)
        );
        findings.push(
            Finding::error("model/missing", message, traffic.head, "policy missing")
                .help("add `policy = weighted`, `policy = latency`, `policy = geographic` or `policy = failover`")
                .edit(Edit::Add(traffic.head, "policy = weighted".to_owned())),
        );
    }
}
