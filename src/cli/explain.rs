//! `terrace explain`: what a code means, with an example of each side where it has them.

use super::{Outcome, Stop, print};
use crate::codes;
use crate::words::{nearest, tick};

/// Explain a code that a message carries.
#[derive(clap::Args)]
pub struct Explain {
    /// The code, `family/problem`; all of them without
    code: Option<String>,
}

impl Explain {
    /// Runs the verb.
    pub fn run(self) -> Outcome {
        let all = codes::all();
        let Some(wanted) = self.code else {
            let lines: Vec<String> = all.iter().map(|known| format!("{}\n", known.code)).collect();
            print(&lines.concat());
            return Ok(0);
        };
        if let Some(known) = all.iter().find(|known| known.code == wanted) {
            print(&known.text());
            Ok(0)
        } else {
            let near = nearest(&wanted, all.iter().map(|known| known.code));
            let hint = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
            Err(Stop::trouble(format!("no code {}{hint}", tick(&wanted))))
        }
    }
}
