//! What the figures of a report rest on. In: the operands of its money, the items of its chains, service levels. Out: one
//! line per kind of figure that neither the policy nor a definition gives, with its regions; the given ones are counted.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::page::{Part, Section};
use super::quote::{code, line};
use crate::figures::chain::{Kind, Link, node_connections};
use crate::figures::nodes::{MEMORY_SHARE, PROCESSOR_SHARE, per_node};
use crate::figures::{Figures, Stand};
use crate::model::policy::Platform;
use crate::origin::{Basis, Origin};
use crate::words::{all_of, percent, stretch};

/// The section.
pub fn section(report: &Report) -> Section {
    let figures = report.figures;
    let mut lines = prices(figures);
    lines.extend(nodes(figures));
    lines.extend(shares(report));
    lines.extend(times(figures));
    lines.extend(capacities(figures));
    lines.extend(connections(report));
    lines.extend(levels(figures));
    lines.extend(incident(figures));
    if lines.is_empty() {
        return Section::new("Assumptions", Vec::new());
    }
    let how =
        "Figures not listed are given by the policy or derived from it: a month has 730 hours.";
    Section::new("Assumptions", vec![Part::Text(how.to_owned()), Part::List(lines)])
}

/// `catalogue of 2026-07-20, high confidence, aws-ec2`
fn speaks(basis: &Basis) -> String {
    let kind = if basis.estimate { "estimate" } else { "catalogue" };
    let source = basis.source.replace(';', ", ");
    format!("{kind} {}, {} confidence, {source}", basis.dated(), basis.confidence.word())
}

/// What is paid for, a factor of its price, and what speaks for that one.
type Group = (&'static str, &'static str, Origin);

/// A line per kind of price; figures with their things and regions behind it.
fn prices(figures: &Figures) -> Vec<String> {
    let mut kinds: Vec<(Group, Vec<Price>)> = Vec::new();
    for money in &figures.money.lines {
        let region = money.region.map_or("", |region| super::words::code(figures, region));
        for operand in money.price.iter().filter(|operand| operand.origin.is_assumed()) {
            let (origin, stands_in) = parted(&operand.origin);
            let place = match stands_in {
                Some(other) => format!("{region} (that of {other})"),
                None => region.to_owned(),
            };
            let kind = (money.what, operand.what, origin);
            let figure = [&operand.figure.rounded(10), " ", operand.unit].concat();
            let price =
                Price { figure: figure.trim().to_owned(), thing: code(money.payee.name), place };
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, prices)) => prices.push(price),
                None => kinds.push((kind, vec![price])),
            }
        }
    }
    let text =
        |(kind, prices): &(Group, Vec<Price>)| [&title(kind), ": ", &figures_of(prices)].concat();
    kinds.iter().map(|kind| line(&text(kind))).collect()
}

/// An origin apart from the region that stands in.
fn parted(origin: &Origin) -> (Origin, Option<&str>) {
    match origin {
        Origin::Catalogue(basis) => {
            let placeless = Basis { stands_in: None, ..basis.clone() };
            (Origin::Catalogue(placeless), basis.stands_in.as_deref())
        }
        other => (other.clone(), None),
    }
}

/// `instances (assumed: catalogue of 2026-07-20, high confidence, aws-ec2)`
fn title((paid, factor, origin): &Group) -> String {
    let speaks = match origin {
        Origin::Default(said) => format!("a default, {said}"),
        Origin::Catalogue(basis) => speaks(basis),
        Origin::Given(_) | Origin::Derived => String::new(),
    };
    match *factor {
        "price" => format!("{paid} (assumed: {speaks})"),
        factor => format!("{paid}, {factor} (assumed: {speaks})"),
    }
}

struct Price {
    figure: String,
    thing: String,
    place: String,
}

/// `0.04 $/h in eu-west-1`; with the thing where several things have one of the kind.
fn figures_of(prices: &[Price]) -> String {
    let things: BTreeSet<&str> = prices.iter().map(|price| price.thing.as_str()).collect();
    let mut places: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for price in prices {
        let thing = if things.len() > 1 { price.thing.as_str() } else { "" };
        let known = places.entry((thing, &price.figure)).or_default();
        known.extend(Some(price.place.as_str()).filter(|place| !place.is_empty()));
    }
    let shown = places.into_iter().map(|((thing, figure), places)| {
        let of = if thing.is_empty() { String::new() } else { format!(" for {thing}") };
        let places: Vec<&str> = places.into_iter().collect();
        let here =
            if places.is_empty() { String::new() } else { format!(" in {}", all_of(&places)) };
        format!("{figure}{of}{here}")
    });
    shown.collect::<Vec<_>>().join("; ")
}

/// Items of chains that no policy gives.
fn times(figures: &Figures) -> Vec<String> {
    let mut lines = Vec::new();
    for chain in figures.recoveries.iter().flat_map(|recovery| &recovery.chains) {
        for item in &chain.items {
            let own = assumed(item.what, &item.origin, &item.sum);
            let terms = item.terms.iter().filter_map(|term| {
                let figure = match term.unit {
                    "s" => stretch(term.figure),
                    _ => term.figure.decimal(),
                };
                assumed(&format!("{}, {}", item.what, term.what), &term.origin, &figure)
            });
            lines.extend(own.into_iter().chain(terms));
        }
    }
    let losses = figures.data_losses.iter().filter_map(|loss| {
        let age = loss.age.as_ref()?;
        assumed("age of a backup", &age.origin, &stretch(age.seconds))
    });
    distinct(lines.into_iter().chain(losses))
}

/// `records expire (assumed: as long as an alias record): 60s`; nothing where it is not assumed.
fn assumed(what: &str, origin: &Origin, figure: &str) -> Option<String> {
    let why = match origin {
        Origin::Given(_) | Origin::Derived => return None,
        Origin::Default(why) => (*why).to_owned(),
        Origin::Catalogue(basis) => speaks(basis),
    };
    Some(format!("{what} (assumed: {why}): {figure}"))
}

fn distinct(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for line in lines {
        if !once.contains(&line) {
            once.push(line);
        }
    }
    once
}

/// Regions without weights share the load alike.
fn shares(report: &Report) -> Option<String> {
    let active = || report.policy.regions.iter().filter(|region| region.standby.is_none());
    let silent = active().count() > 1 && active().all(|region| region.weight.is_none());
    silent.then(|| {
        "load of a region (assumed: a default): without weights all active ones carry the same"
            .to_owned()
    })
}

/// What is taken for granted where a workload says nothing.
fn capacities(figures: &Figures) -> Vec<String> {
    let mut lines = Vec::new();
    for fleet in &figures.fleets {
        let name = code(&fleet.workload.name.node);
        let any = |which: &dyn Fn(&Stand) -> bool| fleet.stands.iter().any(which);
        if any(&|stand| stand.target.rule.is_none() && stand.steady.or(stand.peak).is_some()) {
            lines.push(format!("{name} (assumed: a default): used up to 100 % of what one carries, for no rule names less"));
        }
        let function = fleet.workload.platform.node == Platform::Lambda;
        if function && any(&|stand| stand.body.reserved.is_none()) {
            lines.push(format!(
                "{name} (assumed: an account's default): at most 1000 executions in a region"
            ));
        }
    }
    lines
}

/// What of a node of Kubernetes its replicas may ask for.
fn nodes(figures: &Figures) -> Vec<String> {
    let lines = figures.fleets.iter().filter_map(|fleet| {
        let on_nodes = fleet.workload.platform.node == Platform::Kubernetes;
        let filled = fleet.stands.iter().find_map(|stand| per_node(stand.body, &figures.catalogue).ok())?;
        let limited = if filled.by_memory { ("memory", MEMORY_SHARE) } else { ("processors", PROCESSOR_SHARE) };
        on_nodes.then(|| {
            format!(
                "{} (assumed: the system takes the rest of a node, sizes by the catalogue): {} on a node, of {} of its {}",
                code(&fleet.workload.name.node),
                filled.replicas,
                percent(limited.1, 0),
                limited.0
            )
        })
    });
    lines.collect()
}

/// What stores take by default.
fn connections(report: &Report) -> Vec<String> {
    let limited = |link: &&Link| matches!(link.kind, Kind::Connections | Kind::Readers);
    let lines = report.figures.links.iter().filter(limited).filter_map(|link| {
        let region = super::words::code(report.figures, link.region);
        let store = report.policy.stores.iter().find(|store| store.name.node == link.on)?;
        let takes = node_connections(store, region)?.node;
        Some(format!(
            "{} (assumed: PostgreSQL's default, memory by the catalogue): {takes} connections to a node",
            code(link.on)
        ))
    });
    distinct(lines)
}

/// What failover saves of an incident rests on how long one lasts.
fn incident(figures: &Figures) -> Option<String> {
    let regions = figures.availabilities.iter().flat_map(|it| &it.regions);
    let mut saved = regions.filter(|region| region.with_failover != region.alone);
    saved.next().map(|_| "an incident (assumed: for want of a figure): lasts 1h".to_owned())
}

fn levels(figures: &Figures) -> Vec<String> {
    let parts = figures.availabilities.iter().flat_map(|it| &it.regions).flat_map(|it| &it.parts);
    let known: BTreeSet<String> =
        parts.map(|part| format!("{} {}", part.service, percent(part.share(), 3))).collect();
    if known.is_empty() {
        return Vec::new();
    }
    let known: Vec<String> = known.into_iter().collect();
    vec![format!(
        "service levels (assumed: thresholds of credits, catalogue of {}): {}",
        crate::catalog::EMBEDDED,
        all_of(&known)
    )]
}
