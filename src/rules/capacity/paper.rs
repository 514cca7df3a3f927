//! What a load needs, as on paper: the load and what is taken of it, what one replica carries, up to which share, the sum.

use super::supply::Supply;
use crate::diagnostic::Step;
use crate::figures::Load;
use crate::model::policy::Platform;
use crate::origin::Origin;
use crate::words::percent;

/// The lines of a need.
pub fn need(supply: &Supply, load: Load) -> Vec<Step> {
    let mut steps = arriving(supply, load);
    steps.extend(one(supply));
    let needs = match load {
        Load::Steady => supply.stand.steady,
        Load::Peak => supply.stand.peak,
    };
    if let Some(need) = needs {
        let noun = supply.noun();
        let (name, region) = (&supply.fleet.workload.name.node, supply.region());
        steps.push(Step::derived(
            format!("{noun} of {name} in {region} at {}", load.word()),
            format!("ceil({}) = {}", supply.sum(need), need.full),
        ));
    }
    steps
}

/// The load, and what the region gets of it.
fn arriving(supply: &Supply, load: Load) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Ok(arriving) = supply.fleet.demand.at(load) {
        let given = arriving.given;
        steps.push(Step::given(
            format!("the load `{}`", load.word()),
            given.node.to_string(),
            given.span,
        ));
        for factor in &arriving.factors {
            steps.push(Step::given(factor.what, percent(factor.share, 2), factor.span));
        }
    }
    let share = percent(supply.stand.share, 2);
    steps.push(Step::derived(format!("share of {}", supply.region()), share));
    steps
}

/// What one replica carries, and how much of that is used.
fn one(supply: &Supply) -> Vec<Step> {
    let body = supply.stand.body;
    let mut steps = Vec::new();
    if let Some(serves) = body.serves {
        steps.push(Step::given("what one carries", serves.node.to_string(), serves.span));
    } else if let Some(connections) = body.connections {
        let figure = format!("{} connections", connections.node);
        steps.push(Step::given("what one carries", figure, connections.span));
    }
    if let Some(headroom) = body.headroom {
        steps.push(Step::given("headroom", headroom.node.to_string(), headroom.span));
    }
    let target = percent(supply.stand.target.share, 2);
    steps.push(match supply.stand.target.rule {
        Some(rule) => Step::given("target", target, rule),
        None => Step::new("target", target, Origin::Default("no rule names one")),
    });
    if supply.fleet.workload.platform.node == Platform::Lambda && body.reserved.is_none() {
        let figure = "1000 executions in a region";
        steps.push(Step::new("concurrency", figure, Origin::Default("an account's default")));
    }
    steps
}
