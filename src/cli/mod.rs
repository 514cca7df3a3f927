//! The command line: one verb per file. The only place, beside `output`, that reads and writes the world.

mod build;
mod check;
mod excerpt;
mod explain;
mod fmt;
mod load;
mod prices;
mod project;
mod renamed;
mod render;
mod report;
mod rules;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// One policy in, Terraform, Kubernetes objects and `CloudWatch` alarms out.
#[derive(Parser)]
#[command(name = "terrace", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Compile policies into OUT/<service>/<environment>/
    Build(build::Build),
    /// Say everything that is wrong, and write nothing
    Check(check::Check),
    /// Format policies
    Fmt(fmt::Fmt),
    /// Print a resolved policy in the language itself
    Show(show::Show),
    /// Say what policies would cost, carry and survive, and write nothing
    Report(report::Report),
    /// Explain a code that a message carries
    Explain(explain::Explain),
    /// Import price lists, or show what is known of a type or a service
    Prices(prices::Prices),
    /// List the rules with their levels in each pack, case by case
    Rules(rules::Rules),
}

/// What a verb reads.
#[derive(Args)]
struct Paths {
    /// Policies, or folders with policies; `-` is standard input
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
}

/// How findings are shown and weighed.
#[derive(Args)]
struct Findings {
    /// How findings are shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// What makes the command fail beside errors
    #[arg(long, value_enum)]
    deny: Option<Deny>,
    /// The day that counts as today (YYYY-MM-DD); the catalogue's otherwise
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// An array for programs
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings too
    Warnings,
}

/// Why a command stops: the exit status and what to say.
struct Stop {
    status: u8,
    message: String,
}

impl Stop {
    /// Usage or I/O.
    fn trouble(message: impl Into<String>) -> Self {
        Self { status: 2, message: message.into() }
    }
}

type Outcome = Result<u8, Stop>;

/// Runs the command line: 0 clean or only warnings and notes, 1 errors or differences, 2 usage or I/O.
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().verb {
        Verb::Build(build) => build.run(),
        Verb::Check(check) => check.run(),
        Verb::Fmt(fmt) => fmt.run(),
        Verb::Show(show) => show.run(),
        Verb::Report(report) => report.run(),
        Verb::Explain(explain) => explain.run(),
        Verb::Prices(prices) => prices.run(),
        Verb::Rules(rules) => Ok(rules.run()),
    };
    match outcome {
        Ok(status) => ExitCode::from(status),
        Err(stop) => {
            eprintln!("terrace: {}", stop.message);
            ExitCode::from(stop.status)
        }
    }
}

/// Writes to standard output; a reader that has gone away ends the command quietly.
fn print(text: &str) {
    use std::io::Write;
    let _ = std::io::stdout().write_all(text.as_bytes());
}
