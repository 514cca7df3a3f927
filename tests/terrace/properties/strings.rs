//! Free text of a policy arrives as that text in every target, or is refused or changed with a finding.

use std::collections::BTreeSet;

use super::pipeline::{attempt, broken, files};
use super::read_back::texts;

const POLICY: &str = r#"service shop {
  owner  = "<owner>"
  budget = $9000/month
  steady = 10/s
  peak   = 30/s
  objective { availability >= 99%, latency p95 < 400ms, errors < 1% }
  region eu-west-1 { zones = 3 }
  health edge { protocol = https, path = "<path>", interval = 10s, timeout = 4s, unhealthy_after = 3 }
  traffic public {
    host   = "<host>"
    health = edge
    route "<route>" to web
    route "/*" to web
  }
  metric orders {
    unit       = count
    cloudwatch = "<metric>"
    dimensions { place = "<dimension>" }
  }
  metric refusals {
    unit    = count
    log     = "<log>"
    pattern = "<pattern>"
  }
  workload web on ec2 {
    instance = m6i.large, replicas = 3..6, serves = 100/s
    port     = 8080, health = edge, startup = 60s, drain = 30s
    image    = "<ami>"
    uses front { timeout = 2s }
    page "<alarm>" when orders > 5 for 5m
    page "refused" when refusals > 5 for 5m
    at least 3 from 08:00 to 20:00 on mon..fri in "<zone>"
  }
  workload api on kubernetes {
    attach   = "<attach>"
    instance = m6i.large, cpu = 1vcpu, memory = 1GiB
    replicas = 3..6, serves = 50/s, steady = 10/s, peak = 20/s
    port     = 8080, health = edge, startup = 30s, drain = 15s
    keep cpu at 70%
    uses "<used>" { timeout = 2s }
    uses thumbs { timeout = 2s }
  }
  workload front on kubernetes {
    image    = "<image>"
    instance = m6i.large, cpu = 1vcpu, memory = 1GiB
    replicas = 3..6, serves = 50/s, steady = 10/s, peak = 20/s
    port     = 8080, health = edge, startup = 30s, drain = 15s
    keep cpu at 70%
    uses api { timeout = 2s }
  }
  workload thumbs on lambda {
    attach = "<function>", alias = "live", memory = 512MiB, timeout = 10s, serves = 5/s, steady = 1/s, peak = 4/s
    release all-at-once
  }
  patch terraform aws_autoscaling_group.web { placement_group = "<terraform>" }
  patch kubernetes HorizontalPodAutoscaler/api { metadata.annotations.note = "<kubernetes>" }
  notify warn to "<mail>"
  notify page to oncall
  allow cost/no-budget because "<because>" until 2027-12-31
}
"#;

/// Every place of the policy, and what stands there when another one is tried.
const PLACES: &[(&str, &str)] = &[
    ("owner", "shop"),
    ("path", "/healthz"),
    ("host", "shop.example.com"),
    ("route", "/a/*"),
    ("metric", "Shop:Orders"),
    ("dimension", "here"),
    ("log", "/shop/web"),
    ("pattern", "ERROR"),
    ("ami", "ami-0123456789abcdef0"),
    ("alarm", "many orders"),
    ("zone", "Europe/Berlin"),
    ("attach", "Deployment/api/api"),
    ("used", "mail.example.com"),
    ("image", "registry.example.com/front:1"),
    ("function", "thumbs"),
    ("terraform", "group"),
    ("kubernetes", "a note"),
    ("mail", "shop@example.com"),
    ("because", "a reason"),
];

/// Places whose text goes to a target as it is: there it arrives, whatever it is.
const FREE: &[&str] = &["alarm", "dimension", "pattern", "terraform", "kubernetes"];

fn nasty() -> Vec<String> {
    let short = [
        "${x}",
        "$${",
        "%{if}",
        "%%{",
        "a\"b",
        "a\\b",
        "\\",
        "a\nb",
        "a\tb",
        "yes",
        "no",
        "null",
        "~",
        "1e3",
        "0o7",
        "012",
        "1:30",
        "---",
        "...",
        "# c",
        "a # c",
        "a: b",
        ": ",
        "- a",
        "{{x}}",
        "{{ $x }}",
        "<<EOF",
        "*/",
        "`",
        "```",
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "[a]",
        "{a}",
        "@a",
        "%a",
        "مرحبا",
        "🙂",
        "a\u{2028}b",
        "e\u{301}",
        " a",
        "a ",
        "</a>",
        "'a'",
        "true",
        "2026-11-28",
    ];
    let mut all: Vec<String> = short.iter().map(ToString::to_string).collect();
    all.push("x".repeat(100_000));
    all
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    text.replace('\n', "\\n").replace('\t', "\\t")
}

fn with(place: &str, text: &str) -> String {
    PLACES.iter().fold(POLICY.to_owned(), |policy, (name, usual)| {
        let text = if *name == place { escaped(text) } else { (*usual).to_owned() };
        policy.replace(&format!("<{name}>"), &text)
    })
}

/// Whether a text stands in what the targets read, whole or as a part of a longer one.
fn arrives(place: &str, read: &BTreeSet<String>, text: &str) -> bool {
    if let ("metric", Some((namespace, name))) = (place, text.rsplit_once(':')) {
        return read.contains(namespace) && read.contains(name);
    }
    read.contains(text) || (text.len() > 2 && read.iter().any(|one| one.contains(text)))
}

#[test]
fn the_usual_texts_compile() {
    let compiled = attempt(&with("", ""));
    assert!(!broken(&compiled), "{:?}", super::pipeline::errors(&compiled));
}

#[test]
fn free_text_arrives_as_itself_or_with_a_finding() {
    let usual: BTreeSet<String> =
        attempt(&with("", "")).findings.iter().map(|one| one.message.clone()).collect();
    let mut lost = Vec::new();
    for (place, _) in PLACES {
        let step = if FREE.contains(place) { 1 } else { 3 };
        for text in nasty().into_iter().step_by(step) {
            // An alarm's text is a part of a longer one: what surrounds it here finds it there.
            let text = if *place == "alarm" { format!("zq{text}qz") } else { text };
            let compiled = attempt(&with(place, &text));
            if broken(&compiled) {
                assert!(compiled.trees.is_empty());
                continue;
            }
            let told = compiled.findings.iter().any(|one| !usual.contains(&one.message));
            let read = texts(&files(&compiled));
            let reported = matches!(*place, "because" | "used");
            if !reported && !arrives(place, &read, &text) && !told {
                lost.push(format!("{place}: {text:.40?}"));
            }
        }
    }
    assert!(lost.is_empty(), "neither arrived nor told:\n{}", lost.join("\n"));
}

#[test]
fn free_places_refuse_little() {
    for place in FREE {
        let refused = nasty().iter().filter(|text| broken(&attempt(&with(place, text)))).count();
        assert!(refused < nasty().len() / 2, "{place} refuses {refused}");
    }
}

#[test]
fn what_is_not_visible_is_refused() {
    for (place, usual) in PLACES {
        for sign in ["\0", "\u{7}", "\u{1b}", "\u{202e}"] {
            let compiled = attempt(&with(place, &format!("{usual}{sign}")));
            let codes: Vec<&str> = compiled.findings.iter().map(|one| one.code).collect();
            assert!(broken(&compiled) && compiled.trees.is_empty(), "{place} {sign:?}");
            assert!(codes.contains(&"syntax/control-character"), "{place} {sign:?}: {codes:?}");
        }
    }
}

/// The policy with pages that reach nobody by `notify`, but for a waiver.
fn waived(because: &str) -> String {
    let policy = with("because", because).replace("cost/no-budget", "alarms/nobody-notified");
    let policy = policy.replace("notify warn to \"shop@example.com\"", "");
    policy.replace("page \"many orders\"", "warn \"many orders\"")
}

/// The reason of a waiver stands in the report as one code span: it begins and ends nothing else there.
#[test]
fn a_reason_is_one_code_span_of_the_report() {
    let mut seen = 0;
    for text in nasty().into_iter().filter(|text| text.len() < 100 && !text.trim().is_empty()) {
        let text = format!("{text} ``x` {text}");
        let compiled = attempt(&waived(&text));
        let report = files(&compiled).into_iter().find(|(path, _)| path.ends_with("report.md"));
        let (_, report) = report.unwrap_or_else(|| panic!("no report for {text:?}"));
        let reasons = report.lines().filter_map(|line| line.split_once("until 2027-12-31: "));
        for (_, span) in reasons {
            let fence = &span[..span.len() - span.trim_start_matches('`').len()];
            let inside = span[fence.len()..].strip_suffix(fence).expect("a closed span");
            let runs = inside.split(|sign| sign != '`');
            assert!(
                !fence.is_empty() && runs.into_iter().all(|run| run.len() != fence.len()),
                "{span}"
            );
            let words: Vec<&str> = text.split_whitespace().collect();
            let shown: Vec<&str> = inside.split_whitespace().collect();
            assert!(words == shown, "{span}");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} reasons were read");
}
