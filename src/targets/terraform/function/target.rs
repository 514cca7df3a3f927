//! A function's target groups: one for each balancer that leads to it. A group of functions has neither port nor
//! protocol nor network, and its check is a call of the function. In: a function. Out: target groups.
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html>

use super::{known, stem};
use crate::plan::Plan;
use crate::plan::function::Function;
use crate::plan::traffic::{TargetCheck, Traffic};
use crate::targets::terraform::hcl::{Block, number, text};
use crate::targets::terraform::module::{Module, regional};
use crate::targets::terraform::names;

pub(super) fn print(plan: &Plan, function: &Function, module: &mut Module) {
    let leading: Vec<&Traffic> =
        plan.traffics.iter().filter(|traffic| traffic.leads_to.contains(&function.name)).collect();
    let several = leading.len() > 1;
    for traffic in leading {
        let group = group(plan, function, traffic, several, module);
        module.add(&stem(function), group, function.span);
    }
}

fn group(
    plan: &Plan,
    function: &Function,
    traffic: &Traffic,
    several: bool,
    module: &Module,
) -> Block {
    let known = known(function);
    let thing = if several { format!("{known}-{}", traffic.name) } else { known.to_owned() };
    let within = |code: &&String| traffic.regions.contains(code);
    let regions: Vec<String> = function.regions.iter().filter(within).cloned().collect();
    let name = names::target_group(plan, &function.name, &traffic.name);
    let group = regional("aws_lb_target_group", name, module.regions(&function.name, &regions))
        .set("name", names::real(plan, &thing, names::BALANCER))
        .set("target_type", text("lambda"));
    let group = match &function.check {
        Some(check) => group.nested(health_check(check)),
        None => group,
    };
    group.lifecycle(|lifecycle| lifecycle.set("create_before_destroy", true))
}

fn health_check(check: &TargetCheck) -> Block {
    Block::new("health_check")
        .set("enabled", true)
        .set("path", text(check.path.clone()))
        .set("matcher", text(check.matcher.clone()))
        .set("interval", number(check.interval))
        .set("timeout", number(check.timeout))
        .set("healthy_threshold", number(check.healthy))
        .set("unhealthy_threshold", number(check.unhealthy))
}
