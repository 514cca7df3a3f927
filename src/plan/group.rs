//! Workloads on EC2: a scaling group and what belongs to it. In: the workloads of a policy, and the alarms that may roll
//! a release back. Out: one group per workload with every default filled in. Knows no target's words.

mod lowering;

use std::collections::BTreeMap;

use super::Plan;
use super::context::Context;
use super::rest::Dependency;
use super::scaling::{Scaling, Size};
use super::traffic::TargetCheck;
use super::{alarm, dependency, names, refresh, scaling, target_check};
use crate::diagnostic::{Code, Finding};
use crate::model::policy::{Platform, Workload, WorkloadBody};
use crate::source::Span;

/// The codes of notes about groups.
pub const CODES: &[Code] = &[
    lowering::AFFINITY,
    lowering::BY_REGION,
    lowering::DRAIN,
    lowering::IMAGE,
    lowering::NOT_ELSEWHERE,
    lowering::POOL,
    lowering::SPOT,
];

/// A scaling group, the same in every region but for its bounds.
#[derive(Clone, Debug)]
pub struct Group {
    /// The workload's name: addresses and files.
    pub name: String,
    /// The whole real name on AWS (that of `renamed_from` where it is given, the attached one where there is one).
    pub real: String,
    /// The old name of `renamed_from`.
    pub renamed_from: Option<String>,
    /// The existing group's name, where one is attached.
    pub attach: Option<String>,
    /// The AMI by region, where the policy names one; else a variable.
    pub image: BTreeMap<String, String>,
    /// The instance type, by region.
    pub instance: BTreeMap<String, String>,
    /// Bounds by region: also the regions that have the group.
    pub sizes: BTreeMap<String, Size>,
    /// The size at creation by region.
    pub desired: BTreeMap<String, u64>,
    /// Percent above the minimum that may be spot; more than none.
    pub spot: Option<u64>,
    /// Seconds from start to serving.
    pub startup: u64,
    /// Seconds of draining.
    pub drain: u64,
    /// The port that it listens on.
    pub port: u64,
    /// The check of its target groups.
    pub check: TargetCheck,
    /// The traffic blocks that lead to it, by name.
    pub behind: Vec<String>,
    /// How a new version comes out.
    pub refresh: Refresh,
    /// What moves its size.
    pub scaling: Scaling,
    /// What it uses, by target.
    pub uses: Vec<Dependency>,
    /// The queue that it reads.
    pub consumes: Option<String>,
    /// Whether it needs the agent of `CloudWatch` (a rule on memory).
    pub agent: bool,
    /// Whether the group's own metrics are asked for (they have to be collected).
    pub counted: bool,
    /// The cookie that ties requests to an instance.
    pub sticky: Option<String>,
    /// The place of its head.
    pub span: Span,
}

impl Group {
    /// The codes of the regions that have it.
    pub fn regions(&self) -> Vec<String> {
        self.sizes.keys().cloned().collect()
    }

    /// The name after `<service>-<environment>-`: the old one after a renaming.
    pub fn thing(&self) -> &str {
        self.renamed_from.as_deref().unwrap_or(&self.name)
    }
}

/// An instance refresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refresh {
    /// Percent that stay healthy.
    pub min_healthy: u64,
    /// Percent that may run at once.
    pub max_healthy: u64,
    /// Percent after which it waits, for a canary.
    pub checkpoints: Vec<u64>,
    /// Seconds that it waits there.
    pub checkpoint_delay: Option<u64>,
    /// Keys of the page alarms that roll it back, by name.
    pub alarms: Vec<String>,
    /// Why, for the comment beside it.
    pub why: String,
}

/// The longest name of a scaling group.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html>
const LONGEST_NAME: usize = 255;
/// Seconds from start to serving where the policy does not say.
const STARTUP: u64 = 60;
/// Seconds of draining where the policy does not say.
const DRAIN: u64 = 30;

/// Adds the groups of a policy to its plan, by name; comes after the alarms, which may roll releases back.
pub fn plan(context: &Context, plan: &mut Plan) {
    let on_ec2 = |workload: &&Workload| workload.platform.node == Platform::Ec2;
    let mut groups: Vec<Group> = Vec::new();
    for workload in context.policy.workloads.iter().filter(on_ec2) {
        groups.push(one(context, workload, &plan.alarms, &mut plan.notes));
        plan.expected.extend(lowering::expected(workload));
    }
    groups.sort_by(|one, other| one.name.cmp(&other.name));
    plan.to_do.extend(groups.iter().filter_map(agent_needed));
    plan.to_do.extend(groups.iter().filter_map(rights_needed));
    plan.groups = groups;
}

fn one(
    context: &Context,
    workload: &Workload,
    alarms: &[alarm::Alarm],
    notes: &mut Vec<Finding>,
) -> Group {
    let body = &workload.body;
    let sizes = sizes(context, workload);
    notes.extend(lowering::notes(workload, &sizes));
    let routed = !context.leads_to(&workload.name.node).is_empty();
    notes.extend(lowering::undrained(&workload.body, routed));
    let check = target_check::plan(context, body, 0, notes);
    let scaling = scaling::plan(context, workload, &sizes, notes);
    let name = &workload.name.node;
    let asked: Vec<&alarm::Alarm> = alarms
        .iter()
        .filter(|alarm| alarm.workload() == Some(name))
        .chain(scaling.asked())
        .collect();
    let agent = asked.iter().any(|alarm| lowering::asks_memory(alarm));
    let counted = asked.iter().any(|alarm| alarm.asks_group());
    let regions: Vec<&String> = sizes.keys().collect();
    let refresh = refresh::plan(body.release.as_ref(), name, alarms, &regions, notes);
    Group {
        real: real(context, workload),
        renamed_from: body.renamed_from.as_ref().map(|old| old.node.clone()),
        attach: body.attach.as_ref().map(|attach| attach.node.clone()),
        image: by_region(workload, &sizes, |body| body.image.as_ref().map(|it| it.node.clone())),
        instance: by_region(workload, &sizes, |body| {
            body.instance.as_ref().map(|it| it.node.clone())
        }),
        desired: by_region(workload, &sizes, |body| {
            let desired = body.desired?.node;
            // An overlay's bounds may leave out what it inherits.
            Some(body.replicas.map_or(desired, |it| desired.max(it.node.min).min(it.node.max)))
        }),
        spot: body.spot.map(|share| share.node.base().floor().min(100)).filter(|part| *part > 0),
        startup: body.startup.map_or(STARTUP, |startup| startup.node.seconds()),
        drain: body.drain.map_or(DRAIN, |drain| drain.node.seconds()),
        port: body.port.map_or(if check.https { 443 } else { 80 }, |port| port.node),
        check,
        behind: behind(context, name),
        refresh,
        uses: dependency::dependencies(context.policy, body),
        consumes: body.consumes.as_ref().map(|queue| queue.node.clone()),
        agent,
        counted,
        sticky: lowering::cookie(body),
        span: workload.head,
        name: name.clone(),
        sizes,
        scaling,
    }
}

fn real(context: &Context, workload: &Workload) -> String {
    let body = &workload.body;
    if let Some(attach) = &body.attach {
        return attach.node.clone();
    }
    let known = body.renamed_from.as_ref().unwrap_or(&workload.name);
    names::limited(&format!("{}-{}", context.name, known.node), LONGEST_NAME)
}

fn sizes(context: &Context, workload: &Workload) -> BTreeMap<String, Size> {
    let size = |code: &String| {
        let replicas = workload.at(code).replicas.as_ref();
        replicas.map_or(Size { min: 1, max: 1 }, |it| Size { min: it.node.min, max: it.node.max })
    };
    let codes = context.regions_of(&workload.body).into_iter();
    codes.map(|code| (code.clone(), size(&code))).collect()
}

/// What is said in each region; regions in which nothing is said are left out.
fn by_region<T>(
    workload: &Workload,
    sizes: &BTreeMap<String, Size>,
    said: impl Fn(&WorkloadBody) -> Option<T>,
) -> BTreeMap<String, T> {
    sizes.keys().filter_map(|code| Some((code.clone(), said(workload.at(code))?))).collect()
}

fn behind(context: &Context, workload: &str) -> Vec<String> {
    let leads = context.leads_to(workload).into_iter();
    let mut names: Vec<String> = leads.map(|traffic| traffic.name.node.clone()).collect();
    names.sort();
    names
}

fn agent_needed(group: &Group) -> Option<String> {
    group.agent.then(|| {
        format!(
            "The AMI of `{}` has to run the CloudWatch agent, publishing `mem_used_percent` by `AutoScalingGroupName`: a rule looks at memory.",
            group.name
        )
    })
}

/// What the role of an attached group's instances needs, which is made elsewhere.
fn rights_needed(group: &Group) -> Option<String> {
    let attach = group.attach.as_ref().filter(|_| !group.uses.is_empty())?;
    Some(format!(
        "Let the role of `{attach}`'s instances read the parameter that ends in `-{}-uses`, and call what `{}` uses.",
        group.thing(),
        group.name
    ))
}
