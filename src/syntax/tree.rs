//! The tree of a policy: exactly what was typed, each thing with its place. It holds what a page of the
//! language can say, whether it makes sense or not; the model decides that.

use crate::source::{Span, Spanned};

pub use super::quantity::{Clock, Date, MoneyPer, Number, Per, Quantity, Scale, Size, Time, Unit};

/// A word and its place.
pub type Word = Spanned<String>;

/// A statement and the whole stretch that it takes.
pub type Statement = Spanned<Node>;

/// The statements between two braces, in the order of the text.
pub type Body = Vec<Statement>;

/// Everything that can be stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// `WORD = VALUE`
    Attribute(Attribute),
    /// A block with a body.
    Block(Box<Block>),
    /// An entry of `objective`: `latency p95 < 400ms`.
    Promise(Promise),
    /// `use "file.terrace"`
    Use(Word),
    /// `keep cpu at 65%`
    Keep(Keep),
    /// `scale out by 50% when cpu > 65% for 2m then wait 1m`
    Step(Box<Step>),
    /// `scale in at most 10% every 1m after 5m`
    Pace(Pace),
    /// `at least 4 from 08:00 to 20:00 on mon..fri in "Europe/Berlin"`
    Window(Box<Window>),
    /// `predict cpu at 60% ahead 10m`
    Predict(Predict),
    /// `page "text" when errors > objective for 5m`
    Alarm(Box<Alarm>),
    /// `notify page to oncall`
    Notify(Notify),
    /// `route 70% to web`
    Route(Box<Route>),
    /// `failover us-west-2 -> us-east-1`
    Failover(Vec<Word>),
    /// `uses db { pool = 5..20 }`
    Uses(Uses),
    /// `replicate images from us-west-2 to us-east-1 within 5m`
    Replicate(Replicate),
    /// `release canary 10% for 2m`
    Release(Strategy),
    /// `release staging -> prod`
    Rings(Vec<Word>),
    /// `backup daily keep 30d to us-east-1`
    Backup(Backup),
    /// `drill monthly lose 1 web`
    Drill(Drill),
    /// `allow cost/over-budget because "…" until 2027-06-30`
    Allow(Allow),
    /// `hold 500 users for 30m`
    Hold(Hold),
    /// `ramp from 50/s to 100/s over 10m`
    Ramp(Ramp),
    /// `send 40% to "POST /cart"`
    Send(Send),
}

/// `WORD = VALUE`; in a patch the word may hold dots or be a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The left side.
    pub name: Word,
    /// The right side.
    pub value: Spanned<Value>,
}

/// A value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number with its unit.
    Quantity(Quantity),
    /// A word: a name, a switch, a region, an instance type.
    Word(String),
    /// A quoted string, escapes resolved.
    Text(String),
    /// A time of day.
    Clock(Clock),
    /// A date.
    Date(Date),
    /// `2..10`, `mon..fri`, `2027-11-26..2027-11-29`; no range holds a range or a list.
    Range(Box<Spanned<Value>>, Box<Spanned<Value>>),
    /// `[a, b]`; no list holds a list.
    List(Vec<Spanned<Value>>),
}

/// The kinds of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `service NAME`
    Service,
    /// `profile NAME`
    Profile,
    /// `environment NAME`
    Environment,
    /// `tier NAME up to N NOUN`
    Tier,
    /// `region CODE`
    Region,
    /// `in CODE`
    In,
    /// `objective`
    Objective,
    /// `health NAME`
    Health,
    /// `traffic NAME`
    Traffic,
    /// `cdn NAME on …`
    Cdn,
    /// `workload NAME on … with …`
    Workload,
    /// `store NAME on …`
    Store,
    /// `queue NAME on …`
    Queue,
    /// `metric NAME`
    Metric,
    /// `load NAME`
    Load,
    /// `usage`
    Usage,
    /// `cost`
    Cost,
    /// `index NAME` of a store
    Index,
    /// `dimensions` of a metric
    Dimensions,
    /// `patch terraform|kubernetes ADDRESS`
    Patch,
}

impl Kind {
    /// The word that begins the block.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Service => "service",
            Kind::Profile => "profile",
            Kind::Environment => "environment",
            Kind::Tier => "tier",
            Kind::Region => "region",
            Kind::In => "in",
            Kind::Objective => "objective",
            Kind::Health => "health",
            Kind::Traffic => "traffic",
            Kind::Cdn => "cdn",
            Kind::Workload => "workload",
            Kind::Store => "store",
            Kind::Queue => "queue",
            Kind::Metric => "metric",
            Kind::Load => "load",
            Kind::Usage => "usage",
            Kind::Cost => "cost",
            Kind::Index => "index",
            Kind::Dimensions => "dimensions",
            Kind::Patch => "patch",
        }
    }
}

/// A block: a head and a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The word that begins it.
    pub kind: Spanned<Kind>,
    /// Its name, where the kind has one; the region of `in`, the address of `patch`.
    pub name: Option<Word>,
    /// `on PLATFORM`
    pub on: Option<Word>,
    /// `with PROFILE`
    pub with: Option<Word>,
    /// `up to 10k users` of a tier.
    pub up_to: Option<(Spanned<Quantity>, Word)>,
    /// `terraform` or `kubernetes` of a patch.
    pub target: Option<Word>,
    /// The head alone, for labels.
    pub head: Span,
    /// Between the braces.
    pub body: Body,
}

/// How samples become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stat {
    /// `p95` is 950, `p99.9` is 999: tenths of a percent.
    Percentile(u16),
    /// `avg`
    Avg,
    /// `min`
    Min,
    /// `max`
    Max,
    /// `sum`
    Sum,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

/// An entry of `objective`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// `availability`, `latency`, `rto`, `cost`, …
    pub subject: Word,
    /// `p95`
    pub stat: Option<Spanned<Stat>>,
    /// `region` of `rto region`
    pub scope: Option<Word>,
    /// `request` of `cost per request`
    pub per: Option<Word>,
    /// The comparison.
    pub op: Spanned<Op>,
    /// The promised figure.
    pub value: Spanned<Quantity>,
}

/// A metric and its statistic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Its name.
    pub name: Word,
    /// Its statistic, where one is written.
    pub stat: Option<Spanned<Stat>>,
}

/// What a metric is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The figure.
    pub value: Spanned<BoundValue>,
    /// `of capacity`
    pub of_capacity: Option<Span>,
    /// `per replica`
    pub per_replica: Option<Span>,
}

/// The figure of a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundValue {
    /// `objective`
    Objective,
    /// A figure.
    Quantity(Quantity),
}

/// `cpu > 65% for 2m`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// At least one.
    pub terms: Vec<Term>,
    /// How several terms are joined; the span is that of the first joining word.
    pub join: Option<Spanned<Join>>,
    /// `for 3m of 5m`
    pub hold: Option<Lasting>,
    /// From the first metric to the end.
    pub span: Span,
}

/// `for D [of D]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lasting {
    /// How long it is bad.
    pub bad: Spanned<Quantity>,
    /// Of how long.
    pub of: Option<Spanned<Quantity>>,
}

/// What joins terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// `and`
    And,
    /// `or`
    Or,
}

/// `cpu > 65%`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The metric.
    pub metric: Metric,
    /// The comparison.
    pub op: Spanned<Op>,
    /// What it is compared with.
    pub bound: Bound,
    /// The whole term.
    pub span: Span,
}

/// `keep METRIC at V`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keep {
    /// The metric.
    pub metric: Metric,
    /// The target.
    pub at: Bound,
}

/// Which way a workload is scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `out`
    Out,
    /// `in`
    In,
}

/// `scale out|in by …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Out or in.
    pub direction: Spanned<Direction>,
    /// A count or a share.
    pub by: Spanned<Quantity>,
    /// When.
    pub when: Condition,
    /// `then wait D`
    pub wait: Option<Spanned<Quantity>>,
}

/// `scale out|in at most …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Out or in.
    pub direction: Spanned<Direction>,
    /// One or two of count and share; the larger counts.
    pub at_most: Vec<Spanned<Quantity>>,
    /// `every D`
    pub every: Spanned<Quantity>,
    /// `after D`
    pub after: Option<Spanned<Quantity>>,
}

/// `at least N at most N from T to T on DAYS in "ZONE"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The floor.
    pub at_least: Option<Spanned<Quantity>>,
    /// The ceiling.
    pub at_most: Option<Spanned<Quantity>>,
    /// The hours; the whole day without.
    pub hours: Option<(Spanned<Clock>, Spanned<Clock>)>,
    /// Days or dates: a word, a date, a range or a list of these.
    pub on: Spanned<Value>,
    /// An IANA time zone.
    pub zone: Word,
}

/// `predict METRIC at V ahead D`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predict {
    /// The metric.
    pub metric: Metric,
    /// The target.
    pub at: Bound,
    /// How far ahead.
    pub ahead: Spanned<Quantity>,
}

/// How much an alarm weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// `warn`
    Warn,
    /// `page`
    Page,
}

/// What missing data means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaps {
    /// `bad`
    Bad,
    /// `fine`
    Fine,
    /// `ignored`
    Ignored,
}

/// `warn|page ["text"] when COND [treating gaps as …]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Warn or page.
    pub severity: Spanned<Severity>,
    /// The quoted text.
    pub text: Option<Word>,
    /// When.
    pub when: Condition,
    /// `treating gaps as …`
    pub gaps: Option<Spanned<Gaps>>,
}

/// `notify warn|page to NAME|"ADDRESS"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notify {
    /// Warn or page.
    pub severity: Spanned<Severity>,
    /// A name or an address.
    pub to: Spanned<Target>,
}

/// What a way leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A thing of the policy or a region.
    Name(String),
    /// `bucket "name"`
    Bucket(String),
    /// `"host"` or `"address"`
    Host(String),
}

/// Where a route begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `70%`
    Share(Quantity),
    /// `"/api/*"`
    Path(String),
    /// A continent.
    Place(String),
    /// `[AE, SA]`
    Countries(Vec<Word>),
    /// `default`
    Default,
}

/// `route ORIGIN to TARGET [else TARGET]… [{ … }]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Where it begins.
    pub from: Spanned<Origin>,
    /// The target, then each `else`.
    pub to: Vec<Spanned<Target>>,
    /// The attributes between braces.
    pub options: Vec<Spanned<Attribute>>,
}

/// `uses TARGET [else TARGET]… [{ … }]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uses {
    /// The target, then each `else`.
    pub targets: Vec<Spanned<Target>>,
    /// The attributes between braces.
    pub options: Vec<Spanned<Attribute>>,
}

/// `replicate WHAT [from REGION] [to REGION|[…]] [within D]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replicate {
    /// `images`, `secrets`, a store or a queue.
    pub what: Word,
    /// The region that writes.
    pub from: Option<Word>,
    /// The regions that read; all others without.
    pub to: Vec<Word>,
    /// The promised lag.
    pub within: Option<Spanned<Quantity>>,
}

/// How a change is brought out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// `rolling P`
    Rolling(Spanned<Quantity>),
    /// `canary P for D`
    Canary(Spanned<Quantity>, Spanned<Quantity>),
    /// `blue-green`
    BlueGreen,
    /// `all-at-once`
    AllAtOnce,
}

/// How often something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// `continuously`, backups only
    Continuously,
    /// `hourly`, backups only
    Hourly,
    /// `daily`
    Daily,
    /// `weekly`
    Weekly,
    /// `monthly`
    Monthly,
    /// `quarterly`
    Quarterly,
}

/// `backup FREQUENCY keep D [to REGION]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// How often.
    pub every: Spanned<Frequency>,
    /// How long it is kept.
    pub keep: Spanned<Quantity>,
    /// Where a copy goes.
    pub to: Option<Word>,
}

/// `drill FREQUENCY lose [N] THING | load NAME`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drill {
    /// How often.
    pub every: Spanned<Frequency>,
    /// What is done.
    pub action: DrillAction,
}

/// What a drill does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrillAction {
    /// `lose [N] THING`
    Lose(Option<Spanned<Quantity>>, Spanned<Target>),
    /// `load NAME`
    Load(Word),
}

/// `allow CODE because "…" until DATE`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The code of a rule.
    pub code: Word,
    /// Why.
    pub because: Word,
    /// The last day.
    pub until: Spanned<Date>,
}

/// A rate or a number of users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    /// The figure.
    pub amount: Spanned<Quantity>,
    /// Whether `users` follows.
    pub users: bool,
}

/// `hold R|N users for D`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// How much.
    pub at: Volume,
    /// How long.
    pub lasts: Spanned<Quantity>,
}

/// `ramp [from R|N users] to R|N users over D`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ramp {
    /// Where it begins.
    pub from: Option<Volume>,
    /// Where it ends.
    pub to: Volume,
    /// How long.
    pub over: Spanned<Quantity>,
}

/// `send P to "[METHOD ]/path"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Send {
    /// The share of the load.
    pub share: Spanned<Quantity>,
    /// Method and path.
    pub to: Word,
}
