//! One mistake at every place: nothing panics, the findings are few, and they lie inside the text.

use super::{TEXTS, read};

const INSERTED: &[char] =
    &['{', '}', '"', '[', ']', ',', '\n', '#', '=', '.', '-', '/', 'x', 'é', ' '];

/// One more or one less character at a place, by turns.
fn changed(text: &str, at: usize, turn: usize) -> String {
    let mut changed = text.to_owned();
    match INSERTED.get(turn % (INSERTED.len() + 1)) {
        Some(sign) => changed.insert(at, *sign),
        None => {
            changed.remove(at);
        }
    }
    changed
}

#[test]
fn one_mistake_is_a_few_findings_inside_the_text() {
    let (mut wrong, mut one) = (0, 0);
    for (name, text) in &TEXTS[..3] {
        let places = text.char_indices().map(|(at, _)| at);
        for (turn, at) in places.enumerate() {
            let changed = changed(text, at, turn);
            let (_, findings) = read(&changed);
            for label in findings.iter().flat_map(|finding| &finding.labels) {
                assert!(changed.get(label.span.range()).is_some(), "{name} {at} {turn}");
            }
            assert!(findings.len() <= 4, "{name} {at} {turn}: {findings:?}");
            wrong += usize::from(!findings.is_empty());
            one += usize::from(findings.len() == 1);
        }
    }
    assert!(one * 10 >= wrong * 7, "{one} of {wrong} have a single finding");
}
