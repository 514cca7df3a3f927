//! Money for programs. In: the envelope. Out: states, lines with their operands, what has no price, unit costs, estimates,
//! tiers.

use serde_json::{Value, json};

use super::{derived, figure, operand, promise};
use crate::figures::Figures;
use crate::figures::money::{Line, Moment, Part, Unit, Verdict};
use crate::origin::Origin;
use crate::ratio::Ratio;
use crate::report::words::{code, moments};
use crate::report::{Report, Tier};
use crate::source::Sources;

const MONTH: &str = "$/month";

/// The section.
pub fn section(report: &Report) -> Value {
    let (figures, sources) = (report.figures, report.sources);
    let given = report.policy.budget.map(|budget| Origin::Given(budget.span));
    let money = |amount: Ratio| figure(amount, MONTH, &Origin::Derived, sources);
    let budget = report.budget.zip(given).map(|(it, origin)| figure(it, MONTH, &origin, sources));
    let claims = figures.money.claims.iter().map(|claim| {
        let given = Origin::Given(claim.given.span);
        let catalogue = match claim.verdict {
            Verdict::Counted => Value::Null,
            Verdict::Compared { floor, peak } => {
                json!({ "floor": money(floor), "peak": money(peak) })
            }
        };
        json!({
            "thing": claim.payee.name,
            "estimate": figure(claim.monthly, MONTH, &given, sources),
            "catalogue": catalogue,
        })
    });
    let units = figures.money.units.iter().map(|cost| {
        let (unit, share) = match cost.unit {
            Unit::Request => ("request", "$"),
            Unit::User => ("user", "$/month"),
            Unit::Revenue => ("revenue", ""),
        };
        let volume = cost
            .volume
            .map(|(volume, span)| figure(volume, "1/month", &Origin::Given(span), sources));
        json!({
            "per": unit,
            "promise": promise(&cost.promise, sources),
            "volume": volume,
            "cost": cost.cost.map(|cost| figure(cost, share, &Origin::Derived, sources)),
            "atLeast": cost.money.partial,
            "kept": cost.kept(),
        })
    });
    json!({
        "budget": budget,
        "states": states(figures, sources),
        "lines": figures.money.lines.iter().map(|one| line(figures, one, sources)).collect::<Vec<_>>(),
        "notPriced": figures.money.not_priced.iter().map(|without| json!({
            "thing": without.payee.name,
            "what": without.what,
            "why": without.why.to_string(),
        })).collect::<Vec<_>>(),
        "units": units.collect::<Vec<_>>(),
        "estimates": claims.collect::<Vec<_>>(),
        "tiers": report.tiers.iter().map(|it| tier(it, sources)).collect::<Vec<_>>(),
    })
}

fn states(figures: &Figures, sources: &Sources) -> Vec<Value> {
    let state = |moment: Moment| {
        let (name, lost) = match moment {
            Moment::Floor => ("floor", None),
            Moment::Steady => ("steady", None),
            Moment::Peak => ("peak", None),
            Moment::RegionLost(region) => ("region-lost", Some(code(figures, region))),
        };
        let total = figures.money.total(moment);
        json!({
            "state": name,
            "lost": lost,
            "amount": figure(total.known, MONTH, &Origin::Derived, sources),
            "atLeast": total.partial,
        })
    };
    moments(figures).into_iter().map(state).collect()
}

fn tier(tier: &Tier, sources: &Sources) -> Value {
    let budget = tier.budget.map(|it| figure(it, MONTH, &Origin::Derived, sources));
    json!({ "tier": tier.name, "budget": budget, "states": states(tier.figures, sources) })
}

fn line(figures: &Figures, line: &Line, sources: &Sources) -> Value {
    let of =
        line.price.iter().map(|one| operand(one.what, one.figure, one.unit, &one.origin, sources));
    let count = |moment: Moment| {
        let count = line.counts.at(moment)?;
        Some(figure(count, line.of, &Origin::Derived, sources))
    };
    let lost = (0..figures.regions.len()).filter(|_| figures.regions.len() > 1).map(|region| {
        json!({ "lost": code(figures, region), "count": count(Moment::RegionLost(region)) })
    });
    let part = match line.payee.part {
        Part::Workload => "workload",
        Part::Store => "store",
        Part::Queue => "queue",
        Part::Cdn => "cdn",
        Part::Traffic => "traffic",
        Part::Service => "service",
    };
    json!({
        "thing": line.payee.name,
        "part": part,
        "what": line.what,
        "region": line.region.map(|region| code(figures, region)),
        "each": derived(line.each(), MONTH, of.collect(), sources),
        "floor": count(Moment::Floor),
        "steady": count(Moment::Steady),
        "peak": count(Moment::Peak),
        "regionLost": lost.collect::<Vec<_>>(),
    })
}
