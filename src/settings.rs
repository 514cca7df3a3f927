//! What `terrace.toml` and the command line decide, as plain data for the stages.

pub mod levels;
pub mod limits;
pub mod tags;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use self::levels::Levels;
use self::limits::Limits;
use crate::catalog::Catalogue;
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
    /// The numbers that rules decide by.
    pub limits: Limits,
    /// What every tagged resource carries beside Terrace's own tags.
    pub tags: BTreeMap<String, String>,
    /// What things cost: embedded prices, and the project's own over them.
    pub catalogue: Arc<Catalogue>,
}

impl Settings {
    /// Settings that say nothing but the versions and the day.
    pub fn new(kubernetes: Version, keda: Version, date: Date) -> Self {
        Self {
            kubernetes,
            keda,
            date,
            levels: Levels::default(),
            limits: Limits::default(),
            tags: BTreeMap::new(),
            catalogue: Arc::default(),
        }
    }
}
