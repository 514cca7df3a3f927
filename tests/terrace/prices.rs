//! Price lists from the command line to what is said of a policy.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::{package, terrace};

const POLICY: &str = "service shop {
  budget = $1/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m99.large, replicas = 2 }
}
";

const FILE: &str = "\
# service\titem\tregion\tusd\tunit\tdate\tsource\tconfidence\tnote
alb\thour\teu-west-1\t0.0252\tload-balancer-hour\t2026-11-19\tget-products, AWSELB 20261119000000\thigh\t
ec2\tm5.large\teu-west-1\t0.111\thour\t2026-11-20\tprice list CSV, AmazonEC2 20261120210349\thigh\t2 vCPU, 8 GiB
ec2\tm99.large\teu-west-1\t0.2\thour\t2026-11-20\tprice list CSV, AmazonEC2 20261120210349\thigh\t2 vCPU, 8 GiB
lambda\tduration-x86-tier1\teu-west-3\t0.0000166667\tGB-second\t2026-11-18\tprice list JSON, AWSLambda 20261118000000\thigh\t
lambda\tduration-x86-tier2\teu-west-3\t0.000015\tGB-second\t2026-11-18\tprice list JSON, AWSLambda 20261118000000\thigh\t
lambda\trequests\teu-west-3\t0.2\t1M requests\t2026-11-18\tprice list JSON, AWSLambda 20261118000000\thigh\t
nat-gateway\thour\teu-west-1\t0.048\tgateway-hour\t2026-11-20\tprice list CSV, AmazonEC2 20261120210349\thigh\t
";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    terrace().current_dir(folder).args(arguments).output().expect("the binary runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn list(name: &str) -> String {
    package().join("tests/fixtures/prices").join(name).to_string_lossy().into_owned()
}

/// A folder with the imported prices of all lists.
fn imported() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let lists = ["lambda.json", "ec2.csv", "balancers.json"].map(list);
    let arguments = ["prices", "import", &lists[0], &lists[1], &lists[2]];
    let output = run(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).starts_with("prices.tsv: 7 new prices, 0 changed, 0 confirmed\n"));
    assert!(said(&output).contains("catalogue = \"prices.tsv\""), "{}", said(&output));
    folder
}

fn prices(folder: &Path) -> String {
    fs::read_to_string(folder.join("prices.tsv")).expect("prices")
}

#[test]
fn lists_of_every_kind_become_one_sorted_file() {
    let folder = imported();
    assert_eq!(prices(folder.path()), FILE);
    let again = run(folder.path(), &["prices", "import", &list("ec2.csv")]);
    assert_eq!(said(&again), "prices.tsv: 0 new prices, 0 changed, 0 confirmed\n");
    assert_eq!(prices(folder.path()), FILE);
}

#[test]
fn an_imported_price_is_what_a_finding_rests_on() {
    let folder = imported();
    fs::write(folder.path().join("shop.terrace"), POLICY).expect("a policy");
    let check = || said(&run(folder.path(), &["check", "shop.terrace", "--format", "json"]));
    let before = check();
    assert!(before.contains("capacity/type-not-in-catalogue"), "{before}");
    fs::write(folder.path().join("terrace.toml"), "catalogue = \"prices.tsv\"\n")
        .expect("settings");
    let after = check();
    assert!(!after.contains("capacity/type-not-in-catalogue"), "{after}");
    let findings: serde_json::Value = serde_json::from_str(&after).expect("JSON");
    let findings = findings.as_array().expect("an array");
    let over = findings.iter().find(|finding| finding["code"] == "cost/over-budget");
    let assumptions = over.expect("the budget is too small")["assumptions"].to_string();
    assert!(
        assumptions.contains("2026-11-20") && assumptions.contains("price list CSV"),
        "{assumptions}"
    );
}

#[test]
fn a_contradiction_leaves_the_file_alone() {
    let folder = imported();
    let other = fs::read_to_string(list("ec2.csv"))
        .expect("a list")
        .replace("0.1110000000", "0.1120000000");
    fs::write(folder.path().join("other.csv"), &other).expect("a list");
    let refused = run(folder.path(), &["prices", "import", "other.csv"]);
    assert_eq!(refused.status.code(), Some(2));
    let message = said(&refused);
    assert!(message.contains("\t0.111\t") && message.contains("\t0.112\t"), "{message}");
    assert_eq!(prices(folder.path()), FILE);
    fs::write(folder.path().join("other.csv"), other.replace("2026-11-20", "2026-11-27"))
        .expect("a list");
    let newer = run(folder.path(), &["prices", "import", "other.csv"]);
    assert_eq!(said(&newer), "prices.tsv: 0 new prices, 1 changed, 2 confirmed\n");
    assert!(prices(folder.path()).contains("\t0.112\thour\t2026-11-27\t"));
}

#[test]
fn what_is_no_price_list_is_trouble() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("list.csv"), "a,b\n").expect("a file");
    for (file, why) in [("list.csv", "list.csv: no header"), ("none.csv", "cannot read none.csv")] {
        let output = run(folder.path(), &["prices", "import", file]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(why), "{}", said(&output));
    }
    assert!(!folder.path().join("prices.tsv").exists());
}

#[test]
fn a_thing_is_shown_with_its_dates_and_sources() {
    let folder = imported();
    let show = |name: &[&str]| said(&run(folder.path(), &[&["prices", "show"], name].concat()));
    let embedded = show(&["m5.large", "eu-west-1"]);
    for part in [
        "2 vCPU, 8 GiB",
        "Estimates",
        "$0.107 ",
        "$78.11",
        "2025-04-04",
        "medium",
        "awspage: AWS pricing-page",
        "months old",
    ] {
        assert!(embedded.contains(part), "no {part}: {embedded}");
    }
    fs::write(folder.path().join("terrace.toml"), "catalogue = \"prices.tsv\"\n")
        .expect("settings");
    let own = show(&["m5.large", "eu-west-1"]);
    for part in ["$0.111 ", "$81.03", "2026-11-20", "price list CSV, AmazonEC2 20261120210349"] {
        assert!(own.contains(part), "no {part}: {own}");
    }
    assert!(show(&["m99.large"]).contains("size unknown"));
    assert!(show(&["db.r6g.large", "us-east-1"]).contains("postgresql/multi-az"));
}

#[test]
fn what_is_missing_is_said_with_what_stands_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let show = |name: &[&str]| run(folder.path(), &[&["prices", "show"], name].concat());
    let lent = said(&show(&["lambda/requests", "eu-west-3"]));
    assert!(lent.contains("unknown in eu-west-3, so that us-east-1 stands in: requests"), "{lent}");
    let none = said(&show(&["m8i.large", "eu-west-1"]));
    assert!(none.contains("No price in eu-west-1 is known, and none stands in for it."), "{none}");
    let part = said(&show(&["alb", "eu-west-3"]));
    assert!(part.contains("unknown in eu-west-3, and nothing stands in: lcu"), "{part}");
    for (words, near) in [
        (&["m5.larg"][..], "`m5.large`"),
        (&["albb"], "`alb`"),
        (&["m5.large", "eu-wst-1"], "`eu-west-1`"),
    ] {
        let output = show(words);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            said(&output).contains("did you mean") && said(&output).contains(near),
            "{}",
            said(&output)
        );
    }
}

#[test]
fn programs_read_the_same_figures() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(
        folder.path(),
        &["prices", "show", "nat-gateway/hour", "us-east-1", "--format", "json"],
    );
    let shown: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let estimate = &shown["estimates"][0];
    assert_eq!((&estimate["usd"], &estimate["usd_per_month"]), (&"0.045".into(), &"32.85".into()));
    assert_eq!(
        (&estimate["date"], &estimate["region"]),
        (&"2026-09-21".into(), &"us-east-1".into())
    );
    assert!(shown["sources"][0]["what"].as_str().is_some_and(|what| !what.is_empty()));
}
