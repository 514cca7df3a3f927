//! The language as a whole: examples, mutations, braces, sizes and the wording of what is wrong.

mod adversarial;
mod braces;
mod examples;
mod format;
mod mutations;
mod together;
mod wording;

use super::parse;
use super::tree::{Body, Node};
use crate::diagnostic::Finding;
use crate::source::{FileId, Sources};

/// The examples of the language's page and the policies of the project.
const TEXTS: &[(&str, &str)] = &[
    ("patches", include_str!("examples/patches.terrace")),
    ("shop", include_str!("examples/shop.terrace")),
    ("tiers", include_str!("examples/tiers.terrace")),
    ("cloudshelf", include_str!("../../../policies/cloudshelf.terrace")),
    ("docker-app", include_str!("../../../policies/docker-app.terrace")),
    ("podinfo", include_str!("../../../policies/podinfo.terrace")),
    ("status-page", include_str!("../../../policies/status-page.terrace")),
    ("tickets", include_str!("../../../policies/tickets.terrace")),
    ("workflow-app", include_str!("../../../policies/workflow-app.terrace")),
];

fn read(text: &str) -> (Body, Vec<Finding>) {
    let (tree, findings) = parse(FileId(0), text);
    (tree.body, findings)
}

/// `line:column code: message | label | help`, one line each.
fn shown(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("a.terrace", text);
    let (_, findings) = parse(file, text);
    let lines = findings.iter().map(|finding| {
        let (line, column) =
            sources.get(file).map_or((0, 0), |source| source.position(finding.span().start));
        let labels: Vec<&str> = finding.labels.iter().map(|label| label.text.as_str()).collect();
        let help = finding.help.as_deref().unwrap_or("-");
        let code = finding.code.trim_start_matches("syntax/");
        format!("{line}:{column} {code}: {} | {} | {help}\n", finding.message, labels.join(", "))
    });
    lines.collect()
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at.min(text.len())].matches('\n').count() + 1
}

/// The tree as text without its places.
fn without_places(body: &Body) -> String {
    let text = format!("{body:?}");
    let mut plain = String::with_capacity(text.len() / 2);
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Span { file: FileId(") {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = rest.find(" }").map_or("", |end| &rest[end + 2..]);
    }
    plain + rest
}

/// How many statements a body holds, those of its blocks and options included.
fn statements(body: &Body) -> usize {
    let inside = |node: &Node| match node {
        Node::Block(block) => statements(&block.body),
        Node::Route(route) => route.options.len(),
        Node::Uses(uses) => uses.options.len(),
        _ => 0,
    };
    body.iter().map(|statement| 1 + inside(&statement.node)).sum()
}

/// Bytes of the braces that are no part of a string or comment.
fn braces(text: &str) -> Vec<(usize, u8)> {
    let (mut found, mut quoted, mut comment, mut escaped) = (Vec::new(), false, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => (quoted, comment) = (false, false),
            _ if comment => {}
            b'"' if !escaped => quoted = !quoted,
            b'#' if !quoted => comment = true,
            b'{' | b'}' if !quoted => found.push((at, byte)),
            _ => {}
        }
        escaped = quoted && byte == b'\\' && !escaped;
    }
    found
}
