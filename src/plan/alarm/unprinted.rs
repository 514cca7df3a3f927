//! Alarms that no target prints yet, which are paid for all the same: of workloads on a platform that comes later, of
//! queues on kafka, and of whatever stands in a standby region. What is found about them is not told.

use super::places::{body, merged, of_step, told};
use super::sentence::{Owner, Site};
use super::{Alarm, Measure};
use crate::model::Policy;
use crate::model::policy::{Platform, Workload};
use crate::plan::context::{Context, compiled};
use crate::plan::metrics;
use crate::settings::Settings;

/// The alarms that no target prints, those of steps too.
pub fn unprinted(policy: &Policy, settings: &Settings) -> Vec<Alarm> {
    let active = Context::new(policy, settings);
    let mut alarms = Vec::new();
    for workload in &policy.workloads {
        let all = of_workload(&active, workload);
        let printed = compiled(workload.platform.node);
        alarms.extend(all.into_iter().filter(|alarm| !printed || reads_stream(policy, alarm)));
    }
    let standby = Context::standby(policy, settings);
    alarms.extend(of_service(&standby));
    alarms.extend(policy.workloads.iter().flat_map(|workload| of_workload(&standby, workload)));
    alarms
}

/// Whether a figure of a queue is asked for that is not on SQS.
fn reads_stream(policy: &Policy, alarm: &Alarm) -> bool {
    alarm.terms.iter().any(|term| match &term.measure {
        Measure::QueueDepth(name) | Measure::QueueAge(name) => {
            policy.queues.iter().any(|queue| queue.name.node == *name && queue.engine.node != "sqs")
        }
        _ => false,
    })
}

fn of_workload(context: &Context, workload: &Workload) -> Vec<Alarm> {
    let custom = metrics::custom(context);
    let findings = &mut Vec::new();
    // Functions have no steps, and those of pods call no alarm.
    let stepped = matches!(workload.platform.node, Platform::Ec2 | Platform::Fargate);
    merged(context, workload, &custom, |site| {
        let Some(body) = body(site) else { return Vec::new() };
        let mut all = told(site, &body.alarms, findings);
        let steps = body.steps.iter().filter(|_| stepped);
        all.extend(steps.flat_map(|step| of_step(site, step, findings)));
        all
    })
}

/// The service's own and those of its queues on SQS.
fn of_service(context: &Context) -> Vec<Alarm> {
    let custom = metrics::custom(context);
    let policy = context.policy;
    let findings = &mut Vec::new();
    let site = |owner, regions| Site { context, owner, custom: &custom, regions };
    let all: Vec<String> = context.regions.iter().map(|region| region.code.clone()).collect();
    let mut alarms = told(&site(Owner::Service, all.clone()), &policy.alarms, findings);
    for queue in policy.queues.iter().filter(|queue| queue.engine.node == "sqs") {
        let within = |code: &&String| {
            queue.regions.as_ref().is_none_or(|named| named.iter().any(|it| it.node == **code))
        };
        let regions = all.iter().filter(within).cloned().collect();
        alarms.extend(told(&site(Owner::Queue(queue), regions), &queue.alarms, findings));
    }
    alarms
}
