//! A message with a number that the policy does not say has the calculation of it.

use std::collections::BTreeSet;

use super::{RULES, found};
use crate::diagnostic::Finding;

/// Numbers that nobody computed: the rule, its numbers, why they need no calculation.
const NAMES: &[(&str, &[&str], &str)] = &[
    ("cost/not-priced", &["1"], "how many more things are not named is counted"),
    ("health/interval-not-supported", &["53"], "Route 53 is a name"),
    ("model/bad-value", &["1", "65535"], "what a port can be is no figure of a policy"),
    ("model/bad-value", &["10", "80"], "a count is shown as one writes it"),
    ("model/bad-value", &["5", "30"], "a duration is shown as one writes it"),
    ("security/tls-too-old", &["1.2"], "TLS 1.2 is a name"),
];

/// What rules find of their rejected examples and of the documents as they were written.
fn judged() -> Vec<(String, Vec<Finding>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/as-written");
    let entries = std::fs::read_dir(folder).expect("documents").filter_map(Result::ok);
    let documents = entries.filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
    let examples = RULES.iter().map(|rule| rule.rejected.to_owned());
    let of_rules = |text: String| {
        let ruled = |finding: &Finding| RULES.iter().any(|rule| rule.code == finding.code);
        let findings = found(&text).into_iter().filter(ruled).collect();
        (text, findings)
    };
    examples.chain(documents).map(of_rules).collect()
}

/// The numbers of a text as a reader sees them, `1,234.50` as `1234.5`; not those of words such as `eu-west-1` and `p95`.
fn numbers(text: &str) -> BTreeSet<String> {
    let text = text.replace("..", " ").replace("->", " ");
    let breaks = |letter: char| letter.is_whitespace() || "()[]{}`×→=\"".contains(letter);
    let words = text.split(breaks).filter(|word| {
        let before: String = word.chars().take_while(|letter| !letter.is_ascii_digit()).collect();
        !before.contains(|letter: char| letter.is_alphabetic())
    });
    let figures = words.flat_map(|word| {
        let parts = word.split(|letter: char| !(letter.is_ascii_digit() || ".,".contains(letter)));
        parts.map(plain).collect::<Vec<_>>()
    });
    figures.filter(|figure| figure.contains(|letter: char| letter.is_ascii_digit())).collect()
}

/// `1,234.50` as `1234.5`
fn plain(figure: &str) -> String {
    let figure = figure.trim_matches(['.', ',']).replace(',', "");
    if figure.contains('.') {
        figure.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        figure
    }
}

/// The numbers of a message that do not stand in the policy.
fn computed(finding: &Finding, policy: &str) -> BTreeSet<String> {
    let said = numbers(policy);
    let named = |figure: &String| {
        NAMES
            .iter()
            .any(|(code, names, _)| *code == finding.code && names.contains(&figure.as_str()))
    };
    numbers(&finding.message)
        .into_iter()
        .filter(|figure| !said.contains(figure) && !named(figure))
        .collect()
}

fn on_paper(finding: &Finding, policy: &str) -> Result<(), String> {
    let computed = computed(finding, policy);
    let lines = finding.derivation.iter();
    let lines: Vec<_> =
        lines.map(|step| numbers(&format!("{} {}", step.what, step.figure))).collect();
    let missing: Vec<_> =
        computed.iter().filter(|figure| !lines.iter().any(|line| line.contains(*figure))).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("{missing:?} stand in no line")) }
}

#[test]
fn every_computed_number_has_its_calculation() {
    let mut wrong = Vec::new();
    for (policy, findings) in judged() {
        for finding in &findings {
            if let Err(what) = on_paper(finding, &policy) {
                let lines = finding.derivation.iter();
                let lines = lines.map(|step| format!("    {}: {}\n", step.what, step.figure));
                let lines: String = lines.collect();
                wrong.push(format!("{}: {what}\n  {}\n{lines}", finding.code, finding.message));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// An exception that excepts nothing is taken away.
#[test]
fn every_exception_is_met() {
    let findings: Vec<Finding> = judged().into_iter().flat_map(|(_, findings)| findings).collect();
    for (code, names, _) in NAMES {
        let own = findings.iter().filter(|finding| finding.code == *code);
        let met: BTreeSet<String> = own.flat_map(|finding| numbers(&finding.message)).collect();
        assert!(names.iter().all(|name| met.contains(*name)), "{code}: {names:?} of {met:?}");
    }
}

#[test]
fn numbers_are_read_as_people_read_them() {
    let read = |text: &str| numbers(text).into_iter().collect::<Vec<_>>();
    assert_eq!(read("$1,234.50 a month, 2..4 in eu-west-1"), ["1234.5", "2", "4"]);
    assert_eq!(read("`latency p95 < 500ms`: (3 × 10s)"), ["10", "3", "500"]);
    assert_eq!(read("ended on 2026-06-30, 98 days ago"), ["06", "2026", "30", "98"]);
}
