//! What the figures of a report rest on. In: the operands of its money, the items of its chains, service levels. Out: one
//! line per kind of figure that neither the policy nor a definition gives, with its regions; the given ones are counted.

use std::borrow::Cow;

use super::Report;
use super::page::Page;
use super::prices::prices;
use super::quote::code;
use crate::figures::availability::Part;
use crate::figures::chain::{Kind, Link, node_connections};
use crate::figures::nodes::{MEMORY_SHARE, PROCESSOR_SHARE, per_node};
use crate::figures::{Figures, Stand};
use crate::model::policy::Platform;
use crate::origin::{Basis, Origin};
use crate::words::{all_of, percent, stretch};

/// The section.
pub fn section(report: &Report, page: &mut Page) {
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
        return;
    }
    page.section("Assumptions");
    page.paragraph(
        "Figures not listed are given by the policy or derived from it: a month has 730 hours.",
    );
    let mut list = page.list();
    lines.into_iter().for_each(|line| list.line(line));
}

/// Adds `catalogue of 2026-07-20, high confidence, aws-ec2`.
pub fn put_basis(text: &mut String, basis: &Basis) {
    let kind = if basis.estimate { "estimate" } else { "catalogue" };
    let confidence = basis.confidence.word();
    text.extend([kind, " ", &basis.dated(), ", ", confidence, " confidence"]);
    basis.source.split(';').for_each(|source| text.extend([", ", source]));
}

/// Items of chains that no policy gives.
fn times(figures: &Figures) -> Vec<String> {
    let mut lines = Vec::new();
    let chains = figures.recoveries.iter().flat_map(|recovery| &recovery.chains);
    for item in chains.flat_map(|chain| &chain.items) {
        assumed(&mut lines, &[item.what], &item.origin, || item.sum.as_str().into());
        for term in &item.terms {
            let figure = || match term.unit {
                "s" => stretch(term.figure).into(),
                _ => term.figure.decimal().into(),
            };
            assumed(&mut lines, &[item.what, ", ", term.what], &term.origin, figure);
        }
    }
    for age in figures.data_losses.iter().filter_map(|loss| loss.age.as_ref()) {
        assumed(&mut lines, &["age of a backup"], &age.origin, || stretch(age.seconds).into());
    }
    lines
}

/// Adds `records expire (assumed: as long as an alias record): 60s`, once; nothing where it is not assumed.
fn assumed<'a>(
    lines: &mut Vec<String>,
    what: &[&str],
    origin: &Origin,
    figure: impl Fn() -> Cow<'a, str>,
) {
    if !origin.is_assumed() {
        return;
    }
    let mut line = String::with_capacity(128);
    line.extend(what.iter().copied().chain([" (assumed: "]));
    match origin {
        Origin::Default(why) => line.push_str(why),
        Origin::Catalogue(basis) => put_basis(&mut line, basis),
        Origin::Given(_) | Origin::Derived => {}
    }
    line.extend(["): ", &figure()]);
    if !lines.contains(&line) {
        lines.push(line);
    }
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
        if fleet.workload.platform.node != Platform::Kubernetes {
            return None;
        }
        let filled = fleet.stands.iter().find_map(|stand| per_node(stand.body, &figures.catalogue).ok())?;
        let limited = if filled.by_memory { ("memory", MEMORY_SHARE) } else { ("processors", PROCESSOR_SHARE) };
        Some(format!(
            "{} (assumed: the system takes the rest of a node, sizes by the catalogue): {} on a node, of {} of its {}",
            code(&fleet.workload.name.node),
            filled.replicas,
            percent(limited.1, 0),
            limited.0
        ))
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
    let mut levels: Vec<&Part> = parts.collect();
    levels.sort_by_key(|part| (part.service, part.level.milli_percent));
    levels.dedup_by_key(|part| (part.service, part.level.milli_percent));
    if levels.is_empty() {
        return Vec::new();
    }
    let shown = |part: &Part| [part.service, " ", &percent(part.share(), 3)].concat();
    let mut known: Vec<String> = levels.into_iter().map(shown).collect();
    known.sort();
    known.dedup();
    vec![format!(
        "service levels (assumed: thresholds of credits, catalogue of {}): {}",
        crate::catalog::EMBEDDED,
        all_of(&known)
    )]
}
