//! What people did to the files since.

use std::fs;

use super::*;
use crate::output::{ConflictKind, retire};

fn conflicts(result: Result<Summary, Error>) -> Vec<(String, ConflictKind)> {
    match result {
        Err(Error::Conflicts { files, .. }) => {
            files.into_iter().map(|file| (file.path, file.kind)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_conflicts_are_told_at_once_and_nothing_is_written() {
    let out = tempfile::tempdir().unwrap();
    let root = out.path().join(FOLDER);
    build(out.path(), &[("edited", "1"), ("stale", "1"), ("fine", "1")]).unwrap();
    for name in ["edited", "stale", "foreign"] {
        fs::write(root.join(name), "by hand").unwrap();
    }
    let before = snapshot(out.path());
    let next = [("edited", "2"), ("fine", "2"), ("foreign", "2")];
    let expected = [
        ("edited".into(), ConflictKind::Edited),
        ("foreign".into(), ConflictKind::Foreign),
        ("stale".into(), ConflictKind::EditedAndStale),
    ];
    assert_eq!(conflicts(build(out.path(), &next)), expected);
    assert_eq!(snapshot(out.path()), before);

    write(out.path(), &tree(&next), FORCE).unwrap();
    assert_eq!(names(out.path()), ["edited", "fine", "foreign"]);
    assert_eq!(fs::read_to_string(root.join("foreign")).unwrap(), "2");
}

#[test]
fn an_edit_that_says_what_the_policy_says_is_none() {
    let out = tempfile::tempdir().unwrap();
    build(out.path(), &[("a", "1")]).unwrap();
    fs::write(out.path().join(FOLDER).join("a"), "2").unwrap();
    assert_eq!(build(out.path(), &[("a", "2")]).unwrap().written, [LOCK]);
}

#[test]
fn an_edited_file_conflicts_though_the_policy_did_not_change() {
    let out = tempfile::tempdir().unwrap();
    build(out.path(), &[("a", "1")]).unwrap();
    fs::write(out.path().join(FOLDER).join("a"), "by hand").unwrap();
    assert_eq!(conflicts(build(out.path(), &[("a", "1")])), [("a".into(), ConflictKind::Edited)]);
}

#[test]
fn a_deleted_file_is_written_again() {
    let out = tempfile::tempdir().unwrap();
    build(out.path(), &[("d/a", "1"), ("b", "1")]).unwrap();
    fs::remove_dir_all(out.path().join(FOLDER).join("d")).unwrap();
    assert_eq!(build(out.path(), &[("d/a", "1"), ("b", "1")]).unwrap().written, ["d/a"]);
    fs::remove_dir_all(out.path().join(FOLDER).join("d")).unwrap();
    assert_eq!(build(out.path(), &[("b", "1")]).unwrap().written, [LOCK]);
}

#[test]
fn files_that_are_not_ours_stay() {
    let out = tempfile::tempdir().unwrap();
    let root = out.path().join(FOLDER);
    build(out.path(), &[("terraform/a", "1"), ("k/b", "1")]).unwrap();
    fs::create_dir(root.join("terraform/.terraform")).unwrap();
    fs::write(root.join("terraform/backend.tf"), "s3").unwrap();
    write(out.path(), &tree(&[("c", "1")]), FORCE).unwrap();
    assert_eq!(names(out.path()), ["c", "terraform/.terraform/", "terraform/backend.tf"]);
}

#[test]
fn an_unreadable_manifest_owns_nothing() {
    let out = tempfile::tempdir().unwrap();
    build(out.path(), &[("a", "1"), ("b", "1")]).unwrap();
    fs::write(out.path().join(FOLDER).join(LOCK), "<<<<<<< HEAD").unwrap();
    let expected =
        [("a".into(), ConflictKind::Foreign), (LOCK.into(), ConflictKind::UnreadableManifest)];
    assert_eq!(conflicts(build(out.path(), &[("a", "2")])), expected);
    assert!(retire(out.path(), "tickets", &[], FORCE).unwrap().is_empty());
    write(out.path(), &tree(&[("a", "2")]), FORCE).unwrap();
    assert_eq!(names(out.path()), ["a", "b"]);
}

#[test]
fn a_manifest_that_leads_outside_owns_nothing() {
    let out = tempfile::tempdir().unwrap();
    let precious = out.path().join("precious");
    fs::write(&precious, "1").unwrap();
    build(out.path(), &[("a", "1")]).unwrap();
    let lock = out.path().join(FOLDER).join(LOCK);
    let text = fs::read_to_string(&lock).unwrap().replace("\"a\"", "\"../../precious\"");
    fs::write(&lock, text).unwrap();
    write(out.path(), &tree(&[("b", "1")]), FORCE).unwrap();
    assert!(precious.exists());
}

#[test]
fn an_environment_that_left_is_removed_as_far_as_it_is_ours() {
    let out = tempfile::tempdir().unwrap();
    for folder in ["tickets/prod", "tickets/test", "tickets/edited", "tickets/more", "other/old"] {
        write(out.path(), &tree_in(folder, &[("terraform/a", "1")]), Options::default()).unwrap();
    }
    fs::write(out.path().join("tickets/more/backend.tf"), "s3").unwrap();
    fs::write(out.path().join("tickets/edited/terraform/a"), "by hand").unwrap();
    fs::create_dir(out.path().join("tickets/notes")).unwrap();
    let retired = retire(out.path(), "tickets", &["prod"], Options::default()).unwrap();
    let told: Vec<_> =
        retired.iter().map(|retired| (retired.folder.as_str(), retired.outcome.is_ok())).collect();
    assert_eq!(told, [("tickets/edited", false), ("tickets/more", true), ("tickets/test", true)]);
    let left: Vec<_> = snapshot(out.path()).into_keys().collect();
    let expected = [
        "other/old/terrace.lock",
        "other/old/terraform/a",
        "tickets/edited/terrace.lock",
        "tickets/edited/terraform/a",
        "tickets/more/backend.tf",
        "tickets/notes/",
        "tickets/prod/terrace.lock",
        "tickets/prod/terraform/a",
    ];
    assert_eq!(left, expected);
}
