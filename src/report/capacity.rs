//! Capacity in a report. In: fleets, what losses ask of them, links. Out: a row per workload and region, and the link that
//! breaks first.

use super::Report;
use super::page::Page;
use super::quote::code;
use super::table::Table;
use super::words::{self, load, noun};
use crate::figures::chain::{Kind, Link};
use crate::figures::{Figures, Fleet, Load, Need, Stand, Unknown};
use crate::words::all_of;

/// The section.
pub fn section(report: &Report, silent: &[String], page: &mut Page) {
    let figures = report.figures;
    page.section("Capacity");
    let head = ["workload", "region", "may run", "steady", "peak", "zone lost", "region lost"];
    let mut table = Table::new(2, &head);
    for fleet in &figures.fleets {
        for (at, stand) in fleet.stands.iter().enumerate() {
            if stand.steady.or(stand.peak).is_some() {
                row(&mut table, figures, fleet, at, stand);
            }
        }
    }
    page.table(&table);
    if !table.is_empty() {
        page.chart("What each load needs, against what may run", super::CAPACITY_CHART);
    }
    let mut list = page.list();
    first_links(figures).iter().chain(silent).for_each(|line| list.line(line));
}

fn row(table: &mut Table, figures: &Figures, fleet: &Fleet, at: usize, stand: &Stand) {
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
    table.cell(code(&fleet.workload.name.node));
    table.cell(words::code(figures, stand.region));
    table.row([bounds, need(stand.steady), need(stand.peak), zone, need(worst)]);
}

/// Workloads of which nothing can be said, by the reason.
pub fn silent(figures: &Figures) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for fleet in &figures.fleets {
        let Some(why) = unknown(fleet) else { continue };
        let name = code(&fleet.workload.name.node).text();
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
