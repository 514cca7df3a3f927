//! Values that people fill in.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::output::{ConflictKind, compare};

const PATH: &str = "kubernetes/settings.yaml";

fn settings(keys: &[&str]) -> String {
    let data: String = keys.iter().map(|key| format!("  {key}: unset\n")).collect();
    format!("kind: ConfigMap\nmetadata:\n  name: settings\ndata:\n{data}")
}

fn on_disk(out: &Path) -> PathBuf {
    out.join(FOLDER).join(PATH)
}

/// Builds with the key `a`, then changes the file.
fn filled(out: &Path, change: impl Fn(&str) -> String) {
    build(out, &[(PATH, &settings(&["a"]))]).unwrap();
    let path = on_disk(out);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, change(&text)).unwrap();
}

#[test]
fn a_value_stays_when_keys_come_and_go() {
    let out = tempfile::tempdir().unwrap();
    filled(out.path(), |text| text.replace("a: unset", "a: \"http://one:9090\""));
    build(out.path(), &[(PATH, &settings(&["a", "b"]))]).unwrap();
    let text = fs::read_to_string(on_disk(out.path())).unwrap();
    assert!(text.ends_with("data:\n  a: \"http://one:9090\"\n  b: unset\n"), "{text}");
    build(out.path(), &[(PATH, &settings(&["b"]))]).unwrap();
    let text = fs::read_to_string(on_disk(out.path())).unwrap();
    assert!(text.ends_with("data:\n  b: unset\n"), "{text}");
}

#[test]
fn filling_in_is_no_difference() {
    let out = tempfile::tempdir().unwrap();
    filled(out.path(), |text| text.replace("unset", "here"));
    let next = tree(&[(PATH, &settings(&["a"]))]);
    assert!(compare(out.path(), &next).unwrap().is_same());
    assert!(write(out.path(), &next, Options::default()).unwrap().written.is_empty());
    write(out.path(), &next, FORCE).unwrap();
    assert!(fs::read_to_string(on_disk(out.path())).unwrap().contains("a: here"));
}

#[test]
fn the_manifest_is_the_same_whatever_is_filled_in() {
    let [empty, full] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    filled(empty.path(), str::to_owned);
    filled(full.path(), |text| text.replace("unset", "here"));
    let lock = |out: &Path| {
        build(out, &[(PATH, &settings(&["a", "b"]))]).unwrap();
        fs::read_to_string(out.join(FOLDER).join(LOCK)).unwrap()
    };
    assert_eq!(lock(empty.path()), lock(full.path()));
}

#[test]
fn any_other_edit_of_it_is_found() {
    let out = tempfile::tempdir().unwrap();
    for edit in ["name: settings", "kind: ConfigMap", "  a: unset\n"] {
        filled(out.path(), |text| text.replace(edit, "other: thing"));
        let result = build(out.path(), &[(PATH, &settings(&["a"]))]);
        let Err(Error::Conflicts { files, .. }) = result else { panic!("{edit}: {result:?}") };
        assert_eq!(files.first().map(|file| file.kind), Some(ConflictKind::Edited), "{edit}");
        write(out.path(), &tree(&[(PATH, &settings(&["a"]))]), FORCE).unwrap();
    }
}

#[test]
fn a_filled_file_that_is_no_longer_built_is_not_deleted() {
    let out = tempfile::tempdir().unwrap();
    filled(out.path(), |text| text.replace("unset", "here"));
    let result = build(out.path(), &[("other", "1")]);
    assert!(matches!(result, Err(Error::Conflicts { .. })), "{result:?}");
}
