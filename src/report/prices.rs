//! What the money of a report rests on. In: the operands of its lines. Out: a line per kind of price that is assumed, its
//! figures with their things and regions behind it.

use std::borrow::Cow;

use super::assumptions::put_basis;
use super::quote::{code, line};
use super::words;
use crate::figures::Figures;
use crate::figures::money::{Line, Operand};
use crate::origin::{Basis, Origin};
use crate::words::all_of;

/// A factor of a price and the line that it stands in.
type Price<'f, 'a> = (&'f Line<'a>, &'f Operand);

/// A line per kind of price.
pub fn prices(figures: &Figures) -> Vec<String> {
    let mut kinds: Vec<Vec<Price>> = Vec::new();
    for money in &figures.money.lines {
        for operand in money.price.iter().filter(|operand| operand.origin.is_assumed()) {
            let price = (money, operand);
            let alike = |kind: &&mut Vec<Price>| kind.first().is_some_and(|it| same(*it, price));
            match kinds.iter_mut().find(alike) {
                Some(kind) => kind.push(price),
                None => kinds.push(vec![price]),
            }
        }
    }
    let mut text = String::new();
    let said = kinds.iter().filter_map(|kind| {
        text.clear();
        title(&mut text, *kind.first()?);
        text.push_str(": ");
        add_figures(&mut text, figures, kind);
        Some(line(&text))
    });
    said.collect()
}

/// Whether two are paid for the same, and the same speaks for them but for regions that stand in.
fn same((one, operand): Price, (other, beside): Price) -> bool {
    let speaks = match (&operand.origin, &beside.origin) {
        (Origin::Catalogue(basis), Origin::Catalogue(other)) => {
            let Basis { date, source, confidence, stands_in: _, estimate } = basis;
            (date, source, confidence, estimate)
                == (&other.date, &other.source, &other.confidence, &other.estimate)
        }
        (origin, other) => origin == other,
    };
    (one.what, operand.what) == (other.what, beside.what) && speaks
}

/// `instances (assumed: catalogue of 2026-07-20, high confidence, aws-ec2)`
fn title(text: &mut String, (money, operand): Price) {
    text.push_str(money.what);
    if operand.what != "price" {
        text.extend([", ", operand.what]);
    }
    text.push_str(" (assumed: ");
    match &operand.origin {
        Origin::Default(said) => text.extend(["a default, ", said]),
        Origin::Catalogue(basis) => put_basis(text, basis),
        Origin::Given(_) | Origin::Derived => {}
    }
    text.push(')');
}

/// `0.04 $/h in eu-west-1`; with the thing where several things have one of the kind.
fn add_figures(text: &mut String, figures: &Figures, prices: &[Price]) {
    let first = prices.first().map(|(money, _)| money.payee.name);
    let several = prices.iter().any(|(money, _)| Some(money.payee.name) != first);
    let cells = prices.iter().map(|price @ (money, operand)| {
        let thing = if several { code(money.payee.name).text() } else { String::new() };
        (thing, operand.shown(), place(figures, *price))
    });
    let mut cells: Vec<(String, String, Cow<str>)> = cells.collect();
    cells.sort();
    cells.dedup();
    let alike = cells.chunk_by(|one, other| (&one.0, &one.1) == (&other.0, &other.1));
    for (at, alike) in alike.enumerate() {
        let Some((thing, figure, _)) = alike.first() else { continue };
        text.extend([if at > 0 { "; " } else { "" }, figure]);
        if several {
            text.extend([" for ", thing]);
        }
        let places = alike.iter().map(|(_, _, place)| place.as_ref());
        let places: Vec<&str> = places.filter(|place| !place.is_empty()).collect();
        if !places.is_empty() {
            text.extend([" in ", &all_of(&places)]);
        }
    }
}

/// `eu-west-1`, `eu-west-1 (that of us-east-1)`; nothing where there is no region.
fn place<'a>(figures: &Figures<'a>, (money, operand): Price) -> Cow<'a, str> {
    let region = money.region.map_or("", |region| words::code(figures, region));
    match &operand.origin {
        Origin::Catalogue(Basis { stands_in: Some(other), .. }) => {
            format!("{region} (that of {other})").into()
        }
        _ => region.into(),
    }
}
