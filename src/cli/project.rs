//! `terrace.toml`: where the project is and what it sets. Read strictly.

use std::path::{Path, PathBuf};

use super::Stop;
use crate::catalog;
use crate::settings::{Settings, Version};
use crate::syntax::tree::Date;
use crate::words::{any_of, nearest, tick};

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

const OLDEST: Version = Version { major: 1, minor: 25 };
const NEWEST: Version = Version { major: 1, minor: 37 };

/// Finds the project of a folder: the nearest `terrace.toml` above it.
pub fn find(folder: &Path, date: Option<&str>) -> Result<Project, Stop> {
    let mut settings = Settings::new(KUBERNETES, KEDA, catalog_date());
    let holds = |folder: &&Path| folder.join("terrace.toml").is_file();
    let root = folder.ancestors().find(holds);
    if let Some(root) = root {
        let path = root.join("terrace.toml");
        let text = std::fs::read_to_string(&path)
            .map_err(|cause| Stop::trouble(format!("cannot read {}: {cause}", path.display())))?;
        read(&text, &mut settings)
            .map_err(|message| Stop::trouble(format!("{}: {message}", path.display())))?;
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

const KEYS: &[&str] = &["kubernetes", "keda"];

fn read(text: &str, settings: &mut Settings) -> Result<(), String> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1));
        format!("line {line}: {}", error.message())
    })?;
    for (key, value) in &table {
        let version = || version(key, value);
        match key.as_str() {
            "kubernetes" => settings.kubernetes = supported(version()?)?,
            "keda" => settings.keda = version()?,
            other => return Err(unknown(other)),
        }
    }
    Ok(())
}

fn unknown(key: &str) -> String {
    match nearest(key, KEYS.iter().copied()) {
        Some(near) => format!("no setting {}, did you mean `{near}`?", tick(key)),
        None => format!("no setting {}, there is {}", tick(key), any_of(KEYS)),
    }
}

fn version(key: &str, value: &toml::Value) -> Result<Version, String> {
    let toml::Value::String(text) = value else {
        return Err(format!("`{key}` is a string: `{key} = \"{value}\"`"));
    };
    let parts = text.split_once('.').and_then(|(major, minor)| {
        Some(Version { major: major.parse().ok()?, minor: minor.parse().ok()? })
    });
    parts.ok_or_else(|| format!("`{key}` is two numbers: `{key} = \"1.35\"`, not {}", tick(text)))
}

fn supported(version: Version) -> Result<Version, String> {
    if (OLDEST..=NEWEST).contains(&version) {
        return Ok(version);
    }
    Err(format!("`kubernetes = \"{version}\"` is not between {OLDEST} and {NEWEST}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str) -> Result<Settings, String> {
        let mut settings = Settings::new(KUBERNETES, KEDA, catalog_date());
        read(text, &mut settings).map(|()| settings)
    }

    #[test]
    fn settings_are_read_strictly() {
        assert_eq!(
            after("kubernetes = \"1.30\"").map(|settings| settings.kubernetes),
            Ok(Version { major: 1, minor: 30 })
        );
        let message = after("kubernets = \"1.30\"").unwrap_err();
        assert_eq!(message, "no setting `kubernets`, did you mean `kubernetes`?");
        assert!(after("kubernetes = 1.30").unwrap_err().contains("is a string"));
        assert!(after("kubernetes = \"1.12\"").unwrap_err().contains("between 1.25 and 1.37"));
        assert!(after("kubernetes").is_err());
    }
}
