//! An estimate of the policy that the catalogue contradicts.

use crate::diagnostic::{Case, Finding};
use crate::figures::money::{Claim, Line, Moment, Verdict};
use crate::origin::Origin;
use crate::ratio::Ratio;
use crate::rules::calculation;
use crate::rules::shared::share;
use crate::rules::{Check, Rule, Seen};
use crate::settings::limits::CLAIM_TOLERANCE;
use crate::words::{budget, dollars, tick};

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
            findings.extend(fault(seen, claim, floor, peak));
        }
    }
    let tier = seen.policy.tier.as_ref();
    if let Some((tier, given)) = tier.and_then(|tier| Some((tier, tier.estimate?))) {
        let total = |moment| seen.figures.money.total(moment);
        let (floor, peak) = (total(Moment::Floor), total(Moment::Peak));
        let priced = seen.figures.money.lines.iter().any(from_catalogue);
        if priced && !peak.partial && seen.figures.money.not_priced.is_empty() {
            let claimed = given.node.by_month();
            let told = Told { name: &tier.name.node, claimed, span: given.span };
            findings.extend(outside(seen, &told, floor.known, peak.known));
        }
    }
}

/// What the policy itself gives is added up elsewhere.
fn from_catalogue(line: &Line) -> bool {
    line.price.iter().any(|operand| matches!(operand.origin, Origin::Catalogue(_)))
}

struct Told<'a> {
    name: &'a str,
    claimed: Ratio,
    span: crate::source::Span,
}

fn fault(seen: &Seen, claim: &Claim, floor: Ratio, peak: Ratio) -> Option<Finding> {
    let told = Told { name: claim.payee.name, claimed: claim.monthly, span: claim.given.span };
    outside(seen, &told, floor, peak)
}

fn outside(seen: &Seen, told: &Told, floor: Ratio, peak: Ratio) -> Option<Finding> {
    let tolerance = share(seen.settings.limits.of(&CLAIM_TOLERANCE));
    let low = floor * (Ratio::ONE - tolerance.min(Ratio::ONE));
    let high = peak * (Ratio::ONE + tolerance);
    if told.claimed >= low && told.claimed <= high {
        return None;
    }
    let range = if floor == peak {
        dollars(floor)
    } else {
        format!("{} to {}", dollars(floor), dollars(peak))
    };
    let message = format!(
        "{} is said to cost {} a month, by the catalogue it is {range}",
        tick(told.name),
        dollars(told.claimed)
    );
    let nearest = if told.claimed < low { floor } else { peak };
    let mut finding = RULE
        .finding(message, told.span, "the estimate")
        .write(told.span, format!("estimate = {}", budget(nearest)));
    finding.derivation = calculation::envelope(seen, Moment::Peak);
    Some(finding)
}
