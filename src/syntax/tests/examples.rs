//! Every example parses as it is written, in any layout of its lines, and survives being printed.

use pest::Parser;
use pest::iterators::Pairs;

use super::{TEXTS, read, statements, without_places};
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::print;

#[test]
fn examples_parse_in_every_layout() {
    for (name, text) in TEXTS {
        let layouts = [
            (*text).to_owned(),
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}"),
            text.trim_end().to_owned(),
            format!("# before\n\n{text}\n# after"),
            text.lines().map(|line| format!("{line} # c\n")).collect(),
            text.replace("  ", "\t"),
        ];
        let wanted = without_places(&read(text).0);
        for layout in layouts {
            let (body, findings) = read(&layout);
            assert_eq!(findings, [], "{name}");
            assert_eq!(without_places(&body), wanted, "{name}");
        }
    }
}

#[test]
fn what_is_printed_reads_the_same() {
    for (name, text) in TEXTS {
        let (body, _) = read(text);
        let (again, findings) = read(&print(&body));
        assert_eq!(findings, [], "{name}");
        assert_eq!(without_places(&again), without_places(&body), "{name}");
    }
}

fn pairs(text: &str) -> usize {
    fn count(pairs: Pairs<'_, Rule>) -> usize {
        pairs.map(|pair| usize::from(is_statement(pair.as_rule())) + count(pair.into_inner())).sum()
    }
    count(Grammar::parse(Rule::file, text).unwrap())
}

fn is_statement(rule: Rule) -> bool {
    use Rule as R;
    [
        R::attribute,
        R::alarm,
        R::named,
        R::placed,
        R::bare,
        R::tier,
        R::patch,
        R::keep,
        R::step,
        R::pace,
        R::uses,
        R::route,
        R::release,
        R::notify,
        R::window,
        R::backup,
        R::predict,
        R::replicate,
        R::drill,
        R::failover,
        R::send,
        R::hold,
        R::ramp,
        R::allow,
        R::use_file,
        R::promise,
    ]
    .contains(&rule)
}

#[test]
fn no_statement_is_lost_on_the_way_to_the_tree() {
    for (name, text) in TEXTS {
        assert_eq!(statements(&read(text).0), pairs(text), "{name}");
    }
}
