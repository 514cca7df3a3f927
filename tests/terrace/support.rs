//! What the tests share: the binary, folders as maps, policies of the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The files of a folder by their path below it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The folder of the package.
pub fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A policy of the repository.
pub fn policy(name: &str) -> PathBuf {
    package().join("policies").join(format!("{name}.terrace"))
}

/// The binary, in the folder of the package.
pub fn terrace() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_terrace"));
    command.current_dir(package());
    command
}

/// Runs the binary to its end.
pub fn run(arguments: &[&str]) -> Output {
    terrace().args(arguments).output().expect("the binary runs")
}

/// Builds a policy into a folder; fails the test with the findings.
pub fn build(policy: &Path, out: &Path) {
    let output =
        terrace().arg("build").arg(policy).arg("--out").arg(out).output().expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    collect(folder, folder, &mut found);
    found
}

fn collect(top: &Path, folder: &Path, found: &mut Files) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            collect(top, &path, found);
        } else {
            let name = path.strip_prefix(top).expect("below the top").to_string_lossy();
            found.insert(name.into_owned(), fs::read(&path).expect("a readable file"));
        }
    }
}
