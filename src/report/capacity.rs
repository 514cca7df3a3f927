//! Capacity in a report. In: fleets, what losses ask of them, links. Out: a row per workload and region, and the link that
//! breaks first.

use super::Report;
use super::page::{Part, Section, Table};
use super::quote::code;
use super::words::{self, load, noun};
use crate::figures::chain::{Kind, Link};
use crate::figures::{Figures, Fleet, Load, Need, Stand, Unknown};
use crate::words::all_of;

/// The section.
pub fn section(report: &Report) -> Section {
    let figures = report.figures;
    let stands = figures.fleets.iter().flat_map(|fleet| {
        fleet.stands.iter().enumerate().map(move |(at, stand)| (fleet, at, stand))
    });
    let known = stands.filter(|(_, _, stand)| stand.steady.or(stand.peak).is_some());
    let rows: Vec<_> = known.map(|(fleet, at, stand)| row(figures, fleet, at, stand)).collect();
    let charted = !rows.is_empty();
    let head = ["workload", "region", "may run", "steady", "peak", "zone lost", "region lost"];
    let mut parts = vec![Part::Table(Table::new(&head, 2, rows))];
    if charted {
        parts.push(Part::Chart(
            "What each load needs, against what may run".to_owned(),
            super::CAPACITY_CHART,
        ));
    }
    parts.push(Part::List(first_links(figures).into_iter().chain(silent(figures)).collect()));
    Section::new("Capacity", parts)
}

fn row(figures: &Figures, fleet: &Fleet, at: usize, stand: &Stand) -> Vec<String> {
    let need = |need: Option<Need>| {
        need.map_or(String::new(), |need| format!("{} for {}", need.full, load(fleet, need.load)))
    };
    let bounds = stand.bounds.map_or(String::new(), |it| {
        if it.min == it.max { it.min.to_string() } else { format!("{}..{}", it.min, it.max) }
    });
    let zone = stand.zone_lost.map_or(String::new(), |lost| {
        format!("{} of {} left, {} needed", lost.left, lost.ran, lost.need.bare)
    });
    let worst = fleet.losses.iter().filter(|loss| loss.load == Load::Peak || stand.peak.is_none());
    let worst = worst.filter_map(|loss| loss.worst(at)).max_by_key(|need| need.full);
    vec![
        code(&fleet.workload.name.node),
        words::code(figures, stand.region).to_owned(),
        bounds,
        need(stand.steady),
        need(stand.peak),
        zone,
        need(worst),
    ]
}

/// Workloads of which nothing can be said, by the reason.
pub fn silent(figures: &Figures) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for fleet in &figures.fleets {
        let Some(why) = unknown(fleet) else { continue };
        let name = code(&fleet.workload.name.node);
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(name),
            None => reasons.push((why, vec![name])),
        }
    }
    reasons
        .into_iter()
        .map(|(why, names)| format!("no figure for {}: {why}", all_of(&names)))
        .collect()
}

fn unknown(fleet: &Fleet) -> Option<&'static str> {
    match (&fleet.demand.steady, &fleet.demand.peak) {
        (Err(Unknown::NotSaid), Err(_)) => Some("the policy names no load"),
        (Err(Unknown::OnlyPaths(_)), Err(_)) => {
            Some("only paths divide the load, and nothing says how much goes where")
        }
        (Err(Unknown::NotRouted), Err(_)) => Some("no traffic leads there"),
        _ if fleet.stands.iter().all(|stand| stand.steady.or(stand.peak).is_none()) => {
            Some("the policy does not say what one carries")
        }
        _ => None,
    }
}

/// The link of each workload and region that breaks at the lowest load.
fn first_links(figures: &Figures) -> Vec<String> {
    let mut lines = Vec::new();
    let mut seen = Vec::new();
    for link in &figures.links {
        let key = (link.workload, link.region);
        if !seen.contains(&key) {
            seen.push(key);
            lines.extend(first(figures, link));
        }
    }
    lines
}

fn first(figures: &Figures, link: &Link) -> Option<String> {
    let (fleet, breaks_at) = (figures.fleet(link.workload)?, link.breaks_at?);
    let what = match link.kind {
        Kind::Replicas => format!("the maximum of {} {}", link.has, noun(fleet)),
        Kind::Connections => format!("{} connections of {}", link.has, code(link.on)),
        Kind::Readers => format!("{} connections to the readers of {}", link.has, code(link.on)),
        Kind::Partitions => format!("{} partitions of {}", link.has, code(link.on)),
    };
    Some(format!(
        "{} in {} carries {}; then {what} ends first",
        code(link.workload),
        words::code(figures, link.region),
        load(fleet, breaks_at)
    ))
}
