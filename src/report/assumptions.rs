//! What the figures of a report rest on. In: the operands of its money, the items of its chains, service levels. Out: one
//! line per kind of figure that neither the policy nor a definition gives, with its regions; the given ones are counted.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::page::{Part, Section};
use super::quote::{code, line};
use crate::catalog::Confidence;
use crate::figures::money::Moment;
use crate::figures::origin::{Basis, Origin};
use crate::figures::{Figures, LoadUnit, Stand};
use crate::model::policy::Platform;
use crate::words::{all_of, percent};

/// The section.
pub fn section(report: &Report) -> Section {
    let figures = report.figures;
    let mut lines = prices(figures);
    lines.extend(times(figures));
    lines.extend(capacities(figures));
    lines.extend(levels(figures));
    if lines.is_empty() {
        return Section::new("Assumptions", Vec::new());
    }
    let how = "Figures not listed are given by the policy or derived from it: a month has 730 hours.";
    Section::new("Assumptions", vec![Part::Text(how.to_owned()), Part::List(lines)])
}

/// `catalogue of 2026-07-20, high confidence, source aws-ec2`
pub fn speaks(basis: &Basis) -> String {
    let kind = if basis.estimate { "estimate" } else { "catalogue" };
    let trust = confidence(basis.confidence);
    let source = basis.source.replace(';', ", ");
    let instead = basis.stands_in.map_or(String::new(), |region| format!(", that of {region}"));
    format!("{kind} of {}, {trust} confidence, {source}{instead}", basis.date)
}

/// As people say it.
pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

/// A line per thing, what is paid for and what speaks for it; the regions with their figures behind it.
fn prices(figures: &Figures) -> Vec<String> {
    let mut kinds: Vec<(String, BTreeMap<String, BTreeSet<&str>>)> = Vec::new();
    for money in figures.money.lines.iter().filter(|it| it.amount(Moment::Peak).is_none_or(|it| !it.is_zero())) {
        let place = money.region.map_or("", |region| super::words::code(figures, region));
        for operand in &money.price {
            let (what, speaks) = match operand.origin {
                Origin::Given(_) | Origin::Derived => continue,
                Origin::Default(said) => (operand.what, format!("a default, {said}")),
                Origin::Catalogue(basis) => (operand.what, speaks(&basis)),
            };
            let of = if what == "price" { String::new() } else { format!(", {what}") };
            let key = format!("{}{of} (assumed: {speaks})", money.what);
            let figure = format!("{} {}", operand.figure.rounded(10), operand.unit);
            let at = kinds.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
                kinds.push((key, BTreeMap::new()));
                kinds.len() - 1
            });
            if let Some((_, known)) = kinds.get_mut(at) {
                known.entry(figure.trim().to_owned()).or_default().insert(place);
            }
        }
    }
    let lines = kinds.into_iter().map(|(key, figures)| {
        let figures = figures.into_iter().map(|(figure, places)| {
            let places: Vec<&str> = places.into_iter().filter(|place| !place.is_empty()).collect();
            if places.is_empty() { figure } else { format!("{figure} in {}", all_of(&places)) }
        });
        format!("{key}: {}", figures.collect::<Vec<_>>().join("; "))
    });
    lines.map(|text| line(&text)).collect()
}

/// Items of chains that no policy gives.
fn times(figures: &Figures) -> Vec<String> {
    let mut lines = Vec::new();
    for chain in figures.recoveries.iter().flat_map(|recovery| &recovery.chains) {
        for item in &chain.items {
            let said = match item.origin {
                Origin::Given(_) | Origin::Derived => continue,
                Origin::Default(said) => format!("{} (assumed: a default): {said}", item.what),
                Origin::Catalogue(basis) => {
                    format!("{} (assumed: {}): {}", item.what, speaks(&basis), item.sum)
                }
            };
            if !lines.contains(&said) {
                lines.push(said);
            }
        }
    }
    lines
}

/// What is taken for granted where a workload says nothing.
fn capacities(figures: &Figures) -> Vec<String> {
    let mut lines = Vec::new();
    for fleet in &figures.fleets {
        let name = code(&fleet.workload.name.node);
        let any = |which: &dyn Fn(&Stand) -> bool| fleet.stands.iter().any(which);
        if any(&|stand| stand.target.rule.is_none() && stand.steady.or(stand.peak).is_some()) {
            lines.push(format!("{name} (assumed: a default): used up to 100 % of what one carries, for no rule names less"));
        }
        let function = fleet.workload.platform.node == Platform::Lambda;
        if function && any(&|stand| stand.body.reserved.is_none()) {
            lines.push(format!("{name} (assumed: an account's default): at most 1000 executions in a region"));
        }
        if let (Ok(arriving), false) = (&fleet.demand.steady, fleet.stands.len() < 2)
            && arriving.unit == LoadUnit::Requests
            && figures.regions.iter().all(|region| !region.share.is_zero())
        {
            let shares = fleet.stands.iter().map(|stand| {
                format!("{} {}", super::words::code(figures, stand.region), percent(stand.share, 2))
            });
            lines.push(format!("{name} (derived): its load spreads as {}", all_of(&shares.collect::<Vec<_>>())));
        }
    }
    lines
}

fn levels(figures: &Figures) -> Vec<String> {
    let parts = figures.availabilities.iter().flat_map(|it| &it.regions).flat_map(|it| &it.parts);
    let known: BTreeSet<String> = parts
        .map(|part| format!("{} {}", part.service, percent(part.share(), 3)))
        .collect();
    if known.is_empty() {
        return Vec::new();
    }
    let known: Vec<String> = known.into_iter().collect();
    vec![format!("service levels (assumed: thresholds of credits, catalogue of {}): {}", crate::catalog::DATE, all_of(&known))]
}
