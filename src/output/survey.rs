//! What stands on disk beside what should: one reading for writing and for comparing. Changes nothing.

use std::sync::Arc;

use super::filled::{with_values, without_values};
use super::folder::Folder;
use super::manifest::Manifest;
use super::{ConflictKind, Error, File, LOCK, Tree, digest};

/// What a folder should hold.
pub(super) struct Wanted {
    files: Vec<File>,
    lock: Option<Arc<str>>,
}

/// One path of ours: where both sides are the same nothing is to be done.
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) disk: Option<Vec<u8>>,
    pub(super) built: Option<Arc<str>>,
    /// Why the file on disk may not be touched, if it may not.
    pub(super) conflict: Option<ConflictKind>,
}

impl Wanted {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut files = tree.files.clone();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Self { files, lock: Some(Manifest::of(tree).render().into()) }
    }

    /// Nothing at all, not even a manifest.
    pub(super) fn nothing() -> Self {
        Self { files: Vec::new(), lock: None }
    }

    fn holds(&self, path: &str) -> bool {
        self.files.binary_search_by(|other| other.path.as_str().cmp(path)).is_ok()
    }
}

impl Entry {
    pub(super) fn is_same(&self) -> bool {
        self.disk.as_deref() == self.built.as_ref().map(|text| text.as_bytes())
    }
}

/// Every file that is wanted or owned, in order, the manifest last.
pub(super) fn survey(folder: &Folder, wanted: &Wanted) -> Result<Vec<Entry>, Error> {
    let lock = folder.read(LOCK)?;
    let manifest = lock.as_deref().and_then(Manifest::read);
    let mut entries = Vec::new();
    for file in &wanted.files {
        let disk = folder.read(&file.path)?;
        entries.push(entry(file, disk, manifest.as_ref()));
    }
    entries.extend(stale(folder, wanted, manifest.as_ref())?);
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    entries.extend(lock_entry(lock, manifest.is_some(), wanted));
    Ok(entries)
}

fn entry(file: &File, disk: Option<Vec<u8>>, manifest: Option<&Manifest>) -> Entry {
    let path = file.path.clone();
    let text = disk.as_deref().and_then(|disk| std::str::from_utf8(disk).ok());
    let (built, known) = match (file.unset, text) {
        (Some(unset), Some(text)) => (
            with_values(&file.contents, text).into(),
            Some(without_values(text, unset).into_bytes()),
        ),
        _ => (Arc::clone(&file.contents), disk.clone()),
    };
    let conflict = known.and_then(|known| untouchable(manifest, &path, &known));
    Entry { path, disk, built: Some(built), conflict }
}

/// What the manifest owns, stands on disk and is no longer wanted.
fn stale(
    folder: &Folder,
    wanted: &Wanted,
    manifest: Option<&Manifest>,
) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    let owned = manifest.into_iter().flat_map(|manifest| manifest.files.keys());
    for path in owned.filter(|path| !wanted.holds(path)) {
        let Some(disk) = folder.read(path)? else { continue };
        let conflict = untouchable(manifest, path, &disk).map(|_| ConflictKind::EditedAndStale);
        entries.push(Entry { path: path.clone(), disk: Some(disk), built: None, conflict });
    }
    Ok(entries)
}

fn untouchable(manifest: Option<&Manifest>, path: &str, disk: &[u8]) -> Option<ConflictKind> {
    match manifest.and_then(|manifest| manifest.files.get(path)) {
        None => Some(ConflictKind::Foreign),
        Some(Some(written)) if *written != digest(disk) => Some(ConflictKind::Edited),
        Some(_) => None,
    }
}

/// A manifest that cannot be read stays where nothing is wanted: it owns nothing, itself included.
fn lock_entry(lock: Option<Vec<u8>>, is_readable: bool, wanted: &Wanted) -> Option<Entry> {
    let is_foreign = lock.is_some() && !is_readable;
    if (lock.is_none() || is_foreign) && wanted.lock.is_none() {
        return None;
    }
    let conflict = is_foreign.then_some(ConflictKind::UnreadableManifest);
    Some(Entry { path: LOCK.to_owned(), disk: lock, built: wanted.lock.clone(), conflict })
}
