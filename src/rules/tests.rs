//! Every rule finds its rejected example and lets its accepted one pass; the register is whole; the wording keeps to
//! its guide.

mod paper;

use super::{Check, RULES, Rule};
use crate::diagnostic::{About, Edit, Finding, Level};
use crate::model::Unit;
use crate::settings::limits::Limits;
use crate::settings::{Settings, Version};
use crate::source::Sources;
use crate::syntax::tree::Date;
use crate::{Choice, compile};

pub fn found(text: &str) -> Vec<Finding> {
    found_within(text, Limits::default())
}

/// The findings about a text where a project sets limits of its own.
pub fn found_within(text: &str, limits: Limits) -> Vec<Finding> {
    let mut sources = Sources::default();
    let file = sources.add("example.terrace", text);
    let (tree, parsed) = crate::syntax::parse(file, text);
    let unit = Unit { body: tree.body, used: Vec::new() };
    let mut settings = Settings::new(
        Version { major: 1, minor: 33 },
        Version { major: 2, minor: 18 },
        Date { year: 2026, month: 10, day: 6 },
    );
    settings.limits = limits;
    let choice = Choice { every_tier: true, ..Choice::default() };
    compile(&[unit], parsed, &sources, &settings, &choice).findings
}

/// The codes of all findings about a text.
pub fn codes(text: &str) -> Vec<&'static str> {
    found(text).iter().map(|finding| finding.code).collect()
}

fn shown(findings: &[Finding]) -> String {
    let lines = findings.iter().map(|finding| format!("  {}: {}\n", finding.code, finding.message));
    lines.collect()
}

fn is_error(finding: &Finding) -> bool {
    finding.level == Level::Error
}

#[test]
fn each_rejected_example_has_its_code_and_no_other_error() {
    for rule in RULES {
        let findings = found(rule.rejected);
        let others: Vec<Finding> = findings
            .iter()
            .filter(|finding| is_error(finding) && finding.code != rule.code)
            .cloned()
            .collect();
        let met = findings.iter().find(|finding| finding.code == rule.code);
        assert_eq!(
            met.map(|finding| finding.level),
            rule.cases.first().map(|case| case.level),
            "{}\n{}",
            rule.code,
            shown(&findings)
        );
        assert!(others.is_empty(), "{}:\n{}", rule.code, shown(&others));
    }
}

#[test]
fn each_accepted_example_is_free_of_errors_and_of_the_code() {
    for rule in RULES {
        let findings = found(rule.accepted);
        let wrong: Vec<Finding> = findings
            .into_iter()
            .filter(|finding| is_error(finding) || finding.code == rule.code)
            .collect();
        assert!(wrong.is_empty(), "{}:\n{}", rule.code, shown(&wrong));
    }
}

/// The rejected example of a rule with all mends of its code made, where they are edits.
fn mended(rule: &Rule) -> Option<String> {
    let findings = found(rule.rejected);
    let own = findings.iter().filter(|finding| finding.code == rule.code);
    let mut edits: Vec<Edit> = Vec::new();
    for edit in own.flat_map(|finding| finding.edits.iter().cloned()) {
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    let file = edits.first()?.at().file;
    let (tree, _) = crate::syntax::parse(file, rule.rejected);
    let mended = crate::mends::apply(rule.rejected, &tree.body, &edits);
    Some(mended.unwrap_or_else(|| panic!("{}: edits of nothing", rule.code)))
}

#[test]
fn each_mend_does_what_it_says() {
    let mut failed = Vec::new();
    for (rule, text) in RULES.iter().filter_map(|rule| Some((rule, mended(rule)?))) {
        let findings = found(&text);
        let wrong: Vec<Finding> = findings
            .into_iter()
            .filter(|finding| is_error(finding) || finding.code == rule.code)
            .collect();
        if !wrong.is_empty() {
            failed.push(format!("{}:\n{text}\n{}", rule.code, shown(&wrong)));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Mends that a person has to decide on first: no text of ours can be right.
const DECIDED_BY_PEOPLE: &[(&str, &str)] = &[
    ("alarms/wrong-dimension", "the end of an ARN is known to the account"),
    ("capacity/hit-ratio-not-said", "what a content network answers is measured"),
    ("capacity/load-not-measurable", "what one replica carries is measured"),
    ("cost/not-priced", "what a thing costs stands on the bill"),
    ("cost/single-point-of-spend", "nothing is wrong yet: somebody looks twice"),
    ("data/time-as-key", "which key has many values is known from the data"),
    ("growth/request-moves-target", "what one replica carries is measured"),
    ("release/environment-without-account", "only its owner knows the number of an account"),
    ("scaling/two-owners", "which of the two has it, and what the other one is"),
    ("security/account-reused", "only its owner knows the number of an account"),
    ("security/placeholder-account", "only its owner knows the number of an account"),
    ("traffic/provider-host", "which names are theirs"),
    ("waiver/without-reason", "the reason is theirs"),
];

#[test]
fn each_rule_offers_edits_or_says_who_decides() {
    for rule in RULES.iter().filter(|rule| !is_stage(rule)) {
        let reason = DECIDED_BY_PEOPLE.iter().find(|(code, _)| *code == rule.code);
        assert_eq!(mended(rule).is_none(), reason.is_some(), "{}", rule.code);
    }
}

#[test]
fn the_register_is_sorted_and_names_each_rule_once() {
    assert!(RULES.windows(2).all(|pair| matches!(pair, [one, next] if one.code < next.code)));
}

#[test]
fn cases_stand_in_order_and_are_told_apart() {
    for rule in RULES {
        assert!(rule.cases.is_sorted_by_key(|case| case.level), "{}", rule.code);
        assert!(!rule.cases.is_empty(), "{}", rule.code);
        let names: std::collections::BTreeSet<_> =
            rule.cases.iter().map(|case| case.when).collect();
        assert_eq!(names.len(), rule.cases.len(), "{}", rule.code);
        assert!(rule.cases.len() == 1 || !names.contains(""), "{}", rule.code);
        let promising = ["cost", "capacity", "availability", "recovery"]
            .iter()
            .any(|family| rule.code.starts_with(&format!("{family}/")));
        let promised = |about| about == About::Promise;
        let mut light = rule.cases.iter().filter(|case| case.level != Level::Error);
        assert!(!promising || light.all(|case| promised(case.about)), "{}", rule.code);
        assert!(
            rule.cases.iter().all(|case| case.about != About::Target || case.level == Level::Error)
        );
    }
}

/// Every file of a family that holds a rule is in the register.
#[test]
fn no_rule_is_left_out_of_the_register() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let families = std::fs::read_dir(folder).expect("rules").filter_map(Result::ok);
    let files = families
        .filter(|entry| entry.path().is_dir())
        .flat_map(|entry| std::fs::read_dir(entry.path()).expect("family").filter_map(Result::ok));
    let rules = files
        .filter_map(|entry| std::fs::read_to_string(entry.path()).ok())
        .filter(|text| text.contains("pub const RULE: Rule"));
    assert_eq!(rules.count(), RULES.len());
}

#[test]
fn messages_keep_to_the_guide() {
    for rule in RULES {
        for finding in found(rule.rejected).iter().filter(|finding| finding.code == rule.code) {
            let labels = finding.labels.iter().map(|label| label.text.as_str());
            for text in labels.chain([finding.message.as_str()]).chain(finding.help.as_deref()) {
                assert!(plain(text), "{}: {text}", rule.code);
            }
            for label in &finding.labels {
                let words = label.text.split_whitespace().count();
                assert!((2..=7).contains(&words), "{}: {}", rule.code, label.text);
                assert!(label.span.end > label.span.start, "{}: {}", rule.code, label.text);
            }
            assert!(finding.help.is_some() || is_stage(rule), "{} offers no mend", rule.code);
        }
        assert!(rule.why.ends_with('.'), "{}", rule.code);
    }
}

fn is_stage(rule: &Rule) -> bool {
    matches!(rule.check, Check::Stage)
}

/// Begins in lower case, unless with a name of something else; ends without a full stop; no words of the program.
fn plain(text: &str) -> bool {
    const NAMES: &[&str] =
        &["AWS", "CloudWatch", "CloudFront", "Lambda", "DynamoDB", "Route", "Kubernetes"];
    let first = text.split_whitespace().next().unwrap_or_default();
    let begins = !first.starts_with(|letter: char| letter.is_uppercase()) || NAMES.contains(&first);
    let inner = ["Some(", "None", "::", "Vec<", "Spanned", "Quantity", "Option"];
    begins && !text.ends_with('.') && !inner.iter().any(|word| text.contains(word))
}

#[test]
fn findings_about_promises_are_notes_where_none_binds() {
    let text = "service shop {
  release dev -> prod
  environment dev  { account = \"271828182845\" }
  environment prod { account = \"314159265358\", budget = $10/month }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
";
    let findings = found(text);
    let budget: Vec<Level> = findings
        .iter()
        .filter(|finding| finding.code == "cost/no-budget")
        .map(|finding| finding.level)
        .collect();
    assert_eq!(budget, [Level::Note]);
}

#[test]
fn the_weightier_of_two_equal_findings_stays() {
    let text = "service shop {
  release dev -> prod
  environment dev  { account = \"271828182845\" }
  environment prod { account = \"314159265358\" }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.smal, replicas = 2..4 }
}
";
    let findings = found(text);
    let types: Vec<Level> = findings
        .iter()
        .filter(|finding| finding.code == "capacity/type-not-in-catalogue")
        .map(|finding| finding.level)
        .collect();
    assert_eq!(types, [Level::Warning]);
}

#[test]
fn an_environment_with_fewer_regions_rescales_weights() {
    let text = "service shop {
  budget = $500/month
  environment prod { account = \"314159265358\", regions = [eu-west-1] }
  region eu-west-1    { weight = 60%, zones = 3 }
  region eu-central-1 { weight = 40%, zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
";
    assert!(found(text).iter().all(|finding| !is_error(finding)));
}

#[test]
fn the_fixed_size_of_an_overlay_is_no_error() {
    let text = "service shop {
  budget = $500/month
  environment prod {
    account = \"314159265358\"
    workload web { replicas = 2 }
  }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
";
    assert!(found(text).iter().all(|finding| finding.code != "scaling/fixed-size-scales"));
}

#[test]
fn the_policies_of_the_project_have_no_error_of_a_rule() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    for entry in std::fs::read_dir(folder).expect("policies").filter_map(Result::ok) {
        // The documents as they were written are in a folder of their own.
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        let wrong: Vec<Finding> = found(&text)
            .into_iter()
            .filter(|finding| {
                is_error(finding) && RULES.iter().any(|rule| rule.code == finding.code)
            })
            .collect();
        assert!(wrong.is_empty(), "{}:\n{}", entry.path().display(), shown(&wrong));
    }
}

#[test]
fn a_place_has_each_error_once() {
    let text = "service shop {
  budget = $500/month
  region eu-west-1    { weight = 120%, zones = 3 }
  region eu-central-1 { weight = 10%, zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 70%
    keep cpu at 30%
  }
}
";
    let findings = found(text);
    let mut places: Vec<_> =
        findings.iter().filter(|finding| is_error(finding)).map(Finding::span).collect();
    let all = places.len();
    places.dedup();
    assert_eq!((all, places.len()), (2, 2), "\n{}", shown(&findings));
}

#[test]
fn an_overlays_bounds_may_leave_out_an_inherited_size() {
    let text = "service shop {
  budget = $500/month
  environment prod {
    account = \"314159265358\"
    workload web { replicas = 8..9 }
  }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, desired = 3 }
}
";
    let findings = found(text);
    let levels: Vec<Level> = findings
        .iter()
        .filter(|finding| finding.code == "scaling/bounds-out-of-order")
        .map(|finding| finding.level)
        .collect();
    assert_eq!(levels, [Level::Note], "\n{}", shown(&findings));
}
