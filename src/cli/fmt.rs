//! `terrace fmt`: policies as they are written.

use std::path::{Path, PathBuf};

use super::load::text;
use super::{Outcome, Stop, print, render};
use crate::source::Sources;
use crate::syntax;

/// Format policies.
#[derive(clap::Args)]
pub struct Fmt {
    #[command(flatten)]
    paths: super::Paths,
    /// Write nothing, name the files that would change and fail if there are any
    #[arg(long)]
    check: bool,
}

impl Fmt {
    /// Runs the verb.
    pub fn run(self) -> Outcome {
        let mut status = 0;
        for path in super::load::policies(&self.paths.paths)? {
            status = status.max(self.one(&path)?);
        }
        Ok(status)
    }

    fn one(&self, path: &Path) -> Outcome {
        let given = text(path)?;
        let mut sources = Sources::default();
        let file = sources.add(path.to_string_lossy(), given.as_str());
        let (_, findings) = syntax::parse(file, &given);
        if !findings.is_empty() {
            eprint!("{}", render::text(&findings, &[], &sources, false));
            return Ok(1);
        }
        let formatted = syntax::format(&given);
        if path.as_os_str() == "-" && !self.check {
            print(&formatted);
            return Ok(0);
        }
        if formatted == given {
            return Ok(0);
        }
        if self.check {
            print(&format!("{}\n", path.display()));
            return Ok(1);
        }
        replace(path, &formatted)?;
        Ok(0)
    }
}

/// Replaces a file whole: beside it first, then by renaming.
fn replace(path: &Path, contents: &str) -> Result<(), Stop> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let beside = PathBuf::from(format!("{}.terrace-fmt", real.display()));
    let trouble =
        |cause: std::io::Error| Stop::trouble(format!("cannot write {}: {cause}", path.display()));
    let written = std::fs::write(&beside, contents)
        .and_then(|()| std::fs::set_permissions(&beside, std::fs::metadata(&real)?.permissions()))
        .and_then(|()| std::fs::rename(&beside, &real));
    written.map_err(|cause| {
        let _ = std::fs::remove_file(&beside);
        trouble(cause)
    })
}
