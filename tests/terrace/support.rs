//! The binary, run in a folder of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The project's own folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A command of the binary.
pub fn terrace(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_terrace"));
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs a command; it never panics, whatever it is given.
pub fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(stdout), text(stderr));
    assert!(!err.contains("panicked"), "{err}");
    (status.code().unwrap(), out, err)
}

/// Every file below a folder, by its path there.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

fn walk(folder: &Path, top: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, top, found);
        } else {
            let name = path.strip_prefix(top).unwrap().to_string_lossy().replace('\\', "/");
            found.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

/// A service that builds without a warning, with a placeholder for more.
pub fn service(more: &str) -> String {
    format!(
        "service shop {{
  owner  = \"shop\"
  budget = $900/month
  region eu-west-1    {{ weight = 60%, zones = 3 }}
  region eu-central-1 {{ weight = 40%, zones = 3 }}
  health edge {{ protocol = https, path = \"/healthz\", interval = 10s, timeout = 4s }}
  traffic public {{ host = \"shop.example.com\", policy = weighted, health = edge }}
  workload web on ec2 {{
    instance = m6i.large, replicas = 2..6, serves = 100/s, health = edge
    keep cpu at 65%
    page when errors > 1% for 5m
  }}
  notify page to oncall
{more}
}}
"
    )
}

/// A folder with a policy in it.
pub fn folder_with(policy: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.terrace");
    std::fs::write(&file, policy).unwrap();
    let name = file.to_string_lossy().into_owned();
    (folder, name)
}
