//! Builds that fail or are killed before any of their steps.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::Path;

use super::*;
use crate::output::disk::{Disk, Real, Step};
use crate::output::write::{recover_on, write_on};
use crate::output::{compare, recover};

const OLD: &[(&str, &str)] =
    &[("same", "1"), ("changed", "1"), ("gone/deep/file", "1"), ("kept/gone", "1")];
const NEW: &[(&str, &str)] = &[("same", "1"), ("changed", "2"), ("added/deep/file", "2")];

#[derive(Clone, Copy, Debug)]
enum Fault {
    /// Nothing happens any more.
    Kill,
    /// One step fails.
    Once,
    /// Nothing new fits on the disk.
    Full,
    /// One step fails, and so many steps later nothing happens any more.
    OnceThenKill(usize),
}

/// A disk that does so many steps, then has its fault.
struct Faulty {
    steps: Cell<usize>,
    over: Cell<usize>,
    fault: Fault,
}

impl Faulty {
    fn after(steps: usize, fault: Fault) -> Self {
        Self { steps: Cell::new(steps + 1), over: Cell::new(0), fault }
    }

    fn is_unharmed(&self) -> bool {
        self.steps.get() > 0
    }
}

impl Disk for Faulty {
    fn before(&self, step: Step) -> io::Result<()> {
        self.steps.set(self.steps.get().saturating_sub(1));
        if self.is_unharmed() {
            return Ok(());
        }
        let over = self.over.replace(self.over.get() + 1);
        let fails = match self.fault {
            Fault::Kill => true,
            Fault::Once => over == 0,
            Fault::Full => matches!(step, Step::Create | Step::Fill),
            Fault::OnceThenKill(more) => over == 0 || over > more,
        };
        if fails { Err(io::Error::from_raw_os_error(28)) } else { Ok(()) }
    }

    fn flush(&self, _: &fs::File) -> io::Result<()> {
        Ok(())
    }
}

type Snapshot = std::collections::BTreeMap<String, String>;

/// What the disk holds after a build of `files` and nothing else.
fn whole(files: Option<&[(&str, &str)]>) -> Snapshot {
    let out = tempfile::tempdir().unwrap();
    prepare(out.path(), files);
    snapshot(out.path())
}

fn prepare(out: &Path, files: Option<&[(&str, &str)]>) {
    if let Some(files) = files {
        fs::create_dir_all(out.join(FOLDER).join("kept")).unwrap();
        fs::write(out.join(FOLDER).join("kept/backend.tf"), "s3").unwrap();
        write_on(&Faulty::after(usize::MAX - 1, Fault::Kill), out, &tree(files), FORCE).unwrap();
    }
}

/// Without what the next command clears away.
fn visible(out: &Path) -> Snapshot {
    snapshot(out).into_iter().filter(|(name, _)| !name.contains("/.terrace/")).collect()
}

#[test]
fn a_killed_build_is_finished_or_undone_by_the_next_command() {
    let (old, new) = (whole(Some(OLD)), whole(Some(NEW)));
    for steps in 0.. {
        let out = tempfile::tempdir().unwrap();
        prepare(out.path(), Some(OLD));
        let disk = Faulty::after(steps, Fault::Kill);
        let _ = write_on(&disk, out.path(), &tree(NEW), Options::default());
        if disk.is_unharmed() {
            assert!(steps > 20, "{steps}");
            break;
        }
        recover(out.path(), FOLDER, Options::default()).unwrap();
        let found = snapshot(out.path());
        assert!(found == old || found == new, "killed before step {steps}: {found:#?}");
        build(out.path(), NEW).unwrap();
        assert_eq!(snapshot(out.path()), new);
    }
}

#[test]
fn a_killed_first_build_leaves_nothing_or_everything() {
    let nothing = whole(None);
    for steps in 0.. {
        let out = tempfile::tempdir().unwrap();
        let disk = Faulty::after(steps, Fault::Kill);
        let _ = write_on(&disk, out.path(), &tree(NEW), Options::default());
        if disk.is_unharmed() {
            break;
        }
        recover(out.path(), FOLDER, Options::default()).unwrap();
        let found = snapshot(out.path());
        assert!(
            found == nothing || compare(out.path(), &tree(NEW)).unwrap().is_same(),
            "{steps}: {found:#?}"
        );
    }
}

#[test]
fn the_next_command_may_be_killed_too() {
    let (old, new) = (whole(Some(OLD)), whole(Some(NEW)));
    for steps in 0.. {
        for more in 0.. {
            let out = tempfile::tempdir().unwrap();
            prepare(out.path(), Some(OLD));
            let (first, second) =
                (Faulty::after(steps, Fault::Kill), Faulty::after(more, Fault::Kill));
            let _ = write_on(&first, out.path(), &tree(NEW), Options::default());
            if first.is_unharmed() {
                return;
            }
            let _ = recover_on(&second, out.path(), FOLDER, Options::default());
            recover_on(&Real, out.path(), FOLDER, Options::default()).unwrap();
            let found = snapshot(out.path());
            assert!(
                found == old || found == new,
                "killed before steps {steps} and {more}: {found:#?}"
            );
            if second.is_unharmed() {
                break;
            }
        }
    }
}

#[test]
fn a_failing_step_leaves_the_old_tree_at_once() {
    let (old, new) = (whole(Some(OLD)), whole(Some(NEW)));
    for fault in [Fault::Once, Fault::Full] {
        for steps in 0.. {
            let out = tempfile::tempdir().unwrap();
            prepare(out.path(), Some(OLD));
            let disk = Faulty::after(steps, fault);
            let done = write_on(&disk, out.path(), &tree(NEW), Options::default());
            let expected = if done.is_ok() { &new } else { &old };
            assert_eq!(&visible(out.path()), expected, "{fault:?} before step {steps}: {done:?}");
            if disk.is_unharmed() {
                break;
            }
            build(out.path(), NEW).unwrap();
            assert_eq!(snapshot(out.path()), new);
        }
    }
}

#[test]
fn a_build_may_be_killed_while_it_undoes() {
    let (old, new) = (whole(Some(OLD)), whole(Some(NEW)));
    for steps in 0.. {
        for more in 0..30 {
            let out = tempfile::tempdir().unwrap();
            prepare(out.path(), Some(OLD));
            let disk = Faulty::after(steps, Fault::OnceThenKill(more));
            let _ = write_on(&disk, out.path(), &tree(NEW), Options::default());
            if disk.is_unharmed() {
                return;
            }
            recover(out.path(), FOLDER, Options::default()).unwrap();
            let found = snapshot(out.path());
            assert!(
                found == old || found == new,
                "failed at step {steps}, killed {more} later: {found:#?}"
            );
        }
    }
}

#[test]
fn a_full_disk_is_said_so() {
    let out = tempfile::tempdir().unwrap();
    prepare(out.path(), Some(OLD));
    let disk = Faulty::after(7, Fault::Full);
    let error = write_on(&disk, out.path(), &tree(NEW), Options::default()).unwrap_err();
    assert!(error.to_string().ends_with("no space left on device"), "{error}");
    assert_eq!(snapshot(out.path()), whole(Some(OLD)));
}

/// Killed after the first file moved in.
fn halfway() -> tempfile::TempDir {
    for steps in 0.. {
        let out = tempfile::tempdir().unwrap();
        prepare(out.path(), Some(OLD));
        let _ = write_on(
            &Faulty::after(steps, Fault::Kill),
            out.path(),
            &tree(NEW),
            Options::default(),
        );
        if out.path().join(FOLDER).join("added").exists() {
            return out;
        }
    }
    unreachable!()
}

#[test]
fn a_comparison_tells_of_an_interrupted_build_and_leaves_it() {
    let out = halfway();
    let before = snapshot(out.path());
    assert!(compare(out.path(), &tree(OLD)).unwrap().is_unfinished);
    assert_eq!(snapshot(out.path()), before);
}

#[test]
fn an_edit_after_the_interruption_is_not_lost() {
    let out = halfway();
    let path = out.path().join(FOLDER).join("changed");
    fs::write(&path, "by hand").unwrap();
    assert!(matches!(build(out.path(), NEW), Err(Error::Conflicts { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "by hand");
    write(out.path(), &tree(NEW), FORCE).unwrap();
    assert_eq!(snapshot(out.path()), whole(Some(NEW)));
}

#[test]
fn a_journal_that_no_build_wrote_is_refused() {
    let out = tempfile::tempdir().unwrap();
    prepare(out.path(), Some(OLD));
    let hidden = out.path().join(FOLDER).join(".terrace");
    fs::create_dir(&hidden).unwrap();
    fs::write(hidden.join("journal"), "[[step]]\npath = \"../x\"\nput = false\nwas = \"\"\n")
        .unwrap();
    assert!(matches!(build(out.path(), NEW), Err(Error::Journal(_))));
    assert_eq!(visible(out.path()), whole(Some(OLD)));
}
