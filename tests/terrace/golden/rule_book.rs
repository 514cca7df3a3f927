//! `grammar/rules.md`: every rule with its levels, why it exists, what it rejects and what it says then.

use std::fmt::Write;
use std::fs;

use terrace::diagnostic::{About, Case, Level};
use terrace::rules::{RULES, Rule};
use terrace::settings::levels::{Levels, Pack};
use terrace::settings::limits::LIMITS;
use terrace::words::one_line;

use super::rejected::report;
use crate::support::package;

#[test]
fn the_rule_book_is_what_the_rules_say() {
    let path = package().join("grammar/rules.md");
    let book = book();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &book).expect("a new book");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == book,
        "grammar/rules.md is stale: {}",
        super::unified("rules.md", written.as_bytes(), book.as_bytes())
    );
}

const HEAD: &str = "# Rules

Written from the rules themselves by `just golden`; `terrace rules` lists them, `terrace explain CODE` shows one.

A level in `terrace.toml` (`[levels]`) holds for all cases of a code at once. What is marked **refused** is what a target would
refuse or cannot mean: an error in every environment, which no pack, no level and no waiver changes. What is marked *promise* is a
note in environments that no promise binds. Of each rejected example stands here what its own rule says; everything that is said of it
stands in `golden/rejected`. The pack `sandbox` makes notes of warnings, and warnings of what is wrong with cost,
capacity, availability and recovery; `strict` makes errors of warnings.
";

fn book() -> String {
    let mut book = HEAD.to_owned();
    book.push_str("\n## Limits\n\n| limit | default | decides |\n|---|---|---|\n");
    for limit in LIMITS {
        let _ = writeln!(book, "| `{}` | {} | {} |", limit.name, limit.default, limit.decides);
    }
    for family in RULES.chunk_by(|one, other| one.family() == other.family()) {
        let _ = writeln!(book, "\n## {}", family[0].family());
        for rule in family {
            chapter(rule, &mut book);
        }
    }
    book
}

fn chapter(rule: &Rule, book: &mut String) {
    let _ = writeln!(book, "\n### `{}`\n\n{}\n", rule.code, one_line(rule.why));
    book.push_str("| when | sandbox | standard | strict | |\n|---|---|---|---|---|\n");
    for case in rule.cases {
        row(rule, *case, book);
    }
    let _ = writeln!(
        book,
        "\nRejected:\n\n```terrace\n{}```\n\n```text\n{}```",
        rule.rejected,
        own(rule.code, &trimmed(&report(rule)))
    );
    let _ = writeln!(book, "\nAccepted:\n\n```terrace\n{}```", rule.accepted);
}

fn row(rule: &Rule, case: Case, book: &mut String) {
    let when = if case.when.is_empty() { "always" } else { case.when };
    let level = |pack| {
        let levels = Levels { pack, ..Levels::default() };
        match levels.of(rule.code, case, true) {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        }
    };
    let [sandbox, standard, strict] = Pack::ALL.map(level);
    let mark = match case.about {
        About::Target => "**refused**",
        About::Policy => "",
        About::Promise => "*promise*",
    };
    let _ = writeln!(book, "| {when} | {sandbox} | {standard} | {strict} | {mark} |");
}

/// What a report says under a code, and how much more it says of other rules.
fn own(code: &str, report: &str) -> String {
    let begins = |line: &&str| {
        line.starts_with(|first: char| first.is_ascii_lowercase()) && line.contains('/')
    };
    let mut mine = false;
    let (mut said, mut others) = (String::new(), 0);
    for line in
        report.lines().filter(|line| !line.contains(" errors, ") && !line.starts_with("1 error, "))
    {
        if begins(&line) {
            mine = line.split(' ').next() == Some(code);
            others += usize::from(!mine);
        }
        if mine {
            let _ = writeln!(said, "{line}");
        }
    }
    let said = said.trim_end();
    match others {
        0 => format!("{said}\n"),
        1 => format!("{said}\n\n1 finding of another rule\n"),
        more => format!("{said}\n\n{more} findings of other rules\n"),
    }
}

/// Without spaces at the ends of lines, and with one line feed at the end.
fn trimmed(text: &str) -> String {
    text.trim().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
