//! What a workload calls and how patiently, as one JSON in a parameter. In: dependencies. Out: the parameter.

use super::{block, known, stem};
use crate::plan::Plan;
use crate::plan::function::Function;
use crate::plan::names::identifier;
use crate::plan::rest::Dependency;
use crate::targets::terraform::hcl::{Expression, Object, call, list, number, object, text};
use crate::targets::terraform::module::Module;
use crate::targets::terraform::names;

/// The longest name of a parameter.
const LONGEST_NAME: usize = 1_011;

pub(super) fn print(plan: &Plan, function: &Function, module: &mut Module) {
    if function.uses.is_empty() {
        return;
    }
    let name = &function.name;
    let thing = format!("{}-uses", known(function));
    let parameter =
        block("aws_ssm_parameter", names::joined(&identifier(name), "uses"), function, module)
            .comment(format!(
                "What {name} calls and how patiently, as one JSON that it reads at its start."
            ))
            .set("name", names::real(plan, &thing, LONGEST_NAME))
            .set("description", text(format!("What {name} calls")))
            .set("type", text("String"))
            .set("value", json(&function.uses));
    module.add(&stem(function), parameter, function.span);
}

/// `jsonencode({ api = { timeout_ms = 2000 } })`
pub fn json(uses: &[Dependency]) -> Expression {
    let all = uses
        .iter()
        .fold(object(), |all, dependency| all.key(dependency.target.clone(), patience(dependency)));
    call("jsonencode", [Expression::from(all)])
}

fn patience(dependency: &Dependency) -> Object {
    let others: Vec<Expression> = dependency.otherwise.iter().map(|it| text(it.clone())).collect();
    let settings = object().maybe("else", (!others.is_empty()).then(|| list(others)));
    dependency
        .settings
        .iter()
        .fold(settings, |all, (key, value)| all.key(key.clone(), number(*value)))
}
