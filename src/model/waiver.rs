//! `allow` sentences against findings. In: findings and what is allowed. Out: what is left, and what was silenced.

use super::policy::Allow;
use crate::diagnostic::{Finding, Level};
use crate::source::Spanned;
use crate::syntax::tree::{Body, Node};

/// A finding that a sentence of the policy silences.
#[derive(Clone, Debug)]
pub struct Waived {
    /// What would have been said.
    pub finding: Finding,
    /// Why it is allowed.
    pub because: String,
    /// Until when.
    pub until: String,
}

/// Every waiver of a body, those inside its blocks included.
pub fn all(body: &Body) -> Vec<Spanned<Allow>> {
    let mut found = Vec::new();
    for statement in body {
        match &statement.node {
            Node::Allow(allow) => found.push(Spanned::new(allow.clone(), statement.span)),
            Node::Block(block) => found.extend(all(&block.body)),
            _ => {}
        }
    }
    found
}

/// Parts findings in those that stay and those that `allow` silences. What no target could take is never silenced:
/// only codes of rules are, so syntax, model and build findings stay.
pub fn waive(findings: Vec<Finding>, allows: &[Spanned<Allow>]) -> (Vec<Finding>, Vec<Waived>) {
    let mut waived = Vec::new();
    let kept = findings
        .into_iter()
        .filter_map(|finding| {
            let allow = allows.iter().find(|allow| silences(allow, &finding));
            let Some(allow) = allow else { return Some(finding) };
            let because = allow.because.node.clone();
            let until = allow.until.node.to_string();
            waived.push(Waived { finding, because, until });
            None
        })
        .collect();
    (kept, waived)
}

fn silences(allow: &Allow, finding: &Finding) -> bool {
    const FIRM: &[&str] = &["syntax/", "model/", "build/", "patch/", "waiver/"];
    allow.code.node == finding.code
        && finding.level != Level::Note
        && !FIRM.iter().any(|family| finding.code.starts_with(family))
}
