//! Policies that compile, as a small description. In: choices. Out: the description; `text` writes it as a policy.
//!
//! A property of a change (more replicas, heavier loads, one more region) changes the description, never the text.

use proptest::prelude::*;

/// The regions that a policy may run in, in the order in which they are taken.
pub const REGIONS: [&str; 3] = ["eu-west-1", "eu-central-1", "us-east-1"];

/// A service. The switches are independent of each other, each a thing that stands there or not.
#[expect(clippy::struct_excessive_bools)]
#[derive(Clone, Debug)]
pub struct Shape {
    /// How many of [`REGIONS`] it runs in, 1 to 3.
    pub regions: usize,
    /// How users come to a region.
    pub routing: Routing,
    /// Whether a staging environment precedes production.
    pub staging: bool,
    /// How many tiers there are, 0 to 2.
    pub tiers: usize,
    /// The load at the highest, requests a second of the whole service.
    pub peak: u32,
    /// Requests a second that one server carries.
    pub serves: u32,
    /// Servers in each region, lowest and highest.
    pub replicas: (u32, u32),
    /// How the servers scale.
    pub scaling: Scaling,
    /// Whether a function stands beside the servers.
    pub function: bool,
    /// Whether a deployment that exists stands beside the servers.
    pub pods: bool,
    /// Whether a queue and what consumes it stand beside the servers.
    pub queue: bool,
    /// Whether the servers use a table.
    pub store: bool,
    /// Whether the servers' statements stand in a profile.
    pub profile: bool,
    /// Whether a floor by time is set.
    pub window: bool,
    /// Whether a field is patched.
    pub patch: bool,
    /// What is watched.
    pub alarms: Vec<Alarm>,
}

/// How users come to a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Routing {
    /// By the shares of the regions.
    Weighted,
    /// To the nearest.
    Latency,
}

/// How servers scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaling {
    /// Not at all.
    Fixed,
    /// Towards a target.
    Keep,
    /// By steps.
    Steps,
    /// Towards a target, ahead of time.
    Predict,
}

/// An alarm of the servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// Against the promise.
    Objective,
    /// On one metric.
    Plain,
    /// For some of the last minutes.
    ForOf,
    /// On two metrics at once.
    And,
    /// On either of two metrics.
    Or,
}

impl Shape {
    /// The service with more servers in each region, at the lowest and at the highest.
    pub fn more_replicas(mut self, more: u32) -> Self {
        self.replicas.0 += more;
        self.replicas.1 += more;
        self
    }

    /// The service with all loads, and what a server carries, times a whole factor.
    pub fn scaled(mut self, factor: u32) -> Self {
        self.peak *= factor;
        self.serves *= factor;
        self
    }

    /// The service in one more region; none where it runs in all of them.
    pub fn one_more_region(mut self) -> Option<Self> {
        self.regions += 1;
        (self.regions <= REGIONS.len()).then_some(self)
    }
}

/// Any service.
pub fn shapes() -> impl Strategy<Value = Shape> {
    let places = (1..=3usize, routing(), any::<bool>(), 0..=2usize);
    let size = (20..=40u32, 50..=100u32, 3..=6u32, 1..=6u32, scaling());
    let things = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let rest = (any::<bool>(), any::<bool>(), any::<bool>(), alarms());
    (places, size, things, rest).prop_map(|(places, size, things, rest)| Shape {
        regions: places.0,
        routing: places.1,
        staging: places.2,
        tiers: places.3,
        peak: size.0,
        serves: size.1,
        replicas: (size.2, size.2 + size.3),
        scaling: size.4,
        function: things.0,
        pods: things.1,
        queue: things.2,
        store: things.3,
        profile: rest.0,
        window: rest.1,
        patch: rest.2,
        alarms: rest.3,
    })
}

fn routing() -> impl Strategy<Value = Routing> {
    prop_oneof![Just(Routing::Weighted), Just(Routing::Latency)]
}

fn scaling() -> impl Strategy<Value = Scaling> {
    use Scaling::{Fixed, Keep, Predict, Steps};
    prop_oneof![Just(Fixed), Just(Keep), Just(Steps), Just(Predict)]
}

fn alarms() -> impl Strategy<Value = Vec<Alarm>> {
    use Alarm::{And, ForOf, Objective, Or, Plain};
    prop::sample::subsequence(vec![Objective, Plain, ForOf, And, Or], 0..=5)
}
