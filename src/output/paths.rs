//! Which relative paths a file may have. In comes a path as text, out goes it or what is wrong with it; no disk.

use std::collections::BTreeSet;

use super::{Error, File, LOCK};

/// The hidden folder of a build that is under way; the only other name that is ours besides the manifest's.
pub(super) const HIDDEN: &str = ".terrace";

/// Refuses a path that could leave its folder, or that means something to us, Git or Terraform.
pub(super) fn check(path: &str) -> Result<(), Error> {
    match wrong(path) {
        Some(why) => Err(Error::Path { path: path.to_owned(), why }),
        None => Ok(()),
    }
}

fn wrong(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.chars().any(|letter| letter.is_control() || matches!(letter, '\\' | ':')) {
        return Some("it holds a control character, `\\` or `:`");
    }
    path.split('/').find_map(|part| match part {
        "" | "." | ".." => Some("it has to be relative, without `.` and `..`"),
        part if is_reserved(part) => Some("the name is reserved"),
        _ => None,
    })
}

/// Case is ignored, since some file systems do.
fn is_reserved(part: &str) -> bool {
    [HIDDEN, LOCK, ".git", ".terraform"].iter().any(|name| part.eq_ignore_ascii_case(name))
}

/// Refuses a set of files of which two would meet in one place, also where the file system ignores case.
pub(super) fn check_all(files: &[File]) -> Result<(), Error> {
    let mut taken = BTreeSet::new();
    for File { path, .. } in files {
        check(path)?;
        if !taken.insert(path.to_lowercase()) {
            return Err(Error::Path { path: path.clone(), why: "two files have this name" });
        }
    }
    let is_folder_too = |path: &String| ancestors(path).any(|folder| taken.contains(folder));
    match taken.iter().find(|path| is_folder_too(path)) {
        Some(path) => Err(Error::Path { path: path.clone(), why: "one of its folders is a file" }),
        None => Ok(()),
    }
}

/// `a/b/c` → `a/b`, `a`.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').filter_map(|(end, _)| path.get(..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_leave_the_folder_is_refused() {
        let bad = [
            "",
            "/etc/passwd",
            "../x",
            "a/../x",
            "a//b",
            "a/",
            "./a",
            "a\0b",
            "a\\b",
            "C:x",
            "a\nb",
            "terrace.lock",
            "Terrace.Lock",
            ".terrace/journal",
            "terraform/.terraform/x",
            ".GIT/config",
        ];
        for path in bad {
            assert!(check(path).is_err(), "{path:?}");
        }
        for path in ["a", "terraform/dns.tf", "a/..b", "größe/ü.tf"] {
            assert!(check(path).is_ok(), "{path:?}");
        }
    }

    #[test]
    fn two_files_never_meet() {
        let files = |paths: &[&str]| -> Vec<File> {
            let file = |path: &&str| File {
                path: (*path).into(),
                contents: "".into(),
                digested: true,
                unset: None,
            };
            paths.iter().map(file).collect()
        };
        assert!(check_all(&files(&["a/b", "a/c"])).is_ok());
        assert!(check_all(&files(&["a/b", "a/b"])).is_err());
        assert!(check_all(&files(&["a/b", "A/B"])).is_err());
        assert!(check_all(&files(&["a/b", "a"])).is_err());
    }
}
