//! The calculation behind a finding, line by line. In: figures with their origins. Out: steps as on paper: what the policy
//! gives, what is taken for granted, what follows.

use super::Seen;
use crate::catalog::Confidence;
use crate::diagnostic::Step;
use crate::figures::money::{Line, Moment, Operand};
use crate::origin::Origin;
use crate::ratio::Ratio;
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
        for step in line.price.iter().map(|operand| factor(&name, operand)) {
            if !steps.contains(&step) {
                steps.push(step);
            }
        }
        steps.push(Step::derived(name, product(line, count, amount)));
        amounts.push(dollars(amount));
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
    let place = region.map_or(String::new(), |region| format!(" in {}", region.code));
    format!("{}, {}{place}", line.payee.name, line.what)
}

/// A factor of a price; what follows from definitions is the same for every line.
fn factor(line: &str, operand: &Operand) -> Step {
    let what = match operand.origin {
        Origin::Derived => operand.what.to_owned(),
        Origin::Given(_) | Origin::Default(_) | Origin::Catalogue(_) => {
            format!("{line}: {}", operand.what)
        }
    };
    Step::new(what, figure(operand), operand.origin.clone())
}

fn figure(operand: &Operand) -> String {
    format!("{} {}", operand.figure.rounded(10), operand.unit).trim_end().to_owned()
}

/// `4 instance × 0.107 $/h × 730 h = $312.44`
fn product(line: &Line, count: Ratio, amount: Ratio) -> String {
    let counted = format!("{} {}", count.rounded(6), line.of).trim_end().to_owned();
    let factors: Vec<String> =
        std::iter::once(counted).chain(line.price.iter().map(figure)).collect();
    format!("{} = {}", factors.join(" × "), dollars(amount))
}

/// `high`, `medium`, `low`
pub fn trust(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}
