//! Hostile text arrives as itself or is refused; hostile policies end with an answer.

use std::fs;
use std::path::Path;
use std::process::Output;

use proptest::prelude::*;

use crate::support::{files, policy, terrace};

/// Checks a policy that nobody should write: it is refused, without a panic.
fn refused(name: &str, source: &[u8]) -> String {
    let place = tempfile::tempdir().expect("a folder");
    let path = place.path().join("bad.terrace");
    fs::write(&path, source).expect("written");
    let output = build(&path, &place.path().join("out"));
    let said = said(&output);
    assert!(matches!(output.status.code(), Some(1 | 2)), "{name}: {:?}", output.status);
    assert!(!said.contains("panicked"), "{name}: {said}");
    assert!(said.len() < 1_000_000, "{name} says {} bytes", said.len());
    assert!(files(&place.path().join("out")).is_empty(), "{name} wrote");
    said
}

fn build(policy: &Path, out: &Path) -> Output {
    let mut command = terrace();
    command.arg("build").arg(policy).arg("--out").arg(out);
    command.output().expect("the binary runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_huge_file_is_refused() {
    refused("10 MB of words", "word ".repeat(2_000_000).as_bytes());
    refused("10 MB of comment", "# comment\n".repeat(1_000_000).as_bytes());
}

#[test]
fn a_hundred_thousand_errors_are_bounded() {
    let lines = "  bogus = 1\n".repeat(100_000);
    refused("100k errors", format!("service a {{\n{lines}}}\n").as_bytes());
}

#[test]
fn depth_is_bounded() {
    for (name, open, close) in
        [("braces", "a {", "}"), ("lists", "a = [", "]"), ("parens", "(", ")")]
    {
        let source = format!("service a {{ {} {} }}", open.repeat(50_000), close.repeat(50_000));
        refused(name, source.as_bytes());
        refused(name, format!("service a {{ {}", open.repeat(50_000)).as_bytes());
    }
}

#[test]
fn what_is_no_text_is_refused() {
    refused("binary", &(0..=255).cycle().take(10_000).collect::<Vec<u8>>());
    refused("a zero byte", b"service a {\n  owner = \"a\0b\"\n}\n");
}

#[test]
fn numbers_have_an_end() {
    for number in ["9".repeat(400), format!("0.{}", "9".repeat(400)), "1e999".into()] {
        for line in ["peak = N/s", "budget = $N/month", "peak = Nk/s"] {
            let source = fs::read_to_string(policy("tickets")).expect("text");
            let line = line.replace('N', &number);
            let source = source.replace("peak   = 600/s", &line);
            refused(&line, source.as_bytes());
        }
    }
}

#[test]
fn use_stays_in_the_project_and_ends() {
    refused("outside", b"use \"../../../../etc/passwd\"\nservice a { owner = \"a\" }\n");
    refused("absolute", b"use \"/etc/passwd\"\nservice a { owner = \"a\" }\n");
    let place = tempfile::tempdir().expect("a folder");
    for (one, other) in [("a", "b"), ("b", "a")] {
        let text = format!("use \"{other}.terrace\"\nservice {one} {{ owner = \"a\" }}\n");
        fs::write(place.path().join(format!("{one}.terrace")), text).expect("written");
    }
    let output = build(&place.path().join("a.terrace"), &place.path().join("out"));
    assert!(matches!(output.status.code(), Some(1 | 2)), "{}", said(&output));
    assert!(!said(&output).contains("panicked"));
}

#[test]
fn names_stay_in_the_output_folder() {
    let source = fs::read_to_string(policy("tickets")).expect("text");
    for name in ["..", "../x", "a/b", "/x", "\"../x\"", "a\\b", ".git"] {
        refused(name, source.replace("service tickets", &format!("service {name}")).as_bytes());
        refused(
            name,
            source.replace("environment prod", &format!("environment {name}")).as_bytes(),
        );
    }
}

#[test]
fn impossible_hosts_are_refused() {
    let source = fs::read_to_string(policy("podinfo")).expect("text");
    for host in ["a b", "a..b", "${x}", "-a.example.com", "a\\nb", "é.example.com", ""] {
        let bad = source.replace("\"podinfo.example.com\"", &format!("\"{host}\""));
        assert_ne!(bad, source);
        refused(host, bad.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// The text of an alarm stands in HCL and in JSON as what was written, or is refused.
    #[test]
    fn a_title_arrives_as_itself(words in prop::collection::vec(word(), 1..5)) {
        let title = words.concat();
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("p.terrace");
        let quoted = title.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let source = fs::read_to_string(policy("podinfo")).expect("text");
        let source = source.replace("\"podinfo is slow\"", &format!("\"{quoted}\""));
        fs::write(&path, source).expect("written");
        let out = place.path().join("out");
        let output = build(&path, &out);
        prop_assert!(!said(&output).contains("panicked"), "{}", said(&output));
        if output.status.code() != Some(0) {
            prop_assert_eq!(output.status.code(), Some(1));
            prop_assert!(!said(&output).is_empty());
            return Ok(());
        }
        let json = fs::read_to_string(out.join("podinfo/prod/cloudwatch/us-west-2/alarms.json")).expect("alarms");
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        prop_assert!(json_holds(&json, &title), "{title:?} is not in the JSON");
        let hcl = fs::read_to_string(out.join("podinfo/prod/terraform/alarms.tf")).expect("alarms");
        let body: hcl::Body = hcl::parse(&hcl).expect("HCL");
        prop_assert!(hcl_holds(&body, &title), "{title:?} is not in the HCL");
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("${x}".to_owned()),
        Just("$${".to_owned()),
        Just("%{if y}".to_owned()),
        Just("\"".to_owned()),
        Just("\\".to_owned()),
        Just("`".to_owned()),
        Just("yes".to_owned()),
        Just("1e3".to_owned()),
        Just("---".to_owned()),
        Just("ü漢".to_owned()),
        "[ -~]{1,12}",
    ]
}

fn json_holds(value: &serde_json::Value, wanted: &str) -> bool {
    match value {
        serde_json::Value::String(text) => text.contains(wanted.trim()),
        serde_json::Value::Array(items) => items.iter().any(|item| json_holds(item, wanted)),
        serde_json::Value::Object(items) => items.values().any(|item| json_holds(item, wanted)),
        _ => false,
    }
}

fn hcl_holds(body: &hcl::Body, wanted: &str) -> bool {
    body.attributes().any(|attribute| expression_holds(attribute.expr(), wanted))
        || body.blocks().any(|block| hcl_holds(block.body(), wanted))
}

/// A text with marks of templates is evaluated first: what Terraform would read counts.
fn expression_holds(expression: &hcl::Expression, wanted: &str) -> bool {
    use hcl::eval::{Context, Evaluate};
    match expression {
        hcl::Expression::String(text) => text.contains(wanted.trim()),
        hcl::Expression::TemplateExpr(template) => match template.evaluate(&Context::new()) {
            Ok(hcl::Value::String(text)) => text.contains(wanted.trim()),
            _ => false,
        },
        hcl::Expression::Array(items) => items.iter().any(|item| expression_holds(item, wanted)),
        hcl::Expression::Object(items) => items.values().any(|item| expression_holds(item, wanted)),
        _ => false,
    }
}
