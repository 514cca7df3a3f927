//! Files in memory to disk, whole or not at all, one folder per service and environment.
//!
//! In come relative paths with their text; out go the files, `terrace.lock` and what became of it.
//! Nothing here knows what a file means.

mod changes;
mod commit;
mod compare;
mod disk;
mod error;
mod filled;
mod folder;
mod guard;
mod journal;
mod manifest;
mod paths;
mod retire;
mod source_map;
mod survey;
#[cfg(test)]
mod tests;
mod write;

use std::sync::Arc;
use std::time::Duration;

pub use compare::{Comparison, Difference, DifferenceKind, compare, compare_retired};
pub use error::{Conflict, ConflictKind, Error};
pub use manifest::{LockHeader, Manifest, digest, manifest};
pub use retire::{Retired, retire};
pub use source_map::{Entry, Mapped, source_map};
pub use write::{recover, write};

/// The manifest's name in every environment's folder.
pub const LOCK: &str = "terrace.lock";

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it stands below the environment's folder, `/` between folders: `terraform/dns.tf`.
    pub path: String,
    /// The whole text.
    pub contents: Arc<str>,
    /// Whether the manifest carries its digest; without one any edit of it is overwritten.
    pub digested: bool,
    /// What stands for a value that people fill in below a line `data:`, where the file has such values. They stay, and the
    /// manifest does not know them.
    pub unset: Option<&'static str>,
}

/// All files of one environment of one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// `<service>/<environment>`, below the output folder.
    pub folder: String,
    /// The files, in any order; the manifest is not among them.
    pub files: Vec<File>,
    /// What the manifest says besides its files.
    pub header: LockHeader,
}

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Overwrite files that were edited by hand or that no manifest owns, at the paths that are written.
    pub force: bool,
    /// How long to wait for another build of the same folder.
    pub wait: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { force: false, wait: Duration::from_secs(10) }
    }
}

/// What a write did; paths are relative to the environment's folder, in order, the manifest's included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Created or replaced.
    pub written: Vec<String>,
    /// Removed, since they are no longer produced.
    pub removed: Vec<String>,
    /// Already as they should be, and not touched.
    pub unchanged: Vec<String>,
}
