//! Capacity in a report. In: fleets, what losses ask of them, links. Out: a row per workload and region, the link that
//! breaks first, and whether every state holds.

use super::Report;
use super::page::{Part, Section, Table};
use super::quote::code;
use super::words::{self, load, noun};
use crate::figures::chain::{Kind, Link};
use crate::figures::{Figures, Fleet, Load, Loss, Need, Stand, Unknown};
use crate::words::all_of;

/// A state in which a workload is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// At one of the loads.
    At(Load),
    /// A zone lost at the load `steady`.
    Zone,
    /// A region lost, by its position, at one of the loads.
    Region(usize, Load),
}

/// A workload that does not hold in a state.
#[derive(Clone, Debug)]
pub struct Short<'a> {
    /// The workload.
    pub workload: &'a str,
    /// The position of the region where it is too little.
    pub region: usize,
    /// In which state.
    pub state: State,
    /// How many are needed.
    pub needs: u64,
    /// How many there may be.
    pub has: u64,
}

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
fn silent(figures: &Figures) -> Vec<String> {
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

/// What does not hold, in the order of the workloads.
pub fn short<'a>(figures: &Figures<'a>) -> Vec<Short<'a>> {
    let mut found = Vec::new();
    for fleet in &figures.fleets {
        for (at, stand) in fleet.stands.iter().enumerate() {
            let workload = fleet.workload.name.node.as_str();
            let mut add = |state, needs, has| {
                if needs > has {
                    found.push(Short { workload, region: stand.region, state, needs, has });
                }
            };
            for load in Load::ALL {
                if let (Some(need), Some(bounds)) = (stand.need(load), stand.bounds) {
                    add(State::At(load), need.full, bounds.max);
                }
            }
            if let Some(lost) = stand.zone_lost {
                add(State::Zone, lost.need.bare, lost.left);
            }
            for loss in &fleet.losses {
                if let (Some(need), Some(bounds)) = (loss.worst(at), stand.bounds) {
                    add(State::Region(loss.lost, loss.load), need.full, bounds.max);
                }
            }
        }
    }
    found
}

/// Whether any workload has a load and bounds.
fn judged(figures: &Figures) -> bool {
    let stands = figures.fleets.iter().flat_map(|fleet| &fleet.stands);
    stands.filter(|stand| stand.bounds.is_some()).any(|stand| stand.steady.or(stand.peak).is_some())
}

/// Whether every state holds, in one line.
pub fn summary(report: &Report) -> Option<String> {
    let figures = report.figures;
    let silent = silent(figures);
    if !judged(figures) {
        return (!silent.is_empty()).then(|| silent.join("; "));
    }
    let apart: String = silent.iter().map(|line| format!("; {line}")).collect();
    let short = short(figures);
    let inside: Vec<&Short> =
        short.iter().filter(|short| !matches!(short.state, State::Region(..))).collect();
    let broken: Vec<&Link> =
        figures.links.iter().filter(|link| link.kind != Kind::Replicas && link.broken()).collect();
    let mut lines: Vec<String> = inside.iter().map(|short| sentence(figures, short)).collect();
    for link in broken {
        let line = format!(
            "at their maximum workloads ask {} for {}, it has {}",
            code(link.on),
            link.asked,
            link.has
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let verdict = if lines.is_empty() {
        "holds at steady, at peak and with a zone lost".to_owned()
    } else {
        lines.join("; ")
    };
    Some(format!("{verdict}{apart}"))
}

fn sentence(figures: &Figures, short: &Short) -> String {
    let state = match short.state {
        State::At(load) => format!("at {}", load.word()),
        State::Zone => "with a zone lost".to_owned(),
        State::Region(lost, load) => {
            format!("with {} lost at {}", words::code(figures, lost), load.word())
        }
    };
    let (name, code) = (code(short.workload), words::code(figures, short.region));
    let left = if short.state == State::Zone { "left" } else { "at most" };
    format!("{name} does not hold in {code} {state}: {} needed, {left} {}", short.needs, short.has)
}

/// Whether the others carry what a lost region carried, in words.
pub fn taken_over(figures: &Figures, lost: usize) -> String {
    let short = short(figures);
    let here = |short: &&Short| matches!(short.state, State::Region(gone, _) if gone == lost);
    if let Some(worst) = short.iter().filter(here).max_by_key(|short| short.needs - short.has) {
        return sentence(figures, worst);
    }
    let losses = || {
        let all = figures.fleets.iter().flat_map(|fleet| fleet.losses.iter());
        all.filter(|loss| loss.lost == lost)
    };
    let nobody = losses().filter(|loss| loss.scenarios.is_empty()).count();
    let silent = |loss: &Loss| loss.scenarios.iter().all(|scenario| scenario.needs.is_empty());
    if nobody > 0 {
        "nobody takes its load".to_owned()
    } else if losses().count() == 0 || losses().any(silent) {
        "no figure says whether the others carry its load".to_owned()
    } else {
        "the others carry its load, at steady and at peak".to_owned()
    }
}
