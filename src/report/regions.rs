//! The table of regions of a report. In: a plan. Out: a row per thing, a cell per region, the primary one first.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::page::Table;
use super::quote::code;
use crate::model::measure::base;
use crate::plan::scaling::{Scaling, Size};
use crate::plan::{Plan, pods::Pods};
use crate::words::any_of;

/// Cells by the code of their region.
type Cells = BTreeMap<String, String>;

/// The table.
pub fn table(plan: &Plan) -> Table {
    let codes = codes(plan);
    let row = |(name, cells): (String, Cells)| {
        let cell = |code: &&str| cells.get(*code).cloned().unwrap_or_default();
        std::iter::once(name).chain(codes.iter().map(cell)).collect()
    };
    let rows = rows(plan).into_iter().map(row).collect();
    let head: Vec<&str> = std::iter::once("").chain(codes.iter().copied()).collect();
    Table::new(&head, head.len(), rows)
}

fn codes(plan: &Plan) -> Vec<&str> {
    let mut codes: Vec<&str> = plan.regions.iter().map(|region| region.code.as_str()).collect();
    codes.sort_by_key(|code| (*code != plan.primary, *code));
    codes
}

fn rows(plan: &Plan) -> Vec<(String, Cells)> {
    let mut rows = Vec::new();
    let weights = weights(plan);
    if !weights.is_empty() {
        rows.push(("weight".to_owned(), weights));
    }
    let zones = plan.regions.iter().map(|region| (region.code.clone(), region.zones.to_string()));
    rows.push(("zones".to_owned(), zones.collect()));
    let mut things = things(plan);
    things.sort_by(|one, other| one.0.cmp(&other.0));
    rows.extend(things);
    rows
}

/// Weights are the percentages where they are whole.
fn weights(plan: &Plan) -> Cells {
    let percent = plan.regions.iter().filter_map(|region| region.weight).sum::<u64>() == 100;
    let unit = if percent { " %" } else { "" };
    let cell = |region: &crate::plan::Region| {
        Some((region.code.clone(), format!("{}{unit}", region.weight?)))
    };
    plan.regions.iter().filter_map(cell).collect()
}

fn things(plan: &Plan) -> Vec<(String, Cells)> {
    let groups = plan.groups.iter().map(|group| {
        let kinds: BTreeSet<&str> = group.instance.values().map(String::as_str).collect();
        let kinds: Vec<&str> = kinds.into_iter().collect();
        let cells = bounds(&group.sizes, |code| of_actions(&group.scaling, code));
        (format!("{}, {}", code(&group.name), kinds.join(", ")), cells)
    });
    let functions = plan.functions.iter().map(|function| {
        let mut cells: Cells =
            function.regions.iter().map(|code| (code.clone(), "on demand".to_owned())).collect();
        cells.extend(bounds(&function.provisioned, |code| of_actions(&function.scaling, code)));
        (format!("{}, provisioned", code(&function.name)), cells)
    });
    let pods = plan.pods.iter().map(|pods| {
        let cells = bounds(&pods.sizes, |code| of_windows(pods, code));
        (format!("{}, pods", code(&pods.name)), cells)
    });
    let queues = plan.queues.iter().map(|queue| {
        let cell = |region: &String| (region.clone(), "stands".to_owned());
        (format!("{}, queue", code(&queue.name)), queue.regions.iter().map(cell).collect())
    });
    groups.chain(functions).chain(pods).chain(queues).collect()
}

/// Floors and ceilings that windows set.
#[derive(Default)]
struct Windowed {
    from: BTreeSet<u64>,
    up_to: BTreeSet<u64>,
}

fn bounds(sizes: &BTreeMap<String, Size>, windowed: impl Fn(&str) -> Windowed) -> Cells {
    let cell = |(code, size): (&String, &Size)| (code.clone(), cell(*size, windowed(code)));
    sizes.iter().map(cell).collect()
}

fn cell(size: Size, Windowed { mut from, mut up_to }: Windowed) -> String {
    let mut text = if size.min == size.max {
        size.min.to_string()
    } else {
        format!("{}..{}", size.min, size.max)
    };
    from.remove(&size.min);
    up_to.remove(&size.max);
    for (word, figures) in [("from", from), ("up to", up_to)] {
        if !figures.is_empty() {
            let figures: Vec<String> = figures.iter().map(u64::to_string).collect();
            let place = if figures.len() == 1 { "in the window" } else { "in windows" };
            let _ = write!(text, ", {word} {} {place}", any_of(&figures));
        }
    }
    text
}

fn of_actions(scaling: &Scaling, code: &str) -> Windowed {
    let figures = |sizes: &BTreeMap<String, Option<u64>>| sizes.get(code).copied().flatten();
    Windowed {
        from: scaling.actions.iter().filter_map(|action| figures(&action.min)).collect(),
        up_to: scaling.actions.iter().filter_map(|action| figures(&action.max)).collect(),
    }
}

/// A ceiling in a window is not expressible there.
fn of_windows(pods: &Pods, code: &str) -> Windowed {
    let windows = pods.windows.get(code).into_iter().flatten();
    let floors = windows.filter_map(|window| window.at_least.as_ref());
    Windowed { from: floors.map(|floor| base(floor.node).ceil()).collect(), ..Windowed::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_stand_beside_the_bounds() {
        let size = Size { min: 3, max: 10 };
        let set = |figures: &[u64]| figures.iter().copied().collect();
        let windowed = |from, up_to| Windowed { from: set(from), up_to: set(up_to) };
        assert_eq!(cell(size, windowed(&[], &[])), "3..10");
        assert_eq!(cell(size, windowed(&[3, 4], &[10])), "3..10, from 4 in the window");
        assert_eq!(
            cell(size, windowed(&[2, 20], &[5])),
            "3..10, from 2 or 20 in windows, up to 5 in the window"
        );
    }

    #[test]
    fn weights_of_a_hundred_are_percentages() {
        let region = |code: &str, weight| crate::plan::Region {
            code: code.to_owned(),
            weight: Some(weight),
            zones: 2,
        };
        let table = |one, other| {
            let regions = vec![region("eu-central-1", one), region("eu-west-1", other)];
            let table =
                table(&Plan { regions, primary: "eu-west-1".to_owned(), ..Plan::default() });
            (table.head, table.rows.into_iter().next().unwrap_or_default())
        };
        assert_eq!(table(40, 60).1, ["weight", "60 %", "40 %"]);
        assert_eq!(table(1, 2).0, ["", "eu-west-1", "eu-central-1"]);
        assert_eq!(table(1, 2).1, ["weight", "2", "1"]);
    }
}
