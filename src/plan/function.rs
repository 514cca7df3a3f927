//! Workloads on Lambda: what hangs on a function and its alias. In: a policy, and the page alarms of its plan. Out: the
//! functions, what attached ones are expected to be, and what Lambda does otherwise. Knows no target's words.

pub mod created;
mod release;
mod size;

use std::collections::BTreeMap;

use super::Plan;
use super::context::Context;
use super::dependency::dependencies;
use super::rest::Dependency;
use super::scaling::{self, Scaling, Size};
use super::target_check;
use super::traffic::TargetCheck;
use crate::diagnostic::{Code, Finding};
use crate::model::policy::{Platform, Workload, WorkloadBody};
use crate::source::Span;
use crate::words::tick;

/// The codes of findings about functions.
pub const CODES: &[Code] = &[
    MISSING,
    created::IMAGE,
    created::LIMIT,
    release::ALL_AT_ONCE,
    release::BLUE_GREEN,
    release::MINUTES,
    release::WEIGHTED,
    size::DIFFERENT,
];

/// Something that a workload on Lambda cannot do without.
pub(super) const MISSING: Code = Code {
    code: "model/missing",
    why: "Something that the policy leaves out is needed before anything can be written: nothing is guessed in its place.",
};

/// The longest name of a function. <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>
const LONGEST_NAME: usize = 64;

/// A function, the same in every region but for its bounds.
#[derive(Clone, Debug)]
pub struct Function {
    /// The workload's name.
    pub name: String,
    /// The real name of the function: that of the attached one, or ours.
    pub real: String,
    /// The old name of `renamed_from`.
    pub renamed_from: Option<String>,
    /// Whether the function exists already.
    pub attached: bool,
    /// The image that a created function runs.
    pub image: Option<String>,
    /// The alias, where one is named.
    pub alias: Option<String>,
    /// MiB of a created function.
    pub memory: Option<u64>,
    /// Seconds that a call may take.
    pub timeout: Option<u64>,
    /// Reserved concurrency of a created function, by region.
    pub reserved: BTreeMap<String, u64>,
    /// Provisioned concurrency, by region; empty where there is none.
    pub provisioned: BTreeMap<String, Size>,
    /// The regions that have it.
    pub regions: Vec<String>,
    /// The check of its target groups; without one they take it for healthy.
    pub check: Option<TargetCheck>,
    /// The traffic blocks that lead to it, by name.
    pub behind: Vec<String>,
    /// How a new version is shifted to; none where whoever releases it decides.
    pub deployment: Option<Deployment>,
    /// What moves its provisioned concurrency.
    pub scaling: Scaling,
    /// What it uses, by target.
    pub uses: Vec<Dependency>,
    /// The queue that it reads.
    pub consumes: Option<String>,
    /// The place of its head.
    pub span: Span,
}

/// How traffic shifts to a new version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// How it shifts.
    pub shift: Shift,
    /// Keys of the page alarms that roll it back, by name.
    pub alarms: Vec<String>,
    /// The place of the sentence.
    pub span: Span,
}

/// How traffic shifts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shift {
    /// So many percent, then after so many minutes the rest.
    Canary {
        /// Percent at first.
        percent: u64,
        /// Minutes until the rest.
        minutes: u64,
    },
    /// So many percent every minute.
    Linear {
        /// Percent of each step.
        percent: u64,
        /// Minutes between steps.
        minutes: u64,
    },
    /// All at once, with rollback.
    AllAtOnce,
}

/// Adds the functions of a policy, by name; comes after the alarms, which roll releases back.
pub fn plan(context: &Context, plan: &mut Plan) {
    let on = |workload: &&Workload| workload.platform.node == Platform::Lambda;
    for workload in context.policy.workloads.iter().filter(on) {
        let Some(function) = one(context, workload, plan) else { continue };
        plan.expected.extend(expected(&function, &workload.body));
        plan.functions.push(function);
    }
    plan.functions.sort_by(|one, other| one.name.cmp(&other.name));
}

fn one(context: &Context, workload: &Workload, plan: &mut Plan) -> Option<Function> {
    let body = &workload.body;
    if body.attach.is_none() && body.image.is_none() {
        plan.notes.push(neither(workload));
        return None;
    }
    let name = workload.name.node.clone();
    let known = body.renamed_from.as_ref().unwrap_or(&workload.name);
    let real = match &body.attach {
        Some(attached) => attached.node.clone(),
        None => context.real(&known.node, LONGEST_NAME),
    };
    let attached = body.attach.is_some();
    let notes = &mut plan.notes;
    let provisioned = size::provisioned(context, workload, notes);
    let regions = context.regions_of(body);
    let mut function = Function {
        real,
        renamed_from: body.renamed_from.as_ref().map(|old| old.node.clone()),
        attached,
        image: body.image.as_ref().filter(|_| !attached).map(|image| image.node.clone()),
        alias: body.alias.as_ref().map(|alias| alias.node.clone()),
        memory: body.memory.map(|memory| created::mebibytes(memory.node.max)),
        timeout: body.timeout.map(|timeout| timeout.node.seconds()),
        reserved: size::reserved(context, workload),
        scaling: scaling::plan(context, workload, &provisioned, notes),
        provisioned,
        check: check(context, body, notes),
        behind: context.leads_to(&name).iter().map(|to| to.name.node.clone()).collect(),
        deployment: None,
        uses: dependencies(context.policy, body),
        consumes: body.consumes.as_ref().map(|queue| queue.node.clone()),
        regions,
        span: workload.head,
        name,
    };
    size::same_everywhere(workload, notes);
    if !attached {
        created::limits(&function, body, notes);
    }
    function.deployment = release::plan(&function, body, plan);
    Some(function)
}

/// The check of a function's target groups, slower than the function may take; none where its workload names none.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html> (health checks)
fn check(context: &Context, body: &WorkloadBody, notes: &mut Vec<Finding>) -> Option<TargetCheck> {
    body.health.as_ref()?;
    let shortest = body.timeout.map_or(0, |timeout| timeout.node.seconds() + 1);
    Some(target_check::plan(context, body, shortest, notes))
}

fn neither(workload: &Workload) -> Finding {
    let name = &workload.name.node;
    let message = format!("function {} is neither attached nor made", tick(name));
    Finding::error(MISSING.code, message, workload.head, "no `attach`, no `image`").help(format!(
        "add `attach = \"{name}\"` for a function that exists, or `image = \"ACCOUNT.dkr.ecr.REGION.amazonaws.com/{name}:TAG\"` for one of ours"
    ))
}

/// What an attached function has to be.
fn expected(function: &Function, body: &WorkloadBody) -> Option<String> {
    if !function.attached {
        return None;
    }
    let alias = body.alias.as_ref().map(|alias| format!("alias `{}`", alias.node));
    let memory = body.memory.map(|memory| spaced(&memory.node.max.to_string()));
    let timeout = body.timeout.map(|timeout| spaced(&timeout.node.to_string()));
    let reserved = body.reserved.map(|reserved| format!("{} reserved", reserved.node));
    let settings = (!function.uses.is_empty())
        .then(|| format!("it reads the parameter `…-{}-uses` at its start", function.name));
    let queue = function
        .consumes
        .as_ref()
        .map(|queue| format!("its role may receive and delete messages of `{queue}`"));
    let facts: Vec<String> =
        [alias, memory, timeout, reserved, settings, queue].into_iter().flatten().collect();
    (!facts.is_empty()).then(|| format!("Function `{}`: {}.", function.real, facts.join(", ")))
}

/// `1GiB` as `1 GiB`.
fn spaced(quantity: &str) -> String {
    match quantity.find(|letter: char| letter.is_ascii_alphabetic()) {
        Some(at) => format!("{} {}", &quantity[..at], &quantity[at..]),
        None => quantity.to_owned(),
    }
}

#[cfg(test)]
mod tests;
