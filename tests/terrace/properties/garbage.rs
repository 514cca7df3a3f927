//! Texts that nobody means: an answer, never a panic, and no tree beside an error.

use proptest::prelude::*;

use super::pipeline::{attempt, broken, cases};

const POLICIES: [&str; 3] = [
    include_str!("../../../policies/tickets.terrace"),
    include_str!("../../../policies/podinfo.terrace"),
    include_str!("../../../policies/workflow-app.terrace"),
];

fn answered(text: &str) {
    let compiled = attempt(text);
    assert!(!broken(&compiled) || compiled.trees.is_empty(), "an error and a tree:\n{text}");
    let bare = compiled.findings.is_empty() && compiled.services.is_empty();
    assert!(!bare || compiled.trees.is_empty(), "a tree of nothing:\n{text}");
}

/// A text as pieces that a mutation can move: words, signs and the space between them.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last = None;
    for sign in text.chars() {
        let kind = (sign.is_alphanumeric(), sign.is_whitespace());
        match pieces.last_mut() {
            Some(piece) if last == Some(kind) && kind != (false, false) => piece.push(sign),
            _ => pieces.push(sign.to_string()),
        }
        last = Some(kind);
    }
    pieces
}

/// Deletes, doubles or swaps a piece.
fn mutate(pieces: &mut Vec<String>, how: u8, at: usize, other: usize) {
    let (at, other) = (at % pieces.len(), other % pieces.len());
    match how {
        0 => drop(pieces.remove(at)),
        1 => pieces.insert(at, pieces[at].clone()),
        _ => pieces.swap(at, other),
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn bytes_have_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        answered(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn signs_of_the_language_have_an_answer(text in "([a-z]{1,4}|[{}\\[\\]=\"$%#,./\\n ]|[0-9]{1,3}|service a \\{|workload w on ec2 \\{){0,60}") {
        answered(&text);
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_mutated_policy_has_an_answer(
        which in 0..POLICIES.len(),
        changes in prop::collection::vec((0..3u8, any::<usize>(), any::<usize>()), 1..4),
    ) {
        let mut pieces = pieces(POLICIES[which]);
        for (how, at, other) in changes {
            mutate(&mut pieces, how, at, other);
        }
        answered(&pieces.concat());
    }
}
