//! The policies of `policies/as-written/` say what their documents say, mistakes and all; each mistake has to be found.
//! `as_written.tsv` has every row of the requirements that calls for a finding: either the file and the code that
//! answers it, at a line whose comment names the row, or `-` and why no policy can say it. What cannot be read as a
//! policy at all stands there as `.txt`, so that nobody formats or compiles the folder with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::support::{package, run};

const TABLE: &str = include_str!("as_written.tsv");
/// Rows of the requirements by verdict: to reject, to warn of, not to be compiled.
const COUNTS: [(char, usize); 3] = [('E', 106), ('W', 148), ('N', 17)];

/// One answer to one row.
struct Line<'a> {
    row: &'a str,
    verdicts: &'a str,
    file: &'a str,
    answer: &'a str,
}

impl Line<'_> {
    fn expressible(&self) -> bool {
        self.file != "-"
    }
}

fn table() -> Vec<Line<'static>> {
    let line = |text: &'static str| match text.split('\t').collect::<Vec<_>>()[..] {
        [row, verdicts, file, answer] => Line { row, verdicts, file, answer },
        _ => panic!("four columns: {text}"),
    };
    TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(line).collect()
}

/// Where a text stands, from the package on.
fn path(file: &str) -> String {
    let policy = format!("policies/as-written/{file}.terrace");
    let words = format!("policies/as-written/{file}.txt");
    if package().join(&policy).exists() { policy } else { words }
}

fn text(file: &str) -> String {
    let path = path(file);
    fs::read_to_string(package().join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The codes at each line of a file, those of other places that a finding names included.
fn found(file: &str) -> BTreeSet<(usize, String)> {
    let output = run(&["check", &path(file), "--format", "json"]);
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).expect("findings");
    let mut found = BTreeSet::new();
    for finding in &findings {
        let code = finding["code"].as_str().expect("a code");
        let labels = finding["labels"].as_array().into_iter().flatten();
        for place in labels.chain([finding]) {
            let line = place["line"].as_u64().and_then(|line| usize::try_from(line).ok());
            found.insert((line.expect("a line"), code.to_owned()));
        }
    }
    found
}

/// The lines whose comments name a row.
fn named(text: &str, row: &str) -> Vec<usize> {
    let names = |line: &str| {
        let comment = line.split_once('#').map_or("", |(_, comment)| comment);
        comment.split(|sign: char| !sign.is_alphanumeric() && sign != '-').any(|word| word == row)
    };
    text.lines().enumerate().filter(|(_, line)| names(line)).map(|(at, _)| at + 1).collect()
}

#[test]
fn every_row_that_calls_for_a_finding_has_one_answer() {
    let mut rows = BTreeMap::<&str, (&str, bool)>::new();
    for line in table() {
        let known = rows.entry(line.row).or_insert((line.verdicts, line.expressible()));
        assert_eq!(*known, (line.verdicts, line.expressible()), "{} has two answers", line.row);
    }
    for (verdict, count) in COUNTS {
        let counted = rows.values().filter(|(verdicts, _)| verdicts.contains(verdict)).count();
        assert_eq!(counted, count, "rows with the verdict {verdict}");
    }
}

#[test]
fn every_answer_is_a_code_that_terrace_has() {
    let known: Vec<&str> = terrace::codes::all().iter().map(|known| known.code).collect();
    let unknown: Vec<&str> = table()
        .iter()
        .filter(|line| line.expressible() && !known.contains(&line.answer))
        .map(|line| line.answer)
        .collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

#[test]
fn every_mistake_is_found_where_it_stands() {
    let table = table();
    let mut files = BTreeMap::new();
    let mut missing = Vec::new();
    for line in table.iter().filter(|line| line.expressible()) {
        let (text, found) =
            files.entry(line.file).or_insert_with(|| (text(line.file), found(line.file)));
        let named = named(text, line.row);
        assert!(!named.is_empty(), "no comment of {} names {}", line.file, line.row);
        let answered = named.iter().any(|at| found.contains(&(*at, line.answer.to_owned())));
        if !answered {
            missing.push(format!("{} {} {}", line.row, line.file, line.answer));
        }
    }
    assert!(missing.is_empty(), "not found: {}\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_policy_as_written_answers_a_row() {
    let table = table();
    for entry in fs::read_dir(package().join("policies/as-written")).expect("the folder") {
        let path = entry.expect("a readable folder").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(table.iter().any(|line| line.file == name), "{name} answers no row");
    }
}

/// Each waiver of the repaired policies silences something, and none has ended.
#[test]
fn waivers_of_the_repaired_policies_are_deserved() {
    let output = run(&["check", "policies", "--format", "json"]);
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).expect("findings");
    let repaired = |finding: &&Value| {
        !finding["file"].as_str().is_some_and(|file| file.contains("as-written"))
    };
    let of_waivers: Vec<&Value> = findings
        .iter()
        .filter(repaired)
        .filter(|finding| finding["code"].as_str().is_some_and(|code| code.starts_with("waiver/")))
        .collect();
    assert_eq!(of_waivers, Vec::<&Value>::new());
}
