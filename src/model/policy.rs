//! A resolved policy: one service in one environment and tier, names bound, units typed, overlays applied.
//! Sentences keep the form of the tree; their dimensions and names are checked. Knows no target.

use std::collections::BTreeMap;

use super::measure::{Bounds, Duration, Money, Rate, Share, Size, Vcpu};
pub use super::named::Named;
use super::waiver::Waiver;
pub use super::{
    cdn::Cdn,
    load::{Load, Stage},
    store::{Engine, Index, Store, StoreBody},
};
use crate::source::{Span, Spanned};
pub use crate::syntax::tree::{
    Alarm, Allow, Attribute, Backup, Body, Bound, BoundValue, Condition, Direction, Drill,
    DrillAction, Frequency, Gaps, Join, Keep, Lasting, Metric, Notify, Op, Origin, Pace, Predict,
    Promise, Quantity, Replicate, Route, Severity, Stat, Step, Strategy, Target, Term, Uses, Value,
    Window, Word,
};

/// One service in one environment and one tier.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The service's name.
    pub service: Word,
    /// The head of the service's block.
    pub head: Span,
    /// The environment; none where the policy has none (its folder is `default`).
    pub environment: Option<Environment>,
    /// The tier, where the policy has tiers.
    pub tier: Option<Tier>,
    /// Whether promises bind here: the last environment of the chain, all without a chain.
    pub binding: bool,
    /// Whether this is the last environment of the chain, or there is no chain.
    pub last: bool,
    /// Whether any tier or environment of the service has more than one active region for this traffic, by traffic:
    /// the name of the policy that its block says anywhere, else none.
    pub routing: BTreeMap<String, Spanned<Routing>>,
    /// Who answers for it.
    pub owner: Option<Word>,
    /// What it may cost, by time.
    pub budget: Option<Spanned<Money>>,
    /// The usual load, of the whole service.
    pub steady: Option<Spanned<Quantity>>,
    /// The highest load: a rate, or open connections as a count.
    pub peak: Option<Spanned<Quantity>>,
    /// What is promised.
    pub promises: Vec<Spanned<Promise>>,
    /// The regions of this environment, by code.
    pub regions: Vec<Region>,
    /// Regions that the service declares and this environment leaves out.
    pub left_out: Vec<Word>,
    /// Health checks by name.
    pub health: Named<Health>,
    /// Traffic blocks, by name.
    pub traffics: Vec<Traffic>,
    /// Workloads, by name.
    pub workloads: Vec<Workload>,
    /// The workload that needs no route: the only one that neither reads a queue nor is used by another.
    pub implied: Option<String>,
    /// Stores, by name.
    pub stores: Vec<Store>,
    /// Queues, by name.
    pub queues: Vec<Queue>,
    /// Content networks, by name.
    pub cdns: Vec<Cdn>,
    /// The service's own metrics.
    pub metrics: BTreeMap<String, CustomMetric>,
    /// Load tests, by name.
    pub loads: Vec<Load>,
    /// Alarms of the service itself.
    pub alarms: Vec<Spanned<Alarm>>,
    /// Who is told.
    pub notifies: Vec<Spanned<Notify>>,
    /// What is copied to other regions.
    pub replicas: Vec<Spanned<Replicate>>,
    /// Rehearsals.
    pub drills: Vec<Spanned<Drill>>,
    /// Rehearsals that only the last environment of the chain holds, where this is another that does not say them itself.
    pub drills_elsewhere: Vec<Spanned<Drill>>,
    /// Waivers.
    pub allows: Vec<Waiver>,
    /// Fields that the language has no word for.
    pub patches: Vec<Patch>,
    /// What is used beside: `users`, `egress`, `images` …
    pub usage: Vec<Spanned<Attribute>>,
    /// Costs that are given.
    pub costs: Vec<Spanned<Attribute>>,
    /// The whole merged body, for `show` and for what nothing else reads yet.
    pub body: Body,
}

/// An environment's head.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Its name.
    pub name: Word,
    /// Twelve digits.
    pub account: Option<Word>,
    /// A role in the account.
    pub role: Option<Word>,
}

/// A tier's head.
#[derive(Clone, Debug)]
pub struct Tier {
    /// Its name.
    pub name: Word,
    /// Up to how many …
    pub up_to: Spanned<Quantity>,
    /// … of what.
    pub noun: Word,
    /// The months that it is planned for.
    pub months: Option<Spanned<Bounds<u64>>>,
    /// What it costs in all, given.
    pub estimate: Option<Spanned<Money>>,
}

/// A region.
#[derive(Clone, Debug)]
pub struct Region {
    /// Its code.
    pub code: Word,
    /// Its share of the load as written.
    pub weight: Option<Spanned<Share>>,
    /// In how many zones things stand; two where the policy does not say.
    pub zones: Spanned<u64>,
    /// Where `role = standby` stands.
    pub standby: Option<Span>,
}

/// How a traffic block spreads over regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Routing {
    /// `weighted`
    Weighted,
    /// `latency`
    Latency,
    /// `geographic`
    Geographic,
    /// `failover`
    Failover,
}

/// A health check.
#[derive(Clone, Debug)]
pub struct Health {
    /// Its name.
    pub name: Word,
    /// http or https (http where not said).
    pub protocol: Spanned<Protocol>,
    /// Whether `protocol` was written.
    pub protocol_given: bool,
    /// The port, where one is written.
    pub port: Option<Spanned<u64>>,
    /// `/` where not written.
    pub path: Word,
    /// The answers that count as healthy, as `200-399` or `200,204`; `200-399` where not written.
    pub expect: Spanned<Vec<Bounds<u64>>>,
    /// 30 s where not written.
    pub interval: Spanned<Duration>,
    /// 5 s where not written.
    pub timeout: Spanned<Duration>,
    /// Whether `timeout` was written.
    pub timeout_given: bool,
    /// 2 where not written.
    pub healthy_after: Spanned<u64>,
    /// 3 where not written.
    pub unhealthy_after: Spanned<u64>,
}

/// The protocol of a health check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    /// `http`
    Http,
    /// `https`
    Https,
}

/// One name under which users come.
#[derive(Clone, Debug)]
pub struct Traffic {
    /// Its name.
    pub name: Word,
    /// The head of its block.
    pub head: Span,
    /// The host.
    pub host: Option<Word>,
    /// How it spreads over regions.
    pub policy: Option<Spanned<Routing>>,
    /// The name of its health check.
    pub health: Option<Word>,
    /// Time to live of records that are not aliases.
    pub ttl: Option<Spanned<Duration>>,
    /// The hosted zone.
    pub dns_zone: Option<Word>,
    /// `waf = managed`
    pub waf: Option<Word>,
    /// Where it leads.
    pub routes: Vec<Spanned<Route>>,
    /// The order, where the policy is `failover`.
    pub failover: Option<Spanned<Vec<Word>>>,
}

/// Where a workload runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Platform {
    /// `ec2`
    Ec2,
    /// `fargate`
    Fargate,
    /// `kubernetes`
    Kubernetes,
    /// `lambda`
    Lambda,
}

impl Platform {
    /// As written.
    pub fn word(self) -> &'static str {
        match self {
            Platform::Ec2 => "ec2",
            Platform::Fargate => "fargate",
            Platform::Kubernetes => "kubernetes",
            Platform::Lambda => "lambda",
        }
    }
}

/// A workload, the same everywhere but where an `in REGION` overlay says otherwise.
#[derive(Clone, Debug)]
pub struct Workload {
    /// Its name.
    pub name: Word,
    /// Where it runs.
    pub platform: Spanned<Platform>,
    /// The head of its block (that of the service, not of an overlay).
    pub head: Span,
    /// What is said of it in all regions.
    pub body: WorkloadBody,
    /// What is said of it in regions with an overlay of their own, the whole merged.
    pub regional: BTreeMap<String, WorkloadBody>,
}

impl Workload {
    /// What is said of it in a region.
    pub fn at(&self, region: &str) -> &WorkloadBody {
        self.regional.get(region).unwrap_or(&self.body)
    }
}

/// What is said of a workload.
#[derive(Clone, Debug, Default)]
pub struct WorkloadBody {
    /// What exists already.
    pub attach: Option<Word>,
    /// Its name before.
    pub renamed_from: Option<Word>,
    /// Image or AMI.
    pub image: Option<Word>,
    /// Instance type, of nodes on Kubernetes.
    pub instance: Option<Word>,
    /// The alias of a function.
    pub alias: Option<Word>,
    /// The name of its health check.
    pub health: Option<Word>,
    /// `none`, or what requests are tied by.
    pub affinity: Option<Word>,
    /// The queue that it reads.
    pub consumes: Option<Word>,
    /// Request to limit, or both.
    pub cpu: Option<Spanned<Bounds<Vcpu>>>,
    /// Request to limit, or both.
    pub memory: Option<Spanned<Bounds<Size>>>,
    /// The port that it listens on.
    pub port: Option<Spanned<u64>>,
    /// How long a call may take.
    pub timeout: Option<Spanned<Duration>>,
    /// From start to serving.
    pub startup: Option<Spanned<Duration>>,
    /// From the last new request to the end.
    pub drain: Option<Spanned<Duration>>,
    /// Replicas, per region.
    pub replicas: Option<Spanned<Bounds<u64>>>,
    /// Replicas at creation, per region.
    pub desired: Option<Spanned<u64>>,
    /// Provisioned concurrency, per region.
    pub provisioned: Option<Spanned<Bounds<u64>>>,
    /// Reserved concurrency, per region.
    pub reserved: Option<Spanned<u64>>,
    /// The part above the minimum that may be taken away.
    pub spot: Option<Spanned<Share>>,
    /// The discount on what always runs.
    pub discount: Option<Spanned<Share>>,
    /// What it costs, given.
    pub estimate: Option<Spanned<Money>>,
    /// The regions that it runs in; all without.
    pub regions: Option<Vec<Word>>,
    /// The rate that one replica carries.
    pub serves: Option<Spanned<Rate>>,
    /// The connections that one replica holds.
    pub connections: Option<Spanned<u64>>,
    /// The load of this workload alone.
    pub steady: Option<Spanned<Quantity>>,
    /// The highest load of this workload alone.
    pub peak: Option<Spanned<Quantity>>,
    /// On top of what is needed.
    pub headroom: Option<Spanned<Share>>,
    /// Its own promises.
    pub promises: Vec<Spanned<Promise>>,
    /// `keep`
    pub keeps: Vec<Spanned<Keep>>,
    /// `scale … by`
    pub steps: Vec<Spanned<Step>>,
    /// `scale … at most`
    pub paces: Vec<Spanned<Pace>>,
    /// `at least`, `at most`
    pub windows: Vec<Spanned<Window>>,
    /// `predict`
    pub predicts: Vec<Spanned<Predict>>,
    /// `uses`
    pub uses: Vec<Spanned<Uses>>,
    /// `warn`, `page`
    pub alarms: Vec<Spanned<Alarm>>,
    /// `release`
    pub release: Option<Spanned<Strategy>>,
}

/// A queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Its name.
    pub name: Word,
    /// `sqs` or `kafka`, as written.
    pub engine: Word,
    /// The head of its block.
    pub head: Span,
    /// What exists already.
    pub attach: Option<Word>,
    /// Its name before.
    pub renamed_from: Option<Word>,
    /// How long messages are kept.
    pub retention: Option<Spanned<Duration>>,
    /// After how many attempts a message is set aside.
    pub dead_letter_after: Option<Spanned<u64>>,
    /// The regions that it stands in; all without.
    pub regions: Option<Vec<Word>>,
    /// Broker nodes of kafka.
    pub nodes: Option<Spanned<Bounds<u64>>>,
    /// Partitions of kafka.
    pub partitions: Option<Spanned<u64>>,
    /// What it costs, given.
    pub estimate: Option<Spanned<Money>>,
    /// Its alarms.
    pub alarms: Vec<Spanned<Alarm>>,
    /// Its backups.
    pub backups: Vec<Spanned<Backup>>,
    /// The merged statements.
    pub body: Body,
}

/// A metric of one's own.
#[derive(Clone, Debug)]
pub struct CustomMetric {
    /// Its name.
    pub name: Word,
    /// A unit of the language, `count`, `event` or `share`.
    pub unit: Option<Word>,
    /// `NAMESPACE:METRIC`
    pub cloudwatch: Option<Word>,
    /// The name in the cluster.
    pub kubernetes: Option<Word>,
    /// A log group.
    pub log: Option<Word>,
    /// A filter pattern.
    pub pattern: Option<Word>,
    /// Its own period.
    pub period: Option<Spanned<Duration>>,
    /// Whether a gap is bad.
    pub gaps: Option<Spanned<Gaps>>,
    /// Dimensions by name, in order of writing.
    pub dimensions: Vec<(Word, Word)>,
}

/// Fields set by address.
#[derive(Clone, Debug)]
pub struct Patch {
    /// `terraform` or `kubernetes`
    pub target: Word,
    /// `aws_autoscaling_group.web`, `HorizontalPodAutoscaler/api`
    pub address: Word,
    /// Path and value.
    pub fields: Vec<Spanned<Attribute>>,
}
