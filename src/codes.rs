//! Every code that a message may carry, from the stage that makes it.

use crate::diagnostic::Code;
use crate::words::one_line;
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
        let why = one_line(self.why);
        let mut text = format!("{}\n\n{why}\n", self.code);
        if let Some((rejected, accepted)) = self.examples {
            text.push_str(&example("Rejected", rejected));
            text.push_str(&example("Accepted", accepted));
        }
        text
    }
}

/// No short text can show it.
const TOO_LONG: Code = Code {
    code: "syntax/too-long",
    why: "A policy is at most 16 MiB, which keeps every stage bounded. Real ones have a few hundred lines.",
};

/// All codes, sorted.
pub fn all() -> Vec<Known> {
    let stages =
        [&TOO_LONG].into_iter().chain(model::CODES).chain(plan::codes()).chain(targets::codes());
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::all;

    fn sources(folder: &Path, texts: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "tests") {
                sources(&path, texts);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                texts.push(text.split("#[cfg(test)]").next().unwrap_or("").to_owned());
            }
        }
    }

    /// The string literals of a text that look like a code of one of some families.
    fn literals<'a>(text: &'a str, families: &[&str]) -> Vec<&'a str> {
        let is_code = |word: &&str| {
            let Some((family, problem)) = word.split_once('/') else { return false };
            let plain = |sign: u8| sign.is_ascii_lowercase() || sign == b'-';
            families.contains(&family) && !problem.is_empty() && problem.bytes().all(plain)
        };
        text.split('"').filter(is_code).collect()
    }

    #[test]
    fn every_code_that_a_message_carries_is_explained() {
        let mut texts = Vec::new();
        sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut texts);
        let known: Vec<&str> = all().iter().map(|known| known.code).collect();
        let families = ["syntax", "model", "build", "lowering", "patch"];
        let unknown: Vec<&str> = texts
            .iter()
            .flat_map(|text| literals(text, &families))
            .filter(|code| !known.contains(code))
            .collect();
        assert_eq!(unknown, Vec::<&str>::new());
    }
}
