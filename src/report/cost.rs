//! Money in a report. In: the envelope of this tier and of the others, budgets. Out: tables by state, thing and tier, what
//! has no price, unit costs, estimates beside the catalogue.

use std::cmp::Reverse;
use std::fmt::Display;

use super::page::Page;
use super::quote::{code, line};
use super::table::Table;
use super::words::{self, State, left, promise};
use super::{Report, Tier};
use crate::figures::Figures;
use crate::figures::money::{Claim, Line, Moment, Sum, Unit, UnitCost, Verdict};
use crate::ratio::Ratio;
use crate::words::{all_of, dollars, percent};

const STATES: [Moment; 3] = [Moment::Floor, Moment::Steady, Moment::Peak];

/// The section.
pub fn section(report: &Report, states: &[State], page: &mut Page) {
    let money = &report.figures.money;
    if money.lines.is_empty() && money.not_priced.is_empty() {
        return;
    }
    page.section("Cost");
    page.table(&by_state(states, report.budget));
    page.chart("Dollars a month in each state, against the budget", super::COST_CHART);
    page.table(&by_thing(report.figures));
    if report.tiers.len() > 1 {
        page.table(&by_tier(&report.tiers));
    }
    let mut list = page.list();
    money.units.iter().for_each(|cost| list.line(unit(cost)));
    let mut list = page.list();
    money.claims.iter().for_each(|one| list.line(claim(one)));
    if !money.not_priced.is_empty() {
        page.paragraph("Without a price:");
        let mut list = page.list();
        not_priced(report.figures).into_iter().for_each(|line| list.line(line));
    }
}

fn by_state(states: &[State], budget: Option<Ratio>) -> Table {
    let head = ["state", "a month", "budget", "of the budget"];
    let columns = if budget.is_some() { 4 } else { 2 };
    let mut table = Table::new(1, head.get(..columns).unwrap_or(&head));
    let budget = budget.map(dollars);
    for State { name, sum, left, .. } in states {
        table.row([name.as_ref(), sum]);
        if let (Some(budget), Some(left)) = (&budget, left) {
            table.row([budget, left]);
        }
    }
    table
}

/// A row per thing, what weighs most at the peak first.
fn by_thing(figures: &Figures) -> Table {
    let mut lines: Vec<&Line> = figures.money.lines.iter().collect();
    lines.sort_by_key(|line| (line.payee.part, line.payee.name));
    let of_one = |one: &&Line, other: &&Line| {
        (one.payee.part, one.payee.name) == (other.payee.part, other.payee.name)
    };
    let weigh = |lines: &[&Line]| STATES.map(Sum::by_state(lines.iter().copied()));
    let mut things: Vec<_> = lines.chunk_by(of_one).map(|lines| (weigh(lines), lines)).collect();
    things.sort_by_key(|([_, _, peak], _)| Reverse(peak.known));
    let mut table = Table::new(2, &["thing", "what is paid for", "floor", "steady", "peak"]);
    for (sums, lines) in things {
        let name = lines.first().map_or("", |line| line.payee.name);
        table.cell(code(name));
        table.joined(kinds(lines), ", ");
        table.row(words::sums(sums));
    }
    table
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

fn by_tier(tiers: &[Tier]) -> Table {
    let head = ["tier", "floor", "steady", "peak", "budget", "of it at peak"];
    let mut table = Table::new(1, &head);
    for tier in tiers {
        let total = |state| tier.figures.money.total(state);
        table.cell(code(tier.name));
        table.row(words::sums(STATES.map(total)));
        table.cell(tier.budget.map_or(String::new(), dollars));
        table.cell(tier.budget.map_or(String::new(), |budget| left(budget, total(Moment::Peak))));
    }
    table
}

/// `cost per request < $0.001`: $0.0004 at the load `steady`, kept.
fn unit(cost: &UnitCost) -> String {
    let promised = promise(&cost.promise);
    let promised = code(&promised);
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
    let all = figures.money.not_priced.iter();
    let reason = |why: &dyn Display| line(&why.to_string());
    let mut things: Vec<(String, &str, String)> =
        all.map(|it| (reason(&it.why), it.what.as_str(), code(it.payee.name).text())).collect();
    things.sort();
    things.dedup();
    let alike = things.chunk_by(|one, other| (&one.0, one.1) == (&other.0, other.1));
    let named = alike.filter_map(|things| {
        let (why, what, _) = things.first()?;
        let names: Vec<&str> = things.iter().map(|(_, _, name)| name.as_str()).collect();
        Some((all_of(&names), why.as_str(), *what))
    });
    let mut named: Vec<(String, &str, &str)> = named.collect();
    named.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    let shared = named.chunk_by(|one, other| (&one.0, one.1) == (&other.0, other.1));
    let said = shared.filter_map(|named| {
        let (names, why, _) = named.first()?;
        let what: Vec<&str> = named.iter().map(|(_, _, what)| *what).collect();
        Some(line(&format!("{names}, {}: {why}", all_of(&what))))
    });
    said.collect()
}

/// The envelope against the budget in one line.
pub fn summary(report: &Report, states: &[State]) -> Option<String> {
    let money = &report.figures.money;
    let [floor, steady, peak, ..] = states else { return None };
    if money.lines.is_empty() {
        return None;
    }
    let figures =
        format!("{} a month at floor, {} at steady, {} at peak", floor.sum, steady.sum, peak.sum);
    let budget = report.budget.map_or("no budget is given".to_owned(), |budget| {
        let verdict = states.iter().find(|state| state.total.known > budget).map_or_else(
            || "every state fits".to_owned(),
            |state| format!("{} at {}", state.left.as_deref().unwrap_or_default(), state.name),
        );
        format!("the budget is {}: {verdict}", dollars(budget))
    });
    let apart = match money.not_priced.len() {
        0 => String::new(),
        more => format!("; {} without a price", crate::words::count(more, "item")),
    };
    Some(format!("{figures}; {budget}{apart}"))
}
