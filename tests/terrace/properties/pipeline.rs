//! The pipeline in memory: a policy's text in, trees and findings out.

use proptest::prelude::ProptestConfig;
use terrace::diagnostic::Level;
use terrace::model::{self, Unit};
use terrace::settings::{Settings, Version};
use terrace::source::Sources;
use terrace::syntax::tree::Date;
use terrace::{Choice, Compiled, compile, syntax};

/// Some cases of a property, or as many as `PROPTEST_CASES` says.
pub fn cases(few: u32) -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: wanted.unwrap_or(few),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Compiles a text, whatever it says.
pub fn attempt(text: &str) -> Compiled {
    let mut sources = Sources::default();
    let file = sources.add("policy.terrace", text);
    let (tree, found) = syntax::parse(file, text);
    let units = [Unit { body: tree.body, used: Vec::new() }];
    compile(&units, found, &sources, &settings(), &Choice::default())
}

fn settings() -> Settings {
    Settings::new(
        Version { major: 1, minor: 35 },
        Version { major: 2, minor: 17 },
        Date { year: 2026, month: 11, day: 1 },
    )
}

/// Compiles a text that has no error.
pub fn compiled(text: &str) -> Compiled {
    let compiled = attempt(text);
    assert!(!broken(&compiled), "{}\n{text}", errors(&compiled).join("\n"));
    compiled
}

/// Whether an error was found.
pub fn broken(compiled: &Compiled) -> bool {
    compiled.findings.iter().any(|finding| finding.level == Level::Error)
}

/// The errors, one a line.
pub fn errors(compiled: &Compiled) -> Vec<String> {
    let errors = compiled.findings.iter().filter(|finding| finding.level == Level::Error);
    errors.map(|error| format!("{}: {}", error.code, error.message)).collect()
}

/// The files by their path, without the places in the policy's text.
pub fn files(compiled: &Compiled) -> Vec<(String, String)> {
    let trees = compiled.trees.iter().map(|built| &built.tree);
    let paths = trees.flat_map(|tree| {
        tree.files.iter().map(|file| (format!("{}/{}", tree.folder, file.path), file))
    });
    let kept = paths.filter(|(path, _)| !path.ends_with("source-map.json"));
    kept.map(|(path, file)| (path, file.contents.to_string())).collect()
}

/// Every policy of a text, resolved and written in the language again.
pub fn shown(text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let file = sources.add("policy.terrace", text);
    let (tree, found) = syntax::parse(file, text);
    assert!(found.is_empty(), "{found:?}\n{text}");
    let (services, _) = model::resolve(&[Unit { body: tree.body, used: Vec::new() }]);
    let places = services.iter().flat_map(|service| &service.places);
    places.filter_map(|place| place.current()).map(terrace::show).collect()
}
