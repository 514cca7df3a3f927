//! Profiles: statements of a workload that several share. In: files and bodies. Out: bodies in which `with` is
//! written out.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::overlay::merge;
use super::placement::{self, Scope};
use super::read;
use super::resolve::Unit;
use crate::diagnostic::Finding;
use crate::source::Spanned;
use crate::syntax::tree::{Block, Body, Kind, Node, Statement, Word};
use crate::words::{nearest, tick};

/// Profiles by name.
pub type Profiles<'a> = BTreeMap<String, &'a Block>;

/// The profiles that a file has or uses.
pub fn collect<'a>(unit: &'a Unit, findings: &mut Vec<Finding>) -> Profiles<'a> {
    let mut profiles: Profiles = BTreeMap::new();
    for body in std::iter::once(&unit.body).chain(&unit.used) {
        for block in read::blocks(body, Kind::Profile) {
            let Some(name) = &block.name else { continue };
            if let Some(first) = profiles.insert(name.node.clone(), block) {
                let message = format!("profile {} stands twice", tick(&name.node));
                let first = first.name.as_ref().map(|name| name.span).unwrap_or_default();
                findings.push(
                    Finding::error("model/stated-twice", message, name.span, "stated again")
                        .also(first, "stated first")
                        .help("keep one of the two"),
                );
            }
        }
    }
    profiles
}

/// Writes out `with` in a service's body and in its overlays: the body itself, where nothing says it.
pub fn expand<'b>(
    body: &'b Body,
    profiles: &Profiles,
    findings: &mut Vec<Finding>,
) -> Cow<'b, Body> {
    if !says_with(body) {
        return Cow::Borrowed(body);
    }
    Cow::Owned(body.iter().map(|one| statement_with(one, profiles, findings)).collect())
}

fn says_with(body: &Body) -> bool {
    body.iter().any(|statement| match &statement.node {
        Node::Block(block) => match block.kind.node {
            Kind::Environment | Kind::Tier => says_with(&block.body),
            kind => kind == Kind::Workload && block.with.is_some(),
        },
        _ => false,
    })
}

fn statement_with(
    statement: &Statement,
    profiles: &Profiles,
    findings: &mut Vec<Finding>,
) -> Statement {
    let Node::Block(block) = &statement.node else { return statement.clone() };
    let block = match (block.kind.node, &block.with) {
        (Kind::Environment | Kind::Tier, _) => {
            block.with_body(expand(&block.body, profiles, findings).into_owned())
        }
        (Kind::Workload, Some(with)) => workload(block, with, profiles, findings),
        _ => return statement.clone(),
    };
    Spanned::new(Node::Block(Arc::new(block)), statement.span)
}

fn workload(block: &Block, with: &Word, profiles: &Profiles, findings: &mut Vec<Finding>) -> Block {
    let body = if let Some(profile) = profiles.get(&with.node) {
        merge(&profile.body, &block.body)
    } else {
        findings.push(unknown(with, profiles));
        block.body.clone()
    };
    Block { with: None, ..block.with_body(body) }
}

fn unknown(with: &Word, profiles: &Profiles) -> Finding {
    let message = format!("no profile {}", tick(&with.node));
    let finding = Finding::error("model/unknown-name", message, with.span, "unknown profile");
    match nearest(&with.node, profiles.keys()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("declare it: `profile {} {{ }}`", with.node)),
    }
}

/// Checks the statements of all profiles against the metrics of the service that uses them.
pub fn check_all(profiles: &Profiles, scope: &Scope, findings: &mut Vec<Finding>) {
    for profile in profiles.values() {
        placement::check(profile, scope, findings);
    }
}
