//! An estimate of the policy that the catalogue contradicts.

use super::Told;
use crate::diagnostic::{Case, Finding, Step};
use crate::figures::money::{Line, Moment, Verdict};
use crate::origin::Origin;
use crate::ratio::Ratio;
use crate::rules::calculation;
use crate::rules::shared::share;
use crate::rules::{Check, Rule, Seen};
use crate::settings::limits::CLAIM_TOLERANCE;
use crate::words::{budget, dollars, percent, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "cost/claim-differs-from-catalogue",
    cases: &[Case::WARNING.promised()],
    why: "An estimate stands beside a thing so that it can be compared: it is fine from 80 % of what the thing costs at \
          its minimum to 120 % of what it costs at its maximum. Outside of that one of the two is wrong.",
    rejected: "service shop {
  budget = $500/month
  region us-east-1 { zones = 3 }
  store cache on elasticache-redis { instance = cache.r6g.large, nodes = 2, zones = 2, estimate = $180/month }
}
",
    accepted: "service shop {
  budget = $500/month
  region us-east-1 { zones = 3 }
  store cache on elasticache-redis { instance = cache.r6g.large, nodes = 2, zones = 2, estimate = $301/month }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for claim in &seen.figures.money.claims {
        if let Verdict::Compared { floor, peak } = claim.verdict {
            let told =
                Told { part: claim.payee.name, monthly: claim.monthly, span: claim.given.span };
            let own = |line: &Line| line.payee == claim.payee;
            findings.extend(outside(seen, &told, (floor, peak), own));
        }
    }
    let tier = seen.policy.tier.as_ref();
    if let Some((tier, given)) = tier.and_then(|tier| Some((tier, tier.estimate?))) {
        let total = |moment| seen.figures.money.total(moment);
        let (floor, peak) = (total(Moment::Floor), total(Moment::Peak));
        let priced = seen.figures.money.lines.iter().any(from_catalogue);
        if priced && !peak.partial && seen.figures.money.not_priced.is_empty() {
            let monthly = given.node.by_month();
            let told = Told { part: &tier.name.node, monthly, span: given.span };
            findings.extend(outside(seen, &told, (floor.known, peak.known), |_| true));
        }
    }
}

/// What the policy itself gives is added up elsewhere.
fn from_catalogue(line: &Line) -> bool {
    line.price.iter().any(|operand| matches!(operand.origin, Origin::Catalogue(_)))
}

fn outside(
    seen: &Seen,
    told: &Told,
    (floor, peak): (Ratio, Ratio),
    which: impl Fn(&Line) -> bool,
) -> Option<Finding> {
    let tolerance = share(seen.settings.limits.of(&CLAIM_TOLERANCE));
    let (less, more) = (Ratio::ONE - tolerance.min(Ratio::ONE), Ratio::ONE + tolerance);
    let too_low = told.monthly < floor * less;
    if !too_low && told.monthly <= peak * more {
        return None;
    }
    let range = if floor == peak {
        dollars(floor)
    } else {
        format!("{} to {}", dollars(floor), dollars(peak))
    };
    let message = format!(
        "{} is said to cost {} a month, by the catalogue it is {range}",
        tick(told.part),
        dollars(told.monthly)
    );
    let mut finding = RULE.finding(message, told.span, "the estimate");
    if floor != peak {
        finding = finding.steps(calculation::envelope(seen, Moment::Floor, &which));
    }
    let (nearest, factor, end) =
        if too_low { (floor, less, "least") } else { (peak, more, "most") };
    let sum = format!("{} × {}", dollars(nearest), percent(factor, 2));
    Some(
        finding
            .steps(calculation::envelope(seen, Moment::Peak, which))
            .steps([
                Step::given(format!("estimate of {}", told.part), dollars(told.monthly), told.span),
                calculation::limit(&seen.settings.limits, &CLAIM_TOLERANCE),
                Step::derived(
                    format!("it may be said to cost at {end}"),
                    calculation::equals(&sum, &dollars(nearest * factor)),
                ),
            ])
            .write(told.span, format!("estimate = {}", budget(nearest))),
    )
}
