//! `terrace build`: policies to trees on disk, or a comparison with what is there.

use std::path::PathBuf;

use super::check::{show, status};
use super::load::{Loaded, load};
use super::report::{known, known_tier};
use super::{Findings, Format, Outcome, Paths, Stop, print, renamed};
use crate::output::{self, Options, Summary};
use crate::targets::Target;
use crate::words::count;
use crate::{Built, Choice, Compiled, compile, mends};

/// Compile policies into OUT/<service>/<environment>/.
#[derive(clap::Args)]
pub struct Build {
    #[command(flatten)]
    paths: Paths,
    /// Only these environments (`default` where a policy has none); all otherwise
    #[arg(long, short, value_name = "NAME")]
    environment: Vec<String>,
    /// This tier instead of the current one
    #[arg(long, value_name = "NAME")]
    tier: Option<String>,
    /// The output folder
    #[arg(long, short, value_name = "FOLDER", default_value = "out")]
    out: PathBuf,
    /// Only these targets; all otherwise
    #[arg(long, value_enum, value_name = "TARGET")]
    target: Vec<Target>,
    /// Compare with the folder on disk, show the difference, write nothing
    #[arg(long)]
    check: bool,
    /// Overwrite files that were edited by hand
    #[arg(long, conflicts_with = "check")]
    force: bool,
    /// With --check: only the names of what differs
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    findings: Findings,
}

impl Build {
    /// Runs the verb.
    pub fn run(self) -> Outcome {
        let loaded = load(&self.paths.paths, self.findings.date.as_deref())?;
        let Loaded { sources, units, findings, project } = loaded;
        if findings.is_empty() {
            known_tier(self.tier.as_deref(), &units)?;
        }
        let choice = Choice {
            environments: self.environment.clone(),
            tier: self.tier.clone(),
            targets: self.target.clone(),
            every_tier: true,
        };
        let mut compiled = compile(&units, findings, &sources, &project.settings, &choice);
        mends::price(&mut compiled.findings, &units, &sources, &project.settings);
        compiled.findings.extend(renamed::left(&self.out, &compiled, &units));
        show(&compiled, &sources, &self.findings);
        let status = status(&compiled.findings, self.findings.deny);
        if status != 0 {
            eprintln!("nothing was written");
            return Ok(status);
        }
        known(&self.environment, &compiled.services)?;
        if self.check { self.compare(&compiled) } else { Ok(self.write(&compiled)) }
    }

    /// Whether environments that left the policy may be cleared: only a build of everything knows them.
    fn whole(&self) -> bool {
        self.environment.is_empty() && self.target.is_empty()
    }

    fn write(&self, compiled: &Compiled) -> u8 {
        let options = Options { force: self.force, ..Options::default() };
        let mut status = 0;
        for Built { tree, .. } in &compiled.trees {
            match output::write(&self.out, tree, options) {
                Ok(summary) => self.wrote(&tree.folder, &summary),
                Err(error) => status = status.max(trouble(&error)),
            }
        }
        if self.whole() {
            for (service, keep) in &compiled.services {
                let keep: Vec<&str> = keep.iter().map(String::as_str).collect();
                status = status.max(self.retire(service, &keep, options));
            }
        }
        status
    }

    fn retire(&self, service: &str, keep: &[&str], options: Options) -> u8 {
        match output::retire(&self.out, service, keep, options) {
            Ok(retired) => retired
                .into_iter()
                .map(|gone| match gone.outcome {
                    Ok(summary) => {
                        self.wrote(&gone.folder, &summary);
                        0
                    }
                    Err(error) => trouble(&error),
                })
                .max()
                .unwrap_or(0),
            Err(error) => trouble(&error),
        }
    }

    fn wrote(&self, folder: &str, summary: &Summary) {
        if self.findings.format == Format::Json || self.quiet {
            return;
        }
        let place = self.out.join(folder);
        let parts: Vec<String> = [
            (summary.written.len(), "written"),
            (summary.removed.len(), "removed"),
            (summary.unchanged.len(), "unchanged"),
        ]
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", count(*number, "file")))
        .collect();
        print(&format!("{}: {}\n", place.display(), parts.join(", ")));
    }

    fn compare(&self, compiled: &Compiled) -> Outcome {
        let mut differs = false;
        for Built { tree, .. } in &compiled.trees {
            let comparison = output::compare(&self.out, tree).map_err(|error| stop(&error))?;
            differs |= self.differences(&comparison);
        }
        if self.whole() {
            for (service, keep) in &compiled.services {
                let keep: Vec<&str> = keep.iter().map(String::as_str).collect();
                let comparisons = output::compare_retired(&self.out, service, &keep)
                    .map_err(|error| stop(&error))?;
                for comparison in &comparisons {
                    differs |= self.differences(comparison);
                }
            }
        }
        Ok(u8::from(differs))
    }

    fn differences(&self, comparison: &output::Comparison) -> bool {
        for difference in &comparison.differences {
            if self.quiet {
                print(&format!("{}\n", difference.path));
            } else {
                print(&difference.to_string());
            }
        }
        comparison.is_unfinished || !comparison.differences.is_empty()
    }
}

fn stop(error: &output::Error) -> Stop {
    Stop::trouble(said(error))
}

fn said(error: &output::Error) -> String {
    match error.help() {
        Some(help) => format!("{error}\n  help: {help}"),
        None => error.to_string(),
    }
}

/// Says what is in the way: hand edits are differences, the rest is I/O.
fn trouble(error: &output::Error) -> u8 {
    eprintln!("terrace: {}", said(error));
    if matches!(error, output::Error::Conflicts { .. }) { 1 } else { 2 }
}
