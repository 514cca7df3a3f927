//! Many mistakes at once: all are said, and nothing else.

use std::collections::BTreeSet;

use super::{TEXTS, line_of, read};

fn lines_named(text: &str) -> BTreeSet<usize> {
    read(text).1.iter().map(|finding| line_of(text, finding.span().start as usize)).collect()
}

fn joined(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

#[test]
fn every_spoilt_line_is_named_and_no_other() {
    for (name, text) in TEXTS {
        let good: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
        let (mut spoilt, mut wanted) = (good.clone(), BTreeSet::new());
        for at in (1..good.len()).step_by(4) {
            let line = &good[at];
            let is_plain = !line.contains(['{', '}', '[', ']', '#', ',']) && line.contains(' ');
            if !is_plain || line.trim().is_empty() {
                continue;
            }
            let mut alone = good.clone();
            alone[at] = format!("{line} ?");
            if lines_named(&joined(&alone)) == BTreeSet::from([at + 1]) {
                spoilt[at].push_str(" ?");
                wanted.insert(at + 1);
            }
        }
        assert_eq!(lines_named(&joined(&spoilt)), wanted, "{name}");
    }
}

#[test]
fn a_mistake_does_not_hide_the_next_line() {
    let text = "service shop {\n  keep cpu as 70%\n  page when cpu >> 3%\n  startup = 30sec\n  \
                budgt $5/month\n}\n";
    assert_eq!(lines_named(text), BTreeSet::from([2, 3, 4, 5]));
}
