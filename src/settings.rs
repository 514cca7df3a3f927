//! What `terrace.toml` and the command line decide, as plain data for the stages.

pub mod levels;

use std::fmt;

use self::levels::Levels;
use crate::syntax::tree::Date;

/// A version of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Before the dot.
    pub major: u32,
    /// After the dot.
    pub minor: u32,
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.major, self.minor)
    }
}

/// Settings of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The Kubernetes version of the clusters.
    pub kubernetes: Version,
    /// The KEDA version of the clusters.
    pub keda: Version,
    /// The day that counts as today; the catalogue's without `--date`.
    pub date: Date,
    /// The levels of rules.
    pub levels: Levels,
}

impl Settings {
    /// Settings that say nothing but the versions and the day.
    pub fn new(kubernetes: Version, keda: Version, date: Date) -> Self {
        Self { kubernetes, keda, date, levels: Levels::default() }
    }
}
