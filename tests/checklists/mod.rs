//! Checklists of the documents that the example policies were written from: a test per item, its number in its name.
//! In: a policy of `policies/`, compiled in memory. Only parsed files are looked at, and instances are counted: a block
//! with `for_each = local.regions` is one per region of that table.

mod g0;
mod g3;
mod terraform;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use serde_yaml::Value as Yaml;
use terrace::diagnostic::{Finding, Level};
use terrace::model::Unit;
use terrace::settings::{Settings, Version};
use terrace::source::Sources;
use terrace::syntax::tree::Date;
use terrace::{Choice, Compiled, compile};
use terraform::Module;

/// Everything that was compiled of one policy in one environment.
struct Tree {
    files: BTreeMap<String, String>,
    findings: Vec<Finding>,
}

impl Tree {
    fn of(policy: &str, environment: &str) -> Self {
        let compiled = compiled(policy, environment, &text(policy));
        let [built] = compiled.trees.as_slice() else { panic!("{:#?}", compiled.findings) };
        let files = built.tree.files.iter();
        let files = files.map(|file| (file.path.clone(), file.contents.to_string())).collect();
        Self { files, findings: compiled.findings }
    }

    fn terraform(&self) -> Module {
        let terraform = self.files.iter().filter(|(path, _)| path.starts_with("terraform/"));
        Module::parse(terraform.map(|(_, text)| text.as_str()))
    }

    fn yaml(&self, path: &str) -> Yaml {
        let text = self.files.get(path).unwrap_or_else(|| panic!("no {path}"));
        serde_yaml::from_str(text).expect("YAML")
    }

    fn has(&self, ending: &str) -> bool {
        self.files.keys().any(|path| path.ends_with(ending))
    }

    /// The alarms of a region, by name.
    fn alarms(&self, region: &str) -> BTreeMap<String, Json> {
        let path = format!("cloudwatch/{region}/alarms.json");
        let alarms: Vec<Json> = serde_json::from_str(&self.files[&path]).expect("JSON");
        let name = |alarm: &Json| alarm["AlarmName"].as_str().expect("a name").to_owned();
        alarms.into_iter().map(|alarm| (name(&alarm), alarm)).collect()
    }

    fn found(&self, code: &str) -> usize {
        self.findings.iter().filter(|finding| finding.code == code).count()
    }
}

fn text(policy: &str) -> String {
    let path = format!("{}/policies/{policy}.terrace", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).expect("the policy")
}

/// The figures of a policy in one environment, as the report gives them to programs.
fn figures(policy: &str, environment: &str) -> Json {
    let mut reports = piped(policy, environment, &text(policy), terrace::report).reports;
    assert_eq!(reports.len(), 1, "{policy}, {environment}");
    reports.remove(0).1
}

/// The one of a list in which all of these say so.
fn one<'a>(list: &'a Json, wanted: &[(&str, &str)]) -> &'a Json {
    let fits = |it: &&Json| wanted.iter().all(|(name, value)| it[name] == *value);
    let found: Vec<&Json> = list.as_array().expect("a list").iter().filter(fits).collect();
    let [only] = found.as_slice() else { panic!("{wanted:?}: {found:#?}") };
    only
}

/// The names and figures that a figure was computed of.
fn operands(figure: &Json) -> BTreeMap<&str, &str> {
    let of = figure["of"].as_array().expect("operands").iter();
    of.map(|it| (it["what"].as_str().expect("a name"), it["figure"].as_str().expect("a figure")))
        .collect()
}

fn compiled(policy: &str, environment: &str, text: &str) -> Compiled {
    piped(policy, environment, text, compile)
}

/// Runs a policy through one of the pipelines.
fn piped<T>(
    policy: &str,
    environment: &str,
    text: &str,
    pipe: impl FnOnce(&[Unit], Vec<Finding>, &Sources, &Settings, &Choice) -> T,
) -> T {
    let mut sources = Sources::default();
    let file = sources.add(policy, text);
    let (tree, parsed) = terrace::syntax::parse(file, text);
    let settings = Settings::new(
        Version { major: 1, minor: 35 },
        Version { major: 2, minor: 18 },
        Date { year: 2026, month: 10, day: 6 },
    );
    let choice = Choice { environments: vec![environment.to_owned()], ..Choice::default() };
    let units = [Unit { body: tree.body, used: Vec::new() }];
    pipe(&units, parsed, &sources, &settings, &choice)
}

/// The codes of the errors that a policy has when the document's own mistake is put back in place of the repair.
fn refusals(
    policy: &str,
    environment: &str,
    repair: &str,
    mistake: &str,
) -> BTreeSet<&'static str> {
    let text = text(policy);
    assert!(text.contains(repair), "{policy} no longer says {repair}");
    let compiled = compiled(policy, environment, &text.replacen(repair, mistake, 1));
    assert!(compiled.trees.is_empty(), "nothing is written: {mistake}");
    let errors = compiled.findings.iter().filter(|finding| finding.level == Level::Error);
    errors.map(|finding| finding.code).collect()
}

/// Items, or parts of one, that nothing is compiled for yet, each with the reason.
type Waiting = &'static [(u32, &'static str)];

/// Every item of a list is tested or waits. The tests are known by their names, in the text of their module.
fn complete(list: &str, items: u32, module: &str, waiting: Waiting) {
    let begin = format!("fn {list}_");
    let numbers = module.split(begin.as_str()).skip(1);
    let tested = numbers.filter_map(|rest| rest.get(..2)?.parse().ok());
    let covered: BTreeSet<u32> = tested.chain(waiting.iter().map(|(item, _)| *item)).collect();
    assert_eq!(covered, (1..=items).collect(), "of {list}");
    assert!(waiting.iter().all(|(_, reason)| !reason.is_empty()), "of {list}");
}
