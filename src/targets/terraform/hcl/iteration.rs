//! `for` expressions: names and a collection in, a list or an object out.
//! Knows nothing of layout.

use hcl::Identifier;
use hcl::expr::{Expression, ForExpr};

use super::expression::call;

/// A `for` that still lacks what it makes of each element.
#[derive(Debug, Clone)]
pub struct For {
    key: Option<Identifier>,
    value: Identifier,
    collection: Expression,
    filter: Option<Expression>,
}

/// `for <value> in <collection>`.
pub fn each_of(value: &str, collection: impl Into<Expression>) -> For {
    For {
        key: None,
        value: Identifier::sanitized(value),
        collection: collection.into(),
        filter: None,
    }
}

/// `for <key>, <value> in <collection>`.
pub fn pairs_of(key: &str, value: &str, collection: impl Into<Expression>) -> For {
    For { key: Some(Identifier::sanitized(key)), ..each_of(value, collection) }
}

impl For {
    /// Leaves out elements for which `condition` is false.
    #[must_use]
    pub fn only_if(mut self, condition: impl Into<Expression>) -> For {
        self.filter = Some(condition.into());
        self
    }

    /// `[for … : <value>]`.
    pub fn list(self, value: impl Into<Expression>) -> Expression {
        self.build(None, value.into())
    }

    /// `{ for … : <key> => <value> }`.
    pub fn object(self, key: impl Into<Expression>, value: impl Into<Expression>) -> Expression {
        self.build(Some(key.into()), value.into())
    }

    /// `alltrue([for … : <condition>])`.
    pub fn all_true(self, condition: impl Into<Expression>) -> Expression {
        call("alltrue", [self.list(condition)])
    }

    fn build(self, key_expr: Option<Expression>, value_expr: Expression) -> Expression {
        Expression::from(ForExpr {
            key_var: self.key,
            value_var: self.value,
            collection_expr: self.collection,
            key_expr,
            value_expr,
            grouping: false,
            cond_expr: self.filter,
        })
    }
}
