//! The calculation behind a finding, line by line. In: figures with their origins. Out: steps as on paper: what the policy
//! gives, what is taken for granted, what follows. The words of all sums stand here.

mod envelope;
pub mod need;

pub use self::envelope::envelope;
use super::promises;
use crate::diagnostic::Step;
use crate::figures::money::Operand;
use crate::model::measure::Money;
use crate::model::policy::{self, Promise};
use crate::ratio::Ratio;
use crate::settings::limits::{Limit, Limits};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::{Direction, Node};
use crate::words::{dollars, stretch};

/// `3 × 10s = 30s`; the figure alone where the sum says no more than it.
pub fn equals(sum: &str, figure: &str) -> String {
    if sum == figure { figure.to_owned() } else { [sum, " = ", figure].concat() }
}

/// `$156.22 - $100.00 = $56.22`: how far one figure lies above another.
pub fn apart(more: Ratio, less: Ratio, words: impl Fn(Ratio) -> String) -> String {
    [&words(more), " - ", &words(less), " = ", &words(more - less)].concat()
}

/// `20 - 6 = 14`: how many more there are of one thing than of another.
pub fn more(many: u64, few: u64) -> String {
    apart(Ratio::from_whole(many), Ratio::from_whole(few), Ratio::decimal)
}

/// `$100.00 + $20.00 = $120.00`
pub fn total(amounts: &[Ratio]) -> String {
    let written: Vec<String> = amounts.iter().copied().map(dollars).collect();
    summed(&written, amounts.iter().copied().sum())
}

/// Amounts as they are written, and what they come to.
fn summed(written: &[String], total: Ratio) -> String {
    equals(&written.join(" + "), &dollars(total))
}

/// A budget, and how far a cost lies above it.
pub fn over_budget(cost: Ratio, budget: Spanned<Money>) -> [Step; 2] {
    let allowed = budget.node.by_month();
    [
        Step::given("budget", dollars(allowed), budget.span),
        Step::derived("over the budget", apart(cost, allowed, dollars)),
    ]
}

/// A promise as it is written.
pub fn promised(promise: &Spanned<Promise>) -> Step {
    Step::given("promised", promises::words(promise), promise.value.span)
}

/// A sentence that scales, as it is written.
pub fn sentence(step: &Spanned<policy::Step>) -> Step {
    let what = match step.direction.node {
        Direction::Out => "scales out",
        Direction::In => "scales in",
    };
    Step::given(what, print::sentence(&Node::Step(Box::new(step.node.clone()))), step.span)
}

/// A number that rules decide by: what the project sets, else its default.
pub fn limit(limits: &Limits, limit: &Limit) -> Step {
    let set = limits.set.contains_key(limit.name);
    let why = if set { "as terrace.toml sets it" } else { "unless terrace.toml sets it" };
    Step::assumed(format!("limit `{}`", limit.name), limits.of(limit).to_string(), why)
}

/// A term of a sum: `0.107 $/h`, `2`; what is counted in seconds as a stretch of time, `1m 30s`.
pub fn term(what: impl Into<String>, operand: &Operand) -> Step {
    let figure = match operand.unit {
        "s" => stretch(operand.figure),
        _ => operand.shown(),
    };
    Step::new(what, figure, operand.origin.clone())
}
