//! Strings with code in them: literal parts and expressions in, one quoted template out.
//! A literal part can never become code, whatever stands before or after it.

use super::expression::{Expression, text};
use super::{escape, flat};

/// A template that is still being written: `template().code(bare("local.name")).text("-web")`.
#[derive(Debug, Clone)]
pub struct Template {
    /// The source so far, with its first quote; empty before the first code.
    source: String,
    /// What stands behind it and is not escaped yet, because the next text may belong to it.
    literal: String,
}

/// An empty template.
pub fn template() -> Template {
    Template { source: String::new(), literal: String::with_capacity(flat::USUAL) }
}

/// `"${local.name}-<thing>"`: the name that most resources have.
pub fn named(thing: &str) -> Expression {
    const NAME: &str = "\"${local.name}-";
    let mut source = String::with_capacity(NAME.len() + thing.len() + 1);
    source.push_str(NAME);
    escape::literal(&mut source, thing);
    source.push('"');
    Expression::term(source)
}

impl Template {
    /// Adds text that arrives as it is.
    #[must_use]
    pub fn text(mut self, text: &str) -> Template {
        self.literal.push_str(text);
        self
    }

    /// Adds `${<expression>}`.
    #[must_use]
    pub fn code(mut self, expression: impl Into<Expression>) -> Template {
        if self.source.is_empty() {
            self.source.reserve(flat::USUAL);
            self.source.push('"');
        }
        escape::guarded_literal(&mut self.source, &self.literal);
        self.literal.clear();
        self.source.push_str("${");
        flat::write_behind_word(&mut self.source, &expression.into());
        self.source.push('}');
        self
    }
}

impl From<Template> for Expression {
    fn from(Template { mut source, literal }: Template) -> Expression {
        if source.is_empty() {
            return text(literal);
        }
        escape::literal(&mut source, &literal);
        source.push('"');
        Expression::term(source)
    }
}

#[cfg(test)]
mod tests {
    use super::super::path::bare;
    use super::*;

    fn printed(template: Template) -> String {
        flat::to_string(&template.into())
    }

    #[test]
    fn text_and_code_stay_apart() {
        assert_eq!(flat::to_string(&named("web")), r#""${local.name}-web""#);
        let hostile = template().text("a$").text("{x}").code(bare("local.name")).text("{%{if}");
        assert_eq!(printed(hostile), r#""a$${x}${local.name}{%%{if}""#);
        assert_eq!(
            printed(template().text("t$").code(bare("local.name"))),
            r#""t${"$"}${local.name}""#
        );
    }
}
