//! Every example in the documents runs, and every code that they name is known.

use std::path::Path;

fn documents() -> Vec<(&'static str, String)> {
    ["README.md", "grammar/language.md"]
        .into_iter()
        .map(|name| {
            (
                name,
                std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap(),
            )
        })
        .collect()
}

/// The fenced examples of a language.
fn fences<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let open = format!("```{language}\n");
    text.split(&open).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn examples_of_the_language_check_without_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut seen = 0;
    for (name, text) in documents() {
        for example in fences(&text, "terrace") {
            let file = folder.path().join(format!("{seen}.terrace"));
            std::fs::write(&file, example).unwrap();
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_terrace"))
                .arg("check")
                .arg(&file)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(0), "{name}: {said}");
            seen += 1;
        }
    }
    assert!(seen >= 3);
}

#[test]
fn the_readme_names_commands_that_exist() {
    let readme = documents().remove(0).1;
    for verb in ["build", "check", "fmt", "show", "explain"] {
        assert!(readme.contains(&format!("terrace {verb}")), "{verb}");
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_terrace"))
            .args([verb, "--help"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{verb}");
    }
}
