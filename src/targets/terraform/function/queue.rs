//! A function that reads a queue. In: a function that consumes. Out: the mapping from queue to function.

use super::stem;
use crate::plan::Plan;
use crate::plan::function::Function;
use crate::plan::names::identifier;
use crate::targets::terraform::module::{Module, regional};
use crate::targets::terraform::names::function_address;
use crate::targets::terraform::queues;

pub(super) fn print(plan: &Plan, function: &Function, module: &mut Module) {
    let Some(queue) =
        plan.queues.iter().find(|queue| Some(&queue.name) == function.consumes.as_ref())
    else {
        return;
    };
    let within = |code: &&String| queue.regions.contains(code);
    let regions: Vec<String> = function.regions.iter().filter(within).cloned().collect();
    let each = module.regions(&function.name, &regions);
    let mapping = regional("aws_lambda_event_source_mapping", identifier(&function.name), each)
        .set("event_source_arn", queues::address(queue).each().attr("arn"))
        .set("function_name", function_address(function).each().attr("arn"));
    module.add(&stem(function), mapping, function.span);
}
