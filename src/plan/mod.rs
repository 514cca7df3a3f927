//! Policy to resources. In: a resolved policy. Out: everything that has to exist, implied things included, in a
//! stable order, each with the place that caused it. Knows no HCL, YAML or JSON.

pub mod alarm;
mod assemble;
pub mod context;
pub mod copies;
pub mod dependency;
pub mod drill;
pub mod function;
pub mod group;
pub mod metrics;
pub mod names;
pub mod not_compiled;
pub mod notices;
pub mod pods;
pub mod queue;
pub mod refresh;
pub mod rest;
mod rollback;
pub mod scaling;
pub mod target_check;
pub mod traffic;
pub mod weights;
pub mod windows;

use std::collections::BTreeMap;

pub use assemble::plan;

use crate::diagnostic::{Code, Finding};
use crate::source::Span;

/// Everything that one service in one environment needs.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The service's name.
    pub service: String,
    /// The environment's name; none where the policy has no environments.
    pub environment: Option<String>,
    /// The tier that is written.
    pub tier: Option<String>,
    /// `<service>-<environment>`, or `<service>`: what every real name begins with.
    pub name: String,
    /// The service's head in the policy, for what nothing smaller causes.
    pub span: Span,
    /// Twelve digits; none where the policy names no account.
    pub account: Option<String>,
    /// The role to assume in the account.
    pub role: Option<String>,
    /// Tags by key: `environment`, `owner`, `service`, `terrace`.
    pub tags: BTreeMap<String, String>,
    /// Whether things are protected from deletion (the last environment).
    pub protect: bool,
    /// The regions, by code.
    pub regions: Vec<Region>,
    /// The heaviest region, then the first by name.
    pub primary: String,
    /// Scaling groups on EC2, by name.
    pub groups: Vec<group::Group>,
    /// Functions, by name.
    pub functions: Vec<function::Function>,
    /// Workloads on Kubernetes, by name.
    pub pods: Vec<pods::Pods>,
    /// Traffic blocks with their balancers, by name.
    pub traffics: Vec<traffic::Traffic>,
    /// Alarms that warn and page, by key. Those of scaling stand with their policies.
    pub alarms: Vec<alarm::Alarm>,
    /// Alarms that no target prints yet, those of scaling too: they are paid for all the same.
    pub unprinted: Vec<alarm::Alarm>,
    /// Who is told, by severity.
    pub notices: Vec<rest::Notice>,
    /// The monthly budget.
    pub budget: Option<rest::Budget>,
    /// Copies of images.
    pub images: Option<rest::Images>,
    /// Copies of secrets.
    pub secrets: Option<rest::Secrets>,
    /// Queues, by name.
    pub queues: Vec<rest::Queue>,
    /// Rehearsals.
    pub drills: Vec<rest::Drill>,
    /// The policy's own metrics that `CloudWatch` has, by name.
    pub metrics: BTreeMap<String, metrics::Custom>,
    /// Metrics taken from logs, by name.
    pub log_metrics: Vec<rest::LogMetric>,
    /// Fields set by address.
    pub patches: Vec<crate::model::policy::Patch>,
    /// What differs from the policy, what is assumed, what is not compiled: findings of level note and warning.
    pub notes: Vec<Finding>,
    /// Lines of blocks that are not compiled as a whole, by their place.
    pub left_out: BTreeMap<Span, not_compiled::Part>,
    /// What is taken for granted of things that are made elsewhere, for the report: lines of prose.
    pub expected: Vec<String>,
    /// What people have to do before or after the first apply, for the report: lines of prose.
    pub to_do: Vec<String>,
}

/// A region of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code.
    pub code: String,
    /// The record's weight as a whole number, where weights are said or policy is weighted.
    pub weight: Option<u64>,
    /// In how many zones things must stand.
    pub zones: u64,
}

impl Plan {
    /// Every alarm, those of scaling too.
    pub fn every_alarm(&self) -> impl Iterator<Item = &alarm::Alarm> {
        let groups = self.groups.iter().map(|group| &group.scaling);
        let functions = self.functions.iter().map(|function| &function.scaling);
        let steps = groups.chain(functions).flat_map(|scaling| &scaling.steps);
        self.alarms.iter().chain(steps.map(|step| &step.alarm))
    }

    /// The names in use, each with its kind, for the manifest: a name that leaves without `renamed_from` is noticed.
    pub fn names(&self) -> Vec<String> {
        let groups = self.groups.iter().map(|group| ("workload", &group.name));
        let functions = self.functions.iter().map(|function| ("workload", &function.name));
        let pods = self.pods.iter().map(|pods| ("workload", &pods.name));
        let queues = self.queues.iter().map(|queue| ("queue", &queue.name));
        let all = groups.chain(functions).chain(pods).chain(queues);
        let mut names: Vec<String> = all.map(|(kind, name)| format!("{kind} {name}")).collect();
        names.sort();
        names
    }
}

/// What the findings of this stage mean.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    [
        assemble::CODES,
        dependency::CODES,
        not_compiled::CODES,
        traffic::CODES,
        pods::CODES,
        notices::CODES,
        alarm::CODES,
        group::CODES,
        refresh::CODES,
        rollback::CODES,
        scaling::CODES,
        target_check::CODES,
        windows::CODES,
        function::CODES,
        queue::CODES,
        drill::CODES,
        copies::CODES,
    ]
    .into_iter()
    .flatten()
}
