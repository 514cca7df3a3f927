//! A brace too few or too many, everywhere: the line that is named is the one with the mistake.

use super::{TEXTS, braces, line_of, read};

/// Every pair of braces of a text.
fn blocks(text: &str) -> Vec<(usize, usize)> {
    let (mut open, mut blocks) = (Vec::new(), Vec::new());
    for (at, brace) in braces(text) {
        if brace == b'{' {
            open.push(at);
        } else if let Some(start) = open.pop() {
            blocks.push((start, at));
        }
    }
    blocks
}

/// How often the changed text has its first finding on the line that is wanted, of how many, with how many findings.
fn measure(
    change: impl Fn(&str, usize, usize) -> Option<(String, usize)>,
) -> (usize, usize, usize) {
    let (mut right, mut all, mut said) = (0, 0, 0);
    for (_, text) in TEXTS {
        for (open, close) in blocks(text) {
            let Some((changed, line)) = change(text, open, close) else { continue };
            let (_, findings) = read(&changed);
            let named = |finding: &crate::diagnostic::Finding| {
                line_of(&changed, finding.span().start as usize) == line
            };
            all += 1;
            said += findings.len();
            right += usize::from(findings.iter().any(named));
        }
    }
    (right, all, said)
}

fn with(text: &str, at: usize, extra: &str) -> String {
    format!("{}{extra}{}", &text[..at], &text[at..])
}

fn without(text: &str, at: usize) -> String {
    format!("{}{}", &text[..at], &text[at + 1..])
}

#[test]
fn a_missing_closing_brace_is_found_at_its_block() {
    let (right, all, said) =
        measure(|text, open, close| Some((without(text, close), line_of(text, open))));
    assert_eq!((right, said), (all, all));
}

#[test]
fn a_missing_opening_brace_is_found_at_its_head() {
    let (right, all, said) =
        measure(|text, open, _| Some((without(text, open), line_of(text, open))));
    assert_eq!(right, all);
    assert!(said * 10 <= all * 16, "{said} findings for {all} mistakes");
}

#[test]
fn a_doubled_opening_brace_is_found() {
    let (right, all, said) =
        measure(|text, open, _| Some((with(text, open, "{ "), line_of(text, open))));
    assert_eq!(right, all);
    assert!(said <= all + all / 10, "{said} findings for {all} mistakes");
}

#[test]
fn a_doubled_closing_brace_on_its_own_line_is_found() {
    let (right, all, said) = measure(|text, _, close| {
        let end = close + text[close..].find('\n')?;
        Some((with(text, end, "\n}"), line_of(text, close) + 1))
    });
    assert!(right * 100 >= all * 98, "{right} of {all}");
    assert!(said <= all + all / 10, "{said} findings for {all} mistakes");
}
