//! Queues on SQS. In: the queues of a policy. Out: each with its real name, what consumers need of it, and its regions.
//! Knows no target's words.

use super::Plan;
use super::context::Context;
use super::rest::Queue;
use crate::diagnostic::{Code, Finding};
use crate::model::policy::{self, Platform};
use crate::words::tick;

/// The codes of findings about queues.
pub const CODES: &[Code] = &[RETENTION];

const RETENTION: Code = Code {
    code: "lowering/queue-retention",
    why: "A queue on SQS keeps messages for one minute to fourteen days.",
};

/// The longest name of a queue. <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html>
pub const LONGEST_NAME: usize = 80;

/// Adds the queues on SQS, by name. Those on kafka are not compiled, which is said elsewhere.
pub fn plan(context: &Context, plan: &mut Plan) {
    let on = |queue: &&policy::Queue| queue.engine.node == "sqs";
    for queue in context.policy.queues.iter().filter(on) {
        let queue = one(context, queue, &mut plan.notes);
        plan.queues.push(queue);
    }
    plan.queues.sort_by(|one, other| one.name.cmp(&other.name));
}

fn one(context: &Context, queue: &policy::Queue, notes: &mut Vec<Finding>) -> Queue {
    let known = queue.renamed_from.as_ref().unwrap_or(&queue.name);
    let real = match &queue.attach {
        Some(attached) => attached.node.clone(),
        None => context.real(&known.node, LONGEST_NAME),
    };
    let within = |code: &String| {
        queue.regions.as_ref().is_none_or(|named| named.iter().any(|region| region.node == *code))
    };
    Queue {
        name: queue.name.node.clone(),
        real,
        attached: queue.attach.is_some(),
        renamed_from: queue.renamed_from.as_ref().map(|old| old.node.clone()),
        retention: retention(queue, notes),
        dead_letter_after: queue.dead_letter_after.map(|after| after.node),
        visibility: visibility(context, &queue.name.node),
        regions: context.regions.iter().map(|it| it.code.clone()).filter(within).collect(),
        span: queue.head,
    }
}

fn retention(queue: &policy::Queue, notes: &mut Vec<Finding>) -> Option<u64> {
    let written = queue.retention?;
    let seconds = written.node.seconds();
    if !(60..=1_209_600).contains(&seconds) {
        let message = format!(
            "a queue on SQS keeps messages for 1m to 14d, not {} as {} says",
            written.node,
            tick(&queue.name.node)
        );
        let finding = Finding::error(RETENTION.code, message, written.span, "outside the bounds");
        notes.push(finding.help("retention = 14d"));
    }
    Some(seconds)
}

/// Six times as long as a function that reads it may take, at most twelve hours.
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html>
fn visibility(context: &Context, queue: &str) -> Option<u64> {
    let reads = |workload: &&policy::Workload| {
        workload.body.consumes.as_ref().is_some_and(|read| read.node == queue)
    };
    let readers = context.policy.workloads.iter().filter(reads);
    let needs = readers.filter_map(|workload| {
        let seconds = workload.body.timeout?.node.seconds();
        let times = if workload.platform.node == Platform::Lambda { 6 } else { 1 };
        Some(seconds.saturating_mul(times))
    });
    needs.max().map(|seconds| seconds.min(43_200))
}
