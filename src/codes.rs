//! Every code that a message may carry, from the stage that makes it.

use crate::{model, plan, rules, syntax, targets};

/// A code with all that is known of it.
pub struct Known {
    /// `family/problem`
    pub code: &'static str,
    /// Why it exists.
    pub why: &'static str,
    /// A text that it finds fault with, and the same text mended.
    pub examples: Option<(&'static str, &'static str)>,
}

impl Known {
    /// What `terrace explain` prints.
    pub fn text(&self) -> String {
        let example = |title: &str, text: &str| {
            let lines: String =
                text.trim_end().lines().map(|line| format!("    {line}\n")).collect();
            format!("\n{title}:\n\n{lines}")
        };
        let why = self.why.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut text = format!("{}\n\n{why}\n", self.code);
        if let Some((rejected, accepted)) = self.examples {
            text.push_str(&example("Rejected", rejected));
            text.push_str(&example("Accepted", accepted));
        }
        text
    }
}

/// All codes, sorted.
pub fn all() -> Vec<Known> {
    let stages = model::CODES.iter().chain(plan::codes()).chain(targets::codes());
    let plain = stages.map(|code| Known { code: code.code, why: code.why, examples: None });
    let syntax = syntax::CODES.iter().map(|known| Known {
        code: known.code,
        why: known.why,
        examples: Some((known.rejected, known.accepted)),
    });
    let rules = rules::RULES.iter().map(|rule| Known {
        code: rule.code,
        why: rule.why,
        examples: Some((rule.rejected, rule.accepted)),
    });
    let mut all: Vec<Known> = rules.chain(syntax).chain(plain).collect();
    all.sort_by_key(|known| known.code);
    all.dedup_by_key(|known| known.code);
    all
}
