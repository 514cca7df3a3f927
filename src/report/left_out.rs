//! What is not compiled, for a report. In: the findings of it and the blocks that their lines belong to. Out: one line per
//! thing, not one per statement.

use std::collections::{BTreeMap, BTreeSet};

use super::NOT_COMPILED;
use super::quote::{code, line, quote};
use crate::diagnostic::Finding;
use crate::plan::not_compiled::Part;
use crate::source::{Sources, Span};

/// So many words or sentences are named; the rest is counted.
const NAMED: usize = 8;

/// One thing and what of it is named.
struct Thing {
    message: String,
    named: Vec<String>,
}

/// A line per thing, in order of writing.
pub fn lines(findings: &[Finding], parts: &BTreeMap<Span, Part>, sources: &Sources) -> Vec<String> {
    let is_left_out = |finding: &&Finding| finding.code == NOT_COMPILED;
    if !findings.iter().any(|finding| is_left_out(&finding)) {
        return Vec::new();
    }
    let blocks: BTreeSet<Span> = parts.values().map(|part| part.block).collect();
    let mut things: Vec<Thing> = Vec::new();
    let mut at: BTreeMap<Span, usize> = BTreeMap::new();
    for finding in findings.iter().filter(is_left_out) {
        let span = finding.span();
        let part = parts.get(&span).and_then(|part| Some((*at.get(&part.block)?, &part.word)));
        let (known, name) = match part {
            Some((known, word)) => (known, word.clone()),
            None => of(&mut things, finding, &quote(sources, span), blocks.contains(&span)),
        };
        at.insert(span, known);
        if let Some(thing) = things.get_mut(known)
            && !name.is_empty()
            && !thing.named.contains(&name)
        {
            thing.named.push(name);
        }
    }
    things.iter().map(Thing::line).collect()
}

/// The thing that a message speaks of, and the sentence where it adds to the message. A block goes by its head.
fn of(things: &mut Vec<Thing>, finding: &Finding, sentence: &str, block: bool) -> (usize, String) {
    let message = if block {
        format!("{}: nothing is written for it", code(sentence))
    } else {
        line(&finding.message).replacen(" is not compiled yet", "", 1)
    };
    let name = if message.contains(sentence) { String::new() } else { code(sentence).text() };
    let known = things.iter().position(|thing| thing.message == message && !block);
    let known = known.unwrap_or_else(|| {
        things.push(Thing { message, named: Vec::new() });
        things.len() - 1
    });
    (known, name)
}

impl Thing {
    fn line(&self) -> String {
        let rest = self.named.len().saturating_sub(NAMED);
        let more = (rest > 0).then(|| format!("{rest} more"));
        let named: Vec<String> = self.named.iter().take(NAMED).cloned().chain(more).collect();
        if named.is_empty() {
            return self.message.clone();
        }
        format!("{} ({})", self.message, named.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Unit, resolve};
    use crate::plan::not_compiled::left_out;
    use crate::syntax::parse;

    #[test]
    fn a_thing_has_one_line() {
        let text = r#"
service shop {
  region eu-west-1 { zones = 3 }
  store db on dynamodb { key = "id", estimate = $5/month }
  drill monthly lose zone
  drill weekly lose zone
}
"#;
        let mut sources = Sources::default();
        let file = sources.add("test.terrace", text);
        let (tree, _) = parse(file, text);
        let (services, _) = resolve(&[Unit { body: tree.body, used: Vec::new() }]);
        let tiers =
            services.iter().flat_map(|service| &service.places).flat_map(|place| &place.tiers);
        let out: Vec<String> = tiers
            .map(left_out)
            .flat_map(|out| lines(&out.findings, &out.parts, &sources))
            .collect();
        let expected = [
            "`store db on dynamodb`: nothing is written for it (`key`, `estimate`)",
            "a drill that loses `zone`: nothing is written for it (`drill monthly lose zone`, `drill weekly lose zone`)",
        ];
        assert_eq!(out, expected);
    }
}
