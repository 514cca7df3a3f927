//! One build at a time in a folder: a locked file in the hidden folder, gone when the build is over.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::Error;
use super::disk::Disk;
use super::folder::Folder;
use super::paths::HIDDEN;

const LOCKED: &str = "locked";
const PAUSE: Duration = Duration::from_millis(20);

/// Held while a build works in a folder; a killed build lets go of it.
pub(super) struct Guard {
    file: File,
}

impl Guard {
    /// Waits for other builds, at most `wait`.
    pub(super) fn take(disk: &dyn Disk, folder: &Folder, wait: Duration) -> Result<Self, Error> {
        let mut waited = Duration::ZERO;
        loop {
            if let Some(file) = attempt(disk, folder)? {
                return Ok(Self { file });
            }
            if waited >= wait {
                return Err(Error::Busy { folder: folder.root.clone(), waited });
            }
            thread::sleep(PAUSE);
            waited += PAUSE;
        }
    }

    /// Clears the hidden folder and lets go; with a journal still there everything stays for the next command.
    pub(super) fn release(self, disk: &dyn Disk, folder: &Folder) -> Result<(), Error> {
        if folder.is_interrupted()? {
            return Ok(());
        }
        clear(disk, folder)?;
        if cfg!(unix) {
            disk.remove_file(&folder.hidden(LOCKED)?)?;
        }
        drop(self.file);
        let folders = folder.folders_of(&format!("{HIDDEN}/{LOCKED}"));
        folders.iter().try_for_each(|folder| disk.remove_empty_folder(folder))
    }
}

/// Removes what a build without a journal left behind.
pub(super) fn clear(disk: &dyn Disk, folder: &Folder) -> Result<(), Error> {
    for name in ["new", "old"] {
        disk.remove_folder(&folder.hidden(name)?)?;
    }
    disk.remove_file(&folder.hidden("journal.new")?)
}

fn attempt(disk: &dyn Disk, folder: &Folder) -> Result<Option<File>, Error> {
    let path = folder.hidden(LOCKED)?;
    let Some(file) = disk.open_lock(&path)? else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(is_at(&file, &path).then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(Error::io("lock", &path)(cause)),
    }
}

/// The build before us may have removed the file that we opened, and a third one created a new one.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |found: std::fs::Metadata| (found.dev(), found.ino());
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(ours), Ok(there)) => identity(ours) == identity(there),
        (Err(_), _) | (_, Err(_)) => false,
    }
}

/// Elsewhere the locked file is never removed.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_lock_on_a_file_that_was_replaced_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(LOCKED);
        let file = File::create(&path).unwrap();
        assert!(is_at(&file, &path));
        std::fs::remove_file(&path).unwrap();
        assert!(!is_at(&file, &path));
        File::create(&path).unwrap();
        assert!(!is_at(&file, &path));
    }
}
