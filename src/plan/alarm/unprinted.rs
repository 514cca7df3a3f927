//! Alarms that no target prints yet, which are paid for all the same: of workloads on a platform that comes later, of
//! queues on kafka, and of whatever stands in a standby region. What is found about them is not told. Most policies have
//! none of these.

use super::places::{body, merged, of_step, told};
use super::sentence::{Owner, Site};
use super::{Alarm, Measure};
use crate::model::Policy;
use crate::model::policy::{Platform, Workload, WorkloadBody};
use crate::plan::context::{Context, compiled};
use crate::plan::metrics;
use crate::settings::Settings;

/// The alarms that no target prints, those of steps too.
pub fn unprinted(policy: &Policy, settings: &Settings) -> Vec<Alarm> {
    let mut alarms = of_active(policy, settings);
    if policy.regions.iter().any(|region| region.standby.is_some()) {
        let standby = Context::standby(policy, settings);
        alarms.extend(of_service(&standby));
        alarms.extend(policy.workloads.iter().flat_map(|workload| of_workload(&standby, workload)));
    }
    alarms
}

/// Those of workloads on a platform that comes later, and those that ask a queue on kafka.
fn of_active(policy: &Policy, settings: &Settings) -> Vec<Alarm> {
    let later = |workload: &&Workload| {
        let mut read = bodies(workload).filter_map(|body| body.consumes.as_ref());
        !compiled(workload.platform.node) || read.any(|queue| is_stream(policy, &queue.node))
    };
    let later: Vec<&Workload> = policy.workloads.iter().filter(later).collect();
    if later.is_empty() {
        return Vec::new();
    }
    let active = Context::new(policy, settings);
    let mut alarms = Vec::new();
    for workload in later {
        let all = of_workload(&active, workload);
        let printed = compiled(workload.platform.node);
        alarms.extend(all.into_iter().filter(|alarm| !printed || reads_stream(policy, alarm)));
    }
    alarms
}

fn bodies(workload: &Workload) -> impl Iterator<Item = &WorkloadBody> {
    std::iter::once(&workload.body).chain(workload.regional.values())
}

/// Whether a figure of a queue is asked for that is not on SQS.
fn reads_stream(policy: &Policy, alarm: &Alarm) -> bool {
    alarm.terms.iter().any(|term| match &term.measure {
        Measure::QueueDepth(name) | Measure::QueueAge(name) => is_stream(policy, name),
        _ => false,
    })
}

fn is_stream(policy: &Policy, queue: &str) -> bool {
    policy.queues.iter().any(|known| known.name.node == queue && known.engine.node != "sqs")
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
    let site = |owner, regions| Site::new(context, owner, &custom, regions);
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
