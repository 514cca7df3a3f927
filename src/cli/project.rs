//! `terrace.toml`: where the project is and what it sets. Read strictly.

mod file;
mod tables;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Stop;
use crate::catalog::Catalogue;
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
    let mut settings = Settings::new(KUBERNETES, KEDA, date_of(&Catalogue::embedded()));
    let holds = |folder: &&Path| folder.join("terrace.toml").is_file();
    let root = folder.ancestors().find(holds);
    if let Some(root) = root {
        let path = root.join("terrace.toml");
        let text = std::fs::read_to_string(&path)
            .map_err(|cause| Stop::trouble(format!("cannot read {}: {cause}", path.display())))?;
        let named = file::read(&text, &mut settings).map_err(|faults| {
            let lines =
                faults.iter().map(|fault| format!("{}:{}", path.display(), fault.text(&text)));
            Stop::trouble(lines.collect::<Vec<_>>().join("\nterrace: "))
        })?;
        if let Some(name) = named {
            let prices = catalogue(root, &name);
            let prices =
                prices.map_err(|why| Stop::trouble(format!("{}: {why}", path.display())))?;
            settings.date = date_of(&prices);
            settings.catalogue = Arc::new(prices);
        }
    }
    if let Some(given) = date {
        settings.date = parse_date(given).ok_or_else(|| {
            Stop::trouble(format!("no date {}: write --date 2027-06-30", tick(given)))
        })?;
    }
    Ok(Project { root: root.unwrap_or(folder).to_path_buf(), settings })
}

/// The project's own prices, from a file inside the project.
fn catalogue(root: &Path, name: &str) -> Result<Catalogue, String> {
    let root = root.canonicalize().map_err(|cause| format!("cannot read the project: {cause}"))?;
    let path = root.join(name).canonicalize();
    let path = path.map_err(|cause| format!("`catalogue`: cannot read {}: {cause}", tick(name)))?;
    if !path.starts_with(&root) {
        return Err(format!("`catalogue`: {} lies outside the project", tick(name)));
    }
    let text = super::load::text(&path).map_err(|stop| stop.message)?;
    Catalogue::with(name, &text)
}

fn date_of(catalogue: &Catalogue) -> Date {
    parse_date(catalogue.date()).unwrap_or(Date { year: 2026, month: 11, day: 1 })
}

fn parse_date(text: &str) -> Option<Date> {
    let date: jiff::civil::Date = text.parse().ok()?;
    Some(Date {
        year: u16::try_from(date.year()).ok()?,
        month: u8::try_from(date.month()).ok()?,
        day: u8::try_from(date.day()).ok()?,
    })
}
