//! What `--check` shows.

use std::fs;

use super::*;
use crate::output::{Comparison, compare, compare_retired};

fn shown(comparison: &Comparison) -> Vec<String> {
    let line =
        |difference: &crate::output::Difference| format!("{} {}", difference.kind, difference.path);
    comparison.differences.iter().map(line).collect()
}

#[test]
fn a_fresh_build_has_no_differences() {
    let out = tempfile::tempdir().unwrap();
    build(out.path(), &[("a", "1")]).unwrap();
    fs::write(out.path().join(FOLDER).join("extra"), "").unwrap();
    assert!(compare(out.path(), &tree(&[("a", "1")])).unwrap().is_same());
}

#[test]
fn every_kind_of_difference_is_named_and_nothing_is_written() {
    let out = tempfile::tempdir().unwrap();
    build(out.path(), &[("changed", "1"), ("stale", "1"), ("deleted", "1")]).unwrap();
    fs::remove_file(out.path().join(FOLDER).join("deleted")).unwrap();
    let before = (snapshot(out.path()), times(out.path()));
    let comparison =
        compare(out.path(), &tree(&[("changed", "2"), ("deleted", "1"), ("new", "1")])).unwrap();
    let expected = [
        "changed tickets/prod/changed",
        "missing tickets/prod/deleted",
        "missing tickets/prod/new",
        "no longer produced tickets/prod/stale",
        "changed tickets/prod/terrace.lock",
    ];
    assert_eq!(shown(&comparison), expected);
    assert_eq!((snapshot(out.path()), times(out.path())), before);
}

#[test]
fn nothing_is_created_where_nothing_is() {
    let out = tempfile::tempdir().unwrap();
    let out = &out.path().join("out");
    assert_eq!(compare(out, &tree(&[("a", "1")])).unwrap().differences.len(), 2);
    assert!(compare_retired(out, "tickets", &[]).unwrap().is_empty());
    assert!(!out.exists());
}

#[test]
fn a_difference_is_a_unified_diff() {
    let out = tempfile::tempdir().unwrap();
    build(out.path(), &[("a.tf", "1\n2\n3\n4\n5\n6\n")]).unwrap();
    let comparison =
        compare(out.path(), &tree(&[("a.tf", "1\n2\n3\n4\nfive\n6\n"), ("b.tf", "1\n")])).unwrap();
    insta::assert_snapshot!(comparison.differences[0], @r"
    --- a/tickets/prod/a.tf
    +++ b/tickets/prod/a.tf
    @@ -2,5 +2,5 @@
     2
     3
     4
    -5
    +five
     6
    ");
    insta::assert_snapshot!(comparison.differences[1], @r"
    --- /dev/null
    +++ b/tickets/prod/b.tf
    @@ -0,0 +1 @@
    +1
    ");
}

#[test]
fn an_environment_that_left_is_a_difference() {
    let out = tempfile::tempdir().unwrap();
    build(out.path(), &[("a", "1")]).unwrap();
    assert!(compare_retired(out.path(), "tickets", &["prod"]).unwrap().is_empty());
    let left = compare_retired(out.path(), "tickets", &[]).unwrap();
    assert_eq!(
        shown(&left[0]),
        ["no longer produced tickets/prod/a", "no longer produced tickets/prod/terrace.lock"]
    );
}
