//! A function that is made here, and its alias. In: a function with an image. Out: the function in each region, with
//! versions, and the alias that callers use.

use super::{block, everywhere, known, stem};
use crate::plan::Plan;
use crate::plan::function::{Function, created::registry_region};
use crate::plan::names::identifier;
use crate::targets::terraform::hcl::{
    Block, Expression, bare, each_key, list, number, of, pairs_of, template, text,
};
use crate::targets::terraform::module::Module;
use crate::targets::terraform::names;

/// The longest name of a function.
const LONGEST_NAME: usize = 64;

pub(super) fn print(plan: &Plan, function: &Function, module: &mut Module) {
    let made = made(plan, function, module);
    module.add(&stem(function), made, function.span);
    if let Some(alias) = &function.alias {
        let alias = self::alias(function, alias, module);
        module.add(&stem(function), alias, function.span);
    }
    let name = identifier(&function.name);
    let arns = pairs_of("region", "function", of("aws_lambda_function", &name))
        .object(bare("region"), bare("function.arn"));
    module.output(
        names::joined(&name, "function_arns"),
        "By region: the function, for deployments and for rules of what calls it.",
        arns,
        function.span,
    );
}

fn made(plan: &Plan, function: &Function, module: &mut Module) -> Block {
    let name = identifier(&function.name);
    let reserved = reserved(function, module);
    block("aws_lambda_function", name.clone(), function, module)
        .set("function_name", names::real(plan, known(function), LONGEST_NAME))
        .set("package_type", text("Image"))
        .maybe("image_uri", function.image.as_deref().map(|image| self::image(function, image)))
        .set("role", of("aws_iam_role", &name).attr("arn"))
        .maybe("memory_size", function.memory.map(number))
        .maybe("timeout", function.timeout.map(number))
        .maybe("reserved_concurrent_executions", reserved)
        .note("A version for each change: an alias points to one.")
        .set("publish", true)
        .note("Before it may write its log, what it says there is lost.")
        .set("depends_on", list([of("aws_iam_role_policy", &name)]))
}

/// The image in the function's own region, where a registry has copies.
fn image(function: &Function, image: &str) -> Expression {
    match registry_region(image) {
        Some((before, region, after)) if function.regions.iter().any(|code| code != region) => {
            template().text(before).code(each_key()).text(after).into()
        }
        Some(_) | None => text(image.to_owned()),
    }
}

fn reserved(function: &Function, module: &mut Module) -> Option<Expression> {
    if function.reserved.is_empty() {
        return None;
    }
    // -1 reserves nothing, where only some regions reserve.
    let mut values = everywhere(function, &number(-1));
    let said = function.reserved.iter().map(|(code, reserved)| (code.clone(), number(*reserved)));
    values.extend(said);
    Some(module.differing(&function.name, "reserved", &values))
}

fn alias(function: &Function, alias: &str, module: &Module) -> Block {
    let name = identifier(&function.name);
    let of_function = |attribute| of("aws_lambda_function", &name).each().attr(attribute);
    let block = block("aws_lambda_alias", name.clone(), function, module)
        .set("function_name", of_function("function_name"))
        .set("name", text(alias.to_owned()))
        .set("function_version", of_function("version"));
    match &function.deployment {
        Some(_) => block.ignore_changes(
            "The version at creation; from then on releases move the alias.",
            &["function_version", "routing_config"],
        ),
        None => block,
    }
}
