//! Data flows one way, the core does no I/O, and files stay short: invariants stated as absences.

use std::path::Path;

use crate::support::root;

/// The stages in their order, and what else each may look at.
const STAGES: &[(&str, &[&str])] = &[
    ("syntax", &["diagnostic", "source", "words"]),
    ("catalog", &["words"]),
    ("model", &["catalog", "diagnostic", "source", "syntax", "words"]),
    ("plan", &["catalog", "diagnostic", "model", "settings", "source", "syntax", "words"]),
    ("rules", &["catalog", "diagnostic", "model", "plan", "settings", "source", "syntax", "words"]),
    (
        "targets",
        &[
            "catalog",
            "diagnostic",
            "model",
            "output",
            "plan",
            "settings",
            "source",
            "syntax",
            "words",
        ],
    ),
    ("output", &["words"]),
];

fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&root().join("src"), &mut found);
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name =
                path.strip_prefix(root().join("src")).unwrap().to_string_lossy().into_owned();
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The code of a file without its tests.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

fn is_test(name: &str) -> bool {
    name.contains("/tests") || name.ends_with("tests.rs")
}

fn product() -> impl Iterator<Item = (String, String)> {
    sources().into_iter().filter(|(name, _)| !is_test(name))
}

#[test]
fn stages_look_only_at_those_before_them() {
    for (stage, may) in STAGES {
        let inside = format!("{stage}/");
        for (name, text) in product().filter(|(name, _)| name.starts_with(&inside)) {
            for part in code(&text).split("crate::").skip(1) {
                let used: String =
                    part.chars().take_while(|letter| letter.is_ascii_lowercase()).collect();
                let fits = used.is_empty() || used == *stage || may.contains(&used.as_str());
                assert!(fits, "{name} uses crate::{used}");
            }
        }
    }
}

#[test]
fn the_core_neither_reads_nor_writes_the_world() {
    const WORLD: &[&str] = &[
        "std::fs",
        "std::env::",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "println!",
    ];
    for (name, text) in product() {
        if name.starts_with("cli/") || name.starts_with("output/") || name == "main.rs" {
            continue;
        }
        for word in WORLD {
            assert!(!code(&text).contains(word), "{name} uses {word}");
        }
    }
}

#[test]
fn nothing_panics_and_nothing_is_left_open() {
    const NEVER: &[&str] = &[
        ".unwrap()",
        ".expect(",
        "panic!(",
        "unreachable!(",
        "todo!(",
        "unimplemented!(",
        "TODO",
        "FIXME",
        "HashMap",
        "HashSet",
    ];
    for (name, text) in product() {
        for line in code(&text).lines().filter(|line| !line.trim_start().starts_with("//")) {
            for word in NEVER {
                assert!(!line.contains(word), "{name}: {line}");
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is_and_stays_short() {
    for (name, text) in product() {
        assert!(text.starts_with("//!"), "{name} does not begin with //!");
        let lines = code(&text).lines().count();
        assert!(lines <= 600, "{name} has {lines} lines");
    }
}
