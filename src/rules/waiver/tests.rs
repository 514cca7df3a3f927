//! How far waivers reach, and what they never silence.

use crate::codes;
use crate::diagnostic::{About, Level};
use crate::model::waiver::{FIRM, is_firm};
use crate::rules::tests::found;

/// The types of instances that are warned of.
fn warned(text: &str) -> Vec<String> {
    let findings = found(text).into_iter();
    findings
        .filter(|finding| finding.code == "capacity/type-not-in-catalogue")
        .map(|finding| finding.message)
        .collect()
}

const ALLOW: &str = "allow capacity/type-not-in-catalogue because \"new\" until 2027-06-30";

/// Two workloads of unknown types, with a statement in the service, in `web` and in its environment.
fn two_workloads(service: &str, web: &str, overlay: &str) -> String {
    format!(
        "service shop {{
  budget = $500/month
  {service}
  environment prod {{
    account = \"314159265358\"
    {overlay}
  }}
  region eu-west-1 {{ zones = 3 }}
  workload web on ec2 {{
    instance = z9.large
    replicas = 2..4
    {web}
  }}
  workload jobs on ec2 {{ instance = z8.large, replicas = 2..4 }}
}}
"
    )
}

#[test]
fn a_waiver_of_the_service_reaches_everything() {
    assert_eq!(warned(&two_workloads("", "", "")).len(), 2);
    assert_eq!(warned(&two_workloads(ALLOW, "", "")), Vec::<String>::new());
    assert_eq!(warned(&two_workloads("", "", ALLOW)), Vec::<String>::new());
}

#[test]
fn a_waiver_inside_a_block_reaches_that_block_alone() {
    let left = warned(&two_workloads("", ALLOW, ""));
    assert!(matches!(&left[..], [only] if only.contains("z8.large")), "{left:?}");
}

#[test]
fn a_waiver_of_an_overlay_reaches_what_it_overlays() {
    let left = warned(&two_workloads("", "", &format!("workload web {{ {ALLOW} }}")));
    assert!(matches!(&left[..], [only] if only.contains("z8.large")), "{left:?}");
}

#[test]
fn a_waiver_of_a_block_reaches_what_an_overlay_says_of_it() {
    let left = warned(&two_workloads("", ALLOW, "workload web { instance = z7.large }"));
    assert!(matches!(&left[..], [only] if only.contains("z8.large")), "{left:?}");
}

#[test]
fn an_environment_allows_its_own_account_only() {
    let text = |staging: &str, prod: &str| {
        format!(
            "service shop {{
  budget = $500/month
  release staging -> prod
  environment staging {{
    account = \"314159265358\"
    {staging}
  }}
  environment prod {{
    account = \"314159265358\"
    {prod}
  }}
  region eu-west-1 {{ zones = 3 }}
  workload web on ec2 {{ instance = t3.small, replicas = 2..4 }}
  workload jobs on ec2 {{ instance = t3.small, replicas = 2..4 }}
}}
"
        )
    };
    let reused = |text: &str| {
        found(text).iter().filter(|finding| finding.code == "security/account-reused").count()
    };
    let allow = "allow security/account-reused because \"small\" until 2027-06-30";
    assert_eq!(reused(&text("", "")), 1);
    assert_eq!(reused(&text("", allow)), 0);
    let elsewhere = format!("workload jobs {{ {allow} }}");
    assert_eq!(reused(&text("", &elsewhere)), 1);
}

#[test]
fn what_cannot_be_made_stays_an_error_and_the_waiver_is_one_too() {
    let text = "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public {
    host = \"shop.example.com\"
    ttl  = 60s
    allow traffic/ttl-on-alias because \"it was always so\" until 2027-06-30
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
";
    let findings = found(text).into_iter();
    let errors = findings.filter(|finding| finding.level == Level::Error);
    let codes: Vec<&str> = errors.map(|finding| finding.code).collect();
    assert_eq!(codes, ["traffic/ttl-on-alias", "waiver/not-waivable"]);
}

#[test]
fn firm_codes_are_known_and_sorted() {
    let all = codes::all();
    let known = |code: &&str| all.iter().any(|known| known.code == *code);
    assert_eq!(FIRM.iter().find(|code| !known(code)), None);
    assert!(FIRM.windows(2).all(|pair| matches!(pair, [one, next] if one < next)));
}

/// What no waiver silences is what no level lowers; notes are neither.
#[test]
fn what_is_refused_cannot_be_allowed() {
    for rule in crate::rules::RULES.iter().filter(|rule| !rule.code.starts_with("waiver/")) {
        let mut weighty = rule.cases.iter().filter(|case| case.level != Level::Note);
        let refused =
            rule.cases[0].level != Level::Note && weighty.all(|case| case.about == About::Target);
        assert_eq!(refused, is_firm(rule.code), "{}", rule.code);
    }
}

const BUDGET: &str = "allow cost/no-budget because \"paid elsewhere\" until 2027-06-30";

/// Two environments of which the last is bound, the first with a budget of its own or without one.
fn budgets(service: &str, dev: &str, prod: &str) -> Vec<(&'static str, Level)> {
    let text = format!(
        "service shop {{
  {service}
  release dev -> prod
  environment dev  {{
    account = \"271828182845\"
    {dev}
  }}
  environment prod {{
    account = \"314159265358\"
    {prod}
  }}
  region eu-west-1 {{ zones = 3 }}
  workload web on ec2 {{ instance = t3.small, replicas = 2..4 }}
}}
"
    );
    let told = |code: &str| ["cost/no-budget", "waiver/without-effect"].contains(&code);
    let findings = found(&text).into_iter().filter(|finding| told(finding.code));
    findings.map(|finding| (finding.code, finding.level)).collect()
}

#[test]
fn a_waiver_that_silences_somewhere_has_an_effect() {
    let note = ("cost/no-budget", Level::Note);
    assert_eq!(budgets(BUDGET, "", ""), [note]);
    assert_eq!(budgets(BUDGET, "budget = $10/month", ""), []);
}

#[test]
fn a_waiver_that_silences_nothing_anywhere_is_warned_of() {
    let idle = ("waiver/without-effect", Level::Warning);
    assert_eq!(budgets(BUDGET, "budget = $10/month", "budget = $10/month"), [idle]);
    assert_eq!(budgets("", BUDGET, "budget = $10/month"), [("cost/no-budget", Level::Note), idle]);
}
