//! Golden trees are real files: what the policies compile to, read by people. `UPDATE_GOLDEN=1` writes them anew.

use crate::support::{files, root, run, terrace};

const POLICIES: &[&str] = &["podinfo", "tickets", "workflow-app"];

fn built(policy: &str, out: &std::path::Path) {
    let file = format!("policies/{policy}.terrace");
    let out = out.to_string_lossy();
    let (status, _, said) = run(&mut terrace(&["build", &file, "--force", "--out", &out]));
    assert_eq!(status, 0, "{said}");
}

fn same(policy: &str) {
    let golden = root().join("golden");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        built(policy, &golden);
    }
    let fresh = tempfile::tempdir().unwrap();
    built(policy, fresh.path());
    let (wanted, given) = (files(&golden.join(policy)), files(&fresh.path().join(policy)));
    let names = |tree: &std::collections::BTreeMap<String, Vec<u8>>| -> Vec<String> {
        tree.keys().cloned().collect()
    };
    assert_eq!(names(&wanted), names(&given), "missing or stale files");
    for (name, wanted) in &wanted {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (wanted, given) = (text(wanted), text(&given[name]));
        let diff = similar::TextDiff::from_lines(&wanted, &given);
        assert!(wanted == given, "{name}\n{}", diff.unified_diff());
    }
}

#[test]
fn podinfo_compiles_to_its_golden_tree() {
    same("podinfo");
}

#[test]
fn tickets_compiles_to_its_golden_tree() {
    same("tickets");
}

#[test]
fn workflow_app_compiles_to_its_golden_tree() {
    same("workflow-app");
}

#[test]
fn every_golden_tree_has_its_policy() {
    let mut found: Vec<String> = std::fs::read_dir(root().join("golden"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    assert_eq!(found, POLICIES);
}
