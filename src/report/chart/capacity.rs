//! Capacity against load. In: fleets and what losses ask of them. Out: a group per workload and region, a bar per state: how
//! much of what may run, or of what is left, is needed.

use std::borrow::Cow;

use super::{Bar, Group, draw};
use crate::figures::{Fleet, Load, Stand};
use crate::ratio::Ratio;
use crate::report::Report;
use crate::report::words::{self, load, noun};

/// A whole bar is twice what may run; what is longer is cut there.
const WHOLE: u64 = 2;

/// The drawing; none where no load is known.
pub fn capacity(report: &Report) -> Option<String> {
    let fleets = report.figures.fleets.iter();
    let stands = fleets.flat_map(|fleet| {
        fleet.stands.iter().enumerate().map(move |(at, stand)| (fleet, at, stand))
    });
    let groups: Vec<Group> =
        stands.filter_map(|(fleet, at, stand)| group(report, fleet, at, stand)).collect();
    if groups.is_empty() {
        return None;
    }
    let about = "What each state needs, as a part of what may run; a dashed line marks all of it.";
    Some(draw("Needed, of what may run", about, &groups))
}

fn group(report: &Report, fleet: &Fleet, at: usize, stand: &Stand) -> Option<Group> {
    let bounds = stand.bounds?;
    let mut bars = Vec::new();
    for state in Load::ALL {
        if let Some(need) = stand.need(state) {
            bars.push(bar(state.word(), need.full, bounds.max, &load(fleet, need.load)));
        }
    }
    if let Some(lost) = stand.zone_lost {
        bars.push(bar("zone lost", lost.need.bare, lost.left, "left"));
    }
    for loss in fleet.losses.iter().filter(|loss| loss.load == Load::Peak) {
        if let Some(need) = loss.worst(at) {
            let label = format!("{} lost", words::code(report.figures, loss.lost));
            bars.push(bar(label, need.full, bounds.max, &load(fleet, need.load)));
        }
    }
    if bars.is_empty() {
        return None;
    }
    let heading = format!(
        "{} in {}: {}..{} {}",
        fleet.workload.name.node,
        words::code(report.figures, stand.region),
        bounds.min,
        bounds.max,
        noun(fleet)
    );
    let mark = Some(Ratio::of(1, u128::from(WHOLE)));
    Some(Group { heading, mark, bars })
}

fn bar(label: impl Into<Cow<'static, str>>, needs: u64, has: u64, of: &str) -> Bar {
    let length = Ratio::of(u128::from(needs), u128::from(has.saturating_mul(WHOLE)));
    // Where nothing is left, a bar of nothing is needed at most.
    let length = if has == 0 && needs > 0 { Ratio::ONE } else { length };
    let figure = match of {
        "left" => format!("{needs} of {has} left"),
        load => format!("{needs} of {has}, for {load}"),
    };
    Bar { label: label.into(), length, over: needs > has, figure }
}
