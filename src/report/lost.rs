//! Lost places in a report. In: recoveries with their chains. Out: per scope the slowest chain, item by item, against what
//! is promised; what has no figure.

use super::page::{Part, Section, Table};
use super::quote::code;
use super::words::{carrying, keeps, promise};
use super::{Report, holds};
use crate::figures::time::{Chain, Recovery, Scope};
use crate::figures::{Figures, Load};
use crate::model::measure::base;
use crate::ratio::Ratio;
use crate::words::{any_of, stretch};

/// The column that names what is away.
const THING: usize = 1;

/// The section.
pub fn section(report: &Report) -> Section {
    let recoveries = &report.figures.recoveries;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut without: Vec<String> = Vec::new();
    for recovery in recoveries {
        for chain in &recovery.chains {
            let load = differs(recoveries, recovery, chain);
            let row = row(&scope(recovery), load, recovery, chain);
            add(&mut rows, row);
        }
        for missing in &recovery.without {
            let (name, thing) = (scope(recovery), code(missing.thing));
            let line = format!("{name}, {thing}: no figure: {}", missing.why);
            if !without.contains(&line) {
                without.push(line);
            }
        }
    }
    let head = ["what is lost", "what is away", "how it is made up", "promise", "", "in all"];
    Section::new(
        "When a place is lost",
        vec![Part::Table(Table::new(&head, 5, rows)), Part::List(without)],
    )
}

/// Things that are away alike share a row.
fn add(rows: &mut Vec<Vec<String>>, row: Vec<String>) {
    let alike = |known: &Vec<String>| {
        let cells = known.iter().zip(&row).enumerate();
        cells.filter(|(at, _)| *at != THING).all(|(_, (one, other))| one == other)
    };
    let Some(thing) = row.get(THING).cloned() else { return };
    match rows.iter_mut().find(|known| alike(known)).and_then(|known| known.get_mut(THING)) {
        Some(things) if things.split(", ").any(|known| known == thing) => {}
        Some(things) => {
            things.push_str(", ");
            things.push_str(&thing);
        }
        None => rows.push(row),
    }
}

fn scope(recovery: &Recovery) -> String {
    let of = recovery.of.map_or(String::new(), |name| format!(" of {}", code(name)));
    format!("{}{of}", recovery.scope.word())
}

/// The load, where the same loss has another chain at the other one.
fn differs(all: &[Recovery], recovery: &Recovery, chain: &Chain) -> Option<Load> {
    let others = all.iter().filter(|other| {
        (other.scope, other.of) == (recovery.scope, recovery.of) && other.load != recovery.load
    });
    let mut same = others.flat_map(|other| &other.chains);
    let other = same.find(|other| (other.thing, other.lost) == (chain.thing, chain.lost));
    other.is_some_and(|other| other.items != chain.items).then_some(recovery.load)
}

fn row(name: &str, load: Option<Load>, recovery: &Recovery, chain: &Chain) -> Vec<String> {
    let lost = chain.lost.map_or(name.to_owned(), |lost| name.replacen("region", lost, 1));
    let lost = load.map_or(lost.clone(), |load| format!("{lost} at {}", load.word()));
    let items: Vec<String> =
        chain.items.iter().map(|item| format!("{} {}", item.what, item.sum)).collect();
    let made =
        if items.is_empty() { "nothing has to happen".to_owned() } else { items.join(" + ") };
    let (promised, verdict) = match &recovery.promise {
        Some(given) => (
            code(&promise(given)),
            if kept(recovery, chain.seconds()) { "kept" } else { "not kept" },
        ),
        None => (String::new(), ""),
    };
    vec![lost, code(chain.thing), made, promised, verdict.to_owned(), stretch(chain.seconds())]
}

fn kept(recovery: &Recovery, seconds: Ratio) -> bool {
    let thousand = Ratio::from_whole(1_000);
    recovery.promise.as_ref().is_none_or(|it| keeps(it, seconds, base(it.value.node) / thousand))
}

/// A line per verdict on a lost region: how long, and whether the others carry its load.
pub fn summary(report: &Report) -> Vec<String> {
    let figures = report.figures;
    let mut verdicts: Vec<(String, Vec<&str>)> = Vec::new();
    for lost in carrying(figures) {
        let code = super::words::code(figures, lost);
        let verdict = format!("{}; {}", lasts(figures, code), holds::taken_over(figures, lost));
        match verdicts.iter_mut().find(|(known, _)| *known == verdict) {
            Some((_, codes)) => codes.push(code),
            None => verdicts.push((verdict, vec![code])),
        }
    }
    let lines = verdicts.into_iter();
    lines.map(|(verdict, codes)| format!("{}: {verdict}", any_of(&codes))).collect()
}

fn lasts(figures: &Figures, code: &str) -> String {
    let of_service = figures.recoveries.iter();
    let of_service = of_service.filter(|it| it.scope == Scope::Region && it.of.is_none());
    // Without a place a chain lasts as long whichever region is lost.
    let all = of_service.flat_map(|recovery| {
        let here = |chain: &&Chain| chain.lost.is_none_or(|lost| lost == code);
        recovery.chains.iter().filter(here).map(move |chain| (chain.seconds(), recovery))
    });
    let Some((seconds, recovery)) = all.max_by_key(|(seconds, _)| *seconds) else {
        return "no figure for how long".to_owned();
    };
    let promised = recovery.promise.as_ref().map_or(String::new(), |given| {
        let verdict = if kept(recovery, seconds) { "kept" } else { "not kept" };
        format!(" (`{}`, {verdict})", promise(given))
    });
    format!("away for {}{promised}", stretch(seconds))
}
