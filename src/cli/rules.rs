//! `terrace rules`: every rule with its levels in each pack, case by case.

use std::fmt::Write;

use clap::ValueEnum;
use serde::Serialize;

use super::{Format, print, render};
use crate::diagnostic::{About, Case};
use crate::rules::{RULES, Rule};
use crate::settings::levels::{Levels, Pack};
use crate::words::one_line;

/// List the rules with their levels in each pack, case by case.
#[derive(clap::Args)]
pub struct Rules {
    /// Only the levels of this pack
    #[arg(long, value_enum, value_name = "PACK")]
    pack: Option<Pack>,
    /// How the rules are shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Rules {
    /// Runs the verb.
    pub fn run(self) -> u8 {
        let packs = self.pack.map_or_else(|| Pack::ALL.to_vec(), |pack| vec![pack]);
        print(&match self.format {
            Format::Text => text(&packs),
            Format::Json => json(&packs),
        });
        0
    }
}

fn text(packs: &[Pack]) -> String {
    let mut text = String::new();
    for family in RULES.chunk_by(|one, other| one.family() == other.family()) {
        let Some(first) = family.first() else { continue };
        let heads: String = packs.iter().map(|pack| format!("{:<10}", pack.word())).collect();
        let _ = writeln!(text, "{:<44}{}", first.family(), heads.trim_end());
        for rule in family {
            rows(rule, packs, &mut text);
        }
        text.push('\n');
    }
    text.push_str("In environments that no promise binds, what is marked * is a note; `!` is an error whatever a project sets.\n");
    text
}

/// The code with the levels of its only case, else a row for each case; then why.
fn rows(rule: &Rule, packs: &[Pack], text: &mut String) {
    let code = format!("  {}", rule.code);
    match rule.cases {
        [only] => {
            let _ = writeln!(text, "{code:<44}{}", levels(rule, *only, packs));
        }
        cases => {
            let _ = writeln!(text, "{code}");
            for case in cases {
                let when = format!("    {}", case.when);
                let _ = writeln!(text, "{when:<44}{}", levels(rule, *case, packs));
            }
        }
    }
    let why = one_line(rule.why);
    let first = why.split_inclusive(". ").next().unwrap_or_default();
    let _ = writeln!(text, "    {}", first.trim_end());
}

fn levels(rule: &Rule, case: Case, packs: &[Pack]) -> String {
    let mark = match case.about {
        About::Target => "!",
        About::Policy => "",
        About::Promise => "*",
    };
    let word = |pack: &Pack| format!("{:<10}", format!("{}{mark}", level(rule, case, *pack)));
    packs.iter().map(word).collect::<String>().trim_end().to_owned()
}

fn level(rule: &Rule, case: Case, pack: Pack) -> &'static str {
    let levels = Levels { pack, ..Levels::default() };
    render::word(levels.of(rule.code, case, true))
}

#[derive(Serialize)]
struct Listed {
    code: &'static str,
    why: String,
    cases: Vec<ListedCase>,
}

#[derive(Serialize)]
struct ListedCase {
    when: Option<&'static str>,
    levels: std::collections::BTreeMap<&'static str, &'static str>,
    /// Whether it is a note where no promise binds.
    promised: bool,
    /// Whether nothing lowers it.
    refused: bool,
}

fn json(packs: &[Pack]) -> String {
    let case = |rule: &Rule, case: &Case| ListedCase {
        when: (!case.when.is_empty()).then_some(case.when),
        levels: packs.iter().map(|pack| (pack.word(), level(rule, *case, *pack))).collect(),
        promised: case.about == About::Promise,
        refused: case.about == About::Target,
    };
    let listed = RULES.iter().map(|rule| Listed {
        code: rule.code,
        why: one_line(rule.why),
        cases: rule.cases.iter().map(|it| case(rule, it)).collect(),
    });
    let mut text = serde_json::to_string_pretty(&listed.collect::<Vec<_>>()).unwrap_or_default();
    text.push('\n');
    text
}

impl ValueEnum for Pack {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.word()))
    }
}
