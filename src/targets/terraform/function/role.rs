//! The role of a function. In: a function that is made here. Out: its role with what the policy says that it uses.

use super::{known, stem};
use crate::plan::Plan;
use crate::plan::function::Function;
use crate::plan::names::identifier;
use crate::plan::rest::DependencyKind;
use crate::targets::terraform::hcl::{Block, Expression, bare, each_of, list, of, template};
use crate::targets::terraform::module::Module;
use crate::targets::terraform::names::{self, function_address, joined};
use crate::targets::terraform::queues;
use crate::targets::terraform::trust::{Caller, assumed, statement};

/// The longest name of a role.
const LONGEST_NAME: usize = 64;
/// A function gets its role with its creation, and that needs the right to pass it.
const LAMBDA: Caller = Caller { service: "lambda.amazonaws.com", acts_for: None };

pub(super) fn print(plan: &Plan, function: &Function, module: &mut Module) {
    let name = identifier(&function.name);
    let real = names::real(plan, known(function), LONGEST_NAME);
    let description = format!("Function {}", function.name);
    let document = document(plan, function);
    for block in assumed(&name, real, LAMBDA, &description, document) {
        module.add(&stem(function), block, function.span);
    }
    module.output(
        joined(&name, "role_name"),
        "The role of the function: attach what the application needs beyond what the policy says that it uses.",
        of("aws_iam_role", &name).attr("name"),
        function.span,
    );
}

fn document(plan: &Plan, function: &Function) -> Block {
    let name = identifier(&function.name);
    let mut document = Block::data("aws_iam_policy_document", name.clone())
        .comment("Its log, and what the policy says that it uses; the rest is attached by those who know it (see outputs.tf).")
        .nested(log(function));
    if !function.uses.is_empty() {
        let parameters = each_of("parameter", of("aws_ssm_parameter", &joined(&name, "uses")))
            .list(bare("parameter.arn"));
        document = document.nested(statement(&["ssm:GetParameter"], parameters));
    }
    for used in &function.uses {
        document = document.with_each(used_by(plan, &used.target, used.kind), Block::nested);
    }
    let read = function.consumes.as_deref().and_then(|queue| queues::arns(plan, queue));
    document.with_each(read, |document, queues| {
        document.nested(statement(
            &[
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage",
            ],
            queues,
        ))
    })
}

/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html>
fn log(function: &Function) -> Block {
    let group =
        template().text(&format!("arn:aws:logs:*:*:log-group:/aws/lambda/{}:*", function.real));
    statement(
        &["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        list([Expression::from(group)]),
    )
}

fn used_by(plan: &Plan, target: &str, kind: DependencyKind) -> Option<Block> {
    match kind {
        DependencyKind::Function => {
            let called = plan.functions.iter().find(|function| function.name == target)?;
            let arns = each_of("function", function_address(called)).list(bare("function.arn"));
            Some(statement(&["lambda:InvokeFunction"], arns))
        }
        DependencyKind::Queue => Some(statement(&["sqs:SendMessage"], queues::arns(plan, target)?)),
        DependencyKind::Workload | DependencyKind::Store | DependencyKind::Host => None,
    }
}
