//! The command line as people meet it: exit status, shapes, what it writes and what it leaves alone.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use crate::support::{build, files, package, policy, run, terrace};

const BROKEN: &str = "service shop {\n  owner = \"a\"\n  bogus = 1\n}\n";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("an exit status")
}

/// The policy `tickets` in a folder of its own, to be changed.
fn tickets(folder: &Path) -> PathBuf {
    let path = folder.join("tickets.terrace");
    fs::copy(policy("tickets"), &path).expect("a copy");
    path
}

fn build_with(policy: &Path, out: &Path, more: &[&str]) -> Output {
    let mut command = terrace();
    command.arg("build").arg(policy).arg("--out").arg(out).args(more);
    command.output().expect("the binary runs")
}

fn fed(arguments: &[&str], input: &str) -> Output {
    let mut child = terrace()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("input is read");
    child.wait_with_output().expect("the binary ends")
}

#[test]
fn the_exit_status_tells_clean_from_wrong_from_trouble() {
    assert_eq!(status(&run(&["check", "policies/tickets.terrace"])), 0);
    assert_eq!(status(&fed(&["check", "-"], BROKEN)), 1);
    assert_eq!(status(&run(&["check", "policies/none.terrace"])), 2);
    assert_eq!(status(&run(&["check", "--no-such-option"])), 2);
    assert_eq!(status(&run(&["check", "policies/tickets.terrace", "--deny", "warnings"])), 1);
}

#[test]
fn a_very_long_word_is_quoted_in_part() {
    let policy =
        format!("service shop {{\n  region eu-west-1 {{ }}\n  {} = 1\n}}\n", "x".repeat(9000));
    for format in ["text", "json"] {
        let output = fed(&["check", "--format", format, "-"], &policy);
        let said = text(&output.stdout) + &text(&output.stderr);
        assert!(said.contains("xxx…") && said.len() < 3000, "{format}: {}", said.len());
    }
}

#[test]
fn a_literal_that_cannot_be_read_is_one_mistake() {
    let policy = "service shop {\n  region eu-west-1 { zones = 3 }\n  page when requests > 100/m for 5m\n}\n";
    let output = fed(&["check", "-", "--format", "json"], policy);
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let codes: Vec<&str> = findings.iter().filter_map(|finding| finding["code"].as_str()).collect();
    assert_eq!(codes, ["syntax/ambiguous-unit"]);
}

#[test]
fn a_name_that_nothing_has_is_one_mistake() {
    let policy = "service shop {\n  budget = $900/month\n  region eu-west-1 { zones = 3 }\n  notify page to oncall\n  workload web on ec2 { instance = m6i.large, replicas = 2..4, keep cpuu at 65 }\n}\n";
    let output = fed(&["check", "-", "--format", "json"], policy);
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let errors = findings.iter().filter(|finding| finding["level"] == "error");
    let codes: Vec<&str> = errors.filter_map(|finding| finding["code"].as_str()).collect();
    assert_eq!(codes, ["model/unknown-name"]);
}

#[test]
fn findings_are_an_array_for_machines() {
    let output = fed(&["check", "-", "--format", "json"], BROKEN);
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = findings.as_array().expect("an array");
    let bogus = findings.iter().find(|finding| finding["code"] == "model/unknown-attribute");
    let bogus = bogus.expect("the unknown attribute");
    assert_eq!(bogus["level"], "error");
    assert_eq!((&bogus["line"], &bogus["column"]), (&3.into(), &3.into()));
    for key in ["message", "file", "end_line", "end_column", "labels", "help", "assumptions"] {
        assert!(bogus.get(key).is_some(), "no {key}");
    }
    let clean = run(&["check", "policies/tickets.terrace", "--format", "json"]);
    assert!(serde_json::from_slice::<Vec<serde_json::Value>>(&clean.stdout).is_ok());
}

#[test]
fn standard_input_and_a_folder_are_read_like_a_file() {
    let (piped, whole, single) = (folder(), folder(), folder());
    let source = fs::read_to_string(policy("podinfo")).expect("the policy");
    let out = piped.path().to_string_lossy().into_owned();
    assert_eq!(status(&fed(&["build", "-", "--out", &out], &source)), 0);
    fs::create_dir(whole.path().join("in")).expect("a folder");
    fs::copy(policy("podinfo"), whole.path().join("in/podinfo.terrace")).expect("a copy");
    build(&whole.path().join("in"), &whole.path().join("out"));
    build(&policy("podinfo"), single.path());
    let without_origins = |folder: &Path| {
        let mut files = files(folder);
        files.retain(|name, _| {
            !name.ends_with("source-map.json") && !name.ends_with("terrace.lock")
        });
        files
    };
    let single = without_origins(&single.path().join("podinfo/prod/terraform"));
    assert!(!single.is_empty());
    assert_eq!(without_origins(&piped.path().join("podinfo/prod/terraform")), single);
    assert_eq!(without_origins(&whole.path().join("out/podinfo/prod/terraform")), single);
}

#[test]
fn a_check_shows_the_difference_and_writes_nothing() {
    let place = folder();
    let (policy, out) = (tickets(place.path()), place.path().join("out"));
    assert_eq!(status(&build_with(&policy, &out, &["--check"])), 1);
    assert!(!out.exists(), "a check wrote");
    build(&policy, &out);
    assert_eq!(status(&build_with(&policy, &out, &["--check"])), 0);
    let changed =
        fs::read_to_string(&policy).expect("text").replace("peak   = 600/s", "peak   = 601/s");
    let changed = changed.replace("latency p95 < 400ms", "latency p95 < 450ms");
    fs::write(&policy, changed).expect("written");
    let before = files(&out);
    let long = build_with(&policy, &out, &["--check"]);
    assert_eq!(status(&long), 1);
    assert!(text(&long.stdout).contains("\n+"), "{}", text(&long.stdout));
    let short = build_with(&policy, &out, &["--check", "--quiet"]);
    assert_eq!(status(&short), 1);
    assert!(text(&short.stdout).lines().all(|line| !line.starts_with(['+', '-', '@'])));
    assert!(text(&short.stdout).contains("alarms.tf"), "{}", text(&short.stdout));
    assert_eq!(files(&out), before);
}

#[test]
fn one_environment_or_tier_can_be_chosen() {
    let place = folder();
    let chosen = build_with(&policy("tickets"), place.path(), &["--environment", "prod"]);
    assert_eq!(status(&chosen), 0);
    assert!(place.path().join("tickets/prod/report.md").exists());
    assert!(!place.path().join("tickets/staging").exists());
    let unknown = build_with(&policy("tickets"), place.path(), &["--environment", "pord"]);
    assert_eq!(status(&unknown), 2);
    assert!(text(&unknown.stderr).contains("no environment `pord`"));
    let unknown = build_with(&policy("tickets"), place.path(), &["--tier", "huge"]);
    assert_eq!(status(&unknown), 2);
    assert!(text(&unknown.stderr).contains("no tier `huge`"));
}

#[test]
fn a_hand_edit_is_kept_until_it_is_forced() {
    let place = folder();
    build(&policy("podinfo"), place.path());
    let before = files(place.path());
    let file = place.path().join("podinfo/prod/terraform/alarms.tf");
    fs::write(&file, "# by hand\n").expect("written");
    let refused = build_with(&policy("podinfo"), place.path(), &[]);
    assert_eq!(status(&refused), 1);
    assert!(text(&refused.stderr).contains("alarms.tf"), "{}", text(&refused.stderr));
    assert_eq!(fs::read(&file).expect("the file"), b"# by hand\n");
    assert_eq!(status(&build_with(&policy("podinfo"), place.path(), &["--force"])), 0);
    assert_eq!(files(place.path()), before);
}

#[test]
fn an_environment_that_left_the_policy_leaves_the_folder() {
    let place = folder();
    let (policy, out) = (tickets(place.path()), place.path().join("out"));
    build(&policy, &out);
    assert!(out.join("tickets/staging/report.md").exists());
    let source = fs::read_to_string(&policy).expect("text");
    let start = source.find("  environment staging {").expect("staging");
    let end = source.find("  environment prod {").expect("prod");
    let chain = source
        .lines()
        .find(|line| line.trim_start().starts_with("release ") && line.contains("->"));
    let mut without = format!("{}{}", &source[..start], &source[end..]);
    if let Some(chain) = chain {
        without = without.replace(chain, "");
    }
    fs::write(&policy, without).expect("written");
    build(&policy, &out);
    assert!(!out.join("tickets/staging").exists());
    assert!(out.join("tickets/prod/report.md").exists());
}

#[test]
fn a_policy_with_an_error_leaves_the_tree_alone() {
    let place = folder();
    let (policy, out) = (tickets(place.path()), place.path().join("out"));
    build(&policy, &out);
    let before = files(&out);
    let source = fs::read_to_string(&policy).expect("text");
    fs::write(&policy, source.replacen("owner", "onwer", 1)).expect("written");
    let failed = build_with(&policy, &out, &["--force"]);
    assert_eq!(status(&failed), 1);
    assert!(text(&failed.stderr).contains("nothing was written"));
    assert_eq!(files(&out), before);
}

#[test]
fn building_again_writes_nothing() {
    let place = folder();
    build(&policy("podinfo"), place.path());
    let times = || -> Vec<_> {
        let names = files(place.path()).into_keys();
        names.map(|name| modified(&place.path().join(&name))).collect()
    };
    let before = times();
    std::thread::sleep(std::time::Duration::from_millis(20));
    build(&policy("podinfo"), place.path());
    assert_eq!(times(), before);
}

fn modified(path: &Path) -> std::time::SystemTime {
    fs::metadata(path).and_then(|facts| facts.modified()).expect("a time")
}

#[test]
fn the_surroundings_change_no_byte() {
    let (one, other) = (folder(), folder());
    build(&policy("tickets"), one.path());
    let output = terrace()
        .env_clear()
        .envs([("TZ", "Pacific/Apia"), ("LC_ALL", "tr_TR.UTF-8"), ("HOME", "/nowhere")])
        .current_dir(other.path())
        .arg("build")
        .arg(policy("tickets"))
        .arg("--out")
        .arg(other.path().join("out"))
        .output()
        .expect("the binary runs");
    assert_eq!(status(&output), 0, "{}", text(&output.stderr));
    assert_eq!(files(&other.path().join("out/tickets")), files(&one.path().join("tickets")));
}

#[test]
fn a_shown_policy_shows_itself() {
    for (name, environment) in [("tickets", "staging"), ("tickets", "prod"), ("podinfo", "prod")] {
        let file = format!("policies/{name}.terrace");
        let once = run(&["show", "--environment", environment, &file]);
        assert_eq!(status(&once), 0, "{}", text(&once.stderr));
        let twice = fed(&["show", "-"], &text(&once.stdout));
        assert_eq!(status(&twice), 0, "{}", text(&twice.stderr));
        assert_eq!(text(&twice.stdout), text(&once.stdout), "{name} {environment}");
    }
}

#[test]
fn every_code_is_explained() {
    let codes = text(&run(&["explain"]).stdout);
    let codes: Vec<&str> =
        codes.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(codes.len() > 20);
    for code in codes {
        let output = run(&["explain", code]);
        assert_eq!(status(&output), 0, "{code}");
        assert!(text(&output.stdout).len() > code.len() + 40, "{code} is hardly explained");
    }
    assert_ne!(status(&run(&["explain", "no/such-code"])), 0);
}

#[test]
fn the_policies_are_formatted() {
    assert!(package().join("policies").is_dir());
    let output = run(&["fmt", "--check", "policies"]);
    assert_eq!(status(&output), 0, "{}", text(&output.stdout));
}
