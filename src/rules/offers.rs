//! What mends of several rules offer. In: a policy, figures. Out: quantities and sentences to write.

use crate::diagnostic::{Edit, Finding};
use crate::model::policy::{Platform, Policy, Quantity, Severity};
use crate::plan::context::leads;
use crate::ratio::Ratio;
use crate::source::Span;
use crate::syntax::tree::Number;

/// Which way a figure that has no end is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounded {
    /// To what is not above it.
    Down,
    /// To what is not below it.
    Up,
}

/// Digits that a figure keeps at least.
const DIGITS: u64 = 100;
/// Places that a figure has at most.
const PLACES: u8 = 12;

/// So many times a quantity, in its unit, rounded behind its third digit at the earliest; none where that is nothing.
pub fn times(written: Quantity, factor: Ratio, rounded: Rounded) -> Option<Quantity> {
    let Number { digits, places, .. } = written.number;
    let (mut exact, mut places) = (Ratio::from_whole(digits) * factor, places);
    while exact.floor() < DIGITS && places < PLACES {
        exact = exact * Ratio::from_whole(10);
        places += 1;
    }
    let mut digits = match rounded {
        Rounded::Down => exact.floor(),
        Rounded::Up => exact.ceil(),
    };
    while places > 0 && digits.is_multiple_of(10) && digits > 0 {
        digits /= 10;
        places -= 1;
    }
    let number = Number { digits, places, ..written.number };
    (digits > 0).then_some(Quantity { number, ..written })
}

/// The mend that adds a page to a block, and someone who hears it where nobody does yet.
pub fn page(policy: &Policy, finding: Finding, at: Span, when: &str) -> Finding {
    let sentence = format!("page when {when} for 5m");
    if policy.notifies.iter().any(|notify| notify.severity.node == Severity::Page) {
        return finding.add(at, sentence);
    }
    let heard = "notify page to \"team@example.com\"";
    finding
        .help(format!("add `{sentence}` and `{heard}`"))
        .edit(Edit::Add(at, sentence))
        .edit(Edit::Add(policy.head, heard.to_owned()))
}

/// Where users come in, with what tells that they are badly served: the first workload that they reach.
pub fn watched(policy: &Policy) -> (Span, &'static str) {
    let met = policy.workloads.iter().find(|workload| {
        policy.traffics.iter().any(|traffic| leads(policy, traffic, &workload.name.node))
    });
    match (met, policy.workloads.first()) {
        (Some(met), _) => (met.head, "errors > 1%"),
        (None, Some(first)) if first.platform.node == Platform::Lambda => {
            (first.head, "errors > 1%")
        }
        (None, Some(first)) => (first.head, "cpu > 90%"),
        (None, None) => (policy.head, "errors > 1%"),
    }
}
