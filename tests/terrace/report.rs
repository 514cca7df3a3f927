//! `terrace report`: what it prints keeps to its schema, agrees with itself and with what a build writes.

use std::fs;

use serde_json::Value;

use crate::support::{build, files, package, policy, run};

const POLICIES: [&str; 6] =
    ["cloudshelf", "docker-app", "podinfo", "status-page", "tickets", "workflow-app"];

fn reports(name: &str) -> Vec<Value> {
    let path = policy(name);
    let output = run(&["report", &path.to_string_lossy(), "--format", "json"]);
    match serde_json::from_slice(&output.stdout).expect("JSON") {
        Value::Array(reports) => reports,
        other => panic!("{other}"),
    }
}

fn schema() -> Value {
    let text = fs::read_to_string(package().join("grammar/report.schema.json")).expect("a schema");
    serde_json::from_str(&text).expect("JSON")
}

/// What a value breaks of a schema, as paths. Words of schemas that are not known here fail the test.
fn faults(whole: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (word, rule) in schema.as_object().expect("an object") {
        let ok = match word.as_str() {
            "$schema" | "title" | "description" | "$defs" => true,
            "$ref" => {
                let path = rule.as_str().and_then(|path| path.strip_prefix('#'));
                let named = path.and_then(|path| whole.pointer(path)).expect("a definition");
                found.extend(faults(whole, named, value, at));
                true
            }
            "type" => kinds(rule).any(|kind| is(kind, value)),
            "const" => rule == value,
            "enum" => rule.as_array().expect("a list").contains(value),
            "minimum" => value.as_u64() >= rule.as_u64(),
            "pattern" => matches(rule.as_str().expect("a pattern"), value),
            "anyOf" | "oneOf" => {
                let all = rule.as_array().expect("a list").iter();
                let fits = all.filter(|one| faults(whole, one, value, at).is_empty()).count();
                if word == "oneOf" { fits == 1 } else { fits > 0 }
            }
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                for (index, item) in items {
                    found.extend(faults(whole, rule, item, &format!("{at}/{index}")));
                }
                true
            }
            "required" => {
                let names = rule.as_array().expect("a list").iter();
                value.is_object() && names.into_iter().all(|name| has(value, name))
            }
            "properties" => {
                for (name, rule) in rule.as_object().expect("an object") {
                    if let Some(inner) = value.get(name) {
                        found.extend(faults(whole, rule, inner, &format!("{at}/{name}")));
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema["properties"].as_object().expect("properties");
                let names = value.as_object().into_iter().flat_map(|object| object.keys());
                names.into_iter().all(|name| known.contains_key(name))
            }
            other => panic!("the schema says `{other}`"),
        };
        if !ok {
            found.push(format!("{at}: {word} {rule}, it is {value:.200}"));
        }
    }
    found
}

fn kinds(rule: &Value) -> impl Iterator<Item = &str> {
    rule.as_str().into_iter().chain(rule.as_array().into_iter().flatten().filter_map(Value::as_str))
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("a kind `{other}`"),
    }
}

fn has(value: &Value, name: &Value) -> bool {
    name.as_str().is_some_and(|name| value.get(name).is_some())
}

/// The two patterns of the schema: whole numbers and decimals.
fn matches(pattern: &str, value: &Value) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = value.as_str().unwrap_or("");
    match pattern {
        "^[0-9]+$" => digits(text),
        "^[0-9]+(\\.[0-9]+)?$" => {
            let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
            digits(whole) && digits(rest)
        }
        other => panic!("a pattern `{other}`"),
    }
}

#[test]
fn reports_keep_to_their_schema() {
    let schema = schema();
    for name in POLICIES {
        let reports = reports(name);
        assert!(!reports.is_empty(), "{name}");
        let faults = faults(&schema, &schema, &Value::Array(reports), "");
        assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
    }
}

#[test]
fn a_report_that_breaks_the_schema_is_seen() {
    let schema = schema();
    let whole = reports("podinfo");
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut reports = Value::Array(whole.clone());
        change(&mut reports[0]);
        faults(&schema, &schema, &reports, "").len()
    };
    assert_eq!(broken(&|_| ()), 0);
    assert!(broken(&|report| report["more"] = 1.into()) > 0);
    assert!(broken(&|report| report["cost"]["states"][0]["state"] = "calm".into()) > 0);
    assert!(broken(&|report| report["cost"]["states"][0]["amount"]["figure"] = "1,5".into()) > 0);
    assert!(broken(&|report| report["cost"]["states"][0]["amount"]["origin"] = 1.into()) > 0);
    assert!(broken(&|report| drop(report.as_object_mut().expect("one").remove("data"))) > 0);
}

/// The figure of an object, exact.
fn exact(object: &Value) -> terrace::ratio::Ratio {
    let number =
        |text: &Value| -> u128 { text.as_str().and_then(|it| it.parse().ok()).expect("digits") };
    if let Some(fraction) = object.get("fraction") {
        return terrace::ratio::Ratio::of(number(&fraction["over"]), number(&fraction["under"]));
    }
    let text = object["figure"].as_str().expect("a figure");
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{rest}").parse().expect("digits");
    terrace::ratio::Ratio::of(digits, 10_u128.pow(u32::try_from(rest.len()).expect("short")))
}

#[test]
fn sums_and_products_can_be_computed_again() {
    use terrace::ratio::Ratio;
    for report in POLICIES.iter().flat_map(|name| reports(name)) {
        let mut peak = Ratio::ZERO;
        for line in report["cost"]["lines"].as_array().expect("lines") {
            let operands = line["each"]["of"].as_array().into_iter().flatten();
            let product = operands.fold(Ratio::ONE, |product, one| product * exact(one));
            assert_eq!(product, exact(&line["each"]), "{line}");
            peak = peak + product * exact(&line["peak"]);
        }
        let states = report["cost"]["states"].as_array().expect("states");
        let stated = states.iter().find(|state| state["state"] == "peak").expect("a peak");
        assert_eq!(exact(&stated["amount"]), peak, "{}", report["service"]);
        for chain in report["recoveries"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|it| it["chains"].as_array().expect("chains"))
        {
            let items = chain["seconds"]["of"].as_array().into_iter().flatten();
            assert_eq!(exact(&chain["seconds"]), items.map(exact).sum(), "{chain}");
        }
    }
}

/// The page that a build writes says the same, its drawings are beside it, and all are XML.
#[test]
fn a_page_shows_drawings_that_are_there() {
    for name in ["podinfo", "tickets", "workflow-app"] {
        let out = tempfile::tempdir().expect("a folder");
        build(&policy(name), out.path());
        let files = files(out.path());
        let text = |path: &str| String::from_utf8(files[path].clone()).expect("text");
        for (path, _) in files.iter().filter(|(path, _)| path.ends_with("report.md")) {
            let page = text(path);
            let folder = path.trim_end_matches("report.md");
            let shown: Vec<&str> = page
                .lines()
                .filter(|line| line.starts_with("!["))
                .filter_map(|line| line.split_once("](")?.1.strip_suffix(')'))
                .collect();
            let charts = format!("{folder}charts/");
            let drawn = files.keys().filter(|it| it.starts_with(&charts));
            assert_eq!(shown.len(), drawn.count(), "{path}");
            for chart in shown {
                let drawing = text(&format!("{folder}{chart}"));
                let parsed = roxmltree::Document::parse(&drawing).expect("XML");
                assert_eq!(parsed.root_element().attribute("role"), Some("img"));
            }
        }
    }
}

#[test]
fn a_terminal_gets_the_page_without_marks_of_markdown() {
    let path = policy("podinfo");
    let path = path.to_string_lossy();
    let text = run(&["report", &path, "--environment", "prod"]);
    assert_eq!(text.status.code(), Some(0), "{}", String::from_utf8_lossy(&text.stderr));
    let text = String::from_utf8(text.stdout).expect("text");
    assert!(text.starts_with("podinfo, prod\n============="), "{text}");
    assert!(text.lines().all(|line| !line.starts_with(['|', '#', '!'])), "{text}");
    assert!(text.contains("\nWhen a place is lost\n"), "{text}");
}

#[test]
fn a_name_that_no_policy_has_is_a_mistake() {
    let path = policy("podinfo");
    let path = path.to_string_lossy();
    for (flag, message) in
        [("--environment", "no environment `none`"), ("--tier", "no tier `none`, there are none")]
    {
        let output = run(&["report", &path, flag, "none"]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(message), "{said}");
    }
}
