//! What has to change on disk: a survey in, changes or conflicts out.

use std::sync::Arc;

use super::folder::Folder;
use super::survey::{Entry, Wanted, survey};
use super::{Conflict, Error, Summary, digest};

/// One file to put in place or to remove.
pub(super) struct Change {
    pub(super) path: String,
    /// The digest of what stands there now.
    pub(super) was: Option<String>,
    /// What shall stand there; none removes it.
    pub(super) text: Option<Arc<str>>,
}

/// All changes of a folder, the manifest's last.
pub(super) struct Changes {
    pub(super) list: Vec<Change>,
    unchanged: Vec<String>,
}

impl Changes {
    /// # Errors
    /// All conflicts at once, unless forced.
    pub(super) fn between(folder: &Folder, wanted: &Wanted, force: bool) -> Result<Self, Error> {
        let (same, different): (Vec<_>, Vec<_>) =
            survey(folder, wanted)?.into_iter().partition(Entry::is_same);
        let conflicts: Vec<_> = different.iter().filter_map(conflict).collect();
        if !force && !conflicts.is_empty() {
            return Err(Error::Conflicts { folder: folder.root.clone(), files: conflicts });
        }
        let unchanged = same.into_iter().map(|entry| entry.path).collect();
        Ok(Self { list: different.into_iter().map(Change::from).collect(), unchanged })
    }

    pub(super) fn summary(self) -> Summary {
        let (written, removed): (Vec<_>, Vec<_>) =
            self.list.into_iter().partition(|change| change.text.is_some());
        let paths = |list: Vec<Change>| list.into_iter().map(|change| change.path).collect();
        Summary { written: paths(written), removed: paths(removed), unchanged: self.unchanged }
    }
}

impl From<Entry> for Change {
    fn from(Entry { path, disk, built, .. }: Entry) -> Self {
        Self { path, was: disk.map(digest), text: built }
    }
}

fn conflict(entry: &Entry) -> Option<Conflict> {
    entry.conflict.map(|kind| Conflict { path: entry.path.clone(), kind })
}
