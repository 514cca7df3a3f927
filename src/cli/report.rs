//! `terrace report`: what policies would cost, carry and survive; nothing is written.

use super::check::{show, status};
use super::load::{Loaded, load};
use super::{Findings, Format, Outcome, Paths, Stop, print};
use crate::model::{Unit, read};
use crate::syntax::tree::Kind;
use crate::words::{any_of, tick};
use crate::{Choice, Compiled, Reported, mends};

/// Say what policies would cost, carry and survive, and write nothing.
#[derive(clap::Args)]
pub struct Report {
    #[command(flatten)]
    paths: Paths,
    /// Only these environments (`default` where a policy has none); all otherwise
    #[arg(long, short, value_name = "NAME")]
    environment: Vec<String>,
    /// This tier instead of the current one
    #[arg(long, value_name = "NAME")]
    tier: Option<String>,
    /// How the report is shown: json as grammar/report.schema.json describes it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The day that counts as today (YYYY-MM-DD); the catalogue's otherwise
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
}

impl Report {
    /// Runs the verb: findings go to standard error, so that the report stands alone.
    pub fn run(self) -> Outcome {
        let Loaded { sources, units, findings, project } =
            load(&self.paths.paths, self.date.as_deref())?;
        if findings.is_empty() {
            known_tier(self.tier.as_deref(), &units)?;
        }
        let choice = Choice {
            environments: self.environment.clone(),
            tier: self.tier.clone(),
            every_tier: true,
            ..Choice::default()
        };
        let Reported { reports, mut findings, services, seats } =
            crate::report(&units, findings, &sources, &project.settings, &choice);
        // Warnings and notes stand in the report itself.
        findings.retain(|finding| finding.level == crate::diagnostic::Level::Error);
        mends::price(&mut findings, &units, &sources, &project.settings);
        let found = Compiled { findings, seats, ..Compiled::default() };
        let how = Findings { format: Format::Text, deny: None, date: None };
        show(&found, &sources, &how);
        if !services.is_empty() {
            known(&self.environment, &services)?;
        }
        match self.format {
            Format::Text => {
                let texts: Vec<&str> = reports.iter().map(|(text, _)| text.as_str()).collect();
                print(&texts.join("\n\n"));
            }
            Format::Json => {
                let all: Vec<_> = reports.into_iter().map(|(_, json)| json).collect();
                print(&format!("{:#}\n", serde_json::Value::Array(all)));
            }
        }
        Ok(status(&found.findings, None))
    }
}

/// Environments that no policy has are a mistake on the command line.
pub fn known(wanted: &[String], services: &[(String, Vec<String>)]) -> Result<(), Stop> {
    let all: Vec<&str> = services.iter().flat_map(|(_, names)| names).map(String::as_str).collect();
    match wanted.iter().find(|name| !all.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let message = format!("no environment {}, there is {}", tick(name), any_of(&all));
            Err(Stop::trouble(message))
        }
    }
}

/// A tier that no policy has is one too.
pub fn known_tier(wanted: Option<&str>, units: &[Unit]) -> Result<(), Stop> {
    let Some(wanted) = wanted else { return Ok(()) };
    let services = units.iter().flat_map(|unit| read::blocks(&unit.body, Kind::Service));
    let tiers: Vec<&str> = services
        .flat_map(|service| read::blocks(&service.body, Kind::Tier))
        .filter_map(|tier| tier.name.as_ref())
        .map(|name| name.node.as_str())
        .collect();
    if tiers.contains(&wanted) {
        return Ok(());
    }
    let known = if tiers.is_empty() {
        "there are none".to_owned()
    } else {
        format!("there is {}", any_of(&tiers))
    };
    Err(Stop::trouble(format!("no tier {}, {known}", tick(wanted))))
}
