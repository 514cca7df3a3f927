//! Whether a service holds. In: fleets, what losses ask of them, links. Out: what is too little in which state, and the lines
//! of a report's summary about it.

use super::quote::code;
use super::words;
use crate::figures::chain::{Kind, Link};
use crate::figures::{Figures, Load, Loss, Stand};
use crate::words::all_of;

/// A state in which a workload is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
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
    workload: &'a str,
    /// The position of the region where it is too little.
    region: usize,
    /// In which state.
    state: State,
    /// How many are needed.
    needs: u64,
    /// How many there may be.
    has: u64,
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
pub fn summary(figures: &Figures, silent: &[String]) -> Option<String> {
    if !judged(figures) {
        return (!silent.is_empty()).then(|| silent.join("; "));
    }
    let partly = partly(figures);
    let apart: String =
        silent.iter().chain(&partly).flat_map(|line| ["; ", line.as_str()]).collect();
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
pub fn taken_over(figures: &Figures, short: &[Short], lost: usize) -> String {
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
        let known = |load: &Load| losses().any(|loss| loss.load == *load);
        let loads = Load::ALL.into_iter().filter(known).map(|load| format!("at {}", load.word()));
        format!("the others carry its load, {}", all_of(&loads.collect::<Vec<_>>()))
    }
}

/// Workloads of which one of the two loads is not known.
fn partly(figures: &Figures) -> Vec<String> {
    let mut lines = Vec::new();
    for state in Load::ALL {
        let lacks =
            |stand: &Stand| stand.need(state).is_none() && stand.steady.or(stand.peak).is_some();
        let fleets = figures.fleets.iter().filter(|fleet| fleet.stands.iter().any(lacks));
        let names: Vec<String> =
            fleets.map(|fleet| code(&fleet.workload.name.node).text()).collect();
        if !names.is_empty() {
            lines.push(format!("no load `{}` of {}", state.word(), all_of(&names)));
        }
    }
    lines
}
