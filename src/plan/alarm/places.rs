//! Where sentences stand that become alarms: service, workloads, queues, steps. In: a policy. Out: its alarms, each once
//! for all regions in which it is the same.

use std::collections::BTreeMap;

use super::sentence::{Owner, Sentence, Site, of_condition};
use super::term::NOT_AVAILABLE;
use super::{Alarm, Purpose, name};
use crate::diagnostic::Finding;
use crate::model::policy::{Platform, Workload, WorkloadBody};
use crate::plan::context::{Context, compiled};
use crate::plan::metrics::{self, Custom};
use crate::source::{Span, Spanned};
use crate::syntax::print;
use crate::syntax::tree::{self, Condition, Direction, Join, Node};

/// All alarms that warn and page, by key.
pub fn of_policy(context: &Context, findings: &mut Vec<Finding>) -> Vec<Alarm> {
    let custom = metrics::custom(context);
    let policy = context.policy;
    let all: Vec<String> = context.regions.iter().map(|region| region.code.clone()).collect();
    let service = Site::new(context, Owner::Service, &custom, all.clone());
    let mut alarms = told(&service, &policy.alarms, findings);
    for workload in policy.workloads.iter().filter(|it| compiled(it.platform.node)) {
        if workload.platform.node == Platform::Lambda {
            findings.extend(workload.body.steps.iter().map(no_steps));
        }
        alarms.extend(merged(context, workload, &custom, |site| {
            told(site, body(site).map_or(&[], |body| &body.alarms), findings)
        }));
    }
    for queue in policy.queues.iter().filter(|queue| queue.engine.node == "sqs") {
        let within = |code: &String| {
            queue.regions.as_ref().is_none_or(|named| named.iter().any(|it| it.node == *code))
        };
        let regions = all.iter().filter(|code| within(code)).cloned().collect();
        let site = Site::new(context, Owner::Queue(queue), &custom, regions);
        alarms.extend(told(&site, &queue.alarms, findings));
    }
    name::tell_apart(&mut alarms, findings);
    once(findings);
    alarms
}

pub(super) fn body<'a>(site: &Site<'a>) -> Option<&'a WorkloadBody> {
    site.workload().map(|(_, body)| body)
}

pub(super) fn told(
    site: &Site,
    alarms: &[Spanned<tree::Alarm>],
    findings: &mut Vec<Finding>,
) -> Vec<Alarm> {
    let mut made = Vec::with_capacity(alarms.len());
    for alarm in alarms {
        let sentence = Sentence {
            purpose: Purpose::Tell(alarm.severity.node),
            when: &alarm.when,
            text: alarm.text.as_ref(),
            gaps: alarm.gaps.as_ref().map(|gaps| gaps.node),
            // The text stands before the sentence.
            printed: print::untitled(&alarm.node),
            span: alarm.span,
        };
        made.extend(of_condition(site, &sentence, findings));
    }
    made
}

/// The alarms of a workload's steps, each with its sentence, by key. `or` makes one per condition, `and` one for all.
pub fn of_steps<'a>(
    context: &'a Context<'a>,
    workload: &'a Workload,
    findings: &mut Vec<Finding>,
) -> Vec<(Alarm, &'a Spanned<tree::Step>)> {
    let custom = metrics::custom(context);
    let mut alarms = merged(context, workload, &custom, |site| {
        let steps = body(site).map_or(&[][..], |body| &body.steps);
        steps.iter().flat_map(|step| of_step(site, step, findings)).collect()
    });
    name::tell_apart(&mut alarms, findings);
    once(findings);
    let bodies = || std::iter::once(&workload.body).chain(workload.regional.values());
    let step = |span: Span| bodies().flat_map(|body| &body.steps).find(|step| step.span == span);
    alarms.into_iter().filter_map(|alarm| step(alarm.span).map(|step| (alarm, step))).collect()
}

pub(super) fn of_step(
    site: &Site,
    step: &Spanned<tree::Step>,
    findings: &mut Vec<Finding>,
) -> Vec<Alarm> {
    let printed = print::sentence(&Node::Step(Box::new(step.node.clone())));
    let mut made = Vec::new();
    for when in conditions(&step.when) {
        let purpose = Purpose::Scale(step.direction.node);
        let sentence = Sentence {
            purpose,
            when: &when,
            text: None,
            gaps: None,
            printed: printed.clone(),
            span: step.span,
        };
        made.extend(of_condition(site, &sentence, findings));
    }
    made
}

/// Each condition of an `or` by itself.
fn conditions(when: &Condition) -> Vec<Condition> {
    if when.join.as_ref().map(|join| join.node) != Some(Join::Or) {
        return vec![when.clone()];
    }
    let alone = |term: &tree::Term| Condition {
        terms: vec![term.clone()],
        join: None,
        hold: when.hold.clone(),
        span: term.span,
    };
    when.terms.iter().map(alone).collect()
}

/// What a workload's bodies make, the same in all regions where it is; a region with sentences of its own bears its
/// code in their keys (addresses), never in their real names, which are by region anyway.
pub fn merged<'a>(
    context: &'a Context<'a>,
    workload: &'a Workload,
    custom: &'a BTreeMap<String, Custom>,
    mut make: impl FnMut(&Site<'a>) -> Vec<Alarm>,
) -> Vec<Alarm> {
    let codes = context.regions_of(&workload.body);
    let (own, plain): (Vec<String>, Vec<String>) =
        codes.into_iter().partition(|code| workload.regional.contains_key(code));
    let site = |body: &'a WorkloadBody, regions: Vec<String>| {
        let owner = Owner::Workload(workload, body);
        Site::new(context, owner, custom, regions)
    };
    let mut alarms = make(&site(&workload.body, plain));
    for code in own {
        for alarm in make(&site(workload.at(&code), vec![code.clone()])) {
            match alarms.iter_mut().find(|other| same(other, &alarm)) {
                Some(other) => insert(&mut other.regions, &code),
                None => alarms.push(of_region(alarm, &code)),
            }
        }
    }
    alarms.retain(|alarm| !alarm.regions.is_empty());
    alarms
}

fn insert(regions: &mut Vec<String>, code: &str) {
    regions.push(code.to_owned());
    regions.sort();
}

fn of_region(alarm: Alarm, code: &str) -> Alarm {
    let key = name::with(&alarm.key, code);
    Alarm { key, ..alarm }
}

fn same(one: &Alarm, other: &Alarm) -> bool {
    one.key == other.key
        && one.span == other.span
        && one.terms == other.terms
        && (one.period, one.periods, one.bad) == (other.period, other.periods, other.bad)
}

/// A sentence that holds in several regions is spoken of once.
fn once(findings: &mut Vec<Finding>) {
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings.drain(..) {
        if !kept.contains(&finding) {
            kept.push(finding);
        }
    }
    *findings = kept;
}

/// A finding for a step where there are none.
fn no_steps(step: &Spanned<tree::Step>) -> Finding {
    let direction = match step.direction.node {
        Direction::Out => "out",
        Direction::In => "in",
    };
    let message =
        format!("`scale {direction} … by` is not available on lambda: it has no step scaling");
    Finding::error(NOT_AVAILABLE.code, message, step.span, "no steps on functions")
        .help("write `keep utilization at 70%`")
}
