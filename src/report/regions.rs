//! The table of regions of a report. In: a plan. Out: a row per thing, a cell per region, the primary one first.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::page::Page;
use super::quote::code;
use super::table::Table;
use crate::model::measure::base;
use crate::plan::function::Function;
use crate::plan::group::Group;
use crate::plan::pods::Pods;
use crate::plan::rest::Queue;
use crate::plan::scaling::{Scaling, Size};
use crate::plan::{Plan, Region};
use crate::words::any_of;

/// A thing with a row of its own.
enum Thing<'a> {
    Group(&'a Group),
    Function(&'a Function),
    Pods(&'a Pods),
    Queue(&'a Queue),
}

/// The section.
pub fn section(plan: &Plan, page: &mut Page) {
    page.section("Regions");
    page.table(&table(plan));
}

fn table(plan: &Plan) -> Table {
    let mut regions: Vec<&Region> = plan.regions.iter().collect();
    regions.sort_by_key(|region| (region.code != plan.primary, &region.code));
    let head: Vec<&str> =
        std::iter::once("").chain(regions.iter().map(|region| region.code.as_str())).collect();
    let mut table = Table::new(head.len(), &head);
    weights(&mut table, &regions);
    table.row(["zones"]);
    table.row(regions.iter().map(|region| region.zones.to_string()));
    for (name, thing) in things(plan) {
        table.row([name]);
        table.row(regions.iter().map(|region| thing.cell(&region.code)));
    }
    table
}

/// Weights are the percentages where they are whole.
fn weights(table: &mut Table, regions: &[&Region]) {
    let weights = || regions.iter().filter_map(|region| region.weight);
    if weights().next().is_none() {
        return;
    }
    let unit = if weights().sum::<u64>() == 100 { " %" } else { "" };
    let cell = |weight: u64| weight.to_string() + unit;
    table.row(["weight"]);
    table.row(regions.iter().map(|region| region.weight.map_or(String::new(), cell)));
}

/// The things by their names.
fn things(plan: &Plan) -> Vec<(String, Thing<'_>)> {
    let groups = plan.groups.iter().map(|group| {
        let mut kinds: Vec<&str> = group.instance.values().map(String::as_str).collect();
        kinds.sort_unstable();
        kinds.dedup();
        (named(&group.name, &kinds.join(", ")), Thing::Group(group))
    });
    let functions = plan
        .functions
        .iter()
        .map(|function| (named(&function.name, "provisioned"), Thing::Function(function)));
    let pods = plan.pods.iter();
    let pods = pods.map(|pods| (named(&pods.name, "pods"), Thing::Pods(pods)));
    let queues = plan.queues.iter();
    let queues = queues.map(|it| (named(&it.name, "queue"), Thing::Queue(it)));
    let mut things: Vec<_> = groups.chain(functions).chain(pods).chain(queues).collect();
    things.sort_by(|one, other| one.0.cmp(&other.0));
    things
}

fn named(name: &str, what: &str) -> String {
    [&code(name).text(), ", ", what].concat()
}

impl Thing<'_> {
    /// What there is of it in a region.
    fn cell(&self, code: &str) -> Cow<'static, str> {
        let stands = |regions: &[String], word| {
            if regions.iter().any(|it| it == code) { Cow::Borrowed(word) } else { "".into() }
        };
        let sized = |sizes: &BTreeMap<String, Size>, windowed: &dyn Fn() -> Windowed| {
            sizes.get(code).map(|size| Cow::Owned(cell(*size, windowed())))
        };
        match self {
            Self::Group(group) => {
                sized(&group.sizes, &|| of_actions(&group.scaling, code)).unwrap_or_default()
            }
            Self::Function(function) => {
                sized(&function.provisioned, &|| of_actions(&function.scaling, code))
                    .unwrap_or_else(|| stands(&function.regions, "on demand"))
            }
            Self::Pods(pods) => sized(&pods.sizes, &|| of_windows(pods, code)).unwrap_or_default(),
            Self::Queue(queue) => stands(&queue.regions, "stands"),
        }
    }
}

/// Floors and ceilings that windows set.
#[derive(Default)]
struct Windowed {
    from: BTreeSet<u64>,
    up_to: BTreeSet<u64>,
}

fn cell(size: Size, Windowed { mut from, mut up_to }: Windowed) -> String {
    let mut text = size.min.to_string();
    if size.min != size.max {
        text.extend(["..", &size.max.to_string()]);
    }
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
            let plan = Plan { regions, primary: "eu-west-1".to_owned(), ..Plan::default() };
            let mut text = String::new();
            table(&plan).markdown(&mut text);
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(table(40, 60)[2], "| weight | 60 % | 40 % |");
        assert_eq!(table(1, 2)[0], "|  | eu-west-1 | eu-central-1 |");
        assert_eq!(table(1, 2)[2], "| weight | 2 | 1 |");
    }
}
