//! Scaling groups on EC2. In: the groups of a plan. Out: `<name>.workload.tf` with everything that one of them needs, in a
//! fixed order; warn and page stand in `alarms.tf`, the balancer with its traffic.

mod autoscaling;
mod identity;
mod security;
mod settings;
mod target_group;
mod template;

use super::hcl::{Block, Expression, Path, bare, data, number, of, pairs_of, text};
use super::module::{Module, regional};
use super::{names, scaling};
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
        one(&Scope::new(plan, group, module), module);
    }
}

/// A group that is printed, and what its blocks have in common.
struct Scope<'a> {
    plan: &'a Plan,
    group: &'a Group,
    /// Its name in addresses.
    address: String,
    /// Its file.
    stem: String,
    /// What most of its blocks go over.
    each: Expression,
}

impl<'a> Scope<'a> {
    fn new(plan: &'a Plan, group: &'a Group, module: &Module) -> Self {
        let address = identifier(&group.name);
        let stem = format!("{}.workload", group.name);
        let each = module.regions(&group.name, &group.regions());
        Scope { plan, group, address, stem, each }
    }

    /// A resource with one instance for each region of the group.
    fn regional(&self, kind: &'static str) -> Block {
        regional(kind, self.address.clone(), self.each.clone())
    }

    /// `"${local.name}-<group>"`, cut to a limit.
    fn real(&self, limit: usize) -> Expression {
        names::real(self.plan, self.group.thing(), limit)
    }

    /// What is said of it: a word and the name.
    fn described(&self, what: &str) -> Expression {
        text(format!("{what} {}", self.group.name))
    }

    /// Adds a block to the file of the group.
    fn add(&self, block: Block, module: &mut Module) {
        module.add(&self.stem, block, self.group.span);
    }
}

fn one(scope: &Scope, module: &mut Module) {
    let (plan, group) = (scope.plan, scope.group);
    if group.attach.is_some() {
        autoscaling::adopt(scope, module);
    } else {
        template::print(scope, module);
        autoscaling::print(scope, module);
    }
    target_group::print(scope, module);
    scaling::print(plan, group, module);
    settings::print(scope, module);
    if group.attach.is_some() {
        security::given(group, module);
    } else {
        security::print(scope, module);
        identity::print(scope, module);
        outputs(scope, module);
    }
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

fn outputs(scope: &Scope, module: &mut Module) {
    let address = &scope.address;
    let by_region = |kind: &'static str, attribute: &'static str| {
        pairs_of("region", "group", of(kind, address)).object(bare("region"), bare(attribute))
    };
    let names = by_region("aws_autoscaling_group", "group.name");
    let ids = by_region("aws_security_group", "group.id");
    let span = scope.group.span;
    module.output(
        names::joined(address, "autoscaling_group_names"),
        "By region: the auto scaling group, for deployments and dashboards.",
        names,
        span,
    );
    module.output(
        names::joined(address, "role_name"),
        "The role of the instances: attach what the application needs beyond what the policy says that it uses.",
        of("aws_iam_role", address).attr("name"),
        span,
    );
    module.output(
        names::joined(address, "security_group_ids"),
        "By region: the security group of the instances, for the ingress rules of what they call.",
        ids,
        span,
    );
}

#[cfg(test)]
pub mod tests;
