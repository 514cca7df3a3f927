//! Every example in the documents runs, what they show is what is compiled, and every code and command they name exists.

use std::fs;
use std::path::Path;

use crate::support::{build, files, package, run, terrace};

const DOCUMENTS: [&str; 5] =
    ["README.md", "grammar/language.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];

fn text(name: &str) -> String {
    fs::read_to_string(package().join(name)).expect("a document")
}

/// The fenced examples of a language.
fn fences(text: &str, language: &str) -> Vec<String> {
    let open = format!("```{language}\n");
    let ends = |rest: &str| rest.split("```").next().map(str::to_owned);
    text.split(&open).skip(1).filter_map(ends).collect()
}

/// What stands between two backticks, outside of fences.
fn quoted(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            found.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

/// The codes that `terrace explain` lists.
fn codes() -> Vec<String> {
    let listed = String::from_utf8(run(&["explain"]).stdout).expect("UTF-8");
    listed.lines().map(str::to_owned).collect()
}

/// What an example is checked as: itself, or the statements of a service or of a workload in the smallest policy.
fn whole(example: &str, within: &str) -> String {
    let head = "service shop {\n  budget = $900/month\n  region eu-west-1 { zones = 3 }\n";
    match within {
        "terrace service" => format!("{head}{example}\n}}\n"),
        "terrace workload" => format!(
            "{head}  notify warn to team\n  notify page to team\n  workload web on ec2 {{\n    \
             instance = m6i.large\n    replicas = 2..6\n{example}\n  }}\n}}\n"
        ),
        _ => example.to_owned(),
    }
}

fn accepts(folder: &Path, policy: &str, name: &str) {
    let file = folder.join("example.terrace");
    fs::write(&file, policy).expect("a file");
    let output = terrace().arg("check").arg(&file).output().expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{name}:\n{policy}\n{said}");
}

#[test]
fn examples_of_the_language_check_without_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut seen = 0;
    for name in ["README.md", "grammar/language.md"] {
        for within in ["terrace", "terrace service", "terrace workload"] {
            for example in fences(&text(name), within) {
                accepts(folder.path(), &whole(&example, within), name);
                seen += 1;
            }
        }
    }
    assert!(seen >= 5, "the examples are fenced in another way: {seen}");
}

#[test]
fn every_fenced_policy_is_tried() {
    for name in DOCUMENTS {
        let known =
            ["terrace", "terrace service", "terrace workload", "sh", "hcl", "toml", "text", ""];
        let document = text(name);
        let opened = document.lines().filter_map(|line| line.strip_prefix("```"));
        let other: Vec<&str> = opened.filter(|language| !known.contains(language)).collect();
        assert!(other.is_empty(), "{name}: no test tries {other:?}");
    }
}

#[test]
fn what_the_readme_shows_is_what_its_policy_compiles_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let readme = text("README.md");
    let policy = folder.path().join("shop.terrace");
    fs::write(&policy, &fences(&readme, "terrace")[0]).expect("a file");
    let out = folder.path().join("out");
    build(&policy, &out);
    let web = &files(&out)["shop/default/terraform/web.workload.tf"];
    let web = String::from_utf8_lossy(web);
    let shown = fences(&readme, "hcl");
    assert_eq!(shown.len(), 1);
    assert!(web.contains(&shown[0]), "the README shows\n{}", shown[0]);
}

#[test]
fn the_settings_of_the_readme_are_those_that_count_without_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let readme = text("README.md");
    let policy = folder.path().join("shop.terrace");
    fs::write(&policy, &fences(&readme, "terrace")[0]).expect("a file");
    build(&policy, &folder.path().join("without"));
    fs::write(folder.path().join("terrace.toml"), fences(&readme, "toml").concat())
        .expect("a file");
    build(&policy, &folder.path().join("with"));
    assert_eq!(files(&folder.path().join("without")), files(&folder.path().join("with")));
}

#[test]
fn every_code_in_the_documents_is_known() {
    let codes = codes();
    let families: Vec<&str> = codes.iter().filter_map(|code| code.split('/').next()).collect();
    let mut seen = 0;
    for name in DOCUMENTS {
        for word in quoted(&text(name)) {
            let Some((family, problem)) = word.split_once('/') else { continue };
            let shaped = !problem.is_empty()
                && problem.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            if shaped && families.contains(&family) {
                assert!(codes.contains(&word), "{name}: `{word}`");
                seen += 1;
            }
        }
    }
    assert!(seen >= 1);
}

/// The words of a command line as a shell would split them; a `$(…)` in quotes is the day of a commit.
fn words(line: &str) -> Vec<String> {
    let line = line.replace("\"$(git log -1 --format=%cs)\"", "2026-11-01");
    line.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn the_command_lines_of_the_readme_are_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let policies = folder.path().join("policies");
    fs::create_dir(&policies).expect("a folder");
    fs::write(policies.join("shop.terrace"), &fences(&text("README.md"), "terrace")[0])
        .expect("a file");
    let mut seen = 0;
    for line in fences(&text("README.md"), "sh").concat().lines() {
        let Some(rest) = line.strip_prefix("terrace ") else { continue };
        let output = terrace()
            .current_dir(folder.path())
            .args(words(rest))
            .output()
            .expect("the binary runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_ne!(output.status.code(), Some(2), "{line}: {said}");
        seen += 1;
    }
    assert!(seen >= 1);
}

#[test]
fn the_readme_names_every_verb_and_its_options() {
    let readme = text("README.md");
    for verb in ["build", "check", "fmt", "show", "explain", "rules", "prices import", "prices show"] {
        let row = readme.lines().find(|line| line.starts_with(&format!("| `terrace {verb}")));
        let row = row.unwrap_or_else(|| panic!("no row for {verb}"));
        let words: Vec<&str> = verb.split(' ').chain(["--help"]).collect();
        let output = run(&words);
        assert_eq!(output.status.code(), Some(0), "{verb}");
        let help = String::from_utf8_lossy(&output.stdout);
        for option in row.split(['`', ' ']).filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "{verb} {option}");
        }
    }
}
