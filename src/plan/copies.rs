//! Images and secrets that other regions have copies of. In: the `replicate` sentences of a policy. Out: from where to
//! where. Copies of stores are not compiled, which is said elsewhere. Knows no target's words.

use super::Plan;
use super::context::Context;
use super::rest::{Images, Secrets};
use crate::diagnostic::{Code, Edit, Finding};
use crate::model::policy::{Environment, Policy, Replicate};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::Node;
use crate::words::tick;

/// The codes of findings about copies.
pub const CODES: &[Code] = &[LAG, FROM];

const LAG: Code = Code {
    code: "lowering/lag-not-measurable",
    why: "Registries and secrets publish no figure for how far their copies lag behind: a promised lag can neither be set nor watched.",
};
const FROM: Code = Code {
    code: "lowering/copies-from-primary",
    why: "Images and secrets are written in one region and copied from there; where the sentence names none, it is the heaviest one.",
};

/// Adds what is copied.
pub fn plan(context: &Context, plan: &mut Plan) {
    for copied in &context.policy.replicas {
        match copied.what.node.as_str() {
            "images" => plan.images = images(context, copied, &mut plan.notes),
            "secrets" => plan.secrets = secrets(context, copied, &mut plan.notes),
            _ => {}
        }
    }
}

fn images(
    context: &Context,
    copied: &Spanned<Replicate>,
    notes: &mut Vec<Finding>,
) -> Option<Images> {
    let from = from(context, copied, notes);
    let to = to(context, copied, &from);
    if to.is_empty() {
        return None;
    }
    lag(copied, notes);
    let to = (!copied.to.is_empty()).then_some(to);
    Some(Images { from, to, span: copied.span })
}

fn secrets(
    context: &Context,
    copied: &Spanned<Replicate>,
    notes: &mut Vec<Finding>,
) -> Option<Secrets> {
    let from = from(context, copied, notes);
    let to = to(context, copied, &from);
    if to.is_empty() {
        return None;
    }
    lag(copied, notes);
    Some(Secrets { from, to, span: copied.span })
}

fn from(context: &Context, copied: &Replicate, notes: &mut Vec<Finding>) -> String {
    if let Some(from) = &copied.from {
        return from.node.clone();
    }
    let primary = &context.primary;
    let message =
        format!("{} are written in {} and copied from there", copied.what.node, tick(primary));
    notes.push(Finding::note(FROM.code, message, copied.what.span, "no `from`"));
    primary.clone()
}

/// Where copies go, sorted: without a `to`, to all other regions.
fn to(context: &Context, copied: &Replicate, from: &str) -> Vec<String> {
    let mut to: Vec<String> = match copied.to.as_slice() {
        [] => context.regions.iter().map(|region| region.code.clone()).collect(),
        named => named.iter().map(|region| region.node.clone()).collect(),
    };
    to.retain(|code| code != from);
    to.sort();
    to.dedup();
    to
}

fn lag(copied: &Replicate, notes: &mut Vec<Finding>) {
    let Some(within) = &copied.within else { return };
    let what = copied.what.node.as_str();
    let service = if what == "images" { "ECR" } else { "Secrets Manager" };
    let message = format!(
        "{service} publishes no lag: whether {what} arrive within {} is not watched",
        within.node
    );
    notes.push(Finding::note(LAG.code, message, within.span, "not measurable"));
}

/// Two environments of one account that both set up the account's registry: an error at the later one.
pub fn stated_twice(places: &[&Policy]) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut seen: Vec<(&str, &str, &Spanned<Replicate>, &str)> = Vec::new();
    for policy in places {
        let Some(environment) = &policy.environment else { continue };
        let Some(account) = &environment.account else { continue };
        let name = environment.name.node.as_str();
        for copied in policy.replicas.iter().filter(|copied| copied.what.node == "images") {
            let from = copied.from.as_ref().map_or("", |from| from.node.as_str());
            let same = seen.iter().find(|(other, region, _, place)| {
                *other == account.node && *region == from && *place != name
            });
            match same {
                Some((_, _, first, place)) => found.push(twice(copied, first, environment, place)),
                None => seen.push((&account.node, from, copied, name)),
            }
        }
    }
    found
}

/// The code of the rule that asks for it.
const TWICE: &str = "data/copies-in-one-account";

fn twice(
    copied: &Spanned<Replicate>,
    first: &Spanned<Replicate>,
    environment: &Environment,
    place: &str,
) -> Finding {
    let name = environment.name.node.as_str();
    let message = format!(
        "environments {} and {} share an account, which has one replication of images",
        tick(place),
        tick(name)
    );
    let finding = Finding::error(TWICE, message, copied.span, "said for both");
    if first.span != copied.span {
        return finding
            .also(first.span, "said here already")
            .help("remove one of the two")
            .edit(Edit::Remove(copied.span));
    }
    let sentence = print::sentence(&Node::Replicate(copied.node.clone()));
    finding
        .help(format!("move `{sentence}` into `environment {name}`"))
        .edit(Edit::Remove(copied.span))
        .edit(Edit::Add(environment.name.span, sentence))
}
