//! A sentence that becomes an alarm. In: a condition and the place where it stands. Out: alarms with resolved terms,
//! periods, gaps, names and regions, or findings of level error.

use std::collections::BTreeMap;

use super::hold::{self, Window};
use super::{Alarm, Measure, Missing, Purpose, Subject, Term, name, term};
use crate::diagnostic::{Code, Finding};
use crate::model::policy::{Platform, Policy, Promise, Queue, Traffic, Workload, WorkloadBody};
use crate::plan::context::{Context, compiled, leads};
use crate::plan::metrics::{Builtin, Custom};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{self, Condition, Gaps, Word};
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
/// Metrics of an alarm on an expression (`CloudWatch` user guide, alarms based on math expressions).
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
    /// The traffics that lead here, by name.
    pub traffics: Vec<&'a str>,
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
    /// A place of sentences, with the traffics that lead there.
    pub fn new(
        context: &'a Context<'a>,
        owner: Owner<'a>,
        custom: &'a BTreeMap<String, Custom>,
        regions: Vec<String>,
    ) -> Self {
        let leading = |traffic: &&Traffic| match &owner {
            Owner::Workload(workload, _) => leads(context.policy, traffic, &workload.name.node),
            Owner::Service => is_written(context.policy, traffic),
            Owner::Queue(_) => false,
        };
        let traffics = context.policy.traffics.iter().filter(leading);
        let traffics = traffics.map(|traffic| traffic.name.node.as_str()).collect();
        Self { context, owner, custom, regions, traffics }
    }

    /// The workload, with what is said of it here.
    pub fn workload(&self) -> Option<(&'a Workload, &'a WorkloadBody)> {
        match &self.owner {
            Owner::Workload(workload, body) => Some((*workload, *body)),
            Owner::Service | Owner::Queue(_) => None,
        }
    }

    /// The platform of the workload.
    pub fn platform(&self) -> Option<Platform> {
        self.workload().map(|(workload, _)| workload.platform.node)
    }

    /// The queue that is meant: itself, or the one that the workload reads.
    pub fn queue(&self) -> Option<&'a str> {
        match &self.owner {
            Owner::Service => None,
            Owner::Workload(_, body) => body.consumes.as_ref().map(|queue| queue.node.as_str()),
            Owner::Queue(queue) => Some(&queue.name.node),
        }
    }

    /// Promises that bind here, the workload's own first.
    pub fn promises(&self) -> impl Iterator<Item = &'a Spanned<Promise>> {
        let own = self.workload().map(|(_, body)| body.promises.iter());
        own.into_iter().flatten().chain(self.context.policy.promises.iter())
    }

    /// Whether several workloads stand behind a traffic's balancer.
    pub fn shares(&self, traffic: &str) -> bool {
        let policy = self.context.policy;
        let behind = |workload: &&Workload| {
            let mut meant = policy.traffics.iter().filter(|known| known.name.node == traffic);
            meant.any(|traffic| leads(policy, traffic, &workload.name.node))
        };
        policy.workloads.iter().filter(behind).nth(1).is_some()
    }

    /// The balancers that a condition is asked of one by one; a single `None` where there is no need to.
    fn balancers(&self, terms: &[tree::Term]) -> Vec<Option<&'a str>> {
        let one_by_one = |term: &tree::Term| {
            let metric = Builtin::of(&term.metric.name.node);
            metric.is_some_and(|it| it.of_balancer() && it != Builtin::Requests)
        };
        if self.traffics.is_empty() || !terms.iter().any(one_by_one) {
            return vec![None];
        }
        self.traffics.iter().copied().map(Some).collect()
    }

    fn subject(&self) -> Subject {
        match &self.owner {
            Owner::Service => Subject::Service,
            Owner::Workload(workload, _) => Subject::Workload(workload.name.node.clone()),
            Owner::Queue(queue) => Subject::Queue(queue.name.node.clone()),
        }
    }
}

/// Whether a traffic leads to anything that is written.
fn is_written(policy: &Policy, traffic: &Traffic) -> bool {
    let mut written = policy.workloads.iter().filter(|workload| compiled(workload.platform.node));
    written.any(|workload| leads(policy, traffic, &workload.name.node))
}

/// The alarms of one condition: one, or one per balancer where several traffics lead to the workload.
pub fn of_condition(
    site: &Site,
    sentence: &Sentence,
    findings: &mut Vec<Finding>,
) -> impl Iterator<Item = Alarm> {
    let balancers = site.balancers(&sentence.when.terms);
    let several = balancers.len() > 1;
    balancers.into_iter().filter_map(move |via| one(site, sentence, via, several, findings))
}

fn one(
    site: &Site,
    sentence: &Sentence,
    via: Option<&str>,
    several: bool,
    findings: &mut Vec<Finding>,
) -> Option<Alarm> {
    let mut terms = Vec::with_capacity(sentence.when.terms.len());
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
    few(site.platform(), &terms, sentence).map_err(|finding| findings.push(*finding)).ok()?;
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

fn few(
    platform: Option<Platform>,
    terms: &[Term],
    sentence: &Sentence,
) -> Result<(), Box<Finding>> {
    let metrics: usize = terms.iter().map(|term| term.metrics(platform)).sum();
    if metrics <= MOST_METRICS {
        return Ok(());
    }
    let message =
        format!("this condition asks for {metrics} metrics, an alarm may ask for {MOST_METRICS}");
    let finding = Finding::error(TOO_MANY.code, message, sentence.when.span, "too many metrics");
    Err(Box::new(finding.help("write one sentence per condition")))
}

impl Term {
    /// How many of `CloudWatch`'s metrics it asks for, of a workload on this platform.
    pub fn metrics(&self, platform: Option<Platform>) -> usize {
        let pods = platform == Some(Platform::Kubernetes);
        let own = match self.measure {
            // Requests, the targets' 5XX, the balancer's 502, 503 and 504, and two more where it calls a function.
            Measure::Errors if !self.via.is_empty() => {
                if platform == Some(Platform::Lambda) {
                    7
                } else {
                    5
                }
            }
            Measure::Errors | Measure::Healthy => 2,
            // Of pods, processor and memory are what is used over what is asked for.
            Measure::Cpu | Measure::Memory => 1 + usize::from(pods),
            Measure::Requests
            | Measure::Latency
            | Measure::Connections
            | Measure::Duration
            | Measure::Throttles
            | Measure::Utilization
            | Measure::ColdStart
            | Measure::QueueDepth(_)
            | Measure::QueueAge(_)
            | Measure::Custom(_) => self.via.len().max(1),
        };
        // What one pod has on average is a metric by itself.
        let averaged = pods && self.measure == Measure::Connections;
        own + usize::from(self.per_replica && !averaged)
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
