//! `renamed_from`: where things stood before. In: a filled module and the renamed things of a plan. Out: `moved.tf`, so
//! that addresses move and nothing is replaced.

use super::hcl::{Block, of};
use super::module::Module;
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::source::Span;

/// A thing and the name that it had.
struct Renamed<'a> {
    new: String,
    old: &'a str,
    span: Span,
}

/// Adds a `moved` block for every resource that bears a renamed thing's name.
pub fn print(plan: &Plan, module: &mut Module) {
    let renamed = renamed(plan);
    if renamed.is_empty() {
        return;
    }
    let things = things(plan);
    let mut moves = Vec::new();
    for entry in module.files.values().flatten() {
        let Some((kind, name)) = entry.block.as_resource() else { continue };
        for thing in &renamed {
            if let Some(before) = before(name, thing, &things) {
                moves.push((kind, before, name.to_owned(), thing.span));
            }
        }
    }
    moves.sort();
    for (kind, before, after, span) in moves {
        module.add("moved", moved(kind, &before, &after), span);
    }
}

fn moved(kind: &'static str, before: &str, after: &str) -> Block {
    Block::new("moved").set("from", of(kind, before)).set("to", of(kind, after))
}

fn renamed(plan: &Plan) -> Vec<Renamed<'_>> {
    let groups = plan.groups.iter().map(|group| (&group.name, &group.renamed_from, group.span));
    let functions = plan.functions.iter().map(|it| (&it.name, &it.renamed_from, it.span));
    let queues = plan.queues.iter().map(|queue| (&queue.name, &queue.renamed_from, queue.span));
    groups
        .chain(functions)
        .chain(queues)
        .filter_map(|(new, old, span)| {
            let old = old.as_deref()?;
            Some(Renamed { new: identifier(new), old, span })
        })
        .collect()
}

/// The names of everything, to tell `web` from `web-admin`.
fn things(plan: &Plan) -> Vec<String> {
    let groups = plan.groups.iter().map(|group| &group.name);
    let functions = plan.functions.iter().map(|function| &function.name);
    let queues = plan.queues.iter().map(|queue| &queue.name);
    let traffics = plan.traffics.iter().map(|traffic| &traffic.name);
    let pods = plan.pods.iter().map(|pods| &pods.name);
    groups
        .chain(functions)
        .chain(queues)
        .chain(traffics)
        .chain(pods)
        .map(|name| identifier(name))
        .collect()
}

/// The name that a resource had: the thing's name stands first in it, or last (`public_web`).
fn before(name: &str, thing: &Renamed, things: &[String]) -> Option<String> {
    let old = identifier(thing.old);
    let longer = |ending: bool| {
        things.iter().any(|other| {
            other.len() > thing.new.len()
                && if ending { ends(name, other) } else { begins(name, other) }
        })
    };
    if begins(name, &thing.new) && !longer(false) {
        return Some(format!("{old}{}", name.get(thing.new.len()..)?));
    }
    if ends(name, &thing.new) && !longer(true) {
        return Some(format!("{}{old}", name.get(..name.len() - thing.new.len())?));
    }
    None
}

fn begins(name: &str, thing: &str) -> bool {
    name.strip_prefix(thing).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

fn ends(name: &str, thing: &str) -> bool {
    name.strip_suffix(thing).is_some_and(|rest| rest.ends_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_found_first_or_last_and_never_in_a_longer_one() {
        let thing = Renamed { new: "web".to_owned(), old: "site", span: Span::default() };
        let things = ["web".to_owned(), "web_admin".to_owned()];
        assert_eq!(before("web_cpu_out", &thing, &things).as_deref(), Some("site_cpu_out"));
        assert_eq!(before("public_web", &thing, &things).as_deref(), Some("public_site"));
        assert_eq!(before("web_admin_cpu_out", &thing, &things), None);
        assert_eq!(before("webhook", &thing, &things), None);
    }
}
