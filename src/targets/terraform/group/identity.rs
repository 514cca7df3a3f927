//! What the instances may do: read their settings, call the functions and queues that the policy says they use.

use super::{Scope, settings};
use crate::plan::Plan;
use crate::plan::group::Group;
use crate::plan::names::identifier;
use crate::plan::rest::Queue;
use crate::targets::terraform::hcl::{
    Block, Expression, Path, bare, call, data, each_of, list, of, template, text,
};
use crate::targets::terraform::module::Module;
use crate::targets::terraform::names;

/// The longest name of a role.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html>
const LONGEST_NAME: usize = 64;
const ROLE: &str = "aws_iam_role";
const DOCUMENT: &str = "aws_iam_policy_document";
/// What the agent needs to publish metrics.
/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html>
const AGENT: &str = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";

/// Prints the role of the instances with what it may do.
pub fn print(scope: &Scope, module: &mut Module) {
    let statements = statements(scope.plan, scope.group);
    scope.add(trust(scope), module);
    scope.add(role(scope), module);
    if !statements.is_empty() {
        rights(scope, statements).into_iter().for_each(|block| scope.add(block, module));
    }
    if scope.group.agent {
        scope.add(agent(scope), module);
    }
    scope.add(profile(scope), module);
}

fn trust(scope: &Scope) -> Block {
    let principals = Block::new("principals")
        .set("type", text("Service"))
        .set("identifiers", list([text("ec2.amazonaws.com")]));
    let statement =
        Block::new("statement").set("actions", list([text("sts:AssumeRole")])).nested(principals);
    Block::data(DOCUMENT, names::joined(&scope.address, "assume")).nested(statement)
}

fn role(scope: &Scope) -> Block {
    let trust = data(DOCUMENT, &names::joined(&scope.address, "assume")).attr("json");
    Block::resource(ROLE, scope.address.clone())
        .set("name", scope.real(LONGEST_NAME))
        .set("description", scope.described("Instances of"))
        .set("assume_role_policy", trust)
}

fn rights(scope: &Scope, statements: Vec<Block>) -> [Block; 2] {
    let address = &scope.address;
    let document = Block::data(DOCUMENT, address.clone())
        .comment(format!(
            "What the policy says that {} uses, and no more; the rest is attached by those who know it (see outputs.tf).",
            scope.group.name
        ))
        .with_each(statements, Block::nested);
    let policy = Block::resource("aws_iam_role_policy", address.clone())
        .set("name", scope.real(LONGEST_NAME))
        .set("role", of(ROLE, address).attr("name"))
        .set("policy", data(DOCUMENT, address).attr("json"));
    [document, policy]
}

fn agent(scope: &Scope) -> Block {
    let address = &scope.address;
    Block::resource("aws_iam_role_policy_attachment", names::joined(address, "agent"))
        .comment("The agent on the instances publishes their memory.")
        .set("role", of(ROLE, address).attr("name"))
        .set("policy_arn", text(AGENT))
}

fn profile(scope: &Scope) -> Block {
    Block::resource("aws_iam_instance_profile", scope.address.clone())
        .set("name", scope.real(LONGEST_NAME))
        .set("role", of(ROLE, &scope.address).attr("name"))
}

fn statements(plan: &Plan, group: &Group) -> Vec<Block> {
    let mut statements = Vec::new();
    if !group.uses.is_empty() {
        let parameters = of("aws_ssm_parameter", &settings::address(group));
        statements.push(statement(&["ssm:GetParameter"], arns("parameter", parameters)));
    }
    for function in plan.functions.iter().filter(|it| uses(group, &it.name)) {
        let word = if function.alias.is_some() { "alias" } else { "function" };
        let address = names::function_address(function);
        statements.push(statement(&["lambda:InvokeFunction"], arns(word, address)));
    }
    for queue in &plan.queues {
        if group.consumes.as_ref() == Some(&queue.name) {
            let actions = [
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage",
            ];
            statements.push(statement(&actions, queues(plan, queue)));
        }
        if uses(group, &queue.name) {
            let actions = ["sqs:GetQueueUrl", "sqs:SendMessage"];
            statements.push(statement(&actions, queues(plan, queue)));
        }
    }
    statements
}

fn uses(group: &Group, name: &String) -> bool {
    group.uses.iter().any(|it| it.target == *name || it.otherwise.contains(name))
}

fn statement(actions: &[&'static str], resources: Expression) -> Block {
    Block::new("statement").set("actions", list(actions.to_vec())).set("resources", resources)
}

fn arns(word: &'static str, things: Path) -> Expression {
    each_of(word, things).list(bare(word).attr("arn"))
}

/// The queue of every region; the ARN of one that exists already follows from its name.
fn queues(plan: &Plan, queue: &Queue) -> Expression {
    if !queue.attached {
        return arns("queue", of("aws_sqs_queue", &identifier(&queue.name)));
    }
    let arn = template().text("arn:aws:sqs:").code(bare("region")).text(":");
    let arn = match plan.account {
        Some(_) => arn.code(bare("local.account_id")),
        None => arn.text("*"),
    };
    let arn = arn.text(&format!(":{}", queue.real));
    each_of("region", call("keys", [bare("local.regions")])).list(arn)
}
