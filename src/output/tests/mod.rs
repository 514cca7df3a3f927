//! Whole trees on a real disk.

mod compare;
mod edits;
mod filled;
mod interrupted;
mod links;
mod together;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{Error, File, LOCK, LockHeader, Options, Summary, Tree, write};

const FOLDER: &str = "tickets/prod";
const FORCE: Options = Options { force: true, wait: Duration::from_secs(10) };

fn tree(files: &[(&str, &str)]) -> Tree {
    tree_in(FOLDER, files)
}

fn tree_in(folder: &str, files: &[(&str, &str)]) -> Tree {
    let file = |(path, text): &(&str, &str)| File {
        path: (*path).into(),
        contents: (*text).into(),
        digested: *path != "source-map.json",
        unset: path.ends_with("settings.yaml").then_some("unset"),
    };
    let header = LockHeader { terrace: "0.1.0".into(), ..LockHeader::default() };
    Tree { folder: folder.into(), files: files.iter().map(file).collect(), header }
}

fn build(out: &Path, files: &[(&str, &str)]) -> Result<Summary, Error> {
    write(out, &tree(files), Options::default())
}

/// Every file below `root` with its text; an empty folder stands as `folder/`.
fn snapshot(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(root, "", &mut found);
    found
}

fn collect(root: &Path, at: &str, found: &mut BTreeMap<String, String>) {
    let entries: Vec<_> = fs::read_dir(root.join(at)).unwrap().map(Result::unwrap).collect();
    if entries.is_empty() && !at.is_empty() {
        found.insert(at.to_owned(), String::new());
    }
    for entry in entries {
        let path = format!("{at}{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(root, &format!("{path}/"), found);
        } else {
            found.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// The names below the environment's folder, without the manifest's.
fn names(out: &Path) -> Vec<String> {
    snapshot(&out.join(FOLDER)).into_keys().filter(|name| name != LOCK).collect()
}

fn times(out: &Path) -> Vec<SystemTime> {
    let root = out.join(FOLDER);
    let files = snapshot(&root).into_keys().map(|name| root.join(name));
    files
        .chain([root.clone(), out.to_path_buf()])
        .map(|path| path.metadata().unwrap().modified().unwrap())
        .collect()
}

#[test]
fn a_first_build_writes_everything() {
    let out = tempfile::tempdir().unwrap();
    let out = &out.path().join("deep/out");
    let summary = build(out, &[("terraform/dns.tf", "x"), ("report.md", "y")]).unwrap();
    assert_eq!(summary.written, ["report.md", "terraform/dns.tf", LOCK]);
    assert_eq!(names(out), ["report.md", "terraform/dns.tf"]);
}

#[test]
fn an_unchanged_rebuild_writes_nothing() {
    let out = tempfile::tempdir().unwrap();
    let files = [("terraform/dns.tf", "x"), ("source-map.json", "y")];
    build(out.path(), &files).unwrap();
    let before = times(out.path());
    let summary = build(out.path(), &files).unwrap();
    assert_eq!((summary.written.len(), summary.removed.len(), summary.unchanged.len()), (0, 0, 3));
    assert_eq!(times(out.path()), before);
}

#[test]
fn only_what_changed_is_written() {
    let out = tempfile::tempdir().unwrap();
    build(out.path(), &[("a/1", "x"), ("a/2", "x"), ("b/3", "x")]).unwrap();
    let summary = build(out.path(), &[("a/1", "x"), ("a/2", "y")]).unwrap();
    assert_eq!(summary.written, ["a/2", LOCK]);
    assert_eq!(summary.removed, ["b/3"]);
    assert_eq!(names(out.path()), ["a/1", "a/2"]);
}

#[test]
fn the_source_map_changes_alone() {
    let out = tempfile::tempdir().unwrap();
    build(out.path(), &[("a", "x"), ("source-map.json", "1")]).unwrap();
    let summary = build(out.path(), &[("a", "x"), ("source-map.json", "2")]).unwrap();
    assert_eq!(summary.written, ["source-map.json"]);
}

#[test]
fn paths_that_lead_outside_are_refused() {
    let out = tempfile::tempdir().unwrap();
    for path in ["../x", "/x", "a/../../x", LOCK, ".terrace/journal"] {
        assert!(matches!(build(out.path(), &[(path, "x")]), Err(Error::Path { .. })), "{path}");
    }
    let outside = tree_in("../prod", &[("a", "x")]);
    assert!(matches!(write(out.path(), &outside, FORCE), Err(Error::Path { .. })));
    assert!(snapshot(out.path()).is_empty());
}
