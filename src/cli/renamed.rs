//! Names that left since the last build. In: manifests on disk, trees in memory, policies. Out: findings at new names
//! that do not say which old one they had.

use std::path::Path;

use crate::diagnostic::Finding;
use crate::model::{Unit, read};
use crate::output::{self, Tree};
use crate::syntax::tree::{Block, Body, Kind, Node, Word};
use crate::words::{any_of, tick};
use crate::{Built, Compiled};

/// Names that a build would lose without a word. A name that goes alone is removed on purpose; one that goes while
/// another of its kind comes is taken for a rename.
pub fn left(out: &Path, compiled: &Compiled, units: &[Unit]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for Built { tree, .. } in &compiled.trees {
        for finding in of_tree(out, tree, units) {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    findings
}

fn of_tree(out: &Path, tree: &Tree, units: &[Unit]) -> Vec<Finding> {
    let Ok(Some(manifest)) = output::manifest(out, &tree.folder) else { return Vec::new() };
    let service = tree.folder.split('/').next().unwrap_or("");
    let services = units.iter().flat_map(|unit| read::blocks(&unit.body, Kind::Service));
    let named =
        services.filter(|block| block.name.as_ref().is_some_and(|name| name.node == service));
    let mut things = Vec::new();
    named.for_each(|block| collect(&block.body, &mut things));
    let (before, now) = (&manifest.header.names, &tree.header.names);
    [("workload", Kind::Workload), ("queue", Kind::Queue)]
        .into_iter()
        .flat_map(|(word, kind)| {
            let of_kind: Vec<&Block> =
                things.iter().copied().filter(|block| block.kind.node == kind).collect();
            of_kind_left(word, &of_kind, before, now)
        })
        .collect()
}

fn of_kind_left(word: &str, things: &[&Block], before: &[String], now: &[String]) -> Vec<Finding> {
    let renamed: Vec<Word> =
        things.iter().filter_map(|block| read::word(&block.body, "renamed_from")).collect();
    let name_of =
        |entry: &String| entry.strip_prefix(word)?.strip_prefix(' ').map(ToOwned::to_owned);
    let gone: Vec<String> = before
        .iter()
        .filter(|entry| !now.contains(entry))
        .filter_map(name_of)
        .filter(|old| renamed.iter().all(|word| word.node != *old))
        .collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let come = now.iter().filter(|entry| !before.contains(entry)).filter_map(name_of);
    come.filter_map(|name| unsaid(word, &name, things, &gone)).collect()
}

fn unsaid(word: &str, name: &str, things: &[&Block], gone: &[String]) -> Option<Finding> {
    let mut of_name =
        things.iter().filter(|block| block.name.as_ref().is_some_and(|given| given.node == name));
    let says = |block: &&&Block| read::word(&block.body, "renamed_from").is_some();
    let block = of_name.clone().next()?;
    if of_name.any(|block| says(&block)) {
        return None;
    }
    let ticked: Vec<String> = gone.iter().map(|old| tick(old)).collect();
    let message =
        format!("{word} {} is new, and {} left since the last build", tick(name), any_of(&ticked));
    let help = format!(
        "add `renamed_from = {}` if it is the same; otherwise build once without {}",
        gone.first()?,
        tick(name)
    );
    let span = block.name.as_ref()?.span;
    Some(Finding::error("model/name-left", message, span, "renamed or new").help(help))
}

/// The blocks of a service, those of its overlays included.
fn collect<'a>(body: &'a Body, things: &mut Vec<&'a Block>) {
    for statement in body {
        let Node::Block(block) = &statement.node else { continue };
        things.push(block);
        if matches!(block.kind.node, Kind::Environment | Kind::Tier) {
            collect(&block.body, things);
        }
    }
}
