//! A function behind a balancer: the permission to call it, and its place in the target group.

use super::stem;
use crate::plan::Plan;
use crate::plan::function::Function;
use crate::plan::names::identifier;
use crate::plan::traffic::Traffic;
use crate::targets::terraform::hcl::{Path, list, named, of, text};
use crate::targets::terraform::module::{Module, regional};
use crate::targets::terraform::names::{function_address, joined, target_group_address};

/// Prints permission and attachment of a function that a traffic leads to.
pub fn print(plan: &Plan, traffic: &Traffic, workload: &str, module: &mut Module) {
    let Some(function) = plan.functions.iter().find(|function| function.name == workload) else {
        return;
    };
    let within = |code: &&String| traffic.regions.contains(code);
    let regions: Vec<String> = function.regions.iter().filter(within).cloned().collect();
    let each = module.regions(workload, &regions);
    let name = joined(&identifier(&traffic.name), &identifier(workload));
    let group = target_group_address(plan, workload, &traffic.name).each().attr("arn");
    let called = function_address(function).each();
    let permission = regional("aws_lambda_permission", name.clone(), each.clone())
        .set("statement_id", named(&traffic.name))
        .set("action", text("lambda:InvokeFunction"))
        .set("function_name", called.clone().attr("function_name"))
        .maybe("qualifier", qualifier(function))
        .set("principal", text("elasticloadbalancing.amazonaws.com"))
        .set("source_arn", group.clone());
    let attachment = regional("aws_lb_target_group_attachment", name.clone(), each)
        .set("target_group_arn", group)
        .set("target_id", called.attr("arn"))
        .note("A function can be registered only once the balancer may call it.")
        .set("depends_on", list([of("aws_lambda_permission", &name)]));
    module.add(&stem(traffic), permission, function.span);
    module.add(&stem(traffic), attachment, function.span);
}

fn qualifier(function: &Function) -> Option<Path> {
    function.alias.as_ref().map(|_| function_address(function).each().attr("name"))
}
