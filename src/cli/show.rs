//! `terrace show`: a resolved policy, in the language itself.

use std::path::PathBuf;

use super::load::{Loaded, load};
use super::{Outcome, Stop, print, render};
use crate::diagnostic::Level;
use crate::model::{self, Place, Policy};
use crate::words::{any_of, tick};

/// Print a resolved policy in the language itself.
#[derive(clap::Args)]
pub struct Show {
    /// The policy; `-` is standard input
    file: PathBuf,
    /// The environment
    #[arg(long, short)]
    environment: Option<String>,
    /// The tier; the current one otherwise
    #[arg(long)]
    tier: Option<String>,
    /// The service, where the file holds several
    #[arg(long)]
    service: Option<String>,
}

impl Show {
    /// Runs the verb.
    pub fn run(self) -> Outcome {
        let Loaded { sources, units, mut findings, .. } =
            load(std::slice::from_ref(&self.file), None)?;
        let (services, found) = model::resolve(&units);
        findings.extend(found);
        findings.retain(|finding| finding.level == Level::Error);
        if !findings.is_empty() {
            eprint!("{}", render::text(&findings, &[], &sources, false));
            return Ok(1);
        }
        let named = |name: &String| self.service.as_ref().is_none_or(|wanted| wanted == name);
        let mut matching = services.iter().filter(|service| named(&service.name.node));
        let (Some(service), None) = (matching.next(), matching.next()) else {
            let names: Vec<&str> =
                services.iter().map(|service| service.name.node.as_str()).collect();
            return Err(unknown("service", self.service.as_deref(), &names));
        };
        print(&crate::show(self.policy(&service.places)?));
        Ok(0)
    }

    fn policy<'a>(&self, places: &'a [Place]) -> Result<&'a Policy, Stop> {
        let name = |place: &'a Place| place.environment.as_ref().map(|name| name.node.as_str());
        let wanted = self.environment.as_deref();
        let place = match (wanted, places) {
            (None, [only]) => Some(only),
            (wanted, places) => places.iter().find(|place| name(place) == wanted),
        };
        let place = place.ok_or_else(|| {
            let names: Vec<&str> = places.iter().filter_map(name).collect();
            unknown("environment", wanted, &names)
        })?;
        let Some(wanted) = &self.tier else {
            return place.current().ok_or_else(|| Stop::trouble("nothing to show"));
        };
        let tier =
            |policy: &&Policy| policy.tier.as_ref().is_some_and(|tier| tier.name.node == *wanted);
        place.tiers.iter().find(tier).ok_or_else(|| {
            let tiers = place.tiers.iter().filter_map(|policy| policy.tier.as_ref());
            let names: Vec<&str> = tiers.map(|tier| tier.name.node.as_str()).collect();
            unknown("tier", Some(wanted), &names)
        })
    }
}

/// What to say where a flag is missing or names nothing.
fn unknown(flag: &str, given: Option<&str>, known: &[&str]) -> Stop {
    Stop::trouble(match (given, known) {
        (Some(given), []) => format!("no {flag} {}, there is none", tick(given)),
        (Some(given), _) => format!("no {flag} {}, there is {}", tick(given), any_of(known)),
        (None, _) => format!("say --{flag} {}", any_of(known)),
    })
}
