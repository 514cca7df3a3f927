//! Words for a stretch that no statement could read: the one rule that its first word names is run once more.
//! In: the stretch. Out: a finding at the word that does not fit.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::build::{Fault, Problem, span};
use super::grammar::{Grammar, Rule};
use super::names::{self, Name};
use super::reorder;
use crate::diagnostic::Finding;
use crate::source::{FileId, Span};
use crate::words::{any_of, nearest, tick};

/// Explains one problem.
pub(super) fn explain(file: FileId, text: &str, problem: Problem) -> Finding {
    let Problem { fault, start, end } = problem;
    let part = text.get(start..end).unwrap_or("");
    let place = span(file, start, end.max(after(text, start)));
    match fault {
        Fault::MissingSeparator => separator(file, text, start),
        Fault::StrayComma => {
            let message = "nothing stands before this comma";
            Finding::error("syntax/unreadable", message, place, "stray comma").help("remove it")
        }
        Fault::LostOpen => {
            let message = "`{` stands on the line of its block";
            Finding::error("syntax/unreadable", message, place, "on its own line")
                .help("move it to the end of the line before")
        }
        Fault::BrokenHead => statement(file, text, start, part, true),
        Fault::Unreadable => statement(file, text, start, part, false),
    }
}

/// Where the character at a place ends.
fn after(text: &str, at: usize) -> usize {
    at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

fn separator(file: FileId, text: &str, start: usize) -> Finding {
    let rest = text.get(start..).unwrap_or("");
    let at = start + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
    Finding::error(
        "syntax/missing-separator",
        "two statements stand on one line",
        span(file, at, after(text, at)),
        "another begins here",
    )
    .help("put a comma or a new line between them")
}

/// The words that begin a statement, with the rule of each.
const FIRST: &[(&str, Rule)] = &[
    ("allow", Rule::allow),
    ("at", Rule::window),
    ("backup", Rule::backup),
    ("cdn", Rule::placed),
    ("cost", Rule::bare),
    ("dimensions", Rule::bare),
    ("drill", Rule::drill),
    ("environment", Rule::named),
    ("failover", Rule::failover),
    ("health", Rule::named),
    ("hold", Rule::hold),
    ("in", Rule::named),
    ("index", Rule::named),
    ("keep", Rule::keep),
    ("load", Rule::named),
    ("metric", Rule::named),
    ("notify", Rule::notify),
    ("objective", Rule::bare),
    ("page", Rule::alarm),
    ("patch", Rule::patch),
    ("predict", Rule::predict),
    ("profile", Rule::named),
    ("queue", Rule::placed),
    ("ramp", Rule::ramp),
    ("region", Rule::named),
    ("release", Rule::release),
    ("replicate", Rule::replicate),
    ("route", Rule::route),
    ("scale", Rule::step),
    ("send", Rule::send),
    ("service", Rule::named),
    ("store", Rule::placed),
    ("tier", Rule::tier),
    ("traffic", Rule::named),
    ("usage", Rule::bare),
    ("use", Rule::use_file),
    ("uses", Rule::uses),
    ("warn", Rule::alarm),
    ("workload", Rule::placed),
];

fn statement(file: FileId, text: &str, start: usize, part: &str, head: bool) -> Finding {
    let first = first_word(part);
    if let Some(finding) = typographic(file, start, part) {
        return finding;
    }
    let known = FIRST.iter().find(|(word, _)| *word == first).map(|(_, rule)| *rule);
    let after = part.get(first.len()..).unwrap_or("").trim_start();
    let sets = after.starts_with('=') && !first.is_empty();
    let rule = match known {
        _ if sets => Rule::attribute,
        Some(Rule::step) if part.contains("at most") => Rule::pace,
        Some(rule) => rule,
        None if after.starts_with(['<', '>']) => Rule::promise,
        None => return unknown(file, text, start, part, first, after),
    };
    again(file, start, part, rule, head)
}

fn first_word(part: &str) -> &str {
    let inside = |character: char| character.is_ascii_alphanumeric() || "_-./".contains(character);
    let length = part.find(|character: char| !inside(character)).unwrap_or(part.len());
    part.get(..length).unwrap_or("")
}

fn unknown(
    file: FileId,
    text: &str,
    start: usize,
    part: &str,
    first: &str,
    after: &str,
) -> Finding {
    if first.is_empty() {
        let length = part.chars().next().map_or(1, char::len_utf8);
        let place = span(file, start, start + length);
        return Finding::error("syntax/unreadable", "no statement begins so", place, "unreadable")
            .help("a statement begins with a word: `name = value`, a block or a sentence");
    }
    let place = span(file, start, start + first.len());
    if let Some(finding) = behind_comma(text, start, first, place) {
        return finding;
    }
    if ["and", "or"].contains(&first) {
        return reorder::joined(text.get(..start).unwrap_or(""), part, first, place);
    }
    if after.starts_with(':') {
        let message = format!("{} is set with `=`", tick(first));
        return Finding::error("syntax/unreadable", message, place, "set with a colon")
            .help(format!("write `{first} = …`"));
    }
    let message = format!("no statement begins with {}", tick(first));
    let finding = Finding::error("syntax/unknown-word", message, place, "unknown word");
    match nearest(first, FIRST.iter().map(|(word, _)| *word)) {
        Some(near)
            if !after.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '"') =>
        {
            finding.help(format!(
                "an attribute is set with `=`: `{first} = …`, or did you mean `{near}`?"
            ))
        }
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("an attribute is set with `=`: `{first} = …`")),
    }
}

/// What stands after a comma on a line, and was meant as one number or one list with what stands before it.
fn behind_comma(text: &str, start: usize, first: &str, place: Span) -> Option<Finding> {
    let before = text.get(..start)?.trim_end_matches([' ', '\t']).strip_suffix(',')?;
    let error =
        |message: &str, label: &str| Finding::error("syntax/unknown-word", message, place, label);
    let number = last_word(before.rsplit('\n').next()?);
    let is_number = number.ends_with(|last: char| last.is_ascii_digit());
    if is_number && first.starts_with(|digit: char| digit.is_ascii_digit()) {
        let finding = error("a comma ends the statement, also in a number", "behind the comma");
        return Some(finding.help(format!("write `{number}_{first}`")));
    }
    let message = format!("a comma ends the statement, and none begins with {}", tick(first));
    let near = nearest(first, FIRST.iter().map(|(word, _)| *word));
    near.is_none()
        .then(|| error(&message, "behind the comma").help("a list stands in brackets: `[a, b]`"))
}

/// Characters that a word processor puts in place of those of the language.
fn typographic(file: FileId, start: usize, part: &str) -> Option<Finding> {
    const MEANT: &[(char, &str)] = &[
        ('\u{201c}', "\""),
        ('\u{201d}', "\""),
        ('\u{2018}', "\""),
        ('\u{2019}', "\""),
        ('\'', "\""),
        ('\u{2192}', "->"),
        ('\u{2265}', ">="),
        ('\u{2264}', "<="),
        ('\u{2013}', "-"),
        ('\u{2014}', "-"),
        ('\u{a0}', " "),
    ];
    let plain = part.split('"').step_by(2);
    let inside = plain.into_iter().any(|outside| {
        outside.chars().any(|character| MEANT.iter().any(|(odd, _)| *odd == character))
    });
    let (at, odd, meant) = part.char_indices().filter(|_| inside).find_map(|(at, character)| {
        MEANT.iter().find(|(odd, _)| *odd == character).map(|(odd, meant)| (at, *odd, *meant))
    })?;
    let place = span(file, start + at, start + at + odd.len_utf8());
    let message = format!("{} is no character of the language", tick(&odd.to_string()));
    let meant = if meant == " " { "a plain space".to_owned() } else { tick(meant) };
    Some(
        Finding::error("syntax/unreadable", message, place, "another character")
            .help(format!("write {meant}")),
    )
}

/// Runs one rule over the stretch and says what it expected.
fn again(file: FileId, start: usize, part: &str, rule: Rule, head: bool) -> Finding {
    let text = if head { format!("{part} {{ }}") } else { part.to_owned() };
    let whole = span(file, start, start + part.len().max(1));
    let Err(error) = Grammar::parse(rule, &text) else {
        return Finding::error(
            "syntax/unreadable",
            "this cannot be read here",
            whole,
            "unreadable",
        );
    };
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    let at = at.min(part.len());
    let place = word_at(file, start, part, at);
    if let Some(finding) =
        reorder::explain(part, at, rule, place).or_else(|| special(part, at, place))
    {
        return finding;
    }
    let expected = match error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    let ends = part.get(at..).is_none_or(|rest| rest.trim().is_empty());
    let found = if ends { "" } else { part.get(place_range(place, start)).unwrap_or("") };
    expecting(&expected, found, place)
}

fn place_range(place: Span, start: usize) -> std::ops::Range<usize> {
    (place.start as usize).saturating_sub(start)..(place.end as usize).saturating_sub(start)
}

/// The word at an offset, or the end of the stretch.
fn word_at(file: FileId, start: usize, part: &str, at: usize) -> Span {
    let rest = part.get(at..).unwrap_or("");
    let blank = rest.len() - rest.trim_start().len();
    let word = rest.trim_start();
    if word.is_empty() {
        let written = part.trim_end();
        let last = written.chars().next_back().map_or(0, char::len_utf8);
        let end = start + written.len();
        return span(file, end - last, end.max(start + 1));
    }
    let length = match first_word(word).len() {
        0 => word.chars().next().map_or(1, char::len_utf8),
        length => length,
    };
    span(file, start + at + blank, start + at + blank + length)
}

/// Mistakes with a mend of their own.
fn special(part: &str, at: usize, place: Span) -> Option<Finding> {
    let rest = part.get(at..).unwrap_or("").trim_start();
    let before = part.get(..at).unwrap_or("").trim_end();
    let error =
        |message: &str, label: &str| Finding::error("syntax/unreadable", message, place, label);
    if rest.starts_with('"') && rest.get(1..).is_some_and(|rest| !rest.contains('"')) {
        return Some(error("a string ends on its line", "not closed").help("close it with `\"`"));
    }
    let number: String = last_word(before).to_owned();
    let unit = first_word(rest);
    let is_unit =
        ["ms", "s", "m", "h", "d", "vcpu", "MiB", "GiB", "MB", "GB", "TB", "KiB", "kB", "TiB"]
            .contains(&unit)
            || rest.starts_with('%');
    if number.starts_with(|first: char| first.is_ascii_digit()) && is_unit {
        let unit = if unit.is_empty() { "%" } else { unit };
        return Some(
            error("a number and its unit stand together", "apart from its number")
                .help(format!("write `{number}{unit}`")),
        );
    }
    if rest.starts_with("==") {
        return Some(error("a value is set with one `=`", "one too many").help("write `=`"));
    }
    if rest.starts_with("...") || before.ends_with("..") && rest.starts_with('.') {
        return Some(error("a range has two dots", "one too many").help("write `..`"));
    }
    let swapped = [("=>", ">="), ("=<", "<="), ("if", "when"), ("equals", "=")];
    if let Some((odd, meant)) = swapped.iter().find(|(odd, _)| rest.starts_with(*odd)) {
        let message = format!("the language has no `{odd}`");
        return Some(error(&message, "another sign").help(format!("write `{meant}`")));
    }
    misplaced_sign(rest, &number, place).or_else(|| second_attribute(rest, unit, place))
}

/// `5$/month`, `.5vcpu`
fn misplaced_sign(rest: &str, number: &str, place: Span) -> Option<Finding> {
    let error = |message: &str, help: String| {
        Finding::error("syntax/unreadable", message, place, "misplaced").help(help)
    };
    if let Some(unit) = rest.strip_prefix('$')
        && number.starts_with(|first: char| first.is_ascii_digit())
    {
        let unit = unit.split([' ', '\t']).next().unwrap_or("");
        return Some(error("`$` stands before its number", format!("write `${number}{unit}`")));
    }
    let figure = rest.strip_prefix('.')?;
    figure.starts_with(|first: char| first.is_ascii_digit()).then(|| {
        let figure = figure.split([' ', '\t']).next().unwrap_or("");
        error("a number begins with a digit", format!("write `0.{figure}`"))
    })
}

/// Another attribute on the line, without a comma before it.
fn second_attribute(rest: &str, word: &str, place: Span) -> Option<Finding> {
    let after = rest.get(word.len()..)?.trim_start();
    (!word.is_empty() && after.starts_with('=') && !after.starts_with("==")).then(|| {
        Finding::error(
            "syntax/missing-separator",
            "two statements stand on one line",
            place,
            "another begins here",
        )
        .help(format!("put a comma before `{word}`"))
    })
}

fn last_word(before: &str) -> &str {
    before.rsplit([' ', '\t', '=', '[', ',']).next().unwrap_or("")
}

fn expecting(expected: &[Rule], found: &str, place: Span) -> Finding {
    let mut words: Vec<String> = Vec::new();
    for rule in expected {
        let word = match names::name(*rule) {
            Name::Word => names::word(*rule).map(|word| tick(&word)),
            Name::Words(words) => Some(words.to_owned()),
            Name::None => None,
        };
        if let Some(word) = word
            && !words.contains(&word)
        {
            words.push(word);
        }
    }
    let fixed: Vec<String> = expected.iter().filter_map(|rule| names::word(*rule)).collect();
    let near = nearest(found, &fixed).map(ToOwned::to_owned);
    let message = match words.len() {
        0 => "this cannot be read".to_owned(),
        _ => format!("expected {}", any_of(&words)),
    };
    let label = if found.is_empty() { "ends too early" } else { "does not fit" };
    let finding = Finding::error("syntax/unreadable", message, place, label);
    let is_text = words.len() == 1 && expected.contains(&Rule::text) && !found.is_empty();
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if is_text => finding.help(format!("quote it: `\"{found}\"`")),
        None => finding,
    }
}

/// Whether a stretch begins as a statement does: what is wrong with it, it is no part of the line before.
pub(super) fn begins_statement(part: &str) -> bool {
    let first = first_word(part);
    let after = part.get(first.len()..).unwrap_or("").trim_start();
    FIRST.iter().any(|(known, _)| *known == first)
        || (!first.is_empty() && after.starts_with(['=', ':']))
}

/// Whether a word begins a block.
pub(super) fn begins_block(word: &str) -> bool {
    let block = |rule: &Rule| {
        matches!(rule, Rule::named | Rule::placed | Rule::bare | Rule::tier | Rule::patch)
    };
    FIRST.iter().any(|(known, rule)| *known == word && block(rule))
}
