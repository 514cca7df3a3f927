//! Copies of secrets that exist already. In: a plan that copies secrets. Out: `secrets.tf` with imports, and the variable
//! that names them. What a secret holds never passes through here.

use super::hcl::{Block, bare, call, each_key, each_of, of, text, var};
use super::module::{Input, Module, Validation};
use crate::plan::Plan;
use crate::plan::rest::Secrets;

const STEM: &str = "secrets";
const SECRET: &str = "aws_secretsmanager_secret";
const VARIABLE: &str = "secret_arns";

/// Prints which secrets are copied, and where to.
pub fn print(plan: &Plan, module: &mut Module) {
    let Some(secrets) = &plan.secrets else { return };
    let import = Block::new("import")
        .comment("The secrets exist already: they are taken over, and only their copies are made.")
        .for_each(var(VARIABLE))
        .set("to", of(SECRET, STEM).each())
        .set("id", bare("each.value"));
    let secret = Block::resource(SECRET, STEM)
        .for_each(var(VARIABLE))
        .set("region", text(secrets.from.clone()))
        .set("name", each_key())
        .with_each(&secrets.to, |secret, code| {
            secret.nested(Block::new("replica").set("region", text(code.clone())))
        })
        .lifecycle(|lifecycle| lifecycle.set("prevent_destroy", true))
        .ignore_changes(
            "Whoever made a secret decides all but its copies.",
            &["description", "kms_key_id", "tags", "tags_all"],
        );
    module.add(STEM, import, secrets.span);
    module.add(STEM, secret, secrets.span);
    module.variable(VARIABLE, input(secrets), secrets.span);
}

fn input(secrets: &Secrets) -> Input {
    let shape = text("^arn:aws:secretsmanager:[^:]+:[0-9]{12}:secret:");
    let fits = call("can", [call("regex", (shape, bare("arn")))]);
    Input {
        description: format!(
            "By name: the ARNs of the secrets in {} that have copies elsewhere.",
            secrets.from
        ),
        kind: call("map", [bare("string")]),
        validations: vec![Validation {
            condition: each_of("arn", call("values", [var(VARIABLE)])).all_true(fits),
            message: text("Each value is the ARN of a secret."),
        }],
    }
}
