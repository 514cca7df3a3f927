//! Environments that left the policy: what their manifests own goes, all else stays.

use std::fs;
use std::path::Path;

use super::disk::Real;
use super::folder::{Folder, is_present};
use super::survey::Wanted;
use super::write::replace;
use super::{Error, LOCK, Options, Summary, paths};

/// What became of one environment that left the policy.
#[derive(Debug)]
pub struct Retired {
    /// `<service>/<environment>`.
    pub folder: String,
    /// What was removed there, or why nothing was.
    pub outcome: Result<Summary, Error>,
}

impl Retired {
    /// Where nothing was owned nothing became of it.
    fn is_worth_telling(&self) -> bool {
        self.outcome.as_ref().map_or(true, |summary| !summary.removed.is_empty())
    }
}

/// Removes what Terrace owns of every environment of `service` that is not among `keep`, each whole or not at all.
///
/// # Errors
/// The service's folder cannot be read; what goes wrong in one environment stands with it.
pub fn retire(
    out: &Path,
    service: &str,
    keep: &[&str],
    options: Options,
) -> Result<Vec<Retired>, Error> {
    let outcome =
        |folder: &str| replace(&Real, &Folder::at(out, folder)?, &Wanted::nothing(), options);
    let retired = left(out, service, keep)?
        .into_iter()
        .map(|folder| Retired { outcome: outcome(&folder), folder });
    Ok(retired.filter(Retired::is_worth_telling).collect())
}

/// The folders of environments that Terrace wrote and that are not among `keep`, in order. Links are none.
pub(super) fn left(out: &Path, service: &str, keep: &[&str]) -> Result<Vec<String>, Error> {
    let root = Folder::at(out, service)?.root;
    if !is_present(&root)? {
        return Ok(Vec::new());
    }
    let failed = |cause| Error::io("read", &root)(cause);
    let mut folders = Vec::new();
    for entry in fs::read_dir(&root).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !keep.contains(&name.as_str())
            && entry.file_type().map_err(failed)?.is_dir()
            && is_ours(&entry.path())?
        {
            folders.push(format!("{service}/{name}"));
        }
    }
    folders.retain(|folder| paths::check(folder).is_ok());
    folders.sort();
    Ok(folders)
}

fn is_ours(environment: &Path) -> Result<bool, Error> {
    Ok(is_present(&environment.join(LOCK))? || is_present(&environment.join(paths::HIDDEN))?)
}
