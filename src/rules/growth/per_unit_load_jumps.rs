//! Loads that do not grow as the tiers do.

use crate::diagnostic::{Case, Finding, Step};
use crate::model::measure::{Dimension, Ratio, base};
use crate::model::policy::{Policy, Quantity, Tier};
use crate::model::{Place, Service};
use crate::rules::offers::{self, Rounded};
use crate::rules::shared::share;
use crate::rules::{Check, Rule, calculation};
use crate::settings::limits::{Limits, UNIT_LOAD_JUMP};
use crate::source::Spanned;
use crate::words::{percent, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "growth/per-unit-load-jumps",
    cases: &[Case::WARNING],
    why: "The load of one user (or page, or shop) is a habit that growth hardly changes. Where it jumps between two tiers, \
          one of the two figures is probably wrong, and with it every size that follows.",
    rejected: "service shop {
  budget = $500/month
  tier launch up to 1k users  { peak = 20/s }
  tier growth up to 10k users { peak = 50/s }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  tier launch up to 1k users  { peak = 20/s }
  tier growth up to 10k users { peak = 200/s }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Limited(check),
};

fn check(service: &Service, limits: &Limits, findings: &mut Vec<Finding>) {
    for (one, other) in service.places.iter().flat_map(pairs) {
        let (Some(first), Some(second)) = (&one.tier, &other.tier) else { continue };
        for (owner, name, after) in loads(other) {
            let before = loads(one)
                .into_iter()
                .find(|load| (load.0.as_str(), load.1) == (owner.as_str(), name));
            let Some((_, _, before)) = before.filter(|before| before.2.span != after.span) else {
                continue;
            };
            let what = (owner.as_str(), name);
            findings.extend(jump(what, limits, (first, before), (second, after)));
        }
    }
}

fn pairs(place: &Place) -> impl Iterator<Item = (&Policy, &Policy)> {
    place.tiers.iter().zip(place.tiers.iter().skip(1))
}

/// The loads of a tier: of the service, and of workloads that have their own.
fn loads(policy: &Policy) -> Vec<(String, &'static str, &Spanned<Quantity>)> {
    let mut loads = Vec::new();
    let mut add = |owner: &str, steady, peak| {
        for (name, load) in [("steady", steady), ("peak", peak)] {
            let load: &Option<Spanned<Quantity>> = load;
            loads.extend(load.as_ref().map(|load| (owner.to_owned(), name, load)));
        }
    };
    add("", &policy.steady, &policy.peak);
    for workload in &policy.workloads {
        let owner = format!("{}'s ", tick(&workload.name.node));
        add(&owner, &workload.body.steady, &workload.body.peak);
    }
    loads
}

type Sized<'a> = (&'a Tier, &'a Spanned<Quantity>);

fn jump(
    (owner, name): (&str, &str),
    limits: &Limits,
    (first, before): Sized,
    (second, after): Sized,
) -> Option<Finding> {
    if Dimension::of(before.node) != Dimension::of(after.node) {
        return None;
    }
    let each = |(tier, load): Sized| base(load.node) / base(tier.up_to.node);
    let (was, now) = (each((first, before)), each((second, after)));
    let limit = limits.of(&UNIT_LOAD_JUMP);
    let most = share(limit);
    let apart = if now > was { now - was } else { was - now };
    if was.is_zero() || apart <= was * most {
        return None;
    }
    let jump = percent(apart / was, 0);
    let way = if now > was { "rises" } else { "falls" };
    let noun = &second.noun.node;
    let message = format!(
        "{owner}`{name}` for each of the {noun} {way} by {jump} from {} ({} for {}) to {} ({} for {})",
        tick(&first.name.node),
        before.node,
        first.up_to.node,
        tick(&second.name.node),
        after.node,
        second.up_to.node,
    );
    let (allowed, rounded) = if now > was {
        (Ratio::ONE + most, Rounded::Down)
    } else {
        (Ratio::ONE - most, Rounded::Up)
    };
    let finding = RULE
        .finding(message, after.span, "out of proportion")
        .also(before.span, "the tier before")
        .steps(for_one((first, before)))
        .steps(for_one((second, after)))
        .steps([
            calculation::limit(limits, &UNIT_LOAD_JUMP),
            Step::derived(format!("{way} by"), jumped(was, now, &jump)),
        ]);
    Some(match offers::times(after.node, was / now * allowed, rounded) {
        Some(mended) => finding.write(after.span, format!("{name} = {mended}")),
        // No multiple of a load of nothing is in proportion.
        None => finding.help(format!(
            "set one of the two so that the load for each of the {noun} changes by at most {limit}"
        )),
    })
}

/// The load of one unit in a tier.
fn for_one((tier, load): Sized) -> [Step; 3] {
    let Tier { name, up_to, noun, .. } = tier;
    let each = one(base(load.node) / base(up_to.node));
    let each = if Dimension::of(load.node) == Dimension::Rate { format!("{each}/s") } else { each };
    let sum = format!("{} / {}", load.node, up_to.node);
    [
        Step::given(format!("load of {}", name.node), load.node.to_string(), load.span),
        Step::given(format!("{} of {}", noun.node, name.node), up_to.node.to_string(), up_to.span),
        Step::derived(format!("for each in {}", name.node), calculation::equals(&sum, &each)),
    ]
}

fn one(load: Ratio) -> String {
    load.rounded(8)
}

/// `(0.02 - 0.005) / 0.02 = 75 %`
fn jumped(was: Ratio, now: Ratio, jump: &str) -> String {
    let (more, less) = (one(was.max(now)), one(was.min(now)));
    calculation::equals(&format!("({more} - {less}) / {}", one(was)), jump)
}

#[cfg(test)]
mod tests {
    use super::{Limits, Quantity, UNIT_LOAD_JUMP};
    use crate::rules::tests::{codes, found_within};
    use crate::syntax::tree::{Number, Unit};

    #[test]
    fn a_workloads_own_load_is_compared_too() {
        let text = super::RULE
            .accepted
            .replace("peak = 200/s", "peak = 200/s, workload web { peak = 30/s }");
        let text = text.replace("peak = 20/s", "peak = 20/s, workload web { peak = 20/s }");
        assert!(codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn a_project_may_draw_the_line_elsewhere() {
        let mut limits = Limits::default();
        let limit = |percent| Quantity {
            number: Number { negative: false, digits: percent, places: 0 },
            unit: Unit::Share,
        };
        let told = |limits: &Limits| {
            let found = found_within(super::RULE.rejected, limits.clone());
            found.iter().any(|finding| finding.code == super::RULE.code)
        };
        limits.set.insert(UNIT_LOAD_JUMP.name, limit(80));
        assert!(!told(&limits));
        limits.set.insert(UNIT_LOAD_JUMP.name, limit(70));
        assert!(told(&limits));
    }

    #[test]
    fn half_as_much_again_is_within_the_limit() {
        let text = super::RULE.accepted.replace("200/s", "300/s");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
