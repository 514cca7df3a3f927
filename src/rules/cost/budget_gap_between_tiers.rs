//! Tiers that inherit the budget of a smaller one.

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::model::measure::{Money, base};
use crate::model::policy::{Policy, Tier};
use crate::model::{Place, Service};
use crate::rules::{Check, Rule, calculation};
use crate::source::Spanned;
use crate::words::{dollars, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "cost/budget-gap-between-tiers",
    cases: &[Case::WARNING.promised()],
    why: "Tiers accumulate: one without a budget keeps that of the smaller tier before it, and one before the first budget has \
          none. Where others have their own, that is rarely meant.",
    rejected: "service shop {
  tier launch up to 1k users   { budget = $300/month }
  tier growth up to 10k users  { peak = 300/s }
  tier scale up to 50k users   { budget = $2500/month }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  tier launch up to 1k users   { budget = $300/month }
  tier growth up to 10k users  { budget = $800/month, peak = 300/s }
  tier scale up to 50k users   { budget = $2500/month }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Service(check),
};

fn check(service: &Service, findings: &mut Vec<Finding>) {
    for place in &service.places {
        if of_tiers(place) {
            let mut before = None;
            for (at, policy) in place.tiers.iter().enumerate() {
                let next = place.tiers.iter().skip(at).find_map(|tier| tier.budget);
                findings.extend(gap(before, policy, next));
                before = Some(policy);
            }
        }
    }
}

/// Whether tiers have budgets of their own: an environment's holds for all of them.
fn of_tiers(place: &Place) -> bool {
    let spans = place.tiers.iter().map(|policy| policy.budget.as_ref().map(|it| it.span));
    let mut spans: Vec<_> = spans.collect();
    spans.dedup();
    spans.len() > 1
}

/// The mend states the budget that a tier keeps, or that of the first tier behind it: whoever writes it sees which it is.
fn gap(before: Option<&Policy>, policy: &Policy, next: Option<Spanned<Money>>) -> Option<Finding> {
    let tier = policy.tier.as_ref()?;
    let name = tick(&tier.name.node);
    let inherited = before.and_then(|before| before.budget.as_ref());
    let finding = |message| RULE.finding(message, tier.name.span, "no budget of its own");
    let mended = |finding: Finding, budget: Money| {
        let own = format!("budget = {}", budget.0);
        finding
            .help(format!("add `{own}` to the tier, or what it is to have"))
            .edit(Edit::Add(tier.name.span, own))
    };
    match (&policy.budget, inherited) {
        (None, _) => {
            let finding = finding(format!("tier {name} has no budget, and others have one"));
            Some(mended(finding, next?.node))
        }
        (Some(own), Some(inherited)) if own.span == inherited.span => {
            let message =
                format!("tier {name} keeps the budget of the tier before it, {}", own.node.0);
            let tiers = before.into_iter().chain([policy]).filter_map(|it| it.tier.as_ref());
            let each = tiers.flat_map(|tier| for_each(tier, *own));
            let finding = finding(message).also(own.span, "inherited from here").steps(each);
            Some(mended(finding, own.node))
        }
        (Some(_), _) => None,
    }
}

/// The budget by what a tier is sized for.
fn for_each(tier: &Tier, budget: Spanned<Money>) -> [Step; 3] {
    let Tier { name, up_to, noun, .. } = tier;
    let amount = dollars(budget.node.by_month());
    let each = dollars(budget.node.by_month() / base(up_to.node));
    let sum = format!("{amount} / {}", up_to.node);
    [
        Step::given("budget", amount, budget.span),
        Step::given(format!("{} of {}", noun.node, name.node), up_to.node.to_string(), up_to.span),
        Step::derived(format!("for each in {}", name.node), calculation::equals(&sum, &each)),
    ]
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_budget_of_the_service_holds_for_all_tiers() {
        let text = super::RULE.rejected.replace("budget = $300/month", "peak = 30/s");
        let text = text
            .replace("budget = $2500/month", "peak = 3k/s")
            .replace("  region", "  budget = $900/month\n  region");
        assert!(!codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn a_first_tier_without_any_is_found() {
        let text = super::RULE.accepted.replace("budget = $300/month", "peak = 30/s");
        assert!(codes(&text).contains(&super::RULE.code));
    }
}
