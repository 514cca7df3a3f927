//! `terrace explain`: what a code means, with an example of each side where it has them; with `--policy`, what a policy
//! has of it and how that was computed.

mod paper;

use std::path::PathBuf;

use super::load::{Loaded, load};
use super::{Format, Outcome, Stop, print, render};
use crate::codes::{self, Known};
use crate::diagnostic::{Finding, Level};
use crate::words::{nearest, tick};
use crate::{Choice, compile, mends};

/// Explain a code that a message carries.
#[derive(clap::Args)]
pub struct Explain {
    /// The code, `family/problem`; all of them without
    code: Option<String>,
    /// What these policies have of it, with the whole calculation
    #[arg(long, value_name = "FILE", requires = "code")]
    policy: Vec<PathBuf>,
    /// Only these environments (`default` where a policy has none); all otherwise
    #[arg(long, short, value_name = "NAME", requires = "policy")]
    environment: Vec<String>,
    /// Only this tier; all otherwise
    #[arg(long, value_name = "NAME", requires = "policy")]
    tier: Option<String>,
    /// How findings are shown
    #[arg(long, value_enum, default_value_t, requires = "policy")]
    format: Format,
    /// The day that counts as today (YYYY-MM-DD); the catalogue's otherwise
    #[arg(long, value_name = "DATE", requires = "policy")]
    date: Option<String>,
}

impl Explain {
    /// Runs the verb.
    pub fn run(self) -> Outcome {
        let all = codes::all();
        let Some(wanted) = &self.code else {
            let lines: Vec<String> = all.iter().map(|known| format!("{}\n", known.code)).collect();
            print(&lines.concat());
            return Ok(0);
        };
        let known = known(&all, wanted)?;
        if self.policy.is_empty() {
            print(&known.text());
            return Ok(0);
        }
        self.found(known)
    }

    /// What the policies have of a code.
    fn found(&self, known: &Known) -> Outcome {
        let Loaded { sources, units, findings, project } =
            load(&self.policy, self.date.as_deref())?;
        let choice = Choice {
            environments: self.environment.clone(),
            tier: self.tier.clone(),
            every_tier: self.tier.is_none(),
            ..Choice::default()
        };
        let mut compiled = compile(&units, findings, &sources, &project.settings, &choice);
        let unread = compiled.seats.is_empty() && compiled.findings.iter().any(is_error);
        compiled.findings.retain(|finding| finding.code == known.code);
        mends::price(&mut compiled.findings, &units, &sources, &project.settings);
        if unread && compiled.findings.is_empty() {
            let message = "these policies cannot be read to their end: `terrace check` says why";
            return Err(Stop::trouble(message));
        }
        print(&match self.format {
            Format::Text => paper::text(known, &compiled, &sources),
            Format::Json => render::json(&compiled.findings, &sources, true),
        });
        Ok(0)
    }
}

fn known<'a>(all: &'a [Known], wanted: &str) -> Result<&'a Known, Stop> {
    all.iter().find(|known| known.code == wanted).ok_or_else(|| {
        let near = nearest(wanted, all.iter().map(|known| known.code));
        let hint = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        Stop::trouble(format!("no code {}{hint}", tick(wanted)))
    })
}

fn is_error(finding: &Finding) -> bool {
    finding.level == Level::Error
}
