//! What `terrace.toml` and the command line decide, as plain data for the stages.

use std::fmt;
use std::sync::Arc;

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
    /// What things cost: embedded prices, and the project's own over them.
    pub catalogue: Arc<Catalogue>,
}
