//! Every change of the disk, one method each, so that a test can stop a build before any of them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::Error;

/// What a build does to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Create,
    Fill,
    Sync,
    Rename,
    Remove,
}

/// The seam; the real disk takes every default.
pub(super) trait Disk {
    /// Called before every change; an error stops it.
    fn before(&self, _step: Step) -> io::Result<()> {
        Ok(())
    }

    /// Brings a file or folder from memory to the disk.
    fn flush(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Creates a folder with all that it stands in.
    fn create_folder(&self, path: &Path) -> Result<(), Error> {
        self.before(Step::Create)
            .and_then(|()| fs::create_dir_all(path))
            .map_err(Error::io("create", path))
    }

    /// Creates a new file with `text`, on disk when this returns.
    fn create_file(&self, path: &Path, text: &str) -> Result<(), Error> {
        let create = || {
            self.before(Step::Create)?;
            let mut file = File::create_new(path)?;
            self.before(Step::Fill)?;
            file.write_all(text.as_bytes())?;
            self.before(Step::Sync)?;
            self.flush(&file)
        };
        create().map_err(Error::io("write", path))
    }

    /// Opens the file that builds lock, creating it and its folder; none where another build just removed that.
    fn open_lock(&self, path: &Path) -> Result<Option<File>, Error> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let open = || {
            self.before(Step::Create)?;
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            self.before(Step::Create)?;
            options.open(path)
        };
        match open() {
            Ok(file) => Ok(Some(file)),
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(Error::io("open", path)(cause)),
        }
    }

    /// Moves a file within the environment's folder.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), Error> {
        self.before(Step::Rename)
            .and_then(|()| fs::rename(from, to))
            .map_err(Error::io("rename", from))
    }

    /// Removes a file that may be gone already.
    fn remove_file(&self, path: &Path) -> Result<(), Error> {
        gone_is_fine(self.before(Step::Remove).and_then(|()| fs::remove_file(path)), path)
    }

    /// Removes a folder that may be gone already; one that holds something stays.
    fn remove_empty_folder(&self, path: &Path) -> Result<(), Error> {
        match self.before(Step::Remove).and_then(|()| fs::remove_dir(path)) {
            Err(cause) if cause.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            done => gone_is_fine(done, path),
        }
    }

    /// Removes a folder of ours with all that it holds; links in it are removed, not followed.
    fn remove_folder(&self, path: &Path) -> Result<(), Error> {
        gone_is_fine(self.before(Step::Remove).and_then(|()| fs::remove_dir_all(path)), path)
    }

    /// Makes renames in a folder outlast a power cut, where folders can be opened.
    fn sync_folder(&self, path: &Path) -> Result<(), Error> {
        if !cfg!(unix) {
            return Ok(());
        }
        let sync = || self.before(Step::Sync).and_then(|()| self.flush(&File::open(path)?));
        sync().map_err(Error::io("sync", path))
    }
}

/// The disk itself.
pub(super) struct Real;

impl Disk for Real {}

fn gone_is_fine(done: io::Result<()>, path: &Path) -> Result<(), Error> {
    match done {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(Error::io("remove", path)(cause)),
        _ => Ok(()),
    }
}
