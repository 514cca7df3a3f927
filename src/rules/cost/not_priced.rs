//! Things of the policy that nobody puts a price on.

use std::collections::BTreeMap;

use crate::diagnostic::{Case, Finding};
use crate::figures::money::{NotPriced, Part, Payee, Reason};
use crate::model::waiver::{Waiver, standing};
use crate::rules::capacity::type_not_in_catalogue;
use crate::rules::{Check, Rule, Seen};
use crate::words::{all_of, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "cost/not-priced",
    cases: &[NO_PRICE, NOT_SAID],
    why: "The envelope counts what has a price. What has none is not zero: it is missing from every sum, and the budget \
          says nothing about it.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  store orders on aurora-postgresql { instance = db.r6g.large, nodes = 2 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  store orders on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $420/month }
}
",
    check: Check::Policy(check),
};

const NO_PRICE: Case = Case::WARNING.promised().when("without a price");
const NOT_SAID: Case = Case::NOTE.promised().when("for want of figures");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let allowed = allowed_types(seen);
    let mut by_thing: BTreeMap<Payee, Vec<&NotPriced>> = BTreeMap::new();
    let told = |missing: &&NotPriced| match missing.why {
        Reason::UnknownType(_) => allowed.iter().any(|waiver| waiver.reaches(missing.payee.span)),
        _ => true,
    };
    for missing in seen.figures.money.not_priced.iter().filter(told) {
        by_thing.entry(missing.payee).or_default().push(missing);
    }
    by_thing.retain(|_, missing| missing.iter().any(|it| !matches!(it.why, Reason::NotCounted(_))));
    let things = by_thing.iter().filter(|(payee, _)| is_thing(payee.part));
    findings.extend(things.map(|(payee, missing)| fault(payee, missing)));
}

/// Of an unknown type another rule speaks, and that it has no price only follows; unless it is allowed.
fn allowed_types(seen: &Seen) -> Vec<Waiver> {
    let mut standing = standing(&seen.policy.allows, seen.settings.date);
    standing.retain(|waiver| waiver.code.node == type_not_in_catalogue::RULE.code);
    standing
}

/// What is not priced of balancers and of the service as a whole is the same for everyone: the report lists it.
fn is_thing(part: Part) -> bool {
    match part {
        Part::Workload | Part::Store | Part::Queue => true,
        // A content network that is not ours has a bill of its own.
        Part::Cdn | Part::Traffic | Part::Service => false,
    }
}

fn is_without_price(why: &Reason) -> bool {
    matches!(why, Reason::NoPrice(_) | Reason::UnknownType(_))
}

fn fault(payee: &Payee, missing: &[&NotPriced]) -> Finding {
    let no_price = missing.iter().find(|it| is_without_price(&it.why));
    let (case, told) = match (no_price, missing.first()) {
        (Some(told), _) => (NO_PRICE, Some(told)),
        (None, told) => (NOT_SAID, told),
    };
    let mut what: Vec<&str> = missing.iter().map(|it| it.what.as_str()).collect();
    what.dedup();
    let shown: Vec<&str> = what.iter().copied().take(3).collect();
    let more = what.len().saturating_sub(shown.len());
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let why = told.map_or_else(String::new, |it| it.why.to_string());
    let message = format!("no price for {}{more} of {}: {why}", all_of(&shown), tick(payee.name));
    let finding = RULE.case(case, message, payee.span, "not priced");
    finding.help(match no_price {
        Some(_) => "write `estimate = $100/month` with what it costs you",
        None => "say it, or write `estimate = $100/month` with what it costs you",
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::capacity::type_not_in_catalogue;
    use crate::rules::tests::{codes, found};

    const STORE: &str =
        "  store orders on rds-postgresql { instance = db.r6g.larg, nodes = 2 }\n}\n";

    fn mistyped() -> String {
        type_not_in_catalogue::RULE.rejected.replace("\n}\n", &format!("\n{STORE}"))
    }

    #[test]
    fn of_a_mistyped_type_only_the_cause_is_said() {
        let codes = codes(&mistyped());
        let unknown = codes.iter().filter(|code| **code == type_not_in_catalogue::RULE.code);
        assert_eq!(unknown.count(), 2);
        assert!(!codes.contains(&RULE.code), "{codes:?}");
    }

    #[test]
    fn what_else_has_no_price_is_said_beside_a_mistyped_type() {
        let text = mistyped().replace("rds-postgresql", "aurora-postgresql");
        let messages: Vec<String> = found(&text)
            .into_iter()
            .filter(|finding| finding.code == RULE.code)
            .map(|finding| finding.message)
            .collect();
        assert!(matches!(messages.as_slice(), [one] if one.contains("`orders`")), "{messages:?}");
    }

    #[test]
    fn an_allowed_type_still_has_no_price() {
        let allow = format!(
            "service shop {{\n  allow {} because \"new\" until 2027-06-30",
            type_not_in_catalogue::RULE.code
        );
        let codes = codes(&mistyped().replace("service shop {", &allow));
        assert_eq!(codes.iter().filter(|code| **code == RULE.code).count(), 2, "{codes:?}");
    }
}
