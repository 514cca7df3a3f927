//! Workloads on EC2: a scaling group and what belongs to it.

use std::collections::BTreeMap;

use super::rest::Dependency;
use super::scaling::{Scaling, Size};
use super::traffic::TargetCheck;
use crate::source::Span;

/// A scaling group, the same in every region but for its bounds.
#[derive(Clone, Debug)]
pub struct Group {
    /// The workload's name: addresses and files.
    pub name: String,
    /// The real name on AWS (that of `renamed_from` where it is given).
    pub real: String,
    /// The old name of `renamed_from`.
    pub renamed_from: Option<String>,
    /// The existing group's name, where one is attached.
    pub attach: Option<String>,
    /// The AMI, where the policy names one; else a variable.
    pub image: Option<String>,
    /// The instance type, by region.
    pub instance: BTreeMap<String, String>,
    /// Bounds by region: also the regions that have the group.
    pub sizes: BTreeMap<String, Size>,
    /// The size at creation by region.
    pub desired: BTreeMap<String, u64>,
    /// Percent above the minimum that may be spot.
    pub spot: Option<u64>,
    /// Seconds from start to serving.
    pub startup: u64,
    /// Seconds of draining.
    pub drain: u64,
    /// The port that it listens on.
    pub port: u64,
    /// The check of its target groups.
    pub check: TargetCheck,
    /// The traffic blocks that lead to it, by name.
    pub behind: Vec<String>,
    /// How a new version comes out.
    pub refresh: Refresh,
    /// What moves its size.
    pub scaling: Scaling,
    /// What it uses, by target.
    pub uses: Vec<Dependency>,
    /// The queue that it reads.
    pub consumes: Option<String>,
    /// Whether it needs the CloudWatch agent (a rule on memory).
    pub agent: bool,
    /// Whether requests are tied to an instance.
    pub sticky: bool,
    /// The place of its head.
    pub span: Span,
}

/// An instance refresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refresh {
    /// Percent that stay healthy.
    pub min_healthy: u64,
    /// Percent that may run at once.
    pub max_healthy: u64,
    /// Percent after which it waits, for a canary.
    pub checkpoints: Vec<u64>,
    /// Seconds that it waits there.
    pub checkpoint_delay: Option<u64>,
    /// Keys of the page alarms that roll it back, by name.
    pub alarms: Vec<String>,
    /// Why, for the comment beside it.
    pub why: String,
}
