//! Estimates of the policy against the catalogue. In: what a thing costs, and what the policy says. Out: where a part of it
//! has no price the estimate counts in its place; where all have one the two are compared. Estimates bind only where
//! promises do.

use crate::model::Policy;
use crate::model::measure::{Money as Given, Ratio};
use crate::source::Spanned;

use super::{Bill, Moment, Money, Payee, usage};

/// What the policy says that a thing costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim<'a> {
    /// The thing.
    pub payee: Payee<'a>,
    /// As written.
    pub given: Spanned<Given>,
    /// Dollars a month of it.
    pub monthly: Ratio,
    /// What the catalogue says to it.
    pub verdict: Verdict,
}

/// What the catalogue says to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A part of the thing has no price: the claim counts.
    Counted,
    /// All of it has a price: from `floor` to `peak` it is so much.
    Compared {
        /// Dollars a month at `floor`.
        floor: Ratio,
        /// Dollars a month at `peak`.
        peak: Ratio,
    },
}

/// Adds what a thing costs.
pub(super) fn settle<'a>(
    money: &mut Money<'a>,
    policy: &Policy,
    bill: Bill<'a>,
    payee: Payee<'a>,
    estimate: Option<Spanned<Given>>,
) {
    let Some(given) = estimate.filter(|_| policy.binding) else {
        money.lines.extend(bill.lines);
        money.not_priced.extend(bill.not_priced);
        return;
    };
    let monthly = given.node.by_month();
    let whole = bill.not_priced.is_empty() && !bill.lines.is_empty();
    let verdict = if whole {
        Verdict::Compared { floor: bill.sum(Moment::Floor), peak: bill.sum(Moment::Peak) }
    } else {
        Verdict::Counted
    };
    money.claims.push(Claim { payee, given, monthly, verdict });
    match verdict {
        Verdict::Compared { .. } => money.lines.extend(bill.lines),
        Verdict::Counted => {
            money.lines.push(usage::given_line(payee, "estimate", given.map(|money| money.0)));
        }
    }
}
