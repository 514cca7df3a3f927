//! Everything that can go wrong between memory and disk, in words for people.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why nothing was written, or not all of it.
#[derive(Debug)]
pub enum Error {
    /// A path that no file may have.
    Path {
        /// The path as it was given.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A symbolic link below the output folder: never followed, never replaced.
    Link(PathBuf),
    /// Something else stands where a file has to go.
    NotAFile(PathBuf),
    /// Something else stands where a folder has to go.
    NotAFolder(PathBuf),
    /// Files on disk are not as the manifest left them.
    Conflicts {
        /// The environment's folder.
        folder: PathBuf,
        /// Every such file.
        files: Vec<Conflict>,
    },
    /// Another build holds the folder.
    Busy {
        /// The environment's folder.
        folder: PathBuf,
        /// How long this one waited.
        waited: Duration,
    },
    /// The journal of an interrupted build says something that no build writes.
    Journal(PathBuf),
    /// A build stopped halfway and could not be undone; its journal is still there.
    Unfinished {
        /// The environment's folder.
        folder: PathBuf,
        /// What stopped it.
        cause: Box<Error>,
    },
    /// The file system refused.
    Io {
        /// A verb: `write`, `rename`.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// Its reason.
        cause: io::Error,
    },
}

/// One file that a build may not touch without force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Relative to the environment's folder.
    pub path: String,
    /// In which way it is not ours.
    pub kind: ConflictKind,
}

/// In which way a file is not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    /// Would be overwritten, and was edited since.
    Edited,
    /// Would be removed, and was edited since.
    EditedAndStale,
    /// Would be overwritten, and no manifest owns it.
    Foreign,
    /// The manifest itself cannot be read.
    UnreadableManifest,
}

impl Error {
    /// Turns what the file system says about `path` into an error.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |cause| Self::Io { doing, path: path.to_path_buf(), cause }
    }

    /// What to do about it, where there is something.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Link(_) => Some(
                "replace the link by a folder or a file; only the output folder itself may be one",
            ),
            Self::NotAFile(_) | Self::NotAFolder(_) => Some("move it away and build again"),
            Self::Conflicts { .. } => Some(
                "say the change in the policy (`patch` can), or give up what is on disk with `--force`",
            ),
            Self::Busy { .. } => Some("wait until the other build is done, then build again"),
            Self::Journal(_) => {
                Some("remove the folder `.terrace` that holds it, then build again")
            }
            Self::Unfinished { .. } => Some("mend the cause and build again: that finishes it"),
            Self::Path { .. } | Self::Io { .. } => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path { path, why } => {
                write!(f, "no file can be written as `{}`: {why}", path.escape_debug())
            }
            Self::Link(path) => {
                write!(f, "`{}` is a symbolic link, which terrace does not follow", path.display())
            }
            Self::NotAFile(path) => {
                write!(f, "`{}` has to be a file and is something else", path.display())
            }
            Self::NotAFolder(path) => {
                write!(f, "`{}` has to be a folder and is something else", path.display())
            }
            Self::Conflicts { folder, files } => conflicts(f, folder, files),
            Self::Busy { folder, waited } => {
                let (folder, seconds) = (folder.display(), waited.as_secs_f32());
                write!(f, "another build has been writing `{folder}` for more than {seconds} s")
            }
            Self::Journal(path) => {
                write!(f, "the journal `{}` of an interrupted build cannot be read", path.display())
            }
            Self::Unfinished { folder, cause } => {
                write!(f, "`{}` is half written: {cause}", folder.display())
            }
            Self::Io { doing, path, cause } => {
                write!(f, "cannot {doing} `{}`: {}", path.display(), reason(cause))
            }
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for ConflictKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Edited => "was edited since terrace wrote it",
            Self::EditedAndStale => "is no longer produced, and was edited since terrace wrote it",
            Self::Foreign => "was not written by terrace",
            Self::UnreadableManifest => "cannot be read, so terrace owns nothing here",
        })
    }
}

fn conflicts(f: &mut fmt::Formatter<'_>, folder: &Path, files: &[Conflict]) -> fmt::Result {
    let (count, folder) = (files.len(), folder.display());
    let counted = if count == 1 { "1 file is".to_owned() } else { format!("{count} files are") };
    write!(f, "nothing was written to `{folder}`: {counted} not as terrace left it")?;
    files.iter().try_for_each(|file| write!(f, "\n  `{}` {}", file.path, file.kind))
}

/// The system's reason as part of a sentence, without its number.
fn reason(cause: &io::Error) -> String {
    let text = cause.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_reads_as_a_sentence() {
        let error = Error::io("write", Path::new("out/a.tf"))(io::Error::from_raw_os_error(28));
        assert_eq!(error.to_string(), "cannot write `out/a.tf`: no space left on device");
    }

    #[test]
    fn conflicts_name_every_file() {
        let files = vec![
            Conflict { path: "a.tf".into(), kind: ConflictKind::Edited },
            Conflict { path: "b.tf".into(), kind: ConflictKind::Foreign },
        ];
        let error = Error::Conflicts { folder: "out/s/prod".into(), files };
        insta::assert_snapshot!(error, @r"
        nothing was written to `out/s/prod`: 2 files are not as terrace left it
          `a.tf` was edited since terrace wrote it
          `b.tf` was not written by terrace
        ");
    }
}
