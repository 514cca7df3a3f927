//! The rejected example of each rule as a policy, with what `terrace check` says of it.

use std::fs;

use terrace::rules::{RULES, Rule};

use crate::support::{Files, terrace};

#[test]
fn rejected_examples_are_reported_as_they_stand() {
    let mut made = Files::new();
    for rule in RULES {
        made.insert(format!("{}/policy.terrace", rule.code), rule.rejected.into());
        made.insert(format!("{}/report.txt", rule.code), report(rule).into());
    }
    super::hold("rejected", &made);
}

/// What `terrace check policy.terrace` says of the rejected example.
pub fn report(rule: &Rule) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("policy.terrace"), rule.rejected).expect("a policy");
    let mut command = terrace();
    command.current_dir(folder.path()).args(["check", "policy.terrace"]);
    let output = command.output().expect("the binary runs");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.contains(rule.code), "{}:\n{said}", rule.code);
    said
}
