//! `terrace.toml`: where the project is and what it sets. Read strictly.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Stop;
use crate::catalog::Catalogue;
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
    let mut settings = unset();
    let holds = |folder: &&Path| folder.join("terrace.toml").is_file();
    let root = folder.ancestors().find(holds);
    if let Some(root) = root {
        let path = root.join("terrace.toml");
        let text = std::fs::read_to_string(&path)
            .map_err(|cause| Stop::trouble(format!("cannot read {}: {cause}", path.display())))?;
        read(&text, root, &mut settings)
            .map_err(|message| Stop::trouble(format!("{}: {message}", path.display())))?;
    }
    if let Some(given) = date {
        settings.date = parse_date(given).ok_or_else(|| {
            Stop::trouble(format!("no date {}: write --date 2027-06-30", tick(given)))
        })?;
    }
    Ok(Project { root: root.unwrap_or(folder).to_path_buf(), settings })
}

/// What holds where nothing is set.
fn unset() -> Settings {
    let catalogue = Arc::new(Catalogue::embedded());
    Settings { kubernetes: KUBERNETES, keda: KEDA, date: date_of(&catalogue), catalogue }
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

const KEYS: &[&str] = &["kubernetes", "keda", "catalogue"];

fn read(text: &str, root: &Path, settings: &mut Settings) -> Result<(), String> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1));
        format!("line {line}: {}", error.message())
    })?;
    for (key, value) in &table {
        let version = || version(key, value);
        match key.as_str() {
            "kubernetes" => settings.kubernetes = supported(version()?)?,
            "keda" => settings.keda = version()?,
            "catalogue" => {
                settings.catalogue = Arc::new(catalogue(root, value)?);
                settings.date = date_of(&settings.catalogue);
            }
            other => return Err(unknown(other)),
        }
    }
    Ok(())
}

/// The project's own prices, from a file inside the project.
fn catalogue(root: &Path, value: &toml::Value) -> Result<Catalogue, String> {
    let Some(name) = value.as_str() else {
        return Err("`catalogue` is a file: `catalogue = \"prices.tsv\"`".to_owned());
    };
    let root = root.canonicalize().map_err(|cause| format!("cannot read the project: {cause}"))?;
    let path = root.join(name).canonicalize();
    let path = path.map_err(|cause| format!("`catalogue`: cannot read {}: {cause}", tick(name)))?;
    if !path.starts_with(&root) {
        return Err(format!("`catalogue`: {} lies outside the project", tick(name)));
    }
    let text = super::load::text(&path).map_err(|stop| stop.message)?;
    Catalogue::with(name, &text)
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
        let mut settings = unset();
        read(text, Path::new("."), &mut settings).map(|()| settings)
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

    #[test]
    fn own_prices_are_read_from_inside_the_project() {
        let folder = tempfile::tempdir().unwrap();
        let row = "alb\tlcu\teu-north-1\t0.009\tLCU-hour\t2027-01-19\ta.csv\thigh\t\n";
        std::fs::write(folder.path().join("prices.tsv"), row).unwrap();
        let after = |text: &str| {
            let mut settings = unset();
            read(text, folder.path(), &mut settings).map(|()| settings)
        };
        let settings = after("catalogue = \"prices.tsv\"").unwrap();
        assert!(settings.catalogue.service("alb", "lcu", "eu-north-1").is_some());
        assert_eq!(settings.date, Date { year: 2027, month: 1, day: 19 });
        let refused = |text| after(text).unwrap_err();
        assert!(refused("catalogue = \"price.tsv\"").contains("cannot read `price.tsv`"));
        assert!(refused("catalogue = \"/etc/hostname\"").contains("lies outside the project"));
        assert!(refused("catalogue = 3").contains("is a file"));
        std::fs::write(folder.path().join("prices.tsv"), "alb").unwrap();
        assert!(refused("catalogue = \"prices.tsv\"").starts_with("prices.tsv, line 1: "));
    }
}
