//! What Terrace says, kept as snapshots: the reference of the command line, the rules, explanations, and a policy with
//! more than forty findings.

use crate::support::{run, terrace};

fn said(arguments: &[&str]) -> String {
    let output = run(arguments);
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).expect("UTF-8");
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The verbs that `terrace --help` lists.
fn verbs() -> Vec<String> {
    let help = said(&["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let words = listed.map_while(|line| line.split_whitespace().next());
    words.filter(|verb| *verb != "help").map(str::to_owned).collect()
}

#[test]
fn the_reference_of_the_command_line() {
    let verbs = verbs();
    assert!(verbs.len() >= 6, "{verbs:?}");
    let mut text = said(&["--help"]);
    let inner = ["prices import", "prices show"];
    for verb in verbs.iter().map(String::as_str).chain(inner) {
        text.push_str("\n$ terrace ");
        text.push_str(verb);
        text.push_str(" --help\n");
        text.push_str(&said(&verb.split(' ').chain(["--help"]).collect::<Vec<_>>()));
    }
    insta::assert_snapshot!("reference", text);
}

#[test]
fn the_list_of_rules() {
    insta::assert_snapshot!("rules", said(&["rules"]));
}

#[test]
fn an_explanation() {
    insta::assert_snapshot!("explain", said(&["explain", "security/account-reused"]));
    let policy = ["explain", "--policy", "tests/terrace/forty.terrace", "cost/no-budget"];
    insta::assert_snapshot!("explain_policy", said(&policy));
    let policy = "golden/rejected/cost/over-budget/policy.terrace";
    let calculation = said(&["explain", "--policy", policy, "cost/over-budget"]);
    insta::assert_snapshot!("explain_calculation", calculation);
}

#[test]
fn a_policy_with_more_than_forty_findings() {
    let text = said(&["check", "tests/terrace/forty.terrace"]);
    let counted: usize = text
        .lines()
        .last()
        .and_then(|line| line.split(':').next())
        .map(|counts| counts.split(' ').filter_map(|word| word.parse::<usize>().ok()).sum())
        .expect("a line of counts");
    assert!(counted >= 40, "{counted} findings");
    assert!(text.lines().count() <= 8 * counted, "{} lines", text.lines().count());
    insta::assert_snapshot!("forty", text);
}

#[test]
fn a_calculation_is_an_object_for_machines() {
    let policy = ["explain", "--policy", "tests/terrace/forty.terrace", "cost/no-budget"];
    let output =
        terrace().args(policy).args(["--format", "json"]).output().expect("the binary runs");
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let met: Vec<&str> = findings
        .iter()
        .flat_map(|finding| finding["found_in"].as_array().expect("places"))
        .filter_map(|seat| seat["environment"].as_str())
        .collect();
    assert_eq!(met, ["prod"]);
    assert!(findings.iter().all(|finding| finding["derivation"].is_array()));
}
