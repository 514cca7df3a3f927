//! Workloads on Lambda: what hangs on a function and its alias.

use std::collections::BTreeMap;

use super::rest::Dependency;
use super::scaling::{Scaling, Size};
use super::traffic::TargetCheck;
use crate::source::Span;

/// A function, the same in every region but for its bounds.
#[derive(Clone, Debug)]
pub struct Function {
    /// The workload's name.
    pub name: String,
    /// The real name of the function: that of the attached one, or ours.
    pub real: String,
    /// The old name of `renamed_from`.
    pub renamed_from: Option<String>,
    /// Whether the function exists already.
    pub attached: bool,
    /// The image that a created function runs.
    pub image: Option<String>,
    /// The alias, where one is named.
    pub alias: Option<String>,
    /// MiB of a created function.
    pub memory: Option<u64>,
    /// Seconds that a call may take.
    pub timeout: Option<u64>,
    /// Reserved concurrency of a created function, by region.
    pub reserved: BTreeMap<String, u64>,
    /// Provisioned concurrency, by region; empty where there is none.
    pub provisioned: BTreeMap<String, Size>,
    /// The regions that have it.
    pub regions: Vec<String>,
    /// The check of its target groups.
    pub check: TargetCheck,
    /// The traffic blocks that lead to it, by name.
    pub behind: Vec<String>,
    /// How a new version is shifted to; none for all at once.
    pub deployment: Option<Deployment>,
    /// What moves its provisioned concurrency.
    pub scaling: Scaling,
    /// What it uses, by target.
    pub uses: Vec<Dependency>,
    /// The place of its head.
    pub span: Span,
}

/// How traffic shifts to a new version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// How it shifts.
    pub shift: Shift,
    /// Keys of the page alarms that roll it back, by name.
    pub alarms: Vec<String>,
    /// The place of the sentence.
    pub span: Span,
}

/// How traffic shifts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shift {
    /// So many percent, then after so many minutes the rest.
    Canary {
        /// Percent at first.
        percent: u64,
        /// Minutes until the rest.
        minutes: u64,
    },
    /// So many percent every minute.
    Linear {
        /// Percent of each step.
        percent: u64,
        /// Minutes between steps.
        minutes: u64,
    },
    /// All at once, with rollback.
    AllAtOnce,
}
