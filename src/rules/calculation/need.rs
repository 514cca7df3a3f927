//! What a load needs, as on paper. In: a workload in a region. Out: the load and what is taken of it, what one replica
//! carries, up to which share, the sum; what runs for it.

use super::equals;
use crate::diagnostic::Step;
use crate::figures::Load;
use crate::rules::capacity::supply::Supply;
use crate::words::percent;

/// The lines of what a load needs below the target.
pub fn need(supply: &Supply, load: Load) -> Vec<Step> {
    let mut steps = arriving(supply, load);
    let Some(need) = supply.stand.need(load) else { return steps };
    steps.extend(carried(supply));
    steps.extend(used(supply));
    let sum = format!("ceil({})", supply.sum(need));
    steps.push(Step::derived(
        format!("{} for `{}`", supply.counted(), load.word()),
        equals(&sum, &need.full.to_string()),
    ));
    steps
}

/// The lines of what a load needs at the least, without headroom and target.
pub fn bare(supply: &Supply, load: Load) -> Vec<Step> {
    let mut steps = arriving(supply, load);
    let Some(need) = supply.stand.need(load) else { return steps };
    steps.extend(carried(supply));
    let sum = format!("ceil({} / {})", supply.load(need.load), supply.load(need.carries));
    steps.push(Step::derived(
        format!("{} that carry `{}`", supply.counted(), load.word()),
        equals(&sum, &need.bare.to_string()),
    ));
    steps
}

/// The lines of what runs for a load: what it needs, between the bounds.
pub fn running(supply: &Supply, load: Load) -> Vec<Step> {
    let Some((need, bounds)) = supply.stand.need(load).zip(supply.stand.bounds) else {
        return supply.minimum().into_iter().collect();
    };
    let mut steps = self::need(supply, load);
    let full = need.full;
    let (bound, kept) = if full < bounds.min {
        (supply.minimum(), format!("max({full}, {}) = {}", bounds.min, bounds.min))
    } else if full > bounds.max {
        (supply.maximum(), format!("min({full}, {}) = {}", bounds.max, bounds.max))
    } else {
        return steps;
    };
    steps.extend(bound);
    steps.push(Step::derived(format!("run at `{}`", load.word()), kept));
    steps
}

/// The lines of the load, and of what the region gets of it.
pub fn arriving(supply: &Supply, load: Load) -> Vec<Step> {
    let mut steps = Vec::new();
    let Ok(arriving) = supply.fleet.demand.at(load) else { return steps };
    let given = arriving.given;
    let what = format!("the load `{}`", load.word());
    steps.push(Step::given(what, given.node.to_string(), given.span));
    let mut factors = vec![given.node.to_string()];
    for factor in &arriving.factors {
        let share = percent(factor.share, 2);
        steps.push(Step::given(factor.what, share.clone(), factor.span));
        factors.push(share);
    }
    let share = supply.stand.share;
    if share != crate::ratio::Ratio::ONE {
        steps.push(supply.share());
        factors.push(percent(share, 2));
    }
    if factors.len() > 1 {
        let there = supply.load(arriving.amount * share);
        let what = format!("`{}` in {}", load.word(), supply.region());
        steps.push(Step::derived(what, equals(&factors.join(" × "), &there)));
    }
    steps
}

/// What one replica carries.
pub fn carried(supply: &Supply) -> Option<Step> {
    let body = supply.stand.body;
    let what = "what one carries";
    let serves = body.serves.map(|it| Step::given(what, it.node.to_string(), it.span));
    serves.or_else(|| {
        let held = body.connections?;
        Some(Step::given(what, format!("{} connections", held.node), held.span))
    })
}

/// How much of that is used.
pub fn used(supply: &Supply) -> Vec<Step> {
    let headroom = supply.stand.body.headroom;
    let headroom = headroom.map(|it| Step::given("headroom", it.node.to_string(), it.span));
    let target = percent(supply.stand.target.share, 2);
    let target = match supply.stand.target.rule {
        Some(rule) => Step::given("target", target, rule),
        None => Step::assumed("target", target, "no rule names one"),
    };
    headroom.into_iter().chain([target]).collect()
}
