//! One environment's folder: relative paths in, real paths and contents out. Never through a link.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::journal::JOURNAL;
use super::paths::{self, HIDDEN};
use super::{Error, LOCK};

/// `<out>/<service>/<environment>`; only `out` itself may be a link.
pub(super) struct Folder {
    out: PathBuf,
    name: String,
    pub(super) root: PathBuf,
}

impl Folder {
    pub(super) fn at(out: &Path, name: &str) -> Result<Self, Error> {
        paths::check(name)?;
        let folder = Self { out: out.to_path_buf(), name: name.to_owned(), root: out.join(name) };
        folder.walk("")?;
        Ok(folder)
    }

    /// Where a file of ours stands or would stand.
    pub(super) fn file(&self, path: &str) -> Result<PathBuf, Error> {
        if path != LOCK {
            paths::check(path)?;
        }
        self.walk(path)
    }

    /// Where something of a build under way stands.
    pub(super) fn hidden(&self, name: &str) -> Result<PathBuf, Error> {
        self.walk(&format!("{HIDDEN}/{name}"))
    }

    /// Whether a build is under way here or was interrupted.
    pub(super) fn is_touched(&self) -> Result<bool, Error> {
        is_present(&self.walk(HIDDEN)?)
    }

    /// Whether a build was interrupted, or is under way, after it began to move files.
    pub(super) fn is_interrupted(&self) -> Result<bool, Error> {
        is_present(&self.hidden(JOURNAL)?)
    }

    /// What stands at a path of ours, if anything.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let full = self.file(path)?;
        match kind(&full)? {
            None => Ok(None),
            Some(kind) if kind.is_file() => contents(&full),
            Some(_) => Err(Error::NotAFile(full)),
        }
    }

    /// The folders from that of `path` up to, but not including, the output folder.
    pub(super) fn folders_of(&self, path: &str) -> Vec<PathBuf> {
        paths::ancestors(&format!("{}/{path}", self.name))
            .map(|folder| self.out.join(folder))
            .collect()
    }

    /// Refuses links and things that are no folders on the way down to `path`.
    fn walk(&self, path: &str) -> Result<PathBuf, Error> {
        let mut full = self.out.clone();
        let mut parts =
            self.name.split('/').chain(path.split('/').filter(|part| !part.is_empty())).peekable();
        while let Some(part) = parts.next() {
            full.push(part);
            match kind(&full)? {
                None => {
                    full.extend(parts);
                    break;
                }
                Some(kind) if kind.is_symlink() => return Err(Error::Link(full)),
                Some(kind) if parts.peek().is_some() && !kind.is_dir() => {
                    return Err(Error::NotAFolder(full));
                }
                Some(_) => {}
            }
        }
        Ok(full)
    }
}

/// Whether anything stands at `path`, a dangling link included.
pub(super) fn is_present(path: &Path) -> Result<bool, Error> {
    kind(path).map(|kind| kind.is_some())
}

/// A build of another process may have moved the file away since it was looked at.
fn contents(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Error::io("read", path)(cause)),
    }
}

fn kind(path: &Path) -> Result<Option<fs::FileType>, Error> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found.file_type())),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Error::io("look at", path)(cause)),
    }
}
