//! The calculation behind a finding, line by line. In: figures with their origins. Out: steps as on paper: what the policy
//! gives, what is taken for granted, what follows.

use super::Seen;
use crate::catalog::Confidence;
use crate::diagnostic::Step;
use crate::figures::money::{Line, Moment, Operand};
use crate::origin::Origin;
use crate::words::dollars;

/// The envelope in a state: each price, each line, the sum.
pub fn envelope(seen: &Seen, moment: Moment) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut amounts = Vec::new();
    for line in &seen.figures.money.lines {
        let known = line.amount(moment).map_or(Moment::Floor, |_| moment);
        let Some((count, amount)) = line.counts.at(known).zip(line.amount(known)) else { continue };
        if amount.is_zero() {
            continue;
        }
        let name = name(seen, line);
        let amount = dollars(amount);
        let mut product = measured(count.rounded(6), line.of);
        for operand in line.price.iter() {
            let figure = measured(operand.figure.rounded(10), operand.unit);
            product.extend([" × ", &figure]);
            let step = factor(&name, figure, operand);
            if !steps.contains(&step) {
                steps.push(step);
            }
        }
        // `4 instance × 0.107 $/h × 730 h = $312.44`
        product.extend([" = ", &amount]);
        steps.push(Step::derived(name, product));
        amounts.push(amount);
    }
    if amounts.len() > 1 {
        let total = dollars(seen.figures.money.total(moment).known);
        steps.push(Step::derived("together", format!("{} = {total}", amounts.join(" + "))));
    }
    steps
}

/// `web, instances in eu-west-1`
fn name(seen: &Seen, line: &Line) -> String {
    let region = line.region.and_then(|at| seen.figures.regions.get(at));
    let (within, code) = region.map_or(("", ""), |region| (" in ", region.code));
    [line.payee.name, ", ", line.what, within, code].concat()
}

/// A factor of a price; what follows from definitions is the same for every line.
fn factor(line: &str, figure: String, operand: &Operand) -> Step {
    let what = match operand.origin {
        Origin::Derived => operand.what.to_owned(),
        Origin::Given(_) | Origin::Default(_) | Origin::Catalogue(_) => {
            [line, ": ", operand.what].concat()
        }
    };
    Step::new(what, figure, operand.origin.clone())
}

/// `0.107 $/h`, `3`
fn measured(figure: String, unit: &str) -> String {
    if unit.is_empty() { figure } else { figure + " " + unit }
}

/// `high`, `medium`, `low`
pub fn trust(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}
