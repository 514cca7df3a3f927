//! A tree and a folder in, their differences out. Reads only: for `--check`, which must not write anything.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use similar::TextDiff;

use super::folder::Folder;
use super::retire::left;
use super::survey::{Entry, Wanted, survey};
use super::{Error, Tree, paths};

const CONTEXT: usize = 3;
const NOTHING: &str = "/dev/null";

/// What a build would change in one folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// In the order of their paths, the manifest last.
    pub differences: Vec<Difference>,
    /// An interrupted build left the folder as it is; the next build finishes it.
    pub is_unfinished: bool,
}

/// One file that a build would change; its `Display` is a unified diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Relative to the output folder, `<service>/<environment>/…`.
    pub path: String,
    /// What a build would do about it.
    pub kind: DifferenceKind,
    disk: String,
    built: String,
}

/// How a file on disk differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// Not on disk.
    Missing,
    /// On disk with another content.
    Changed,
    /// On disk and in the manifest, but no longer produced.
    Stale,
}

/// Compares a tree with what stands below `out`. Files that no manifest owns and no tree has are left out.
///
/// # Errors
/// Refused paths, links, the file system's.
pub fn compare(out: &Path, tree: &Tree) -> Result<Comparison, Error> {
    paths::check_all(&tree.files)?;
    compare_with(out, &tree.folder, &Wanted::of(tree))
}

/// What `retire` would remove: one comparison for each environment that left the policy and owns something still.
///
/// # Errors
/// Links, the file system's.
pub fn compare_retired(out: &Path, service: &str, keep: &[&str]) -> Result<Vec<Comparison>, Error> {
    let compared = left(out, service, keep)?
        .into_iter()
        .map(|folder| compare_with(out, &folder, &Wanted::nothing()));
    let compared: Vec<_> = compared.collect::<Result<_, _>>()?;
    Ok(compared.into_iter().filter(|comparison| !comparison.is_same()).collect())
}

fn compare_with(out: &Path, name: &str, wanted: &Wanted) -> Result<Comparison, Error> {
    let folder = Folder::at(out, name)?;
    let entries = survey(&folder, wanted)?;
    let differences = entries.into_iter().filter(|entry| !entry.is_same());
    let differences = differences.map(|entry| Difference::of(name, &entry)).collect();
    Ok(Comparison { differences, is_unfinished: folder.is_interrupted()? })
}

impl Comparison {
    /// Whether a build would change nothing.
    pub fn is_same(&self) -> bool {
        self.differences.is_empty() && !self.is_unfinished
    }
}

impl Difference {
    fn of(folder: &str, entry: &Entry) -> Self {
        let kind = match (&entry.disk, &entry.built) {
            (None, _) => DifferenceKind::Missing,
            (Some(_), Some(_)) => DifferenceKind::Changed,
            (Some(_), None) => DifferenceKind::Stale,
        };
        let disk =
            entry.disk.as_deref().map_or(Cow::default(), String::from_utf8_lossy).into_owned();
        let built = entry.built.as_deref().unwrap_or_default().to_owned();
        Self { path: format!("{folder}/{}", entry.path), kind, disk, built }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut a, mut b) = (format!("a/{}", self.path), format!("b/{}", self.path));
        match self.kind {
            DifferenceKind::Missing => NOTHING.clone_into(&mut a),
            DifferenceKind::Stale => NOTHING.clone_into(&mut b),
            DifferenceKind::Changed => {}
        }
        let diff = TextDiff::from_lines(&self.disk, &self.built);
        diff.unified_diff().context_radius(CONTEXT).header(&a, &b).fmt(f)
    }
}

impl fmt::Display for DifferenceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Stale => "no longer produced",
        })
    }
}
