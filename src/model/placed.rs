//! What a block runs on. In: a merged body. Out: findings for things whose platform or engine is missing or unknown,
//! and for overlays of things that are not there.

use crate::diagnostic::{Edit, Finding};
use crate::source::Span;
use crate::syntax::tree::{Block, Body, Kind, Node, Word};
use crate::words::{any_of, nearest, tick};

const PLATFORMS: &[&str] = &["ec2", "fargate", "kubernetes", "lambda"];
const ENGINES: &[&str] = &[
    "dynamodb",
    "aurora-postgresql",
    "aurora-mysql",
    "rds-postgresql",
    "rds-mysql",
    "elasticache-redis",
    "elasticache-valkey",
    "opensearch",
];
const QUEUES: &[&str] = &["sqs", "kafka"];
const NETWORKS: &[&str] = &["cloudfront", "external"];

/// What a kind of block may stand `on`, and what that is called; none where it takes no `on`.
fn choices(kind: Kind) -> Option<(&'static str, &'static [&'static str])> {
    match kind {
        Kind::Workload => Some(("platform", PLATFORMS)),
        Kind::Store => Some(("engine", ENGINES)),
        Kind::Queue => Some(("engine", QUEUES)),
        Kind::Cdn => Some(("network", NETWORKS)),
        Kind::Service
        | Kind::Profile
        | Kind::Environment
        | Kind::Tier
        | Kind::Region
        | Kind::In
        | Kind::Objective
        | Kind::Health
        | Kind::Traffic
        | Kind::Metric
        | Kind::Load
        | Kind::Usage
        | Kind::Cost
        | Kind::Index
        | Kind::Dimensions
        | Kind::Patch => None,
    }
}

/// Checks the word after `on`, where there is one.
pub fn word(block: &Block, findings: &mut Vec<Finding>) {
    let (Some((what, known)), Some(on)) = (choices(block.kind.node), &block.on) else { return };
    if known.contains(&on.node.as_str()) {
        return;
    }
    let message = format!("no {what} {}", tick(&on.node));
    let finding = Finding::error("model/unknown-name", message, on.span, format!("unknown {what}"));
    findings.push(match nearest(&on.node, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `on {near}`?")),
        None => finding.help(format!("there is {}", any_of(known))),
    });
}

/// Checks that everything in a merged body says what it runs on; `own` are the statements of the service itself.
pub fn check(merged: &Body, own: &Body, findings: &mut Vec<Finding>) {
    for block in blocks(merged) {
        let (Some((what, known)), None, Some(name)) =
            (choices(block.kind.node), &block.on, &block.name)
        else {
            continue;
        };
        let is_own = blocks(own).any(|other| other.head == block.head);
        findings.push(match (is_own, known.first()) {
            (true, Some(first)) => unsaid(block, name, what, first, known),
            _ => overlay_of_nothing(block, name, merged),
        });
    }
}

fn blocks(body: &Body) -> impl Iterator<Item = &Block> {
    body.iter().filter_map(|statement| match &statement.node {
        Node::Block(block) => Some(block.as_ref()),
        _ => None,
    })
}

fn unsaid(block: &Block, name: &Word, what: &str, first: &str, known: &[&str]) -> Finding {
    let word = block.kind.node.word();
    let message = format!("{word} {} does not say its {what}", tick(&name.node));
    let help = format!("write `{word} {} on {first}`; there is {}", name.node, any_of(known));
    let end = Span { start: name.span.end, ..name.span };
    Finding::error("model/missing", message, block.head, format!("{what} missing"))
        .help(help)
        .edit(Edit::Replace(end, format!(" on {first}")))
}

fn overlay_of_nothing(block: &Block, name: &Word, merged: &Body) -> Finding {
    let word = block.kind.node.word();
    let message = format!("no {word} {} to overlay", tick(&name.node));
    let finding = Finding::error("model/unknown-name", message, name.span, "overlays nothing");
    let placed = blocks(merged)
        .filter(|other| other.kind.node == block.kind.node && other.on.is_some())
        .filter_map(|other| other.name.as_ref());
    match nearest(&name.node, placed.map(|name| name.node.as_str())) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!(
            "declare it in the service, or begin it here with `{word} {} on …`",
            name.node
        )),
    }
}

/// An attribute that not every platform or engine has, those that have it, and what is meant on the others.
type Placed = (&'static str, &'static [&'static str], &'static str);

const OF_WORKLOADS: &[Placed] = &[
    ("replicas", &["ec2", "fargate", "kubernetes"], "say `provisioned` or `reserved`"),
    ("desired", &["ec2", "fargate", "kubernetes"], "say `provisioned`"),
    ("provisioned", &["lambda"], "say `replicas`"),
    ("reserved", &["lambda"], "say `replicas`"),
    ("alias", &["lambda"], "leave it out: only functions have aliases"),
];

const OF_QUEUES: &[Placed] = &[
    ("instance", &["kafka"], "leave it out: a queue there has no machines of its own"),
    ("nodes", &["kafka"], "leave it out: a queue there has no machines of its own"),
    ("partitions", &["kafka"], "leave it out: any number of consumers shares a queue there"),
    (
        "dead_letter_after",
        &["sqs"],
        "leave it out: consumers there set aside what they cannot work on",
    ),
];

/// Checks that the attributes of merged workloads and queues are such as their platform or engine has.
pub fn attributes(merged: &Body, findings: &mut Vec<Finding>) {
    for block in blocks(merged) {
        let placed = match block.kind.node {
            Kind::Workload => OF_WORKLOADS,
            Kind::Queue => OF_QUEUES,
            _ => continue,
        };
        let Some(on) = &block.on else { continue };
        let inside = blocks(&block.body).filter(|inside| inside.kind.node == Kind::In);
        for body in std::iter::once(&block.body).chain(inside.map(|inside| &inside.body)) {
            body.iter().for_each(|statement| elsewhere(&statement.node, placed, on, findings));
        }
    }
}

fn elsewhere(node: &Node, placed: &[Placed], on: &Word, findings: &mut Vec<Finding>) {
    let Node::Attribute(given) = node else { return };
    let name = given.name.node.as_str();
    let Some((_, platforms, meant)) = placed.iter().find(|(known, ..)| *known == name) else {
        return;
    };
    let known = PLATFORMS.iter().chain(QUEUES).any(|platform| *platform == on.node);
    if !known || platforms.contains(&on.node.as_str()) {
        return;
    }
    let message = format!("{} has no `{name}`", on.node);
    let edit = match meant.split('`').nth(1) {
        Some(other) => Edit::Replace(given.name.span, other.to_owned()),
        None => Edit::Remove(given.name.span),
    };
    findings.push(
        Finding::error("model/unknown-attribute", message, given.name.span, "another platform's")
            .also(on.span, "the platform")
            .help(format!("on {} {meant}", on.node))
            .edit(edit),
    );
}

/// The old names of `renamed_from`: none exists any more, and each is given once.
pub fn renamed(merged: &Body, findings: &mut Vec<Finding>) {
    let mut given: std::collections::BTreeMap<(Kind, &str), Span> =
        std::collections::BTreeMap::new();
    let named: std::collections::BTreeMap<(Kind, &str), Span> = blocks(merged)
        .filter_map(|block| Some((block.kind.node, block.name.as_ref()?)))
        .map(|(kind, name)| ((kind, name.node.as_str()), name.span))
        .collect();
    let attributes = blocks(merged).filter_map(|block| {
        let old = super::read::attribute(&block.body, "renamed_from")?;
        Some((block.kind.node, old))
    });
    for (kind, attribute) in attributes {
        let (crate::syntax::tree::Value::Word(old) | crate::syntax::tree::Value::Text(old)) =
            &attribute.value.node
        else {
            continue;
        };
        let key = (kind, old.as_str());
        let word = kind.word();
        let span = attribute.value.span;
        if let Some(still) = named.get(&key) {
            let message = format!("the old name {} of a {word} is still in use", tick(old));
            findings.push(
                Finding::error("model/bad-value", message, span, "still in use")
                    .also(*still, "declared here")
                    .help("remove `renamed_from`, or the old block")
                    .edit(Edit::Remove(span)),
            );
        }
        if let Some(first) = given.insert(key, span) {
            let message = format!("two things were called {}", tick(old));
            findings.push(
                Finding::error("model/stated-twice", message, span, "stated again")
                    .also(first, "stated first")
                    .help("keep one of the two: a thing becomes one thing"),
            );
        }
    }
}
