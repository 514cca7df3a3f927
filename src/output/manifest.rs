//! `terrace.lock`: what was written, by which versions, with which digests. Text in and out; no disk but to read it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::folder::Folder;
use super::{Error, LOCK, Tree, paths};

const VERSION: u32 = 1;
const PREFIX: &str = "sha256:";

/// What the manifest says besides its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockHeader {
    /// Terrace's own version.
    pub terrace: String,
    /// The date of the catalogue, `2026-11-01`.
    pub catalogue: String,
    /// The Kubernetes version that objects are written for, `1.35`.
    pub kubernetes: String,
    /// The digest of the resolved policy, `sha256:…`.
    pub policy: String,
    /// Names in use, each with its kind: `workload web`.
    pub names: Vec<String>,
}

/// A manifest as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// What it says besides its files.
    pub header: LockHeader,
    /// Path → digest; none for a file that is owned by name alone.
    pub files: BTreeMap<String, Option<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    terrace: String,
    catalogue: String,
    kubernetes: String,
    policy: String,
    #[serde(default)]
    names: Vec<String>,
    files: BTreeMap<String, String>,
}

/// The digest of a text as manifests write it: `sha256:` and 64 hexadecimal digits.
pub fn digest(text: impl AsRef<[u8]>) -> String {
    Sha256::digest(text).iter().fold(PREFIX.to_owned(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The manifest of `<out>/<folder>`; none where there is none or where it cannot be read as one.
///
/// # Errors
/// A path that is refused, a link on the way, or the file system's.
pub fn manifest(out: &Path, folder: &str) -> Result<Option<Manifest>, Error> {
    let bytes = Folder::at(out, folder)?.read(LOCK)?;
    Ok(bytes.and_then(|bytes| Manifest::read(&bytes)))
}

impl Manifest {
    pub(super) fn of(tree: &Tree) -> Self {
        let digest = |file: &super::File| file.digested.then(|| digest(file.contents.as_bytes()));
        let files = tree.files.iter().map(|file| (file.path.clone(), digest(file))).collect();
        let mut header = tree.header.clone();
        header.names.sort();
        header.names.dedup();
        Self { header, files }
    }

    /// Strict: whatever this version would not have written is no manifest.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let Written { version, terrace, catalogue, kubernetes, policy, names, files } =
            toml::from_str(std::str::from_utf8(bytes).ok()?).ok()?;
        let files = files.into_iter().map(|(path, digest)| {
            let is_ours = paths::check(&path).is_ok() && (digest.is_empty() || is_digest(&digest));
            is_ours.then(|| (path, Some(digest).filter(|digest| !digest.is_empty())))
        });
        let files = files.collect::<Option<_>>()?;
        let header = LockHeader { terrace, catalogue, kubernetes, policy, names };
        (version == VERSION).then_some(Self { header, files })
    }

    pub(super) fn render(&self) -> String {
        let LockHeader { terrace, catalogue, kubernetes, policy, names } = &self.header;
        let mut text = format!(
            "# What Terrace wrote here, so that it can tell a hand edit. Do not edit; commit.\n\
             version    = {VERSION}\n\
             terrace    = {}\n\
             catalogue  = {}\n\
             kubernetes = {}\n\
             policy     = {}\n",
            quoted(terrace),
            quoted(catalogue),
            quoted(kubernetes),
            quoted(policy),
        );
        text.push_str(&rendered_names(names));
        text.push_str("\n[files]\n");
        for (path, digest) in &self.files {
            let digest = digest.as_deref().unwrap_or_default();
            let _ = writeln!(text, "{} = {}", quoted(path), quoted(digest));
        }
        text
    }
}

/// One line per name, so that two branches that add one each merge as well as can be.
fn rendered_names(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let mut text = "\nnames = [\n".to_owned();
    for name in names {
        let _ = writeln!(text, "  {},", quoted(name));
    }
    text + "]\n"
}

/// A JSON string is a basic string of TOML too, as long as it holds no DEL.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

pub(super) fn is_digest(text: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.strip_prefix(PREFIX).is_some_and(|hex| hex.len() == 64 && hex.bytes().all(is_hex))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::File;

    fn tree() -> Tree {
        let file = |path: &str, digested| File {
            path: path.into(),
            contents: "x".into(),
            digested,
            unset: None,
        };
        let files = vec![file("terraform/dns.tf", true), file("source-map.json", false)];
        let header = LockHeader {
            terrace: "0.1.0".into(),
            catalogue: "2026-11-01".into(),
            kubernetes: "1.35".into(),
            policy: digest("policy"),
            names: vec!["workload web".into(), "queue jobs".into()],
        };
        Tree { folder: "s/prod".into(), files, header }
    }

    #[test]
    fn what_is_rendered_is_read_again() {
        let manifest = Manifest::of(&tree());
        let text = manifest.render();
        assert_eq!(Manifest::read(text.as_bytes()), Some(manifest));
        insta::assert_snapshot!(text, @r#"
        # What Terrace wrote here, so that it can tell a hand edit. Do not edit; commit.
        version    = 1
        terrace    = "0.1.0"
        catalogue  = "2026-11-01"
        kubernetes = "1.35"
        policy     = "sha256:823412d1eacb67956220e532959f0104603057c88704863ca38e7cd188fda812"

        names = [
          "queue jobs",
          "workload web",
        ]

        [files]
        "source-map.json" = ""
        "terraform/dns.tf" = "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        "#);
    }

    #[test]
    fn strange_names_survive() {
        let mut manifest = Manifest::of(&tree());
        manifest.header.names = vec!["a \"b\" \\ \n \u{7f} ü 🦀".into()];
        assert_eq!(Manifest::read(manifest.render().as_bytes()), Some(manifest));
    }

    #[test]
    fn anything_else_is_no_manifest() {
        let text = Manifest::of(&tree()).render();
        let spoilt = [
            text.replace("version    = 1", "version    = 2"),
            text.replace("[files]", "extra = 1\n[files]"),
            text.replace("terraform/dns.tf", "../dns.tf"),
            text.replace("\"terraform/dns.tf\" = \"sha256:", "\"terraform/dns.tf\" = \"md5:"),
            text.replace("[files]", "<<<<<<< HEAD\n[files]"),
            String::new(),
        ];
        for text in spoilt {
            assert_eq!(Manifest::read(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Manifest::read(&[0xff, 0xfe]), None);
    }
}
