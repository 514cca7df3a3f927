//! Months of tiers that leave a gap, overlap or run backwards.

use crate::diagnostic::{Case, Finding, Step};
use crate::model::measure::Bounds;
use crate::model::policy::Tier;
use crate::model::{Place, Service};
use crate::rules::{Check, Rule, calculation};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "growth/tiers-not-contiguous",
    cases: &[Case::REFUSED],
    why: "Each tier begins where the one before it ends. A month that two tiers claim has two budgets, one that none claims \
          has none.",
    rejected: "service shop {
  budget = $500/month
  tier launch up to 1k users  { months = 1..6 }
  tier growth up to 10k users { months = 9..18 }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  tier launch up to 1k users  { months = 1..6 }
  tier growth up to 10k users { months = 7..18 }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Service(check),
};

fn check(service: &Service, findings: &mut Vec<Finding>) {
    for place in &service.places {
        let dated: Vec<_> = dated(place).collect();
        for pair in dated.windows(2) {
            if let [first, second] = pair {
                findings.extend(between(first, second));
            }
        }
    }
}

type Dated<'a> = (&'a Tier, &'a Spanned<Bounds<u64>>);

fn dated(place: &Place) -> impl Iterator<Item = Dated<'_>> {
    let tiers = place.tiers.iter().filter_map(|policy| policy.tier.as_ref());
    tiers.filter_map(|tier| Some((tier, tier.months.as_ref()?)))
}

fn between((first, before): &Dated, (second, after): &Dated) -> Option<Finding> {
    let (end, start) = (before.node.max, after.node.min);
    let wanted = end + 1;
    if start == wanted {
        return None;
    }
    let (one, other) = (tick(&first.name.node), tick(&second.name.node));
    let (message, label) = if start > wanted {
        let missing = if start - 1 == wanted {
            format!("month {wanted} belongs")
        } else {
            format!("months {wanted} to {} belong", start - 1)
        };
        (
            format!(
                "{missing} to no tier: {one} ends with month {end}, {other} begins with {start}"
            ),
            "after a gap",
        )
    } else {
        (
            format!("{other} begins with month {start}, before {one} has ended with month {end}"),
            "begins too early",
        )
    };
    let apart = if start > wanted {
        let before = start - 1;
        vec![
            Step::derived("the month before the other", format!("{start} - 1 = {before}")),
            Step::derived("months of no tier", format!("{wanted} to {before}")),
        ]
    } else {
        vec![Step::derived("months of both tiers", calculation::more(wanted, start))]
    };
    let last = after.node.max.max(wanted);
    Some(
        RULE.finding(message, after.span, label)
            .also(before.span, "the tier before")
            .steps([
                Step::given(format!("end of {}", first.name.node), end.to_string(), before.span),
                Step::given(
                    format!("begin of {}", second.name.node),
                    start.to_string(),
                    after.span,
                ),
                Step::derived("the month after the one", format!("{end} + 1 = {wanted}")),
            ])
            .steps(apart)
            .write(after.span, format!("months = {wanted}..{last}")),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn an_overlap_is_found() {
        let text = super::RULE.rejected.replace("9..18", "6..18");
        assert!(codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn months_follow_the_order_of_sizes() {
        let text = super::RULE.accepted.replace("10k users", "500 users");
        assert!(codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn tiers_without_months_say_nothing() {
        let text = super::RULE.rejected.replace("{ months = 9..18 }", "{ peak = 5/s }");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
