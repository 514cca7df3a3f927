//! `terrace check`: everything that is wrong, at once; nothing is written.

use std::io::IsTerminal;

use super::load::{Loaded, load};
use super::{Deny, Findings, Format, Outcome, Paths, print, render};
use crate::diagnostic::{Finding, Level};
use crate::source::Sources;
use crate::{Choice, Compiled, compile, mends};

/// Say everything that is wrong, and write nothing.
#[derive(clap::Args)]
pub struct Check {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    findings: Findings,
}

impl Check {
    /// Runs the verb.
    pub fn run(self) -> Outcome {
        let loaded = load(&self.paths.paths, self.findings.date.as_deref())?;
        let Loaded { sources, units, findings, project } = loaded;
        let choice = Choice { every_tier: true, ..Choice::default() };
        let mut compiled = compile(&units, findings, &sources, &project.settings, &choice);
        mends::price(&mut compiled.findings, &units, &sources, &project.settings);
        show(&compiled, &sources, &self.findings);
        Ok(status(&compiled.findings, self.findings.deny))
    }
}

/// Shows findings: text on standard error, JSON on standard output.
pub fn show(compiled: &Compiled, sources: &Sources, how: &Findings) {
    match how.format {
        Format::Text => {
            let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            eprint!("{}", render::text(&compiled.findings, &compiled.seats, sources, colour));
        }
        Format::Json => print(&render::json(&compiled.findings, sources, false)),
    }
}

/// 1 where something must not be, else 0.
pub fn status(findings: &[Finding], deny: Option<Deny>) -> u8 {
    let fails = |finding: &Finding| match finding.level {
        Level::Error => true,
        Level::Warning => deny == Some(Deny::Warnings),
        Level::Note => false,
    };
    u8::from(findings.iter().any(fails))
}
