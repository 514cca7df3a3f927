//! Changes in, a changed folder or the old one out: everything is on disk beside before anything moves.

use super::Error;
use super::changes::Changes;
use super::disk::Disk;
use super::folder::Folder;
use super::journal::Journal;

/// Makes all changes, or none of them.
///
/// # Errors
/// The cause, with the old files in place; `Unfinished` where even that failed.
pub(super) fn commit(disk: &dyn Disk, folder: &Folder, changes: &Changes) -> Result<(), Error> {
    stage(disk, folder, changes)?;
    let journal = Journal::of(&changes.list);
    let done = journal
        .publish(disk, folder)
        .and_then(|()| journal.finish(disk, folder))
        .and_then(|()| Journal::close(disk, folder));
    let Err(cause) = done else { return Ok(()) };
    match journal.undo(disk, folder).and_then(|()| Journal::close(disk, folder)) {
        Ok(()) => Err(cause),
        Err(_) => Err(unfinished(folder, cause)),
    }
}

/// Finishes what an interrupted build had begun, or forgets what it had only prepared.
pub(super) fn resume(disk: &dyn Disk, folder: &Folder, force: bool) -> Result<(), Error> {
    if let Some(journal) = Journal::read(folder)? {
        if !force {
            journal.check(folder)?;
        }
        let done = journal.finish(disk, folder).and_then(|()| Journal::close(disk, folder));
        done.map_err(|cause| unfinished(folder, cause))?;
    }
    super::guard::clear(disk, folder)
}

fn stage(disk: &dyn Disk, folder: &Folder, changes: &Changes) -> Result<(), Error> {
    let (new, old) = (folder.hidden("new")?, folder.hidden("old")?);
    disk.create_folder(&new)?;
    disk.create_folder(&old)?;
    for (number, change) in changes.list.iter().enumerate() {
        if let Some(text) = &change.text {
            disk.create_file(&new.join(number.to_string()), text)?;
        }
    }
    disk.sync_folder(&new)
}

fn unfinished(folder: &Folder, cause: Error) -> Error {
    Error::Unfinished { folder: folder.root.clone(), cause: Box::new(cause) }
}
