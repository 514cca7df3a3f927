//! `action.yml`: its check runs as it stands, in a repository with a policy and its output.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{build, package};

const POLICY: &str = "service shop {
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
";

/// The script of the last step.
fn check() -> String {
    let text = fs::read_to_string(package().join("action.yml")).expect("the action");
    let action: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
    let steps = action["runs"]["steps"].as_sequence().expect("steps");
    steps.last().expect("a step")["run"].as_str().expect("a script").to_owned()
}

fn git(folder: &Path, arguments: &[&str]) {
    let author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    let mut command = Command::new("git");
    command.current_dir(folder).args(author).args(arguments);
    let output = command.output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn run(folder: &Path, deny: &str) -> Output {
    let mut command = Command::new("bash");
    command.args(["-eo", "pipefail", "-c", &check()]).current_dir(folder);
    command.env("RUNNER_TEMP", folder.join("temp"));
    command.envs([("POLICIES", "shop.terrace"), ("OUT", "out"), ("DENY", deny)]);
    command.output().expect("the script runs")
}

#[test]
fn the_check_of_the_action_compares_what_is_committed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (policy, bin) =
        (folder.path().join("shop.terrace"), folder.path().join("temp/terrace/bin"));
    fs::create_dir_all(&bin).expect("a folder");
    fs::copy(env!("CARGO_BIN_EXE_terrace"), bin.join("terrace")).expect("the binary");
    fs::write(&policy, POLICY).expect("a policy");
    build(&policy, &folder.path().join("out"));
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "shop.terrace", "out"]);
    git(folder.path(), &["commit", "--quiet", "--message", "policy"]);
    let code = |deny: &str| run(folder.path(), deny).status.code();
    assert_eq!(code(""), Some(0), "{}", String::from_utf8_lossy(&run(folder.path(), "").stderr));
    assert_eq!(code("warnings"), Some(1), "there is no budget");
    fs::write(&policy, POLICY.replace("2..4", "2..5")).expect("a policy");
    assert_eq!(code(""), Some(1), "the output is stale");
}
