//! Several builds of one folder at once.

use std::fs;
use std::thread;

use super::*;

#[test]
fn builds_at_once_do_not_mix() {
    let out = tempfile::tempdir().unwrap();
    let versions: Vec<String> = (0..6).map(|version| version.to_string()).collect();
    thread::scope(|scope| {
        for version in &versions {
            let out = out.path();
            scope.spawn(move || {
                for _ in 0..4 {
                    let own = format!("own/{version}");
                    build(out, &[("a", version), ("b/c", version), (&own, version)]).unwrap();
                }
            });
        }
    });
    let found = snapshot(&out.path().join(FOLDER));
    let winner = &found["a"];
    let names: Vec<_> = found.keys().map(String::as_str).collect();
    assert_eq!(names, ["a", "b/c", &format!("own/{winner}"), LOCK]);
    assert_eq!(&found["b/c"], winner);
    let own = format!("own/{winner}");
    let again = build(out.path(), &[("a", winner), ("b/c", winner), (&own, winner)]).unwrap();
    assert_eq!(again.unchanged.len(), 4);
}

#[test]
fn a_build_that_holds_the_folder_too_long_is_named() {
    let out = tempfile::tempdir().unwrap();
    let hidden = out.path().join(FOLDER).join(".terrace");
    fs::create_dir_all(&hidden).unwrap();
    let held = fs::File::create(hidden.join("locked")).unwrap();
    held.lock().unwrap();
    let patience = Options { wait: Duration::from_millis(60), ..Options::default() };
    let error = write(out.path(), &tree(&[("a", "x")]), patience).unwrap_err();
    assert!(matches!(error, Error::Busy { .. }), "{error}");
    drop(held);
    write(out.path(), &tree(&[("a", "x")]), patience).unwrap();
    assert_eq!(names(out.path()), ["a"]);
}
