//! The direction of the stages and what the core must not do, read from the source itself.

use std::fs;
use std::path::Path;

use crate::support::package;

/// One file of the source, its path below `src/`, without what is for tests only.
struct Source {
    path: String,
    text: String,
    code: String,
}

impl Source {
    fn is_in(&self, stage: &str) -> bool {
        self.path == format!("{stage}.rs") || self.path.starts_with(&format!("{stage}/"))
    }
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    collect(&package().join("src"), "", &mut found);
    assert!(found.len() > 100, "the source is somewhere else");
    found
}

fn collect(folder: &Path, below: &str, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("a readable folder").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        let below = if below.is_empty() { name.to_string() } else { format!("{below}/{name}") };
        if path.is_dir() {
            if name != "tests" {
                collect(&path, &below, found);
            }
        } else if name.ends_with(".rs") && name != "tests.rs" {
            let text = fs::read_to_string(&path).expect("a readable file");
            let code = without_tests_and_comments(&text);
            found.push(Source { path: below, text, code });
        }
    }
}

/// Unit tests stand at the bottom of a file, as a module that opens there.
fn without_tests_and_comments(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let opens = |index: &usize| {
        lines[*index].starts_with("#[cfg(")
            && lines[*index].contains("test")
            && lines
                .get(index + 1)
                .is_some_and(|line| line.starts_with("mod ") && line.ends_with('{'))
    };
    let end = (0..lines.len()).find(opens).unwrap_or(lines.len());
    let code = lines[..end].iter().filter(|line| !line.trim_start().starts_with("//"));
    code.fold(String::new(), |code, line| code + line + "\n")
}

/// Every line of the chosen files that holds one of the words, as `file: line`.
fn lines_with(chosen: impl Fn(&Source) -> bool, words: &[&str]) -> Vec<String> {
    let sources = sources();
    let chosen = sources.iter().filter(|source| chosen(source));
    let lines = chosen.flat_map(|source| source.code.lines().map(move |line| (&source.path, line)));
    lines
        .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
        .map(|(path, line)| format!("{path}: {}", line.trim()))
        .collect()
}

#[test]
fn stages_know_only_the_stages_before_them() {
    let later = |stages: &[&'static str]| -> Vec<String> {
        stages.iter().map(|stage| format!("crate::{stage}")).collect()
    };
    for (stage, forbidden) in [
        ("source", &["syntax", "model", "plan", "targets", "output", "rules", "cli"][..]),
        ("syntax", &["model", "plan", "targets", "output", "rules", "cli", "catalog"][..]),
        ("model", &["plan", "targets", "output", "rules", "cli"][..]),
        ("plan", &["targets", "output", "rules", "stability", "cli"][..]),
        ("stability", &["targets", "output", "rules", "cli", "catalog", "diagnostic"][..]),
        ("figures", &["targets", "output", "rules", "stability", "report", "cli"][..]),
        ("mends", &["targets", "output", "rules", "report", "cli"][..]),
        ("targets", &["rules", "stability", "report", "cli"][..]),
        ("report", &["rules", "output", "cli"][..]),
        ("rules", &["targets", "output", "cli"][..]),
        ("output", &["syntax", "model", "plan", "targets", "rules", "cli"][..]),
        ("catalog", &["syntax", "model", "plan", "targets", "output", "rules", "cli"][..]),
    ] {
        let forbidden = later(forbidden);
        let forbidden: Vec<&str> = forbidden.iter().map(String::as_str).collect();
        let found = lines_with(|source| source.is_in(stage), &forbidden);
        assert!(found.is_empty(), "{stage} looks ahead:\n{}", found.join("\n"));
    }
}

#[test]
fn only_the_pipeline_the_rim_and_the_list_of_codes_read_the_rules() {
    let allowed = |source: &Source| {
        source.is_in("rules")
            || source.is_in("cli")
            || ["lib.rs", "draft.rs", "codes.rs"].contains(&&*source.path)
    };
    let found = lines_with(|source| !allowed(source), &["rules::"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_core_touches_no_world() {
    let world = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "println!",
    ];
    let rim =
        |source: &Source| source.is_in("cli") || source.is_in("output") || source.path == "main.rs";
    let found = lines_with(|source| !rim(source), &world);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn bad_input_reaches_no_panic() {
    let words = [".unwrap()", ".expect(", "panic!", "unreachable!", "todo!", "unimplemented!"];
    let found = lines_with(|_| true, &words);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_order_is_left_to_chance() {
    let found = lines_with(|_| true, &["HashMap", "HashSet"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The plan is neutral: it names no language that a target writes.
#[test]
fn the_plan_names_no_target_language() {
    let sources = sources();
    for source in sources.iter().filter(|source| source.is_in("plan")) {
        // Every second part lies between quotes: words for people, which may name a target.
        let code = source.code.split('"').step_by(2).collect::<Vec<_>>().join(" ");
        let names = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let found = names.flat_map(|name| name.split('_')).find(|word| {
            ["terraform", "hcl", "yaml", "json"].contains(&word.to_lowercase().as_str())
        });
        assert!(found.is_none(), "{} says `{}`", source.path, found.unwrap_or_default());
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn files_are_short() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|source| source.code.lines().count() > 500)
        .map(|source| format!("{}: {}", source.path, source.code.lines().count()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
