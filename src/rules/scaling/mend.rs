//! The smallest change of a sentence after which counts behave. In: a judged metric and one of its rules. Out: the sentence
//! to write. What it offers was judged like the policy itself, and so was what is one digit above it.

use super::judged::Judged;
use crate::diagnostic::{Edit, Finding};
use crate::model::measure::Ratio;
use crate::model::policy::{BoundValue, Quantity, Step};
use crate::plan::scaling::change;
use crate::stability::{self, Rule, Verdict};
use crate::syntax::print;
use crate::syntax::tree::{Node, Number};

/// A sentence, and what changes in it.
pub struct Mend {
    sentence: String,
    edit: Edit,
}

impl Mend {
    /// Adds it to a finding.
    pub fn of(self, finding: Finding) -> Finding {
        finding.help(format!("write `{}`", self.sentence)).edit(self.edit)
    }
}

/// The sentence with the highest threshold of a step in, in steps of its last digit, whose verdict will do.
pub fn threshold(metric: &Judged, within: usize, will_do: fn(&Verdict) -> bool) -> Option<Mend> {
    let (said, rule) = (metric.said.get(within)?, metric.rules.get(within)?);
    let BoundValue::Quantity(written) = said.term.bound.value.node else { return None };
    let share = |digits: u64| {
        let whole = u128::from(written.number.digits).max(1);
        let Ratio { over, under } = rule.threshold;
        Some(Ratio { over: over.checked_mul(digits.into())?, under: under.checked_mul(whole)? })
    };
    let changed = |digits| Some(Rule { threshold: share(digits)?, ..*rule });
    let digits =
        highest(metric, within, written.number, changed, will_do).filter(|_| !rule.above)?;
    let mut step = said.step.node.clone();
    let lower = Quantity { number: Number { digits, ..written.number }, ..written };
    for term in step.when.terms.iter_mut().filter(|term| term.span == said.term.span) {
        term.bound.value.node = BoundValue::Quantity(lower);
    }
    let edit = Edit::Replace(said.term.bound.value.span, lower.to_string());
    Some(Mend { sentence: sentence(step), edit })
}

/// The sentence with the largest step out, in steps of its last digit, whose verdict will do.
pub fn size(metric: &Judged, out: usize, will_do: fn(&Verdict) -> bool) -> Option<Mend> {
    let (said, rule) = (metric.said.get(out)?, metric.rules.get(out)?);
    let written = said.step.by.node;
    let by = |digits| Quantity { number: Number { digits, ..written.number }, ..written };
    let changed = |digits| Some(Rule { by: change(by(digits)), ..*rule });
    let digits = highest(metric, out, written.number, changed, will_do)?;
    let mut step = said.step.node.clone();
    step.by.node = by(digits);
    let edit = Edit::Replace(step.by.span, by(digits).to_string());
    Some(Mend { sentence: sentence(step), edit })
}

fn sentence(step: Step) -> String {
    print::sentence(&Node::Step(Box::new(step)))
}

/// Halves the way between none and what is written, to neighbours of which the lower one will do.
fn highest(
    metric: &Judged,
    at: usize,
    written: Number,
    changed: impl Fn(u64) -> Option<Rule>,
    will_do: fn(&Verdict) -> bool,
) -> Option<u64> {
    let (mut low, mut high) = (0, written.digits);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let mut rules = metric.rules.clone();
        *rules.get_mut(at)? = changed(middle)?;
        if will_do(&stability::judge(metric.bounds, &rules)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low > 0).then_some(low)
}
