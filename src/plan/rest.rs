//! The smaller things of a plan: who is told, budgets, copies, queues, rehearsals, dependencies.

use std::collections::BTreeMap;

use crate::source::Span;
use crate::syntax::tree::{Frequency, Severity};

/// Who is told of a severity.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Warn or page.
    pub severity: Severity,
    /// Names of topics that come in as variables, sorted.
    pub topics: Vec<String>,
    /// E-mail and https addresses, sorted; a topic of our own tells them.
    pub addresses: Vec<String>,
    /// The regions that have alarms of it, `us-east-1` too where an alarm has to live there.
    pub regions: Vec<String>,
    /// The place of the first sentence.
    pub span: Span,
}

/// A monthly budget.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Dollars a month, as a decimal.
    pub dollars: String,
    /// Its place.
    pub span: Span,
}

/// Images that are copied to other regions.
#[derive(Clone, Debug)]
pub struct Images {
    /// The region that images are pushed to.
    pub from: String,
    /// Where they are copied to; none for all other regions of the table.
    pub to: Option<Vec<String>>,
    /// Its place.
    pub span: Span,
}

/// Secrets that are copied to other regions.
#[derive(Clone, Debug)]
pub struct Secrets {
    /// The region that secrets are written in.
    pub from: String,
    /// Where they are copied to, sorted.
    pub to: Vec<String>,
    /// Its place.
    pub span: Span,
}

/// A queue on SQS.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Its name in the policy.
    pub name: String,
    /// Its real name: the attached one's or ours.
    pub real: String,
    /// Whether it exists already.
    pub attached: bool,
    /// The old name of `renamed_from`.
    pub renamed_from: Option<String>,
    /// Seconds that messages are kept, 60 to 1,209,600.
    pub retention: Option<u64>,
    /// After how many attempts a message is set aside.
    pub dead_letter_after: Option<u64>,
    /// Seconds for which a message that is being worked on is hidden from others; the service's 30 where not known.
    pub visibility: Option<u64>,
    /// The regions that have it.
    pub regions: Vec<String>,
    /// Its place.
    pub span: Span,
}

/// A rehearsal that stops instances of a group.
#[derive(Clone, Debug)]
pub struct Drill {
    /// What tells it apart: `lose-web`.
    pub key: String,
    /// The group's workload.
    pub workload: String,
    /// How many instances are lost in each region.
    pub count: u64,
    /// How often.
    pub every: Frequency,
    /// Keys of the page alarms that stop it, at most five.
    pub stops: Vec<String>,
    /// The regions in which it is held.
    pub regions: Vec<String>,
    /// The sentence, verbatim.
    pub sentence: String,
    /// Its place.
    pub span: Span,
}

/// A metric that is counted in a log group.
#[derive(Clone, Debug)]
pub struct LogMetric {
    /// Its name in the policy.
    pub name: String,
    /// The log group.
    pub log: String,
    /// The filter pattern.
    pub pattern: String,
    /// Its place.
    pub span: Span,
}

/// What a workload uses and how patiently: one entry of its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The target's name or host.
    pub target: String,
    /// What kind of thing it is.
    pub kind: DependencyKind,
    /// Fallbacks, in order.
    pub otherwise: Vec<String>,
    /// Settings by key with the unit in the key: `timeout_ms`, `pool_min`, `pool_max`, `attempts` …
    pub settings: BTreeMap<String, u64>,
    /// Its place.
    pub span: Span,
}

/// What a dependency is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DependencyKind {
    /// A function of the policy.
    Function,
    /// Another workload of the policy.
    Workload,
    /// A store of the policy.
    Store,
    /// A queue of the policy.
    Queue,
    /// A host beyond it.
    Host,
}
