//! Functions: what hangs on an attached one, or the whole of one that is made here. In: the functions of a plan.
//! Out: `<name>.workload.tf`, its cells of the table, its outputs. Permissions of balancers stand with the balancers.

mod created;
mod provisioned;
mod queue;
mod release;
pub mod role;
mod schedule;
pub mod settings;
mod target;

use std::collections::BTreeMap;

use super::hcl::{Block, text};
use super::module::{Module, regional};
use crate::plan::Plan;
use crate::plan::function::Function;
use crate::plan::names::identifier;

/// Prints every function of a plan.
pub fn print(plan: &Plan, module: &mut Module) {
    for function in &plan.functions {
        provisioned::cells(function, module);
        if function.attached {
            attached(function, module);
        } else {
            created::print(plan, function, module);
        }
        target::print(plan, function, module);
        provisioned::print(plan, function, module);
        release::print(plan, function, module);
        settings::print(plan, function, module);
        queue::print(plan, function, module);
        if !function.attached {
            role::print(plan, function, module);
        }
    }
}

/// `thumbs.workload`
fn stem(function: &Function) -> String {
    format!("{}.workload", function.name)
}

/// A resource with one instance per region that has the function.
fn block(kind: &'static str, name: String, function: &Function, module: &Module) -> Block {
    regional(kind, name, module.regions(&function.name, &function.regions))
}

/// What real names are made of: the name in the policy, the old one where it was renamed.
fn known(function: &Function) -> &str {
    function.renamed_from.as_deref().unwrap_or(&function.name)
}

/// Regions with the same value each.
fn everywhere<T: Clone>(function: &Function, value: &T) -> BTreeMap<String, T> {
    function.regions.iter().map(|code| (code.clone(), value.clone())).collect()
}

fn attached(function: &Function, module: &mut Module) {
    let name = identifier(&function.name);
    let real = text(function.real.clone());
    let each = module.regions(&function.name, &function.regions);
    let kind = if function.alias.is_some() { "aws_lambda_alias" } else { "aws_lambda_function" };
    let comment = match &function.alias {
        Some(_) => {
            "The function and its alias are made and released elsewhere; what hangs on the alias is here."
        }
        None => "The function is made and released elsewhere.",
    };
    let found = Block::data(kind, name)
        .comment(comment)
        .for_each(each)
        .set("region", super::hcl::each_key())
        .set("function_name", real)
        .maybe("name", function.alias.clone().map(text));
    module.add(&stem(function), found, function.span);
}
