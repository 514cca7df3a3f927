//! `for` expressions: names and a collection in, a list or an object out.
//! Knows nothing of layout.

use super::expression::{Expression, Form, Text, call};
use super::flat;

/// A `for` that still lacks what it makes of each element.
#[derive(Debug, Clone)]
pub struct For {
    intro: String,
    filter: Option<String>,
}

/// A whole `for`: what stands before the colon, what is made, and the condition behind it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Loop {
    pub intro: String,
    pub key: Option<Text>,
    pub value: Expression,
    pub filter: Option<String>,
}

/// `for <value> in <collection>`.
pub fn each_of(value: &'static str, collection: impl Into<Expression>) -> For {
    over(["for ", value, " in "], &collection.into())
}

/// `for <key>, <value> in <collection>`.
pub fn pairs_of(key: &'static str, value: &'static str, collection: impl Into<Expression>) -> For {
    over(["for ", key, ", ", value, " in "], &collection.into())
}

fn over<const N: usize>(words: [&str; N], collection: &Expression) -> For {
    let mut intro = String::with_capacity(flat::USUAL);
    words.iter().for_each(|word| intro.push_str(word));
    flat::write_behind_word(&mut intro, collection);
    For { intro, filter: None }
}

impl For {
    /// Leaves out elements for which `condition` is false.
    #[must_use]
    pub fn only_if(mut self, condition: impl Into<Expression>) -> For {
        let mut filter = "if ".to_owned();
        flat::write_behind_word(&mut filter, &condition.into());
        self.filter = Some(filter);
        self
    }

    /// `[for … : <value>]`.
    pub fn list(self, value: impl Into<Expression>) -> Expression {
        self.build(None, value.into())
    }

    /// `{ for … : <key> => <value> }`.
    pub fn object(self, key: impl Into<Expression>, value: impl Into<Expression>) -> Expression {
        self.build(Some(flat::into_source(key.into())), value.into())
    }

    /// `alltrue([for … : <condition>])`.
    pub fn all_true(self, condition: impl Into<Expression>) -> Expression {
        call("alltrue", [self.list(condition)])
    }

    fn build(self, key: Option<Text>, value: Expression) -> Expression {
        let For { intro, filter } = self;
        Expression(Form::For(Box::new(Loop { intro, key, value, filter })))
    }
}
