//! The journal of a build: which files move in and out. Once it stands, the build is finished or undone,
//! by itself or by the next command; every step can be repeated.
//!
//! A step's state is where its files are: `new/<n>` not yet moved in, `old/<n>` moved out.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::changes::Change;
use super::disk::Disk;
use super::folder::{Folder, is_present};
use super::manifest::{is_digest, quoted};
use super::{Conflict, ConflictKind, Error, LOCK, digest, paths};

/// The journal's name in the hidden folder.
pub(super) const JOURNAL: &str = "journal";

/// The steps of a build, the manifest's last.
#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    #[serde(default)]
    step: Vec<Move>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Move {
    path: String,
    /// Whether a new file moves in; else the old one just moves out.
    put: bool,
    /// The digest of what stood there before, empty for nothing.
    was: String,
}

/// Where the files of one step are.
struct Spot {
    path: PathBuf,
    new: PathBuf,
    old: PathBuf,
    is_new_waiting: bool,
    is_old_out: bool,
    is_taken: bool,
}

impl Journal {
    pub(super) fn of(changes: &[Change]) -> Self {
        let step = |change: &Change| Move {
            path: change.path.clone(),
            put: change.text.is_some(),
            was: change.was.clone().unwrap_or_default(),
        };
        Self { step: changes.iter().map(step).collect() }
    }

    /// The journal of an interrupted build, if there is one.
    pub(super) fn read(folder: &Folder) -> Result<Option<Self>, Error> {
        let path = folder.hidden(JOURNAL)?;
        if !is_present(&path)? {
            return Ok(None);
        }
        let bytes = std::fs::read(&path).map_err(Error::io("read", &path))?;
        Self::parse(&bytes).map(Some).ok_or(Error::Journal(path))
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let journal: Self = toml::from_str(std::str::from_utf8(bytes).ok()?).ok()?;
        let is_ours = |step: &Move| {
            (step.path == LOCK || paths::check(&step.path).is_ok())
                && (step.was.is_empty() || is_digest(&step.was))
        };
        journal.step.iter().all(is_ours).then_some(journal)
    }

    fn render(&self) -> String {
        self.step.iter().fold(String::new(), |mut text, Move { path, put, was }| {
            let _ = writeln!(
                text,
                "[[step]]\npath = {}\nput = {put}\nwas = {}",
                quoted(path),
                quoted(was)
            );
            text
        })
    }

    /// From here on the build happens.
    pub(super) fn publish(&self, disk: &dyn Disk, folder: &Folder) -> Result<(), Error> {
        let (draft, path) = (folder.hidden("journal.new")?, folder.hidden(JOURNAL)?);
        disk.create_file(&draft, &self.render())?;
        disk.rename(&draft, &path)?;
        path.parent().map_or(Ok(()), |hidden| disk.sync_folder(hidden))
    }

    /// Refuses to go on over files that came or changed after the build was interrupted.
    pub(super) fn check(&self, folder: &Folder) -> Result<(), Error> {
        let mut files = Vec::new();
        for (number, step) in self.step.iter().enumerate() {
            let spot = Spot::of(folder, number, step)?;
            let is_due =
                spot.is_taken && if step.put { spot.is_new_waiting } else { !spot.is_old_out };
            if is_due
                && (spot.is_old_out
                    || folder.read(&step.path)?.map(digest).as_ref() != Some(&step.was))
            {
                files.push(Conflict { path: step.path.clone(), kind: ConflictKind::Edited });
            }
        }
        if files.is_empty() {
            Ok(())
        } else {
            Err(Error::Conflicts { folder: folder.root.clone(), files })
        }
    }

    /// Finishes the build.
    pub(super) fn finish(&self, disk: &dyn Disk, folder: &Folder) -> Result<(), Error> {
        for (number, step) in self.step.iter().enumerate() {
            Spot::of(folder, number, step)?.finish(disk, step.put)?;
        }
        self.settle(disk, folder)
    }

    /// Undoes the build, with all that `finish` needs still in place.
    pub(super) fn undo(&self, disk: &dyn Disk, folder: &Folder) -> Result<(), Error> {
        for (number, step) in self.step.iter().enumerate().rev() {
            Spot::of(folder, number, step)?.undo(disk, step.put)?;
        }
        self.settle(disk, folder)
    }

    /// The build is over.
    pub(super) fn close(disk: &dyn Disk, folder: &Folder) -> Result<(), Error> {
        disk.remove_file(&folder.hidden(JOURNAL)?)
    }

    /// Makes the moves last, then removes the folders that they left empty.
    fn settle(&self, disk: &dyn Disk, folder: &Folder) -> Result<(), Error> {
        let mut folders: Vec<_> =
            self.step.iter().flat_map(|step| folder.folders_of(&step.path)).collect();
        folders.sort();
        folders.dedup();
        folders.retain(|folder| folder.is_dir());
        folders.iter().try_for_each(|folder| disk.sync_folder(folder))?;
        let is_below = |below: &&PathBuf| **below != folder.root && below.starts_with(&folder.root);
        folders
            .iter()
            .rev()
            .filter(is_below)
            .try_for_each(|folder| disk.remove_empty_folder(folder))
    }
}

impl Spot {
    fn of(folder: &Folder, number: usize, step: &Move) -> Result<Self, Error> {
        let path = folder.file(&step.path)?;
        let (new, old) =
            (folder.hidden(&format!("new/{number}"))?, folder.hidden(&format!("old/{number}"))?);
        let (is_new_waiting, is_old_out, is_taken) =
            (is_present(&new)?, is_present(&old)?, is_present(&path)?);
        Ok(Self { path, new, old, is_new_waiting, is_old_out, is_taken })
    }

    fn finish(&self, disk: &dyn Disk, put: bool) -> Result<(), Error> {
        if put && !self.is_new_waiting {
            return Ok(());
        }
        if self.is_taken && !self.is_old_out {
            disk.rename(&self.path, &self.old)?;
        }
        if !put {
            return Ok(());
        }
        self.move_in(disk, &self.new)
    }

    fn undo(&self, disk: &dyn Disk, put: bool) -> Result<(), Error> {
        if put && !self.is_new_waiting {
            disk.rename(&self.path, &self.new)?;
        }
        if self.is_old_out { self.move_in(disk, &self.old) } else { Ok(()) }
    }

    fn move_in(&self, disk: &dyn Disk, from: &Path) -> Result<(), Error> {
        if let Some(parent) = self.path.parent().filter(|parent| !parent.is_dir()) {
            disk.create_folder(parent)?;
        }
        disk.rename(from, &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rendered_is_read_again() {
        let change = |path: &str, was: Option<&str>, text: Option<&str>| Change {
            path: path.into(),
            was: was.map(digest),
            text: text.map(Into::into),
        };
        let changes = [
            change("a/b", None, Some("x")),
            change("c", Some("y"), None),
            change(LOCK, None, Some("z")),
        ];
        let journal = Journal::of(&changes);
        assert_eq!(Journal::parse(journal.render().as_bytes()), Some(journal));
    }

    #[test]
    fn a_journal_never_leads_outside() {
        let text = "[[step]]\npath = \"../x\"\nput = false\nwas = \"\"\n";
        assert_eq!(Journal::parse(text.as_bytes()), None);
        assert!(Journal::parse(text.replace("../x", "x").as_bytes()).is_some());
    }
}
