//! The raw tree against the schema, before any overlay: each statement in its place, each attribute known and of its
//! shape, nothing stated twice. In: a body and what it belongs to. Out: findings.

use std::collections::BTreeMap;

use super::measure::Dimension;
use super::overlay::{Key, key};
use super::schema::{self, Entry};
use super::sentence;
use super::shape;
use super::{placed, promise};
use crate::diagnostic::{Edit, Finding};
use crate::source::Span;
use crate::syntax::tree::{Attribute, Block, Body, Kind, Node, Promise, Statement};
use crate::words::{any_of, nearest, tick};

/// What the statements of one file are checked against.
pub struct Scope<'a> {
    /// The dimensions of the service's own metrics.
    pub metrics: &'a BTreeMap<String, Dimension>,
}

/// Checks all statements of a block.
pub fn check(block: &Block, scope: &Scope, findings: &mut Vec<Finding>) {
    let kind = block.kind.node;
    name(block, findings);
    twice(&block.body, kind, findings);
    for statement in &block.body {
        one(statement, kind, kind, scope, findings);
    }
}

fn nested(block: &Block, home: Kind, scope: &Scope, findings: &mut Vec<Finding>) {
    name(block, findings);
    placed::word(block, findings);
    twice(&block.body, block.kind.node, findings);
    let inside = if block.kind.node == Kind::In { home } else { block.kind.node };
    for statement in &block.body {
        one(statement, inside, block.kind.node, scope, findings);
    }
}

/// `home` is what the statement speaks of, `kind` the block that it stands in: they differ inside `in REGION`.
fn one(statement: &Statement, home: Kind, kind: Kind, scope: &Scope, findings: &mut Vec<Finding>) {
    match &statement.node {
        Node::Attribute(given) => attribute(given, home, findings),
        Node::Block(block) => {
            if schema::blocks(kind).contains(&block.kind.node) {
                nested(block, home, scope, findings);
            } else {
                findings.push(misplaced_block(block, kind));
            }
        }
        Node::Promise(promise) => {
            stands(statement, "promise", kind, findings);
            promise::check(promise, scope.metrics, findings);
        }
        Node::Allow(_) => {}
        other => {
            stands(statement, verb(other), home, findings);
            sentence::check(other, scope.metrics, findings);
        }
    }
}

fn stands(statement: &Statement, verb: &str, home: Kind, findings: &mut Vec<Finding>) {
    let homes = schema::homes(verb);
    if homes.contains(&home) {
        return;
    }
    let known: Vec<&str> = homes.iter().map(|kind| kind.word()).collect();
    let message = match verb {
        "promise" => "a comparison stands in `objective`".to_owned(),
        _ => format!("`{verb}` does not stand in `{}` but in {}", home.word(), any_of(&known)),
    };
    findings.push(Finding::error("model/misplaced", message, statement.span, "out of place"));
}

fn misplaced_block(block: &Block, kind: Kind) -> Finding {
    let word = block.kind.node.word();
    let homes: Vec<&str> = ALL
        .iter()
        .filter(|home| schema::blocks(**home).contains(&block.kind.node))
        .map(|home| home.word())
        .collect();
    let message = format!("`{word}` does not stand in `{}`", kind.word());
    let finding = Finding::error("model/misplaced", message, block.head, "out of place");
    match homes.as_slice() {
        [] => finding.help(format!("`{word}` stands at the top of a file")),
        homes => finding.help(format!("it stands in {}", any_of(homes))),
    }
}

const ALL: &[Kind] = &[
    Kind::Service,
    Kind::Environment,
    Kind::Tier,
    Kind::Workload,
    Kind::Profile,
    Kind::Store,
    Kind::Queue,
    Kind::Metric,
];

/// The verb of a sentence, as [`schema::homes`] knows it.
fn verb(node: &Node) -> &'static str {
    match node {
        Node::Keep(_) => "keep",
        Node::Step(_) | Node::Pace(_) => "scale",
        Node::Window(_) => "at",
        Node::Predict(_) => "predict",
        Node::Alarm(alarm) => match alarm.severity.node {
            crate::syntax::tree::Severity::Warn => "warn",
            crate::syntax::tree::Severity::Page => "page",
        },
        Node::Notify(_) => "notify",
        Node::Route(_) => "route",
        Node::Failover(_) => "failover",
        Node::Uses(_) => "uses",
        Node::Replicate(_) => "replicate",
        Node::Release(_) => "release",
        Node::Rings(_) => "release chain",
        Node::Backup(_) => "backup",
        Node::Drill(_) => "drill",
        Node::Allow(_) => "allow",
        Node::Hold(_) => "hold",
        Node::Ramp(_) => "ramp",
        Node::Send(_) => "send",
        Node::Use(_) => "use",
        Node::Promise(_) | Node::Attribute(_) | Node::Block(_) => "promise",
    }
}

fn attribute(given: &Attribute, kind: Kind, findings: &mut Vec<Finding>) {
    if let Some(shape) = schema::open(kind) {
        return shape::check(&given.name.node, shape, &given.value, findings);
    }
    if kind == Kind::Objective {
        findings.push(not_a_promise(given));
        return;
    }
    known(given, schema::attributes(kind), kind.word(), findings);
}

fn not_a_promise(given: &Attribute) -> Finding {
    let name = &given.name.node;
    Finding::error("model/misplaced", "a promise compares", given.name.span, "set, not compared")
        .help(format!("write `{name} >= …` or `{name} < …`"))
}

/// Checks an attribute against the table of its place.
pub fn known(given: &Attribute, table: &[Entry], place: &str, findings: &mut Vec<Finding>) {
    let name = given.name.node.as_str();
    if let Some((_, shape)) = table.iter().find(|(known, _)| *known == name) {
        return shape::check(name, *shape, &given.value, findings);
    }
    let message = format!("`{place}` has no attribute {}", tick(name));
    let finding =
        Finding::error("model/unknown-attribute", message, given.name.span, "not known here");
    let names: Vec<&str> = table.iter().map(|(known, _)| *known).collect();
    findings.push(match nearest(name, names.iter().copied()) {
        Some(near) => finding
            .help(format!("did you mean `{near}`?"))
            .edit(Edit::Replace(given.name.span, near.to_owned())),
        None if names.is_empty() => finding,
        None => finding.help(format!("it has {}", any_of(&names))),
    });
}

/// Checks the attributes between the braces of a sentence.
pub fn options(
    given: &[crate::source::Spanned<Attribute>],
    table: &[Entry],
    place: &str,
    findings: &mut Vec<Finding>,
) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for option in given {
        known(option, table, place, findings);
        if let Some(first) = seen.insert(&option.name.node, option.name.span) {
            findings.push(stated_twice(&tick(&option.name.node), option.name.span, first));
        }
    }
}

fn stated_twice(what: &str, again: Span, first: Span) -> Finding {
    Finding::error("model/stated-twice", format!("{what} stands twice"), again, "stated again")
        .also(first, "stated first")
        .help("keep one of the two")
}

fn twice(body: &Body, kind: Kind, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<Key<'_>, Span> = BTreeMap::new();
    for statement in body {
        if !single(&statement.node) && (kind != Kind::Objective) {
            continue;
        }
        let place = place(statement);
        if let Some(first) = seen.insert(key(&statement.node), place) {
            findings.push(stated_twice(&subject(&statement.node), place, first));
        }
    }
}

/// Whether a statement may stand but once in a scope.
fn single(node: &Node) -> bool {
    match node {
        Node::Attribute(_)
        | Node::Block(_)
        | Node::Promise(_)
        | Node::Release(_)
        | Node::Rings(_)
        | Node::Failover(_) => true,
        // Two targets on one metric are a rule's to explain.
        Node::Keep(_)
        | Node::Use(_)
        | Node::Step(_)
        | Node::Pace(_)
        | Node::Window(_)
        | Node::Predict(_)
        | Node::Alarm(_)
        | Node::Notify(_)
        | Node::Route(_)
        | Node::Uses(_)
        | Node::Replicate(_)
        | Node::Backup(_)
        | Node::Drill(_)
        | Node::Allow(_)
        | Node::Hold(_)
        | Node::Ramp(_)
        | Node::Send(_) => false,
    }
}

fn place(statement: &Statement) -> Span {
    match &statement.node {
        Node::Attribute(attribute) => attribute.name.span,
        Node::Block(block) => block.name.as_ref().map_or(block.head, |name| name.span),
        _ => statement.span,
    }
}

fn subject(node: &Node) -> String {
    match node {
        Node::Attribute(attribute) => tick(&attribute.name.node),
        Node::Block(block) => match &block.name {
            Some(name) => format!("{} {}", block.kind.node.word(), tick(&name.node)),
            None => tick(block.kind.node.word()),
        },
        Node::Promise(Promise { subject, .. }) => format!("the promise on {}", tick(&subject.node)),
        other => tick(verb(other)),
    }
}

const RESERVED: &[&str] = &["images", "secrets", "zone", "bucket", "default"];

fn name(block: &Block, findings: &mut Vec<Finding>) {
    let Some(name) = &block.name else { return };
    match block.kind.node {
        Kind::In | Kind::Region | Kind::Patch | Kind::Dimensions => {}
        Kind::Metric => metric_name(&name.node, name.span, findings),
        _ if RESERVED.contains(&name.node.as_str()) => findings.push(Finding::error(
            "model/bad-name",
            format!("{} has a meaning of its own and is no name", tick(&name.node)),
            name.span,
            "taken word",
        )),
        _ if !is_name(&name.node) => findings.push(bad_name(&name.node, name.span)),
        _ => {}
    }
}

fn is_name(word: &str) -> bool {
    let parts = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    word.starts_with(|first: char| first.is_ascii_lowercase()) && word.split('-').all(parts)
}

fn bad_name(word: &str, span: Span) -> Finding {
    let mended: String = word
        .chars()
        .map(
            |letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' },
        )
        .collect();
    Finding::error("model/bad-name", "names are lowercase words joined by `-`", span, "not a name")
        .help(format!("write `{mended}`"))
}

/// The words of STAT and SCOPE: after a metric they would be read as such.
fn is_word_of_sentences(word: &str) -> bool {
    let percentile = word.strip_prefix('p').is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    let stat = ["avg", "min", "max", "sum"].contains(&word);
    percentile || stat || promise::SCOPES.contains(&word)
}

fn metric_name(word: &str, span: Span, findings: &mut Vec<Finding>) {
    let taken = schema::METRICS.contains(&word) || is_word_of_sentences(word);
    let shaped = word.starts_with(|first: char| first.is_ascii_lowercase())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if taken {
        let message = format!("{} means something in the language and names no metric", tick(word));
        findings.push(
            Finding::error("model/bad-name", message, span, "taken name")
                .help(format!("write `metric service_{word}`")),
        );
    } else if !shaped {
        let message = "metrics are lowercase words joined by `_`";
        findings.push(Finding::error("model/bad-name", message, span, "not a metric's name"));
    }
}
