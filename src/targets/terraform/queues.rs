//! Queues on SQS: encrypted, with a queue for what cannot be worked on. In: the queues of a plan. Out:
//! `<name>.queue.tf`, outputs; data sources for queues that exist already and that something here refers to.

use super::hcl::{
    Block, Expression, Path, bare, call, data, each_key, each_of, list, number, object, of,
    pairs_of, text,
};
use super::module::{Module, regional};
use super::names;
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::plan::queue::LONGEST_NAME;
use crate::plan::rest::{Dependency, Queue};

const QUEUE: &str = "aws_sqs_queue";
/// As long as SQS can keep a message: a dead letter's age counts from its first arrival.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html>
const FORTNIGHT: u64 = 1_209_600;

/// Prints every queue of a plan.
pub fn print(plan: &Plan, module: &mut Module) {
    for queue in &plan.queues {
        if !queue.attached {
            created(plan, queue, module);
        } else if referred(plan, &queue.name) {
            let found = found(queue, module);
            module.add(&stem(queue), found, queue.span);
        }
    }
}

/// A queue: a data source where it exists already.
pub fn address(queue: &Queue) -> Path {
    let name = identifier(&queue.name);
    if queue.attached { data(QUEUE, &name) } else { of(QUEUE, &name) }
}

/// The ARNs of a queue in all its regions, for a role.
pub fn arns(plan: &Plan, name: &str) -> Option<Expression> {
    let queue = plan.queues.iter().find(|queue| queue.name == name)?;
    Some(each_of("queue", address(queue)).list(bare("queue.arn")))
}

/// What real names are made of: the name in the policy, the old one where it was renamed.
fn known(queue: &Queue) -> &str {
    queue.renamed_from.as_deref().unwrap_or(&queue.name)
}

fn stem(queue: &Queue) -> String {
    format!("{}.queue", queue.name)
}

/// Whether a workload of the module reads or fills a queue.
fn referred(plan: &Plan, name: &str) -> bool {
    let uses = |uses: &[Dependency]| uses.iter().any(|used| used.target == name);
    let function =
        plan.functions.iter().any(|it| it.consumes.as_deref() == Some(name) || uses(&it.uses));
    function || plan.groups.iter().any(|it| it.consumes.as_deref() == Some(name) || uses(&it.uses))
}

fn found(queue: &Queue, module: &Module) -> Block {
    Block::data(QUEUE, identifier(&queue.name))
        .comment("The queue is made elsewhere.")
        .for_each(module.regions(&queue.name, &queue.regions))
        .set("region", each_key())
        .set("name", text(queue.real.clone()))
}

fn block(kind: &'static str, name: String, queue: &Queue, module: &Module) -> Block {
    regional(kind, name, module.regions(&queue.name, &queue.regions))
}

fn created(plan: &Plan, queue: &Queue, module: &mut Module) {
    let name = identifier(&queue.name);
    let mut blocks = vec![own(plan, queue, &name, module)];
    if queue.dead_letter_after.is_some() {
        blocks.push(dead(plan, queue, &name, module));
        blocks.push(allowed(queue, &name, module));
    }
    for block in blocks {
        module.add(&stem(queue), block, queue.span);
    }
    output(queue, &name, module);
}

fn own(plan: &Plan, queue: &Queue, name: &str, module: &Module) -> Block {
    let redrive = queue.dead_letter_after.map(|after| {
        let to = of(QUEUE, &names::joined(name, "dead")).each().attr("arn");
        let policy = object().key("deadLetterTargetArn", to).key("maxReceiveCount", number(after));
        call("jsonencode", [Expression::from(policy)])
    });
    block(QUEUE, name.to_owned(), queue, module)
        .set("name", names::real(plan, known(queue), LONGEST_NAME))
        .maybe("message_retention_seconds", queue.retention.map(number))
        .maybe("visibility_timeout_seconds", queue.visibility.map(number))
        .set("sqs_managed_sse_enabled", true)
        .maybe("redrive_policy", redrive)
}

fn dead(plan: &Plan, queue: &Queue, name: &str, module: &Module) -> Block {
    let thing = format!("{}-dead", known(queue));
    block(QUEUE, names::joined(name, "dead"), queue, module)
        .comment("What was tried in vain stays here as long as SQS can keep it; its age counts from its first arrival.")
        .set("name", names::real(plan, &thing, LONGEST_NAME))
        .set("message_retention_seconds", number(FORTNIGHT))
        .set("sqs_managed_sse_enabled", true)
}

fn allowed(queue: &Queue, name: &str, module: &Module) -> Block {
    let source = of(QUEUE, name).each().attr("arn");
    let policy =
        object().key("redrivePermission", text("byQueue")).key("sourceQueueArns", list([source]));
    block("aws_sqs_queue_redrive_allow_policy", names::joined(name, "dead"), queue, module)
        .set("queue_url", of(QUEUE, &names::joined(name, "dead")).each().attr("url"))
        .set("redrive_allow_policy", call("jsonencode", [Expression::from(policy)]))
}

fn output(queue: &Queue, name: &str, module: &mut Module) {
    let facts = object().key("arn", bare("queue.arn")).key("url", bare("queue.url"));
    let queues = pairs_of("region", "queue", of(QUEUE, name)).object(bare("region"), facts);
    module.output(
        names::joined(name, "queues"),
        "By region: the queue's ARN and URL, for those who fill and read it.",
        queues,
        queue.span,
    );
}
