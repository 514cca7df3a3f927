//! A tree in, the same tree on disk: the steps of one build of one folder.

use std::path::Path;

use super::changes::Changes;
use super::commit::{commit, resume};
use super::disk::{Disk, Real};
use super::folder::Folder;
use super::guard::Guard;
use super::survey::Wanted;
use super::{Error, Options, Summary, Tree, paths};

/// Writes a tree below `out`, whole or not at all. A folder that is already as it should be is not touched.
///
/// # Errors
/// Refused paths, links, conflicts with what is on disk, another build that does not end, the file system's.
pub fn write(out: &Path, tree: &Tree, options: Options) -> Result<Summary, Error> {
    write_on(&Real, out, tree, options)
}

/// Finishes or undoes an interrupted build of `<out>/<folder>`; says whether there was one.
///
/// # Errors
/// Files that changed after the interruption (unless forced), another build, the file system's.
pub fn recover(out: &Path, folder: &str, options: Options) -> Result<bool, Error> {
    recover_on(&Real, out, folder, options)
}

pub(super) fn write_on(
    disk: &dyn Disk,
    out: &Path,
    tree: &Tree,
    options: Options,
) -> Result<Summary, Error> {
    paths::check_all(&tree.files)?;
    replace(disk, &Folder::at(out, &tree.folder)?, &Wanted::of(tree), options)
}

pub(super) fn recover_on(
    disk: &dyn Disk,
    out: &Path,
    folder: &str,
    options: Options,
) -> Result<bool, Error> {
    let folder = Folder::at(out, folder)?;
    let is_touched = folder.is_touched()?;
    if is_touched {
        alone(disk, &folder, options, || Ok(()))?;
    }
    Ok(is_touched)
}

/// Makes a folder hold what is wanted; looks first, so that nothing is written where nothing is to be done.
/// Whatever else that look finds may be the middle of another build, so it counts only when seen alone.
pub(super) fn replace(
    disk: &dyn Disk,
    folder: &Folder,
    wanted: &Wanted,
    options: Options,
) -> Result<Summary, Error> {
    let changes = || Changes::between(folder, wanted, options.force);
    if !folder.is_touched()?
        && let Ok(changes) = changes()
        && changes.list.is_empty()
    {
        return Ok(changes.summary());
    }
    alone(disk, folder, options, || {
        let changes = changes()?;
        if !changes.list.is_empty() {
            commit(disk, folder, &changes)?;
        }
        Ok(changes.summary())
    })
}

/// Does `work` in a folder that no other build is in and where none is unfinished.
fn alone<T>(
    disk: &dyn Disk,
    folder: &Folder,
    options: Options,
    work: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    let guard = Guard::take(disk, folder, options.wait)?;
    let done = resume(disk, folder, options.force).and_then(|()| work());
    // The folder is whole by now or has its journal; what stays in the hidden folder the next command clears.
    let _ = guard.release(disk, folder);
    done
}
