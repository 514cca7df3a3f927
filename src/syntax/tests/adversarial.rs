//! Texts that are made to hurt: they are read to their end, the findings stay few, nothing falls over.

use super::read;

const LENGTH: usize = 64 << 10;

type Text = Box<dyn Fn(usize) -> String>;

fn texts() -> Vec<(&'static str, Text)> {
    let repeated = |piece: &'static str| move |length: usize| piece.repeat(length / piece.len());
    let block = |inside: &'static str| {
        move |length: usize| format!("service a {{\n{}\n}}\n", inside.repeat(length / inside.len()))
    };
    vec![
        ("commas", Box::new(repeated("a,"))),
        ("closing braces", Box::new(repeated("}"))),
        ("opening braces", Box::new(repeated("{"))),
        ("pairs of braces", Box::new(repeated("{}"))),
        ("blocks in a line", Box::new(block("a {} "))),
        ("nested blocks", Box::new(repeated("cost {\n"))),
        ("junk", Box::new(repeated("? ! \n"))),
        ("junk in one line", Box::new(repeated("? "))),
        ("comments", Box::new(repeated("# a comment\n"))),
        ("comments before a word", Box::new(block("keep cpu at 5%\n# a comment\n\n# another\n"))),
        ("a long string", Box::new(|length| format!("owner = \"{}\"", "a".repeat(length)))),
        ("an open string", Box::new(|length| format!("owner = \"{}", "\\".repeat(length)))),
        ("brackets", Box::new(repeated("["))),
        ("lists in lists", Box::new(|length| format!("a = {}", "[".repeat(length)))),
        ("a long list", Box::new(|length| format!("a = [{}]", "b, ".repeat(length / 3)))),
        ("a broken list", Box::new(|length| format!("a = [{}", "b, ".repeat(length / 3)))),
        ("continued lines", Box::new(repeated("and cpu > 5%\n"))),
        ("else without end", Box::new(|length| format!("uses a {}", "else b ".repeat(length / 7)))),
        ("a long word", Box::new(repeated("a-"))),
        ("a long number", Box::new(|length| format!("a = {}", "9".repeat(length)))),
        ("sentences", Box::new(block("page when cpu > 5% for 5m,"))),
    ]
}

/// A reader that went back and forth would not come to the end of these while anyone waits.
#[test]
fn each_is_read_to_its_end_and_says_no_more_than_people_read() {
    for (name, make) in texts() {
        let (_, findings) = read(&make(LENGTH));
        assert!(findings.len() <= 250, "{name}: {} findings", findings.len());
    }
}

#[test]
fn depth_and_length_have_a_limit() {
    let deep = format!("{}{}", "cost {".repeat(33), "}".repeat(33));
    let codes: Vec<&str> = read(&deep).1.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["syntax/too-deep"]);
    let long = " ".repeat((16 << 20) + 1);
    assert_eq!(read(&long).1[0].code, "syntax/too-long");
}
