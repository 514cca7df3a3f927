//! Nothing is written, read or removed through a link.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use super::*;
use crate::output::{compare, recover, retire};

/// An output folder and, beside it, one that must not change.
fn setting() -> (tempfile::TempDir, std::path::PathBuf, std::path::PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let (out, outside) = (root.path().join("out"), root.path().join("outside"));
    fs::create_dir_all(out.join(FOLDER)).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("a"), "theirs").unwrap();
    (root, out, outside)
}

#[test]
fn a_link_anywhere_below_is_refused() {
    for place in ["tickets", FOLDER, "tickets/prod/terraform", "tickets/prod/.terrace"] {
        let (_root, out, outside) = setting();
        let link = out.join(place);
        if link.exists() {
            fs::remove_dir_all(&link).unwrap();
        }
        symlink(&outside, &link).unwrap();
        let tree = tree(&[("terraform/a", "x")]);
        assert!(matches!(write(&out, &tree, FORCE), Err(Error::Link(at)) if at == link), "{place}");
        assert_eq!(snapshot(&outside).len(), 1, "{place}");
        assert_eq!(fs::read_to_string(outside.join("a")).unwrap(), "theirs");
        assert_eq!(fs::read_link(&link).unwrap(), outside);
    }
}

#[test]
fn a_file_that_is_a_link_is_neither_replaced_nor_followed() {
    for name in ["a", LOCK] {
        let (_root, out, outside) = setting();
        symlink(outside.join("a"), out.join(FOLDER).join(name)).unwrap();
        assert!(matches!(write(&out, &tree(&[("a", "x")]), FORCE), Err(Error::Link(_))));
        assert!(matches!(compare(&out, &tree(&[("a", "x")])), Err(Error::Link(_))));
        assert_eq!(fs::read_to_string(outside.join("a")).unwrap(), "theirs");
    }
}

#[test]
fn a_dangling_link_is_not_written_through() {
    let (_root, out, outside) = setting();
    symlink(outside.join("new"), out.join(FOLDER).join("a")).unwrap();
    assert!(matches!(write(&out, &tree(&[("a", "x")]), FORCE), Err(Error::Link(_))));
    assert_eq!(snapshot(&outside).len(), 1);
}

#[test]
fn the_hidden_folder_may_hold_no_links() {
    for name in ["locked", "new", "old", "journal", "journal.new"] {
        let (_root, out, outside) = setting();
        fs::create_dir(out.join(FOLDER).join(".terrace")).unwrap();
        symlink(&outside, out.join(FOLDER).join(".terrace").join(name)).unwrap();
        assert!(matches!(write(&out, &tree(&[("a", "x")]), FORCE), Err(Error::Link(_))), "{name}");
        assert!(matches!(recover(&out, FOLDER, FORCE), Err(Error::Link(_))), "{name}");
        assert_eq!(snapshot(&outside).len(), 1, "{name}");
    }
}

#[test]
fn the_output_folder_itself_may_be_a_link() {
    let (root, out, _) = setting();
    let link = root.path().join("link");
    symlink(&out, &link).unwrap();
    build(&link, &[("a", "x")]).unwrap();
    assert_eq!(names(&out), ["a"]);
}

#[test]
fn an_environment_that_is_a_link_is_not_retired() {
    let (_root, out, _) = setting();
    build(&out, &[("a", "x")]).unwrap();
    symlink(out.join(FOLDER), out.join("tickets/old")).unwrap();
    assert!(retire(&out, "tickets", &["prod"], FORCE).unwrap().is_empty());
    assert_eq!(names(&out), ["a"]);
}

#[test]
fn something_else_in_the_way_is_refused() {
    let (_root, out, _) = setting();
    fs::create_dir(out.join(FOLDER).join("a")).unwrap();
    assert!(matches!(write(&out, &tree(&[("a", "x")]), FORCE), Err(Error::NotAFile(_))));
    fs::write(out.join(FOLDER).join("b"), "").unwrap();
    assert!(matches!(write(&out, &tree(&[("b/c", "x")]), FORCE), Err(Error::NotAFolder(_))));
}
