//! Scaling groups on EC2. In: the groups of a plan. Out: `<name>.workload.tf` with everything that one of them needs, in a
//! fixed order; warn and page stand in `alarms.tf`, the balancer with its traffic.

mod autoscaling;
mod identity;
mod security;
mod settings;
mod target_group;
mod template;

use super::hcl::{Path, bare, data, number, of, pairs_of, text};
use super::module::Module;
use super::scaling;
use crate::plan::Plan;
use crate::plan::group::Group;
use crate::plan::names::identifier;

/// Puts what may differ between regions into the table; comes before everything that asks which regions have a workload.
pub fn tabulate(plan: &Plan, module: &mut Module) {
    for group in &plan.groups {
        for (code, size) in &group.sizes {
            module.cell(code, &group.name, "min", number(size.min));
            module.cell(code, &group.name, "max", number(size.max));
        }
        scaling::tabulate(&group.name, &group.scaling, &group.sizes, module);
    }
}

/// Prints the groups.
pub fn print(plan: &Plan, module: &mut Module) {
    for group in &plan.groups {
        one(plan, group, module);
    }
}

fn one(plan: &Plan, group: &Group, module: &mut Module) {
    if group.attach.is_some() {
        autoscaling::adopt(group, module);
    } else {
        template::print(plan, group, module);
        autoscaling::print(plan, group, module);
    }
    target_group::print(plan, group, module);
    scaling::print(plan, group, module);
    settings::print(plan, group, module);
    if group.attach.is_some() {
        security::given(group, module);
    } else {
        security::print(plan, group, module);
        identity::print(plan, group, module);
        outputs(group, module);
    }
}

/// The file of a group.
fn stem(group: &Group) -> String {
    format!("{}.workload", group.name)
}

/// The name of a group in the same region: ours, or the one that exists.
pub fn name(group: &Group) -> Path {
    let kind = "aws_autoscaling_group";
    let address = identifier(&group.name);
    let group = if group.attach.is_some() { data(kind, &address) } else { of(kind, &address) };
    group.each().attr("name")
}

/// The security group of the instances in the same region: ours, or one that comes in.
pub fn security_group(group: &Group) -> Path {
    security::id(group)
}

fn outputs(group: &Group, module: &mut Module) {
    let address = identifier(&group.name);
    let by_region = |kind: &str, attribute: &str| {
        pairs_of("region", "group", of(kind, &address))
            .object(bare("region"), bare("group").attr(attribute))
    };
    let names = by_region("aws_autoscaling_group", "name");
    let ids = by_region("aws_security_group", "id");
    let span = group.span;
    module.output(
        &format!("{address}_autoscaling_group_names"),
        "By region: the auto scaling group, for deployments and dashboards.",
        names,
        span,
    );
    module.output(
        &format!("{address}_role_name"),
        "The role of the instances: attach what the application needs beyond what the policy says that it uses.",
        of("aws_iam_role", &address).attr("name"),
        span,
    );
    module.output(
        &format!("{address}_security_group_ids"),
        "By region: the security group of the instances, for the ingress rules of what they call.",
        ids,
        span,
    );
}

/// Names that only this file uses, for messages.
fn described(what: &str, group: &Group) -> super::hcl::Expression {
    text(format!("{what} {}", group.name))
}

#[cfg(test)]
pub mod tests;
