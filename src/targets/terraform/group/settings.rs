//! What a workload calls and how patiently, as one JSON in a parameter.

use super::Scope;
use crate::plan::group::Group;
use crate::plan::names::identifier;
use crate::plan::rest::Dependency;
use crate::targets::terraform::hcl::{Expression, Object, call, list, number, object, text};
use crate::targets::terraform::module::{Module, regional};
use crate::targets::terraform::names;

/// The longest name of a parameter.
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html>
const LONGEST_NAME: usize = 1_011;

/// The parameter's name in addresses.
pub fn address(group: &Group) -> String {
    names::joined(&identifier(&group.name), "uses")
}

/// Prints the parameter, where the workload uses something.
pub fn print(scope: &Scope, module: &mut Module) {
    let group = scope.group;
    let Some(first) = group.uses.first() else { return };
    let entries =
        group.uses.iter().fold(object(), |all, uses| all.key(uses.target.clone(), entry(uses)));
    let name = format!("{}-uses", group.thing());
    let block = regional("aws_ssm_parameter", address(group), scope.each.clone())
        .comment(format!(
            "What {} calls and how patiently, as one JSON that it reads at its start.",
            group.name
        ))
        .set("name", names::real(scope.plan, &name, LONGEST_NAME))
        .set("description", text(format!("What {} calls", group.name)))
        .set("type", text("String"))
        .set("value", call("jsonencode", [Expression::from(entries)]));
    module.add(&scope.stem, block, first.span);
}

fn entry(uses: &Dependency) -> Object {
    let settings = uses
        .settings
        .iter()
        .fold(object(), |all, (key, value)| all.key(key.clone(), number(*value)));
    if uses.otherwise.is_empty() {
        return settings;
    }
    let others: Vec<Expression> = uses.otherwise.iter().map(|it| text(it.clone())).collect();
    settings.key("else", list(others))
}
