//! Lost places in a report. In: recoveries with their chains. Out: per scope the slowest chain, item by item, against what
//! is promised; what has no figure.

use super::page::{Part, Section, Table};
use super::quote::code;
use super::words::{carrying, keeps, promise};
use super::{Report, capacity};
use crate::figures::time::{Chain, Recovery, Scope};
use crate::figures::{Figures, Load};
use crate::model::measure::base;
use crate::ratio::Ratio;
use crate::words::stretch;

/// The section.
pub fn section(report: &Report) -> Section {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut without: Vec<String> = Vec::new();
    for recovery in &report.figures.recoveries {
        let name = scope(report.figures, recovery);
        for chain in &recovery.chains {
            let row = row(&name, recovery, chain);
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        for missing in &recovery.without {
            let line = format!("{name}, {}: no figure, {}", code(missing.thing), missing.why);
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

fn scope(figures: &Figures, recovery: &Recovery) -> String {
    let of = recovery.of.map_or(String::new(), |name| format!(" of {}", code(name)));
    let several = Load::ALL.len() > 1 && figures.regions.len() > 1;
    let load = match recovery.scope {
        Scope::Region if several => format!(" at {}", recovery.load.word()),
        _ => String::new(),
    };
    format!("{}{of}{load}", recovery.scope.word())
}

fn row(name: &str, recovery: &Recovery, chain: &Chain) -> Vec<String> {
    let lost = chain.lost.map_or(name.to_owned(), |lost| name.replacen("region", lost, 1));
    let items: Vec<String> =
        chain.items.iter().map(|item| format!("{} {}", item.what, item.sum)).collect();
    let made = if items.is_empty() { "nothing has to happen".to_owned() } else { items.join(" + ") };
    let (promised, verdict) = match &recovery.promise {
        Some(given) => {
            (code(&promise(given)), if kept(recovery, chain.seconds()) { "kept" } else { "not kept" })
        }
        None => (String::new(), ""),
    };
    vec![lost, code(chain.thing), made, promised, verdict.to_owned(), stretch(chain.seconds())]
}

fn kept(recovery: &Recovery, seconds: Ratio) -> bool {
    let thousand = Ratio::from_whole(1_000);
    recovery.promise.as_ref().is_none_or(|it| keeps(it, seconds, base(it.value.node) / thousand))
}

/// A line per region that can be lost: how long, and whether the others carry its load.
pub fn summary(report: &Report) -> Vec<String> {
    let figures = report.figures;
    let line = |lost: usize| {
        let code = super::words::code(figures, lost);
        let of_service = figures.recoveries.iter();
        let of_service = of_service.filter(|it| it.scope == Scope::Region && it.of.is_none());
        // Without a place a chain lasts as long whichever region is lost.
        let slowest = of_service.flat_map(|recovery| {
            let here = |chain: &&Chain| chain.lost.is_none_or(|lost| lost == code);
            recovery.chains.iter().filter(here).map(move |chain| (chain.seconds(), recovery))
        });
        let lasts = match slowest.max_by_key(|(seconds, _)| *seconds) {
            Some((seconds, recovery)) => {
                let promised = recovery.promise.as_ref().map_or(String::new(), |given| {
                    let verdict = if kept(recovery, seconds) { "kept" } else { "not kept" };
                    format!(" (`{}`, {verdict})", promise(given))
                });
                format!("away for {}{promised}", stretch(seconds))
            }
            None => "no figure for how long".to_owned(),
        };
        format!("{code}: {lasts}; {}", capacity::taken_over(figures, lost))
    };
    carrying(figures).into_iter().map(line).collect()
}
