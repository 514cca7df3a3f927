//! The command line as a user and as CI meet it.

use std::io::Write;
use std::process::Stdio;

use crate::support::{files, folder_with, root, run, service, terrace};

fn build(file: &str, out: &str, more: &[&str]) -> (i32, String, String) {
    run(terrace(&["build", file, "--out", out]).args(more))
}

#[test]
fn a_clean_policy_builds_and_an_unchanged_one_writes_nothing() {
    let (folder, file) = folder_with(&service(""));
    let out = folder.path().join("out");
    let shown = out.to_string_lossy();
    assert_eq!(build(&file, &shown, &[]).0, 0);
    let times = |out: &std::path::Path| -> Vec<_> {
        let tree = files(out);
        tree.keys()
            .map(|name| std::fs::metadata(out.join(name)).unwrap().modified().unwrap())
            .collect()
    };
    let before = times(&out);
    assert!(!before.is_empty());
    assert_eq!(build(&file, &shown, &[]).0, 0);
    assert_eq!(before, times(&out));
    assert_eq!(
        build(&file, &shown, &["--check"]),
        (0, String::new(), build(&file, &shown, &["--check"]).2)
    );
}

#[test]
fn an_error_is_status_1_and_leaves_the_old_tree() {
    let (folder, file) = folder_with(&service(""));
    let out = folder.path().join("out");
    let shown = out.to_string_lossy();
    assert_eq!(build(&file, &shown, &[]).0, 0);
    let before = files(&out);
    std::fs::write(&file, service("  workload api on ec2 { replicas = 6..2 }")).unwrap();
    let (status, _, said) = build(&file, &shown, &[]);
    assert_eq!(status, 1);
    assert!(said.contains("nothing was written"), "{said}");
    assert_eq!(before, files(&out));
}

#[test]
fn a_hand_edit_is_kept_without_force() {
    let (folder, file) = folder_with(&service(""));
    let out = folder.path().join("out");
    let shown = out.to_string_lossy();
    assert_eq!(build(&file, &shown, &[]).0, 0);
    let edited = out.join("shop/default/terraform/dns.tf");
    std::fs::write(&edited, "# mine\n").unwrap();
    std::fs::write(&file, service("  steady = 5/s").replace("60%", "50%").replace("40%", "50%"))
        .unwrap();
    let (status, _, said) = build(&file, &shown, &[]);
    assert_eq!(status, 1);
    assert!(said.contains("terraform/dns.tf"), "{said}");
    assert_eq!(std::fs::read_to_string(&edited).unwrap(), "# mine\n");
    assert_eq!(build(&file, &shown, &["--force"]).0, 0);
    assert_ne!(std::fs::read_to_string(&edited).unwrap(), "# mine\n");
}

#[test]
fn check_shows_a_difference_and_writes_nothing() {
    let (folder, file) = folder_with(&service(""));
    let out = folder.path().join("out");
    let shown = out.to_string_lossy();
    assert_eq!(build(&file, &shown, &[]).0, 0);
    let before = files(&out);
    std::fs::write(&file, service("").replace("2..6", "3..6")).unwrap();
    let (status, diff, _) = build(&file, &shown, &["--check"]);
    assert_eq!(status, 1);
    assert!(diff.contains("-      web    = { min = 2, max = 6 }"), "{diff}");
    let (_, names, _) = build(&file, &shown, &["--check", "--quiet"]);
    assert!(names.lines().any(|line| line == "shop/default/terraform/locals.tf"), "{names}");
    assert_eq!(before, files(&out));
}

#[test]
fn an_environment_that_left_the_policy_is_removed() {
    let environments = |names: &[&str]| {
        let accounts = ["210987654321", "310987654321"];
        let block = |(name, account): (&&str, &str)| {
            format!("  environment {name} {{ account = \"{account}\" }}\n")
        };
        service(&names.iter().zip(accounts).map(block).collect::<String>())
    };
    let (folder, file) = folder_with(&environments(&["stage", "prod"]));
    let out = folder.path().join("out");
    let shown = out.to_string_lossy();
    assert_eq!(build(&file, &shown, &[]).0, 0);
    assert!(out.join("shop/stage/terrace.lock").exists());
    std::fs::write(&file, environments(&["prod"])).unwrap();
    assert_eq!(build(&file, &shown, &[]).0, 0);
    assert!(!out.join("shop/stage").exists());
    assert!(out.join("shop/prod/terrace.lock").exists());
}

#[test]
fn the_surroundings_change_no_byte() {
    let (folder, file) = folder_with(&service(""));
    let build = |name: &str, zone: &str, locale: &str, here: &std::path::Path| {
        let out = folder.path().join(name);
        let shown = out.to_string_lossy().into_owned();
        let mut command = terrace(&["build", &file, "--out", &shown]);
        command.env("TZ", zone).env("LC_ALL", locale).env("HOME", here).current_dir(here);
        assert_eq!(run(&mut command).0, 0);
        files(&out)
    };
    let one = build("one", "UTC", "C", folder.path());
    let other = build("other", "Asia/Tokyo", "tr_TR.UTF-8", std::path::Path::new("/"));
    assert_eq!(one, other);
}

#[test]
fn findings_as_json_are_an_array_with_places() {
    let (_folder, file) = folder_with(&service("  replicas = 3"));
    let (status, out, _) = run(&mut terrace(&["check", &file, "--format", "json"]));
    assert_eq!(status, 1);
    let findings: serde_json::Value = serde_json::from_str(&out).unwrap();
    let first = &findings.as_array().unwrap()[0];
    assert_eq!(first["code"], "model/unknown-attribute");
    assert_eq!((first["level"].as_str(), first["line"].as_u64()), (Some("error"), Some(15)));
    for key in
        ["message", "file", "column", "end_line", "end_column", "labels", "help", "assumptions"]
    {
        assert!(first.get(key).is_some(), "{key}");
    }
}

#[test]
fn standard_input_folders_and_trouble_have_their_status() {
    let mut child =
        terrace(&["check", "-"]).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(service("").as_bytes()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(run(&mut terrace(&["check", "policies"])).0, 0);
    assert_eq!(run(&mut terrace(&["check", "nowhere.terrace"])).0, 2);
    assert_eq!(run(&mut terrace(&["check", "src"])).0, 2);
    assert_eq!(
        run(&mut terrace(&["check", "policies/cloudshelf.terrace", "--deny", "warnings"])).0,
        1
    );
    assert_eq!(run(&mut terrace(&["explain", "no/such-code"])).0, 2);
    assert_eq!(
        run(&mut terrace(&["build", "policies/podinfo.terrace", "-e", "nowhere", "--check"])).0,
        2
    );
}

#[test]
fn what_show_prints_shows_as_itself() {
    for environment in ["staging", "prod"] {
        let (status, shown, _) =
            run(&mut terrace(&["show", "policies/tickets.terrace", "--environment", environment]));
        assert_eq!(status, 0);
        let (_folder, file) = folder_with(&shown);
        let (_, again, _) = run(&mut terrace(&["show", &file, "--environment", environment]));
        assert_eq!(shown, again);
    }
}

#[test]
fn policies_are_as_fmt_writes_them() {
    assert_eq!(
        run(&mut terrace(&["fmt", "--check", "policies"])),
        (0, String::new(), String::new())
    );
}

#[test]
fn every_code_is_explained() {
    let (_, codes, _) = run(&mut terrace(&["explain"]));
    assert!(codes.lines().count() > 50);
    for code in codes.lines() {
        let (status, text, _) = run(&mut terrace(&["explain", code]));
        assert!(status == 0 && text.starts_with(code) && text.lines().count() > 2, "{code}");
    }
}

#[test]
fn a_moved_line_changes_the_source_map_alone() {
    let (folder, file) = folder_with(&service(""));
    let out = folder.path().join("out");
    let shown = out.to_string_lossy();
    assert_eq!(build(&file, &shown, &[]).0, 0);
    let before = files(&out);
    std::fs::write(&file, format!("# A comment.\n\n{}", service(""))).unwrap();
    assert_eq!(build(&file, &shown, &[]).0, 0);
    let changed: Vec<String> = files(&out)
        .into_iter()
        .filter(|(name, text)| before.get(name) != Some(text))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(changed, ["shop/default/source-map.json"]);
    assert!(root().exists());
}
