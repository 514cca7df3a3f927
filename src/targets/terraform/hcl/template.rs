//! Strings with code in them: literal parts and expressions in, one quoted template out.
//! A literal part can never become code, whatever stands before or after it.

use hcl::expr::{Expression, TemplateExpr};

use super::{escape, flat};

/// A template that is still being written: `template().code(local("name")).text("-web")`.
#[derive(Debug, Clone, Default)]
pub struct Template {
    raw: String,
    literal: String,
}

/// An empty template.
pub fn template() -> Template {
    Template::default()
}

/// `"${local.name}<suffix>"`: the name that most resources have.
pub fn named(suffix: &str) -> Expression {
    const NAME: &str = "${local.name}";
    let mut raw = String::with_capacity(NAME.len() + suffix.len());
    raw.push_str(NAME);
    escape::literal(&mut raw, suffix);
    TemplateExpr::QuotedString(raw).into()
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
        escape::guarded_literal(&mut self.raw, &self.literal);
        self.literal.clear();
        self.raw.push_str("${");
        flat::write_behind_word(&mut self.raw, &expression.into());
        self.raw.push('}');
        self
    }
}

impl From<Template> for Expression {
    fn from(mut template: Template) -> Expression {
        if template.raw.is_empty() {
            return Expression::String(template.literal);
        }
        escape::literal(&mut template.raw, &template.literal);
        TemplateExpr::QuotedString(template.raw).into()
    }
}

#[cfg(test)]
mod tests {
    use super::super::path::local;
    use super::*;

    fn printed(template: Template) -> String {
        flat::to_string(&template.into())
    }

    #[test]
    fn text_and_code_stay_apart() {
        assert_eq!(flat::to_string(&named("-web")), r#""${local.name}-web""#);
        let hostile = template().text("a$").text("{x}").code(local("name")).text("{%{if}");
        assert_eq!(printed(hostile), r#""a$${x}${local.name}{%%{if}""#);
        assert_eq!(printed(template().text("t$").code(local("name"))), r#""t${"$"}${local.name}""#);
    }
}
