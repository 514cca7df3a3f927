//! Executions that are kept ready, and what moves their number. In: a function with an alias. Out: the provisioned
//! concurrency, its scalable target, target tracking; schedules beside it.

use std::collections::BTreeMap;

use super::{schedule, stem};
use crate::model::measure::Ratio;
use crate::plan::Plan;
use crate::plan::function::Function;
use crate::plan::names::identifier;
use crate::plan::scaling::Tracking;
use crate::targets::terraform::hcl::{
    Block, Expression, Path, call, decimal, list, number, of, text,
};
use crate::targets::terraform::module::{Module, read, regional};
use crate::targets::terraform::names::{self, function_address};

const CONFIG: &str = "aws_lambda_provisioned_concurrency_config";
const TARGET: &str = "aws_appautoscaling_target";
const OWNED: &str = "provisioned_concurrent_executions";
/// The longest name of a scaling policy.
const LONGEST_NAME: usize = 255;

/// Puts the bounds into the table, where something moves between them.
pub(super) fn cells(function: &Function, module: &mut Module) {
    if !moves(function) {
        return;
    }
    for (code, size) in &function.provisioned {
        module.cell(code, &function.name, "min", number(size.min));
        module.cell(code, &function.name, "max", number(size.max));
    }
}

fn moves(function: &Function) -> bool {
    !function.scaling.tracking.is_empty() || !function.scaling.actions.is_empty()
}

pub(super) fn print(plan: &Plan, function: &Function, module: &mut Module) {
    if function.provisioned.is_empty() {
        return;
    }
    let config = config(function, module);
    module.add(&stem(function), config, function.span);
    if !moves(function) {
        return;
    }
    let target = target(function, module);
    module.add(&stem(function), target, function.span);
    for tracking in &function.scaling.tracking {
        let policy = tracking_policy(plan, function, tracking, module);
        module.add(&stem(function), policy, tracking.span);
    }
    schedule::print(plan, function, module);
}

/// A resource with one instance per region that keeps executions ready.
pub(super) fn block(
    kind: &'static str,
    name: String,
    function: &Function,
    module: &Module,
) -> Block {
    let regions: Vec<String> = function.provisioned.keys().cloned().collect();
    regional(kind, name, module.regions(&function.name, &regions))
}

fn config(function: &Function, module: &mut Module) -> Block {
    let size = if moves(function) {
        read(&function.name, "min")
    } else {
        let sizes: BTreeMap<String, Expression> = function
            .provisioned
            .iter()
            .map(|(code, size)| (code.clone(), number(size.min)))
            .collect();
        module.differing(&function.name, "provisioned", &sizes)
    };
    let alias = function_address(function).each();
    let config = block(CONFIG, identifier(&function.name), function, module)
        .set("function_name", alias.clone().attr("function_name"))
        .set("qualifier", alias.attr("name"))
        .set(OWNED, size);
    if moves(function) {
        config.ignore_changes(
            "The size at creation; from then on the scaling policy owns it.",
            &[OWNED],
        )
    } else {
        config
    }
}

fn target(function: &Function, module: &Module) -> Block {
    let name = identifier(&function.name);
    let config = |attribute| of(CONFIG, &name).each().attr(attribute);
    let parts = list((text("function"), config("function_name"), config("qualifier")));
    let target = block(TARGET, name.clone(), function, module)
        .set("service_namespace", text("lambda"))
        .set("scalable_dimension", text("lambda:function:ProvisionedConcurrency"))
        .set("min_capacity", read(&function.name, "min"))
        .set("max_capacity", read(&function.name, "max"))
        .set("resource_id", call("join", (text(":"), parts)));
    let owned = schedule::owned(function);
    if owned.is_empty() {
        return target;
    }
    target.ignore_changes("The schedules own what they set.", &owned)
}

/// An argument of the scalable target, which what moves it repeats.
pub(super) fn of_target(function: &Function, attribute: &'static str) -> Path {
    of(TARGET, &identifier(&function.name)).each().attr(attribute)
}

fn tracking_policy(
    plan: &Plan,
    function: &Function,
    tracking: &Tracking,
    module: &Module,
) -> Block {
    let policy = block("aws_appautoscaling_policy", identifier(&tracking.key), function, module)
        .set("name", names::real(plan, &tracking.real, LONGEST_NAME))
        .set("policy_type", text("TargetTrackingScaling"))
        .set("service_namespace", of_target(function, "service_namespace"))
        .set("scalable_dimension", of_target(function, "scalable_dimension"))
        .set("resource_id", of_target(function, "resource_id"));
    tracking.held.terms.iter().fold(policy, |policy, term| policy.nested(held(term.threshold)))
}

/// Nothing else can be tracked on Lambda, and nothing else is planned.
fn held(target: Ratio) -> Block {
    Block::new("target_tracking_scaling_policy_configuration")
        .note("A share of 1, where other metrics are percentages.")
        .set("target_value", share(target))
        .nested(
            Block::new("predefined_metric_specification")
                .set("predefined_metric_type", text("LambdaProvisionedConcurrencyUtilization")),
        )
}

/// Percent as a share of 1.
fn share(percent: Ratio) -> Expression {
    let share = Ratio { under: percent.under * 100, ..percent };
    decimal(&share.decimal()).unwrap_or_else(|| number(1))
}
