//! Sentences that become alarms. In: `warn`, `page` and `scale … by … when` with the place where they stand. Out: alarms
//! with resolved terms, periods, gaps, names and regions, or findings of level error.

use std::collections::BTreeMap;

use super::hold::{self, Window};
use super::term::{self, NOT_AVAILABLE};
use super::{Alarm, Measure, Missing, Purpose, Subject, Term, name};
use crate::diagnostic::{Code, Finding};
use crate::model::policy::{Platform, Promise, Queue, Workload, WorkloadBody};
use crate::plan::context::{Context, compiled};
use crate::plan::metrics::{self, Builtin, Custom};
use crate::source::{Span, Spanned};
use crate::syntax::print;
use crate::syntax::tree::{self, Condition, Direction, Gaps, Join, Node, Word};
use crate::words;

/// A description that does not fit.
pub const DESCRIPTION: Code = Code {
    code: "alarms/description-too-long",
    why: "The quoted text and the sentence are the alarm's description, which CloudWatch limits to 1024 characters. \
          Cutting it would drop what the people who are woken need to read.",
};
/// A condition that is too wide.
pub const TOO_MANY: Code = Code {
    code: "alarms/too-many-metrics",
    why: "An alarm on an expression may ask for at most ten metrics, and some metrics of the language are several of \
          CloudWatch's.",
};

/// `AlarmDescription`, `PutMetricAlarm`.
const LONGEST_DESCRIPTION: usize = 1_024;
/// Metrics of an alarm on an expression (CloudWatch user guide, alarms based on math expressions).
const MOST_METRICS: usize = 10;

/// Where a sentence stands.
pub struct Site<'a> {
    /// The whole.
    pub context: &'a Context<'a>,
    /// What it is about.
    pub owner: Owner<'a>,
    /// The policy's own metrics.
    pub custom: &'a BTreeMap<String, Custom>,
    /// The codes of the regions in which it holds.
    pub regions: Vec<String>,
}

/// What a sentence is about.
pub enum Owner<'a> {
    /// The service.
    Service,
    /// A workload, as it is in some regions.
    Workload(&'a Workload, &'a WorkloadBody),
    /// A queue.
    Queue(&'a Queue),
}

/// A sentence that becomes an alarm.
pub struct Sentence<'a> {
    /// Why the alarm exists.
    pub purpose: Purpose,
    /// When it fires.
    pub when: &'a Condition,
    /// The text for people.
    pub text: Option<&'a Word>,
    /// What the sentence says of gaps.
    pub gaps: Option<Gaps>,
    /// The sentence as one line.
    pub printed: String,
    /// Its place.
    pub span: Span,
}

impl<'a> Site<'a> {
    /// The platform of the workload.
    pub fn platform(&self) -> Option<Platform> {
        term::workload(&self.owner).map(|(workload, _)| workload.platform.node)
    }

    /// The queue that is meant: itself, or the one that the workload reads.
    pub fn queue(&self) -> Option<String> {
        match &self.owner {
            Owner::Service => None,
            Owner::Workload(_, body) => body.consumes.as_ref().map(|queue| queue.node.clone()),
            Owner::Queue(queue) => Some(queue.name.node.clone()),
        }
    }

    /// Promises that bind here, the workload's own first.
    pub fn promises(&self) -> impl Iterator<Item = &'a Spanned<Promise>> {
        let own = term::workload(&self.owner).map(|(_, body)| body.promises.iter());
        own.into_iter().flatten().chain(self.context.policy.promises.iter())
    }

    /// Whether several workloads stand behind a traffic's balancer.
    pub fn shares(&self, traffic: &str) -> bool {
        let behind = |workload: &&Workload| {
            self.context.leads_to(&workload.name.node).iter().any(|to| to.name.node == traffic)
        };
        self.context.policy.workloads.iter().filter(behind).count() > 1
    }

    /// The traffics whose balancers measure a condition, by name; one `None` where none does.
    fn balancers(&self, terms: &[tree::Term]) -> Vec<Option<String>> {
        let measured = |term: &tree::Term| {
            Builtin::of(&term.metric.name.node).is_some_and(Builtin::of_balancer)
        };
        let traffics: Vec<String> = match &self.owner {
            Owner::Workload(workload, _) => {
                let to = self.context.leads_to(&workload.name.node);
                to.iter().map(|traffic| traffic.name.node.clone()).collect()
            }
            Owner::Service => {
                self.context.policy.traffics.iter().map(|to| to.name.node.clone()).collect()
            }
            Owner::Queue(_) => Vec::new(),
        };
        if traffics.is_empty() || !terms.iter().any(measured) {
            return vec![None];
        }
        traffics.into_iter().map(Some).collect()
    }

    fn subject(&self) -> Subject {
        match &self.owner {
            Owner::Service => Subject::Service,
            Owner::Workload(workload, _) => Subject::Workload(workload.name.node.clone()),
            Owner::Queue(queue) => Subject::Queue(queue.name.node.clone()),
        }
    }
}

/// The alarms of one condition: one, or one per balancer where several traffics lead to the workload.
pub fn of_condition(site: &Site, sentence: &Sentence, findings: &mut Vec<Finding>) -> Vec<Alarm> {
    let balancers = site.balancers(&sentence.when.terms);
    let several = balancers.len() > 1;
    balancers
        .iter()
        .filter_map(|via| one(site, sentence, via.as_deref(), several, findings))
        .collect()
}

fn one(
    site: &Site,
    sentence: &Sentence,
    via: Option<&str>,
    several: bool,
    findings: &mut Vec<Finding>,
) -> Option<Alarm> {
    let mut terms = Vec::new();
    let mut own = 0;
    for term in &sentence.when.terms {
        let (resolved, period) = term::resolve(site, term, via, findings)?;
        own = own.max(period);
        terms.push(resolved);
    }
    let first = terms.first()?;
    let place = metric_place(site, sentence);
    let window = hold::window(own, sentence.when.hold.as_ref(), place);
    let window = window.map_err(|finding| findings.push(*finding)).ok()?;
    let description = description(sentence).map_err(|finding| findings.push(*finding)).ok()?;
    few(&terms, sentence).map_err(|finding| findings.push(*finding)).ok()?;
    let (key, real) = name::name(site, sentence.purpose, first, via.filter(|_| several));
    let gaps = gaps(sentence, &terms);
    let Window { period, periods, bad } = window;
    Some(Alarm {
        key,
        real,
        subject: site.subject(),
        purpose: sentence.purpose,
        description,
        join: sentence.when.join.as_ref().map(|join| join.node).filter(|_| terms.len() > 1),
        terms,
        period,
        periods,
        bad,
        gaps,
        regions: site.regions.clone(),
        span: sentence.span,
    })
}

/// Where a period that is none would be mended: at the metric of one's own, else at the sentence.
fn metric_place(site: &Site, sentence: &Sentence) -> Span {
    let own = |term: &tree::Term| site.custom.get(&term.metric.name.node).map(|own| own.span);
    sentence.when.terms.iter().find_map(own).unwrap_or(sentence.span)
}

fn description(sentence: &Sentence) -> Result<String, Box<Finding>> {
    let text = match sentence.text {
        Some(text) => format!("{}: {}", text.node, sentence.printed),
        None => sentence.printed.clone(),
    };
    let length = text.chars().count();
    if length <= LONGEST_DESCRIPTION {
        return Ok(text);
    }
    let message = format!(
        "text and sentence are {length} characters, an alarm's description holds {LONGEST_DESCRIPTION}"
    );
    let place = sentence.text.map_or(sentence.span, |text| text.span);
    let over = length - LONGEST_DESCRIPTION;
    let finding = Finding::error(DESCRIPTION.code, message, place, "description too long");
    Err(Box::new(finding.help(format!("shorten the text by {}", words::count(over, "character")))))
}

fn few(terms: &[Term], sentence: &Sentence) -> Result<(), Box<Finding>> {
    let metrics: usize = terms.iter().map(Term::metrics).sum();
    if metrics <= MOST_METRICS {
        return Ok(());
    }
    let message =
        format!("this condition asks for {metrics} metrics, an alarm may ask for {MOST_METRICS}");
    let finding = Finding::error(TOO_MANY.code, message, sentence.when.span, "too many metrics");
    Err(Box::new(finding.help("write one sentence per condition")))
}

impl Term {
    /// How many of CloudWatch's metrics it asks for.
    fn metrics(&self) -> usize {
        let own = match self.measure {
            // Requests, the targets' 5XX, the balancer's 502, 503 and 504, and two more where it calls a function.
            Measure::Errors if self.via.is_some() => 7,
            // Of pods, processor and memory are what is used over what is asked for.
            Measure::Errors | Measure::Healthy | Measure::Cpu | Measure::Memory => 2,
            Measure::Requests
            | Measure::Latency
            | Measure::Connections
            | Measure::Duration
            | Measure::Throttles
            | Measure::Utilization
            | Measure::ColdStart
            | Measure::QueueDepth(_)
            | Measure::QueueAge(_)
            | Measure::Custom(_) => 1,
        };
        own + usize::from(self.per_replica)
    }
}

fn gaps(sentence: &Sentence, terms: &[Term]) -> Missing {
    let dense = terms.iter().all(|term| term.dense);
    match (sentence.purpose, sentence.gaps) {
        (Purpose::Scale(_), _) => Missing::Unknown,
        (Purpose::Tell(_), Some(Gaps::Ignored)) => Missing::Ignored,
        (Purpose::Tell(_), Some(Gaps::Bad)) => Missing::Bad,
        (Purpose::Tell(_), None) if dense => Missing::Bad,
        (Purpose::Tell(_), Some(Gaps::Fine) | None) => Missing::Fine,
    }
}

/// All alarms that warn and page, by key.
pub fn of_policy(context: &Context, findings: &mut Vec<Finding>) -> Vec<Alarm> {
    let custom = metrics::custom(context);
    let policy = context.policy;
    let all: Vec<String> = context.regions.iter().map(|region| region.code.clone()).collect();
    let service = Site { context, owner: Owner::Service, custom: &custom, regions: all.clone() };
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
        let site = Site { context, owner: Owner::Queue(queue), custom: &custom, regions };
        alarms.extend(told(&site, &queue.alarms, findings));
    }
    name::tell_apart(&mut alarms, findings);
    once(findings);
    alarms
}

fn body<'a>(site: &Site<'a>) -> Option<&'a WorkloadBody> {
    term::workload(&site.owner).map(|(_, body)| body)
}

fn told(site: &Site, alarms: &[Spanned<tree::Alarm>], findings: &mut Vec<Finding>) -> Vec<Alarm> {
    let sentence = |alarm: &'_ Spanned<tree::Alarm>| {
        // The text stands before the sentence, which then is printed without it.
        let plain = tree::Alarm { text: None, ..alarm.node.clone() };
        print::sentence(&Node::Alarm(Box::new(plain)))
    };
    let mut made = Vec::new();
    for alarm in alarms {
        let sentence = Sentence {
            purpose: Purpose::Tell(alarm.severity.node),
            when: &alarm.when,
            text: alarm.text.as_ref(),
            gaps: alarm.gaps.as_ref().map(|gaps| gaps.node),
            printed: sentence(alarm),
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

fn of_step(site: &Site, step: &Spanned<tree::Step>, findings: &mut Vec<Finding>) -> Vec<Alarm> {
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
fn merged<'a>(
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
        Site { context, owner, custom, regions }
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
