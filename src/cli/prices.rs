//! `terrace prices`: price lists into the project's own file, and what is known of a thing.

mod known;
mod show;

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Outcome, Stop, load, print};
use crate::catalog::import::{self, Row};
use crate::words::count;

/// Import price lists, or show what is known of a type or a service.
#[derive(clap::Args)]
pub struct Prices {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Read AWS price lists into a file of prices that terrace.toml can name
    Import(Import),
    /// Say what is known of a type or a service: from when and from where
    Show(show::Show),
}

/// Read AWS price lists into a file of prices that terrace.toml can name.
#[derive(clap::Args)]
struct Import {
    /// Price lists as CSV or JSON, or what `aws pricing get-products` says; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The file of prices, to which they are added
    #[arg(long, default_value = "prices.tsv")]
    out: PathBuf,
}

impl Prices {
    /// Runs the verb.
    pub fn run(self) -> Outcome {
        match self.verb {
            Verb::Import(import) => import.run(),
            Verb::Show(show) => show.run(),
        }
    }
}

impl Import {
    fn run(self) -> Outcome {
        let mut rows = Vec::new();
        for path in &self.files {
            let found = list(path)?;
            rows.extend(found);
        }
        let shown = self.out.display().to_string();
        let is_new = !self.out.exists();
        let old = if is_new { String::new() } else { load::text(&self.out)? };
        let merged = import::merge(&shown, &old, rows).map_err(Stop::trouble)?;
        if merged.text != old {
            replace(&self.out, &merged.text)?;
        }
        let new = count(merged.added, "new price");
        print(&format!(
            "{shown}: {new}, {} changed, {} confirmed\n",
            merged.changed, merged.confirmed
        ));
        if is_new {
            print(&format!("to use it, say in terrace.toml: catalogue = \"{shown}\"\n"));
        }
        Ok(0)
    }
}

fn list(path: &Path) -> Result<Vec<Row>, Stop> {
    let shown =
        if path.as_os_str() == "-" { "standard input".into() } else { path.display().to_string() };
    let reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        let file = File::open(path);
        let file = file.map_err(|cause| Stop::trouble(format!("cannot read {shown}: {cause}")))?;
        Box::new(BufReader::new(file))
    };
    import::rows(reader).map_err(|why| Stop::trouble(format!("{shown}: {why}")))
}

/// Writes the whole file or leaves the old one.
fn replace(path: &Path, text: &str) -> Result<(), Stop> {
    let trouble = |cause| Stop::trouble(format!("cannot write {}: {cause}", path.display()));
    let mut draft = path.as_os_str().to_owned();
    draft.push(".new");
    fs::write(&draft, text).and_then(|()| fs::rename(&draft, path)).map_err(trouble)
}
