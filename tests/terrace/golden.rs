//! What the policies of the repository compile to, kept as real files below `golden/`.
//! `UPDATE_GOLDEN=1 cargo test --test terrace golden` writes them anew.

mod rejected;
mod rule_book;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use similar::TextDiff;

use crate::support::{Files, build, files, package, policy};

#[test]
fn podinfo() {
    compare("podinfo");
}

#[test]
fn workflow_app() {
    compare("workflow-app");
}

#[test]
fn tickets() {
    compare("tickets");
}

/// The policies and the rejected examples, and nothing else, have a folder.
#[test]
fn no_folder_is_stale() {
    let known = ["podinfo", "rejected", "tickets", "workflow-app"];
    for entry in fs::read_dir(package().join("golden")).expect("the golden folder") {
        let name = entry.expect("a readable folder").file_name();
        assert!(known.iter().any(|known| name == *known), "golden/{} is stale", name.display());
    }
}

fn compare(service: &str) {
    let out = tempfile::tempdir().expect("a folder");
    build(&policy(service), out.path());
    hold(service, &files(&out.path().join(service)));
}

/// Holds files to those below `golden/`, or writes them there.
fn hold(name: &str, made: &Files) {
    let folder = package().join("golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        rewrite(&folder, made);
    }
    let difference = difference(&files(&folder), made);
    assert!(difference.is_empty(), "golden/{name} differs:\n{difference}");
}

fn rewrite(folder: &Path, made: &Files) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("a folder that can go");
    }
    for (name, bytes) in made {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a new folder");
        fs::write(path, bytes).expect("a new file");
    }
}

fn difference(golden: &Files, made: &Files) -> String {
    let mut text = String::new();
    for name in golden.keys().filter(|name| !made.contains_key(*name)) {
        let _ = writeln!(text, "stale: {name}");
    }
    for (name, new) in made {
        match golden.get(name) {
            None => {
                let _ = writeln!(text, "missing: {name}");
            }
            Some(old) if old != new => text.push_str(&unified(name, old, new)),
            Some(_) => {}
        }
    }
    text
}

fn unified(name: &str, old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    TextDiff::from_lines(old.as_ref(), new.as_ref())
        .unified_diff()
        .header(&format!("golden/{name}"), &format!("made/{name}"))
        .to_string()
}

#[test]
fn a_difference_names_what_is_stale_missing_and_changed() {
    let old = Files::from([("a".into(), b"1\n".to_vec()), ("b".into(), b"2\n".to_vec())]);
    let new = Files::from([("b".into(), b"3\n".to_vec()), ("c".into(), b"4\n".to_vec())]);
    let text = difference(&old, &new);
    for part in ["stale: a", "missing: c", "-2\n", "+3\n"] {
        assert!(text.contains(part), "{text}");
    }
}
