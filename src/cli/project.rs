//! `terrace.toml`: where the project is and what it sets. Read strictly.

mod file;
mod tables;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use super::Stop;
use crate::catalog;
use crate::settings::{Settings, Version};
use crate::syntax::tree::Date;
use crate::words::tick;

/// A project: its folder, and its settings.
pub struct Project {
    /// The folder of `terrace.toml`, else that of the policy.
    pub root: PathBuf,
    /// What it sets.
    pub settings: Settings,
}

/// The oldest Kubernetes version that was supported when this release was made; named in every report.
pub const KUBERNETES: Version = Version { major: 1, minor: 35 };

/// The KEDA version that goes with it.
pub const KEDA: Version = Version { major: 2, minor: 18 };

/// Finds the project of a folder: the nearest `terrace.toml` above it.
pub fn find(folder: &Path, date: Option<&str>) -> Result<Project, Stop> {
    let mut settings = Settings::new(KUBERNETES, KEDA, catalog_date());
    let holds = |folder: &&Path| folder.join("terrace.toml").is_file();
    let root = folder.ancestors().find(holds);
    if let Some(root) = root {
        let path = root.join("terrace.toml");
        let text = std::fs::read_to_string(&path)
            .map_err(|cause| Stop::trouble(format!("cannot read {}: {cause}", path.display())))?;
        file::read(&text, &mut settings).map_err(|faults| {
            let lines =
                faults.iter().map(|fault| format!("{}:{}", path.display(), fault.text(&text)));
            Stop::trouble(lines.collect::<Vec<_>>().join("\nterrace: "))
        })?;
    }
    if let Some(given) = date {
        settings.date = parse_date(given).ok_or_else(|| {
            Stop::trouble(format!("no date {}: write --date 2027-06-30", tick(given)))
        })?;
    }
    Ok(Project { root: root.unwrap_or(folder).to_path_buf(), settings })
}

fn catalog_date() -> Date {
    parse_date(catalog::DATE).unwrap_or(Date { year: 2026, month: 11, day: 1 })
}

fn parse_date(text: &str) -> Option<Date> {
    let date: jiff::civil::Date = text.parse().ok()?;
    Some(Date {
        year: u16::try_from(date.year()).ok()?,
        month: u8::try_from(date.month()).ok()?,
        day: u8::try_from(date.day()).ok()?,
    })
}
