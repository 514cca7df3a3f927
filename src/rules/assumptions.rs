//! What a finding takes for granted, in words. In: figures with their origins. Out: a line for each that neither the policy
//! nor a definition gives: defaults, and figures of the catalogue with their date.

use super::Seen;
use crate::catalog::Confidence;
use crate::figures::money::{Line, Moment, Operand};
use crate::figures::origin::{Basis, Origin};

/// The prices that an envelope rests on, each once, in the order of its lines.
pub fn prices(seen: &Seen, moment: Moment) -> Vec<String> {
    let mut known = Vec::new();
    for line in &seen.figures.money.lines {
        if line.amount(moment).is_none_or(crate::ratio::Ratio::is_zero) {
            continue;
        }
        for text in line.price.iter().filter_map(|operand| price(seen, line, operand)) {
            if !known.contains(&text) {
                known.push(text);
            }
        }
    }
    known
}

fn price(seen: &Seen, line: &Line, operand: &Operand) -> Option<String> {
    let place = line.region.and_then(|at| seen.figures.regions.get(at));
    let place = place.map_or(String::new(), |region| format!(" in {}", region.code));
    let (name, what) = (line.payee.name, line.what);
    match operand.origin {
        Origin::Given(_) | Origin::Derived => None,
        Origin::Default(said) => Some(format!("{name}, {what}{place}: {said}")),
        Origin::Catalogue(basis) => {
            let (figure, unit) = (operand.figure.rounded(10), operand.unit);
            Some(format!(
                "{name}, {what}{place}: {} {figure} {unit} ({})",
                operand.what,
                speaks(&basis)
            ))
        }
    }
}

/// `catalogue, 2026-07-20, high confidence`
pub fn speaks(basis: &Basis) -> String {
    let kind = if basis.estimate { "estimate" } else { "catalogue" };
    let trust = trust(basis.confidence);
    let instead = basis.stands_in.map_or(String::new(), |region| format!(", that of {region}"));
    format!("{kind} of {}, {trust} confidence{instead}", basis.date)
}

/// `high`, `medium`, `low`
pub fn trust(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}
