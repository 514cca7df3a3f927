//! Values and literals, with what is wrong with them.

use pest::iterators::Pair;

use super::{Builder, Rule};
use crate::diagnostic::Finding;
use crate::source::{Span, Spanned};
use crate::syntax::literal::{self, Literal, Trouble};
use crate::syntax::tree::{Clock, Date, Number, Quantity, Scale, Unit, Value, Word};
use crate::words;

const NOTHING: Quantity = Quantity {
    number: Number { negative: false, digits: 0, places: 0 },
    unit: Unit::Count(Scale::One),
};

impl Builder {
    /// The word of a pair, as it stands.
    pub(super) fn word(&self, pair: &Pair<'_, Rule>) -> Word {
        self.written(pair).map(str::to_owned)
    }

    /// A string with its escapes resolved; each bad escape is an error at its two bytes.
    pub(super) fn text(&mut self, pair: &Pair<'_, Rule>) -> Word {
        let Spanned { node: quoted, span } = self.written(pair);
        let (text, troubles) = literal::unescape(quoted);
        for (range, trouble) in troubles {
            let start = span.start as usize;
            self.complain(super::span(self.file, start + range.start, start + range.end), trouble);
        }
        Word::new(text, span)
    }

    #[inline(never)]
    pub(super) fn value(&mut self, pair: Pair<'_, Rule>) -> Option<Spanned<Value>> {
        let span = self.span(&pair);
        let mut pairs = pair.into_inner();
        let first = pairs.next()?;
        if first.as_rule() == Rule::list {
            let items = first.into_inner().filter(|pair| pair.as_rule() == Rule::single_or_range);
            let items = items.filter_map(|item| self.value(item)).collect();
            return Some(Spanned::new(Value::List(items), span));
        }
        let first = self.single(&first);
        match pairs.last() {
            None => Some(first),
            Some(last) => {
                let range = Value::Range(Box::new(first), Box::new(self.single(&last)));
                Some(Spanned::new(range, span))
            }
        }
    }

    fn single(&mut self, pair: &Pair<'_, Rule>) -> Spanned<Value> {
        match pair.as_rule() {
            Rule::text => self.text(pair).map(Value::Text),
            Rule::literal => {
                let given = self.written(pair);
                given.map(|_| match self.literal(given) {
                    Some(Literal::Quantity(quantity)) => Value::Quantity(quantity),
                    Some(Literal::Clock(clock)) => Value::Clock(clock),
                    Some(Literal::Date(date)) => Value::Date(date),
                    None => Value::Quantity(NOTHING),
                })
            }
            _ => self.word(pair).map(Value::Word),
        }
    }

    fn literal(&mut self, given: Spanned<&str>) -> Option<Literal> {
        match literal::read(given.node, self.in_patch) {
            Ok(literal) => Some(literal),
            Err(trouble) => {
                self.complain(given.span, trouble);
                None
            }
        }
    }

    /// A quantity; where it is none, that is said and a nought stands for it.
    pub(super) fn quantity(&mut self, pair: &Pair<'_, Rule>) -> Spanned<Quantity> {
        let given = self.written(pair);
        let quantity = match self.literal(given) {
            Some(Literal::Quantity(quantity)) => quantity,
            Some(Literal::Clock(_) | Literal::Date(_)) => {
                self.complain(given.span, expected("a quantity", given.node, None));
                NOTHING
            }
            None => NOTHING,
        };
        Spanned::new(quantity, given.span)
    }

    /// A time of day.
    pub(super) fn clock(&mut self, pair: &Pair<'_, Rule>) -> Spanned<Clock> {
        let given = self.written(pair);
        let clock = match self.literal(given) {
            Some(Literal::Clock(clock)) => clock,
            Some(Literal::Date(_) | Literal::Quantity(_)) => {
                let hour = given.node.parse().ok().filter(|hour: &u8| *hour < 24);
                let help = hour.map(|hour| format!("write `{hour:02}:00`"));
                self.complain(given.span, expected("a time of day", given.node, help));
                Clock(0)
            }
            None => Clock(0),
        };
        Spanned::new(clock, given.span)
    }

    /// A date.
    pub(super) fn date(&mut self, pair: &Pair<'_, Rule>) -> Spanned<Date> {
        let given = self.written(pair);
        let date = match self.literal(given) {
            Some(Literal::Date(date)) => date,
            Some(Literal::Clock(_) | Literal::Quantity(_)) => {
                let help = "write a date as `2027-06-30`".to_owned();
                self.complain(given.span, expected("a date", given.node, Some(help)));
                Date { year: 1970, month: 1, day: 1 }
            }
            None => Date { year: 1970, month: 1, day: 1 },
        };
        Spanned::new(date, given.span)
    }

    /// Says what is wrong with a literal.
    #[cold]
    pub(super) fn complain(&mut self, span: Span, trouble: Trouble) {
        let finding = Finding::error(trouble.code, trouble.message, span, trouble.label);
        self.findings.push(match trouble.help {
            Some(help) => finding.help(help),
            None => finding,
        });
    }

    /// The same, with another place that disagrees.
    #[cold]
    pub(super) fn complain_beside(
        &mut self,
        span: Span,
        trouble: Trouble,
        other: Span,
        label: &str,
    ) {
        self.complain(span, trouble);
        if let Some(finding) = self.findings.pop() {
            self.findings.push(finding.also(other, label));
        }
    }
}

fn expected(what: &str, found: &str, help: Option<String>) -> Trouble {
    let message = format!("expected {what}, found {}", words::tick(found));
    Trouble { code: "syntax/bad-literal", message, label: format!("not {what}"), help }
}

/// A string on the left of `=` outside a patch.
pub(super) fn quoted_key(key: &str) -> Trouble {
    let bare = key.trim_matches('"');
    Trouble {
        code: "syntax/unreadable",
        message: "a string names a field only inside `patch`".to_owned(),
        label: "not a word".to_owned(),
        help: Some(format!("write the name without quotes: `{}`", words::visible(bare))),
    }
}

/// A sentence or a block between the braces of `uses` or `route`.
pub(super) fn only_settings() -> Trouble {
    Trouble {
        code: "syntax/unreadable",
        message: "between these braces stand only settings".to_owned(),
        label: "not a setting".to_owned(),
        help: Some("write it as `name = value`, or move it out of the braces".to_owned()),
    }
}

/// A list of names that holds something else.
pub(super) fn not_a_word() -> Trouble {
    Trouble {
        code: "syntax/unreadable",
        message: "this list holds only names".to_owned(),
        label: "not a name".to_owned(),
        help: None,
    }
}

/// A drill more often than daily.
pub(super) fn too_often(word: &str) -> Trouble {
    Trouble {
        code: "syntax/unreadable",
        message: format!("a drill is not run `{word}`"),
        label: "not for drills".to_owned(),
        help: Some("write `daily`, `weekly`, `monthly` or `quarterly`".to_owned()),
    }
}
