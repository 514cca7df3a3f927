//! Money in a report. In: the envelope of this tier and of the others, budgets. Out: tables by state, thing and tier, what
//! has no price, unit costs, estimates beside the catalogue.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::page::{Part, Section, Table};
use super::quote::{code, line};
use super::words::{left, moment, moments, promise, sum};
use super::{Report, Tier};
use crate::figures::Figures;
use crate::figures::money::{self, Claim, Line, Moment, Sum, Unit, UnitCost, Verdict};
use crate::ratio::Ratio;
use crate::words::{all_of, dollars, percent};

const STATES: [Moment; 3] = [Moment::Floor, Moment::Steady, Moment::Peak];

/// The section.
pub fn section(report: &Report) -> Section {
    let money = &report.figures.money;
    if money.lines.is_empty() && money.not_priced.is_empty() {
        return Section::new("Cost", Vec::new());
    }
    let mut parts = vec![
        Part::Table(states(report)),
        Part::Chart(
            "Dollars a month in each state, against the budget".to_owned(),
            super::COST_CHART,
        ),
    ];
    parts.push(Part::Table(things(report.figures)));
    if report.tiers.len() > 1 {
        parts.push(Part::Table(tiers(&report.tiers)));
    }
    parts.push(Part::List(money.units.iter().map(unit).collect()));
    parts.push(Part::List(money.claims.iter().map(claim).collect()));
    let not_priced = not_priced(report.figures);
    if !not_priced.is_empty() {
        parts.push(Part::Text("Without a price:".to_owned()));
        parts.push(Part::List(not_priced));
    }
    Section::new("Cost", parts)
}

fn states(report: &Report) -> Table {
    let row = |state: Moment| {
        let total = report.figures.money.total(state);
        let mut row = vec![moment(report.figures, state), sum(total)];
        row.extend(
            report.budget.iter().flat_map(|budget| [dollars(*budget), left(*budget, total)]),
        );
        row
    };
    let rows = moments(report.figures).into_iter().map(row).collect();
    let head = ["state", "a month", "budget", "of the budget"];
    let columns = if report.budget.is_some() { 4 } else { 2 };
    Table::new(head.get(..columns).unwrap_or(&head), 1, rows)
}

/// A row per thing, what weighs most at the peak first.
fn things(figures: &Figures) -> Table {
    let mut things: BTreeMap<(money::Part, &str), Vec<&Line>> = BTreeMap::new();
    for line in &figures.money.lines {
        things.entry((line.payee.part, line.payee.name)).or_default().push(line);
    }
    let weigh = |((_, name), lines): (_, Vec<&Line>)| {
        let [floor, steady, peak] = STATES.map(|state| Sum::of(lines.iter().copied(), state));
        let kinds = kinds(&lines).join(", ");
        (peak.known, vec![code(name), kinds, sum(floor), sum(steady), sum(peak)])
    };
    let mut rows: Vec<(Ratio, Vec<String>)> = things.into_iter().map(weigh).collect();
    rows.sort_by_key(|(peak, _)| Reverse(*peak));
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Table::new(&["thing", "what is paid for", "floor", "steady", "peak"], 2, rows)
}

/// What lines are paid for, each once.
fn kinds<'a>(lines: &[&Line<'a>]) -> Vec<&'a str> {
    let mut kinds = Vec::new();
    for line in lines {
        if !kinds.contains(&line.what) {
            kinds.push(line.what);
        }
    }
    kinds
}

fn tiers(tiers: &[Tier]) -> Table {
    let row = |tier: &Tier| {
        let total = |state| tier.figures.money.total(state);
        let mut row = vec![code(tier.name)];
        row.extend(STATES.map(|state| sum(total(state))));
        row.push(tier.budget.map_or(String::new(), dollars));
        row.push(tier.budget.map_or(String::new(), |budget| left(budget, total(Moment::Peak))));
        row
    };
    let head = ["tier", "floor", "steady", "peak", "budget", "of it at peak"];
    Table::new(&head, 1, tiers.iter().map(row).collect())
}

/// `cost per request < $0.001`: $0.0004 at the load `steady`, kept.
fn unit(cost: &UnitCost) -> String {
    let promised = code(&promise(&cost.promise));
    let Some(figure) = cost.cost else {
        return format!("{promised}: no figure, the policy does not say how many there are");
    };
    let least = if cost.money.partial { "at least " } else { "" };
    let shown = match cost.unit {
        Unit::Revenue => percent(figure, 3),
        Unit::Request | Unit::User => small(figure),
    };
    let verdict = match cost.kept() {
        Some(true) => "kept",
        Some(false) => "not kept",
        None => "not known whether it is kept",
    };
    format!("{promised}: {least}{shown} at the load `steady`, {verdict}")
}

/// Dollars and cents; below a dollar so many places that four figures are left.
fn small(amount: Ratio) -> String {
    if amount >= Ratio::ONE || amount.is_zero() {
        return dollars(amount);
    }
    let mut places = 4;
    while places < 12 && (amount * Ratio::of(10_u128.pow(places - 3), 1)) < Ratio::ONE {
        places += 1;
    }
    format!("${}", amount.rounded(places))
}

fn claim(claim: &Claim) -> String {
    let (name, said) = (code(claim.payee.name), dollars(claim.monthly));
    match claim.verdict {
        Verdict::Counted => {
            format!("{name} counts with its estimate of {said}: a part of it has no price here")
        }
        Verdict::Compared { floor, peak } if floor == peak => {
            format!("{name} is estimated at {said}, the catalogue says {}", dollars(floor))
        }
        Verdict::Compared { floor, peak } => format!(
            "{name} is estimated at {said}, the catalogue says {} to {}",
            dollars(floor),
            dollars(peak)
        ),
    }
}

/// One line per reason and what it is; things alike share it.
fn not_priced(figures: &Figures) -> Vec<String> {
    let mut things: BTreeMap<(String, &str), BTreeSet<String>> = BTreeMap::new();
    for without in &figures.money.not_priced {
        let key = (line(&without.why.to_string()), without.what.as_str());
        things.entry(key).or_default().insert(code(without.payee.name));
    }
    let mut lines: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for ((why, what), names) in things {
        let names: Vec<String> = names.into_iter().collect();
        lines.entry((all_of(&names), why)).or_default().push(what);
    }
    let said = lines.iter().map(|((names, why), what)| format!("{names}, {}: {why}", all_of(what)));
    said.map(|text| line(&text)).collect()
}

/// The envelope against the budget in one line.
pub fn summary(report: &Report) -> Option<String> {
    let money = &report.figures.money;
    if money.lines.is_empty() {
        return None;
    }
    let [floor, steady, peak] = STATES.map(|state| money.total(state));
    let figures = format!(
        "{} a month at floor, {} at steady, {} at peak",
        sum(floor),
        sum(steady),
        sum(peak)
    );
    let worst = moments(report.figures).into_iter().map(|state| (money.total(state), state));
    let budget = report.budget.map_or("no budget is given".to_owned(), |budget| {
        let over: Vec<(Sum, Moment)> = worst.filter(|(total, _)| total.known > budget).collect();
        let verdict = over.first().map_or_else(
            || "every state fits".to_owned(),
            |(total, state)| {
                format!("{} at {}", left(budget, *total), moment(report.figures, *state))
            },
        );
        format!("the budget is {}: {verdict}", dollars(budget))
    });
    let without = money.not_priced.len();
    let apart = match without {
        0 => String::new(),
        more => format!("; {} without a price", crate::words::count(more, "item")),
    };
    Some(format!("{figures}; {budget}{apart}"))
}
