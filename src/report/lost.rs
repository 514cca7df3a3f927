//! Lost places in a report. In: recoveries with their chains. Out: per scope the slowest chain, item by item, against what
//! is promised; what has no figure.

use super::page::Page;
use super::quote::code;
use super::table::Table;
use super::words::{carrying, keeps, promise};
use super::{Report, holds};
use crate::figures::time::{Chain, Recovery, Scope};
use crate::figures::{Figures, Load};
use crate::model::measure::base;
use crate::ratio::Ratio;
use crate::words::{any_of, stretch};

/// A row: what is lost, and what of a chain is shown.
#[derive(PartialEq)]
struct Row {
    lost: String,
    made: String,
    promised: String,
    verdict: &'static str,
    lasts: String,
}

/// The section.
pub fn section(report: &Report, page: &mut Page) {
    let recoveries = &report.figures.recoveries;
    let mut rows: Vec<(Row, Vec<&str>)> = Vec::new();
    let mut without: Vec<String> = Vec::new();
    for recovery in recoveries {
        let name = scope(recovery);
        let promise = recovery.promise.as_ref().map(|given| code(&promise(given)).text());
        for chain in &recovery.chains {
            let load = differs(recoveries, recovery, chain);
            add(&mut rows, row(&name, load, promise.as_deref(), recovery, chain), chain.thing);
        }
        for missing in &recovery.without {
            let line = format!("{name}, {}: no figure: {}", code(missing.thing), missing.why);
            if !without.contains(&line) {
                without.push(line);
            }
        }
    }
    page.section("When a place is lost");
    let head = ["what is lost", "what is away", "how it is made up", "promise", "", "in all"];
    let mut table = Table::new(5, &head);
    for (Row { lost, made, promised, verdict, lasts }, things) in &rows {
        table.row([lost]);
        table.joined(things.iter().map(|thing| code(thing)), ", ");
        table.row([made, promised, *verdict, lasts]);
    }
    page.table(&table);
    let mut list = page.list();
    without.into_iter().for_each(|line| list.line(line));
}

/// Things that are away alike share a row.
fn add<'a>(rows: &mut Vec<(Row, Vec<&'a str>)>, row: Row, thing: &'a str) {
    match rows.iter_mut().find(|(known, _)| *known == row) {
        Some((_, things)) if things.contains(&thing) => {}
        Some((_, things)) => things.push(thing),
        None => rows.push((row, vec![thing])),
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

fn row(
    name: &str,
    load: Option<Load>,
    promise: Option<&str>,
    recovery: &Recovery,
    chain: &Chain,
) -> Row {
    let lost = chain.lost.map_or(name.to_owned(), |lost| name.replacen("region", lost, 1));
    let lost = match load {
        Some(load) => format!("{lost} at {}", load.word()),
        None => lost,
    };
    let mut made = String::with_capacity(128);
    for item in &chain.items {
        made.push_str(if made.is_empty() { "" } else { " + " });
        made.extend([item.what, " ", &item.sum]);
    }
    if made.is_empty() {
        "nothing has to happen".clone_into(&mut made);
    }
    let seconds = chain.seconds();
    let verdict = match promise {
        Some(_) if kept(recovery, seconds) => "kept",
        Some(_) => "not kept",
        None => "",
    };
    let promised = promise.unwrap_or_default().to_owned();
    Row { lost, made, promised, verdict, lasts: stretch(seconds) }
}

fn kept(recovery: &Recovery, seconds: Ratio) -> bool {
    let thousand = Ratio::from_whole(1_000);
    recovery.promise.as_ref().is_none_or(|it| keeps(it, seconds, base(it.value.node) / thousand))
}

/// A line per verdict on a lost region: how long, and whether the others carry its load.
pub fn summary(report: &Report) -> Vec<String> {
    let figures = report.figures;
    let short = holds::short(figures);
    let mut verdicts: Vec<(String, Vec<&str>)> = Vec::new();
    for lost in carrying(figures) {
        let code = super::words::code(figures, lost);
        let taken = holds::taken_over(figures, &short, lost);
        let verdict = format!("{}; {taken}", lasts(figures, code));
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
