//! What every module stands on: versions, provider, shared values, the table of regions, variables, outputs.
//! In: a plan and a module whose other parts are filled. Out: the files that hold these.

use super::hcl::{Block, Expression, Object, bare, data, list, number, object, template, text};
use super::module::{Entry, Input, Module, Output, Row};
use super::trust;
use crate::plan::Plan;
use crate::targets::Variable;

/// Whose credentials Terraform has.
const IDENTITY: &str = "aws_caller_identity";

/// Names what several files share; comes before the other printers.
pub fn begin(plan: &Plan, module: &mut Module) {
    if let Some(account) = &plan.account {
        module.local("account_id", text(account.clone()));
    } else if plan.images.is_some() || trust::asks_account(plan) {
        module.add("locals", Block::data(IDENTITY, "current"), plan.span);
        module.local("account_id", data(IDENTITY, "current").attr("account_id"));
    }
    module.local("name", text(plan.name.clone()));
}

/// Writes the shared files; comes after the other printers.
pub fn finish(plan: &Plan, module: &mut Module) {
    module.add("versions", versions(), plan.span);
    module.add("providers", provider(plan), plan.span);
    let locals = locals(plan, module);
    module.add("locals", locals, plan.span);
    let inputs = std::mem::take(&mut module.inputs);
    let named = inputs.iter().map(|(name, (input, _))| Variable {
        name: name.clone(),
        description: input.description.clone(),
    });
    module.variables.extend(named);
    let variables = inputs
        .into_iter()
        .map(|(name, (input, span))| Entry { block: variable(name, input), span });
    module.file("variables", variables);
    let outputs = std::mem::take(&mut module.outputs).into_iter();
    let outputs =
        outputs.map(|(name, (output, span))| Entry { block: self::output(name, output), span });
    module.file("outputs", outputs);
}

fn versions() -> Block {
    let aws = object().key("source", text("hashicorp/aws")).key("version", text(">= 6.25, < 7.0"));
    Block::new("terraform")
        .note("1.9 is the first version in which a validation may look beyond its own variable.")
        .set("required_version", text(">= 1.9"))
        .nested(Block::new("required_providers").set("aws", aws))
}

fn provider(plan: &Plan) -> Block {
    let mut provider =
        Block::new("provider").label("aws").set("region", text(plan.primary.clone()));
    if plan.account.is_some() {
        provider = provider.set("allowed_account_ids", list([bare("local.account_id")]));
    }
    if let Some(role) = role(plan) {
        provider = provider.nested(Block::new("assume_role").set("role_arn", role));
    }
    provider.nested(Block::new("default_tags").set("tags", bare("local.tags")))
}

/// The ARN of a role in the account, or the role as written where it is an ARN.
fn role(plan: &Plan) -> Option<Expression> {
    let role = plan.role.as_deref()?;
    if role.starts_with("arn:") {
        return Some(text(role.to_owned()));
    }
    plan.account.as_ref()?;
    let arn = template()
        .text("arn:aws:iam::")
        .code(bare("local.account_id"))
        .text(&format!(":role/{role}"));
    Some(arn.into())
}

fn locals(plan: &Plan, module: &mut Module) -> Block {
    let mut locals = Block::new("locals");
    for (name, value) in std::mem::take(&mut module.locals) {
        locals = locals.set(name, value);
    }
    let tags = plan
        .tags
        .iter()
        .fold(object(), |tags, (key, value)| tags.key(key.clone(), text(value.clone())));
    let rows = std::mem::take(&mut module.rows).into_iter();
    let rows = rows.fold(object(), |rows, (code, row)| rows.key(code, table_row(row)));
    locals
        .set("tags", tags)
        .note("What may differ between regions stands here and nowhere else.")
        .set("regions", rows)
}

fn table_row(row: Row) -> Object {
    let facts = object().maybe("weight", row.weight.map(number)).key("zones", number(row.zones));
    row.cells.into_iter().fold(facts, |facts, (thing, cells)| facts.key(thing, cell(cells)))
}

fn cell(cells: Vec<(String, Expression)>) -> Object {
    cells.into_iter().fold(object(), |object, (key, value)| object.key(key, value))
}

fn variable(name: String, input: Input) -> Block {
    let variable =
        Block::variable(name).set("description", text(input.description)).set("type", input.kind);
    variable.with_each(input.validations, |variable, validation| {
        variable.validation(validation.condition, validation.message)
    })
}

fn output(name: String, output: Output) -> Block {
    Block::output(name).set("description", text(output.description)).set("value", output.value)
}
