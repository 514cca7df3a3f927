//! Which words a block knows and what each may hold. In: a kind of block. Out: a table.

use super::measure::Dimension;
use crate::syntax::tree::Kind;

/// What an attribute may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One quantity of a dimension.
    One(Dimension),
    /// A share whose end is 100 %.
    Part,
    /// A quantity or a range of quantities of a dimension.
    Range(Dimension),
    /// A rate, or open connections as a count.
    Load,
    /// A quantity of any dimension.
    Any,
    /// A word.
    Word,
    /// A string.
    Text,
    /// A word or a string.
    WordOrText,
    /// A list of words, or one word.
    Words,
    /// A status, a range of them or a list.
    Statuses,
    /// One of some words.
    Choice(&'static [&'static str]),
    /// Anything: a patch.
    Free,
}

/// An attribute and what it holds.
pub type Entry = (&'static str, Shape);

const COUNT: Shape = Shape::One(Dimension::Count);
const COUNTS: Shape = Shape::Range(Dimension::Count);
const SHARE: Shape = Shape::One(Dimension::Share);
const PART: Shape = Shape::Part;
const TIME: Shape = Shape::One(Dimension::Duration);
const RATE: Shape = Shape::One(Dimension::Rate);
const MONEY: Shape = Shape::One(Dimension::MoneyRate);
const WAF: Shape = Shape::Choice(&["managed"]);

const SERVICE: &[Entry] = &[
    ("owner", Shape::WordOrText),
    ("budget", MONEY),
    ("steady", Shape::Load),
    ("peak", Shape::Load),
    ("current", Shape::Word),
];

const ENVIRONMENT: &[Entry] = &[
    ("account", Shape::Text),
    ("role", Shape::WordOrText),
    ("regions", Shape::Words),
    ("current", Shape::Word),
    ("owner", Shape::WordOrText),
    ("budget", MONEY),
    ("steady", Shape::Load),
    ("peak", Shape::Load),
];

const TIER: &[Entry] = &[
    ("months", COUNTS),
    ("owner", Shape::WordOrText),
    ("budget", MONEY),
    ("estimate", MONEY),
    ("steady", Shape::Load),
    ("peak", Shape::Load),
    ("regions", Shape::Words),
];

const REGION: &[Entry] =
    &[("weight", PART), ("zones", COUNT), ("role", Shape::Choice(&["active", "standby"]))];

const HEALTH: &[Entry] = &[
    ("protocol", Shape::Choice(&["http", "https"])),
    ("port", COUNT),
    ("path", Shape::Text),
    ("expect", Shape::Statuses),
    ("interval", TIME),
    ("timeout", TIME),
    ("healthy_after", COUNT),
    ("unhealthy_after", COUNT),
];

const TRAFFIC: &[Entry] = &[
    ("host", Shape::Text),
    ("policy", Shape::Choice(&["weighted", "latency", "geographic", "failover"])),
    ("health", Shape::Word),
    ("ttl", TIME),
    ("dns_zone", Shape::WordOrText),
    ("waf", WAF),
];

const CDN: &[Entry] = &[
    ("host", Shape::Text),
    ("hit_ratio", PART),
    ("waf", WAF),
    ("estimate", MONEY),
    ("earns", MONEY),
];

const WORKLOAD: &[Entry] = &[
    ("attach", Shape::Text),
    ("renamed_from", Shape::WordOrText),
    ("image", Shape::WordOrText),
    ("instance", Shape::Word),
    ("cpu", Shape::Range(Dimension::Processor)),
    ("memory", Shape::Range(Dimension::Size)),
    ("port", COUNT),
    ("health", Shape::Word),
    ("affinity", Shape::WordOrText),
    ("timeout", TIME),
    ("startup", TIME),
    ("drain", TIME),
    ("alias", Shape::WordOrText),
    ("replicas", COUNTS),
    ("desired", COUNT),
    ("provisioned", COUNTS),
    ("reserved", COUNT),
    ("spot", PART),
    ("discount", PART),
    ("estimate", MONEY),
    ("regions", Shape::Words),
    ("serves", RATE),
    ("connections", COUNT),
    ("steady", Shape::Load),
    ("peak", Shape::Load),
    ("headroom", SHARE),
    ("consumes", Shape::Word),
];

const STORE: &[Entry] = &[
    ("attach", Shape::Text),
    ("renamed_from", Shape::WordOrText),
    ("instance", Shape::Word),
    ("nodes", COUNTS),
    ("zones", COUNT),
    ("shards", COUNT),
    ("storage", Shape::One(Dimension::Size)),
    ("version", Shape::Text),
    ("port", COUNT),
    ("ttl", TIME),
    ("regions", Shape::Words),
    ("key", Shape::Text),
    ("sort", Shape::Text),
    ("capacity", Shape::Choice(&["on-demand", "provisioned"])),
    ("reads", Shape::Any),
    ("writes", Shape::Any),
    ("estimate", MONEY),
    ("earns", MONEY),
];

const QUEUE: &[Entry] = &[
    ("attach", Shape::Text),
    ("renamed_from", Shape::WordOrText),
    ("instance", Shape::Word),
    ("nodes", COUNTS),
    ("partitions", COUNT),
    ("retention", TIME),
    ("dead_letter_after", COUNT),
    ("estimate", MONEY),
    ("regions", Shape::Words),
];

const METRIC: &[Entry] = &[
    ("unit", Shape::Word),
    ("cloudwatch", Shape::Text),
    ("kubernetes", Shape::Text),
    ("log", Shape::Text),
    ("pattern", Shape::Text),
    ("period", TIME),
    ("gaps", Shape::Choice(&["bad", "fine", "ignored"])),
];

const INDEX: &[Entry] = &[("key", Shape::Text), ("sort", Shape::Text), ("projection", Shape::Free)];

/// What may stand between the braces of a route.
pub const ROUTE: &[Entry] =
    &[("ttl", TIME), ("stale", TIME), ("threads", COUNT), ("queue", COUNT), ("client_limit", RATE)];

/// What may stand between the braces of `uses`.
pub const USES: &[Entry] = &[
    ("pool", COUNTS),
    ("readers", COUNTS),
    ("idle", TIME),
    ("timeout", TIME),
    ("attempts", COUNT),
    ("opens_after", COUNT),
    ("open_for", TIME),
    ("closes_after", COUNT),
];

/// The attributes of a kind of block; none where any name is allowed (see [`open`]).
pub fn attributes(kind: Kind) -> &'static [Entry] {
    match kind {
        Kind::Service => SERVICE,
        Kind::Environment => ENVIRONMENT,
        Kind::Tier => TIER,
        Kind::Region => REGION,
        Kind::Health => HEALTH,
        Kind::Traffic => TRAFFIC,
        Kind::Cdn => CDN,
        Kind::Workload | Kind::Profile => WORKLOAD,
        Kind::Store => STORE,
        Kind::Queue => QUEUE,
        Kind::Metric => METRIC,
        Kind::Index => INDEX,
        Kind::In
        | Kind::Objective
        | Kind::Load
        | Kind::Usage
        | Kind::Cost
        | Kind::Dimensions
        | Kind::Patch => &[],
    }
}

/// What every attribute of a block of free names holds.
pub fn open(kind: Kind) -> Option<Shape> {
    match kind {
        Kind::Usage => Some(Shape::Any),
        Kind::Cost => Some(MONEY),
        Kind::Dimensions => Some(Shape::WordOrText),
        Kind::Patch => Some(Shape::Free),
        _ => None,
    }
}

/// The blocks that may stand in a block.
pub fn blocks(kind: Kind) -> &'static [Kind] {
    const OVERLAY: &[Kind] = &[
        Kind::Objective,
        Kind::Region,
        Kind::Health,
        Kind::Traffic,
        Kind::Cdn,
        Kind::Workload,
        Kind::Store,
        Kind::Queue,
        Kind::Metric,
        Kind::Load,
        Kind::Usage,
        Kind::Cost,
        Kind::Patch,
    ];
    match kind {
        Kind::Service => &[
            Kind::Environment,
            Kind::Tier,
            Kind::Objective,
            Kind::Region,
            Kind::Health,
            Kind::Traffic,
            Kind::Cdn,
            Kind::Workload,
            Kind::Store,
            Kind::Queue,
            Kind::Metric,
            Kind::Load,
            Kind::Usage,
            Kind::Cost,
            Kind::Patch,
        ],
        Kind::Environment | Kind::Tier => OVERLAY,
        Kind::Workload | Kind::Profile => &[Kind::Objective, Kind::In],
        Kind::Store => &[Kind::Index, Kind::Usage, Kind::In],
        Kind::Queue => &[Kind::In],
        Kind::Metric => &[Kind::Dimensions],
        Kind::In => &[Kind::Objective, Kind::Usage],
        Kind::Region
        | Kind::Objective
        | Kind::Health
        | Kind::Traffic
        | Kind::Cdn
        | Kind::Load
        | Kind::Usage
        | Kind::Cost
        | Kind::Index
        | Kind::Dimensions
        | Kind::Patch => &[],
    }
}

/// Where a sentence may stand, by its verb.
pub fn homes(verb: &str) -> &'static [Kind] {
    const WORKLOADS: &[Kind] = &[Kind::Workload, Kind::Profile];
    const WHOLE: &[Kind] = &[Kind::Service, Kind::Environment, Kind::Tier];
    match verb {
        "keep" => &[Kind::Workload, Kind::Profile, Kind::Store, Kind::Queue],
        "scale" | "at" | "predict" | "uses" | "release" => WORKLOADS,
        "warn" | "page" => &[
            Kind::Workload,
            Kind::Profile,
            Kind::Store,
            Kind::Queue,
            Kind::Cdn,
            Kind::Service,
            Kind::Environment,
            Kind::Tier,
        ],
        "backup" => &[Kind::Store, Kind::Queue],
        "route" => &[Kind::Traffic, Kind::Cdn],
        "failover" => &[Kind::Traffic],
        "replicate" | "notify" | "drill" => WHOLE,
        "release chain" => &[Kind::Service],
        "hold" | "ramp" | "send" => &[Kind::Load],
        "promise" => &[Kind::Objective],
        _ => &[],
    }
}

/// The dimension of a built-in metric.
pub fn metric(name: &str) -> Option<Dimension> {
    Some(match name {
        "cpu" | "memory" | "errors" | "utilization" | "healthy" | "hit_ratio" => Dimension::Share,
        "requests" | "throttles" => Dimension::Rate,
        "latency" | "queue_age" | "duration" | "cold_start" | "lag" => Dimension::Duration,
        "connections" | "queue_depth" => Dimension::Count,
        _ => return None,
    })
}

/// Metrics and promises that are parts of a whole: their end is 100 %. The use of a processor or of memory is none, for
/// it may be a share of what was asked for.
pub const PARTS: &[&str] = &["availability", "errors", "utilization", "healthy", "hit_ratio"];

/// The names of the built-in metrics.
pub const METRICS: &[&str] = &[
    "cpu",
    "memory",
    "requests",
    "latency",
    "errors",
    "connections",
    "queue_depth",
    "queue_age",
    "duration",
    "throttles",
    "utilization",
    "cold_start",
    "healthy",
    "hit_ratio",
    "lag",
];

/// The dimension that the `unit` of a metric of one's own stands for.
pub fn unit(word: &str) -> Option<Dimension> {
    Some(match word {
        "count" => Dimension::Count,
        "event" => Dimension::Rate,
        "share" => Dimension::Share,
        "ms" | "s" | "m" | "h" | "d" => Dimension::Duration,
        "kB" | "MB" | "GB" | "TB" | "KiB" | "MiB" | "GiB" | "TiB" => Dimension::Size,
        "vcpu" => Dimension::Processor,
        _ => return None,
    })
}
