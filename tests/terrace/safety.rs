//! Text of a policy arrives as that text, and bad input gets a bounded answer.

use proptest::prelude::*;

use crate::support::{folder_with, run, service, terrace};

/// Every string in an HCL expression, expressions inside templates evaluated by hcl-rs.
fn strings(body: &hcl::Body, found: &mut Vec<String>) {
    for attribute in body.attributes() {
        expression(attribute.expr(), found);
    }
    for block in body.blocks() {
        strings(block.body(), found);
    }
}

fn expression(given: &hcl::Expression, found: &mut Vec<String>) {
    use hcl::eval::{Context, Evaluate};
    match given {
        hcl::Expression::String(text) => found.push(text.clone()),
        hcl::Expression::TemplateExpr(_) => {
            if let Ok(hcl::Value::String(text)) = given.evaluate(&Context::new()) {
                found.push(text);
            }
        }
        hcl::Expression::Array(items) => items.iter().for_each(|item| expression(item, found)),
        hcl::Expression::Object(object) => object.values().for_each(|item| expression(item, found)),
        _ => {}
    }
}

fn escaped(text: &str) -> String {
    text.chars().flat_map(char::escape_unicode).collect()
}

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("${local.name}".to_owned()),
        Just("%{ if true }".to_owned()),
        Just("$${".to_owned()),
        Just("\"".to_owned()),
        Just("\\".to_owned()),
        Just("\n".to_owned()),
        Just("yes".to_owned()),
        Just("1e3".to_owned()),
        Just("---".to_owned()),
        Just("`".to_owned()),
        Just("é→中".to_owned()),
        Just("'".to_owned()),
        "[ -~]{0,20}",
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_text_of_an_alarm_arrives_as_it_is(text in nasty()) {
        let more = format!("  page \"{}\" when errors > 2% for 10m", escaped(&text));
        let policy = service("").replace("    page when errors > 1% for 5m", &more);
        let (folder, file) = folder_with(&policy);
        let out = folder.path().join("out");
        let shown = out.to_string_lossy().into_owned();
        let (status, _, said) = run(&mut terrace(&["build", &file, "--out", &shown]));
        prop_assert_eq!(status, 0, "{}", said);
        let wanted = format!("{text}: page when errors > 2% for 10m");
        let terraform = std::fs::read_to_string(out.join("shop/default/terraform/alarms.tf")).unwrap();
        let mut found = Vec::new();
        strings(&hcl::parse(&terraform).unwrap(), &mut found);
        prop_assert!(found.contains(&wanted), "{terraform}");
        let json = std::fs::read_to_string(out.join("shop/default/cloudwatch/eu-west-1/alarms.json")).unwrap();
        let alarms: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        prop_assert!(alarms.iter().any(|alarm| alarm["AlarmDescription"] == wanted.as_str()));
    }
}

fn answered(text: &[u8]) -> i32 {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.terrace");
    std::fs::write(&file, text).unwrap();
    let (status, _, said) = run(&mut terrace(&["check", &file.to_string_lossy()]));
    assert!(said.len() < 200_000, "{} bytes of answer", said.len());
    status
}

#[test]
fn hostile_files_get_a_bounded_answer() {
    assert_eq!(answered(&[0, 159, 146, 150]), 2);
    assert_eq!(answered(b"service shop { owner = \"a\0b\" }"), 1);
    assert_eq!(answered("cost {".repeat(100_000).as_bytes()), 1);
    assert_eq!(answered("a,".repeat(100_000).as_bytes()), 1);
    assert_eq!(answered("}\n".repeat(500_000).as_bytes()), 1);
    assert_eq!(
        answered(format!("service shop {{ steady = {}/s }}", "9".repeat(5_000)).as_bytes()),
        1
    );
    assert_eq!(answered(&vec![b'#'; 17 << 20]), 2);
}

#[test]
fn ten_megabytes_of_comments_are_read() {
    let mut text = "# a comment that says nothing\n".repeat(10 << 15);
    text.push_str(&service(""));
    assert_eq!(answered(text.as_bytes()), 0);
}

#[test]
fn impossible_hosts_are_refused() {
    for host in [
        "",
        "-a.example.com",
        "a..example.com",
        "Shop.example.com",
        "shop example.com",
        "bücher.example",
    ] {
        let policy = service("").replace("shop.example.com", host);
        let (_folder, file) = folder_with(&policy);
        let (status, _, said) = run(&mut terrace(&["check", &file]));
        assert_eq!(status, 1, "{host}: {said}");
    }
}

#[test]
fn a_circle_of_uses_ends_and_nothing_outside_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("project")).unwrap();
    std::fs::write(at("project/a.terrace"), format!("use \"b.terrace\"\n{}", service(""))).unwrap();
    std::fs::write(at("project/b.terrace"), "use \"a.terrace\"\nprofile web { startup = 30s }\n")
        .unwrap();
    let file = at("project/a.terrace");
    assert_eq!(run(&mut terrace(&["check", &file.to_string_lossy()])).0, 0);
    std::fs::write(at("secret.terrace"), "profile other { }\n").unwrap();
    std::fs::write(&file, format!("use \"../secret.terrace\"\n{}", service(""))).unwrap();
    let (status, _, said) = run(&mut terrace(&["check", &file.to_string_lossy()]));
    assert!(status == 1 && said.contains("outside the project"), "{said}");
}
