//! What `terrace.toml` changes of a policy's findings and files.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::{files, terrace};

const POLICY: &str = "service shop {
  environment dev  { account = \"271828182845\" }
  environment prod { account = \"314159265358\", budget = $500/month }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2 }
  allow cost/no-budget because \"dev is paid by the platform\" until 2027-06-30
}
";

fn project(settings: &str, policy: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("shop.terrace"), policy).expect("a policy");
    fs::write(folder.path().join("terrace.toml"), settings).expect("settings");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    terrace().current_dir(folder).args(arguments).output().expect("the binary runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn last(output: &Output) -> String {
    said(output).lines().last().unwrap_or_default().to_owned()
}

#[test]
fn a_pack_and_a_level_change_what_a_finding_weighs() {
    let policy = POLICY.replace("budget = $500/month", "role = \"deploy\"");
    let policy = policy.replace("  allow", "  # allow");
    for (settings, status, counts) in [
        ("", 0, "0 errors, 1 warning, 0 notes"),
        ("pack = \"sandbox\"\n", 0, "0 errors, 0 warnings, 1 note"),
        ("pack = \"strict\"\n", 1, "1 error, 0 warnings, 0 notes"),
        (
            "pack = \"strict\"\nlevels.\"cost/no-budget\" = \"note\"\n",
            0,
            "0 errors, 0 warnings, 1 note",
        ),
    ] {
        let output = run(project(settings, &policy).path(), &["check", "shop.terrace"]);
        assert_eq!(output.status.code(), Some(status), "{settings}{}", said(&output));
        assert_eq!(last(&output), counts, "{settings}{}", said(&output));
    }
}

#[test]
fn faults_are_told_with_their_places() {
    let project = project("pack = \"strickt\"\n[limits]\nclaim_tolerance = 5\n", POLICY);
    let output = run(project.path(), &["check", "shop.terrace"]);
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(said.contains("terrace.toml:1:8: no pack `strickt`, did you mean `strict`?"), "{said}");
    assert!(said.contains("terrace.toml:3:19: `claim_tolerance` is a share"), "{said}");
}

#[test]
fn tags_of_the_project_reach_every_resource() {
    let project = project("[tags]\ncost-centre = \"4711\"\n", POLICY);
    let output = run(project.path(), &["build", "shop.terrace"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let files = files(&project.path().join("out/shop/prod/terraform"));
    let all: String = files.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    assert!(all.contains("\"cost-centre\" = \"4711\""), "{all}");
    assert!(all.contains("service       = \"shop\""), "{all}");
    assert!(all.contains("default_tags"), "{all}");
}

#[test]
fn waivers_are_judged_only_where_everything_is_looked_at() {
    let policy = POLICY.replace("dev  { ", "dev  { budget = $9/month, ");
    let idle = |arguments: &[&str]| {
        said(&run(project("", &policy).path(), arguments)).contains("waiver/without-effect")
    };
    assert!(idle(&["check", "shop.terrace"]));
    assert!(idle(&["build", "shop.terrace"]));
    assert!(!idle(&["build", "shop.terrace", "--environment", "dev"]));
    assert!(!idle(&["build", "shop.terrace", "--target", "kubernetes"]));
}

#[test]
fn a_waiver_ends_on_the_given_day() {
    let project = project("", &POLICY.replace("budget = $500/month", "role = \"deploy\""));
    let on = |day: &str| run(project.path(), &["check", "shop.terrace", "--date", day]);
    assert_eq!(on("2027-06-30").status.code(), Some(0));
    let over = on("2027-07-01");
    assert_eq!(over.status.code(), Some(1));
    let said = said(&over);
    assert!(said.contains("ended on 2027-06-30, 1 day ago: today is 2027-07-01"), "{said}");
    assert!(said.contains("cost/no-budget"), "an expired waiver silences: {said}");
}
