//! References: the names in, `aws_lb.public[each.key].arn` out.
//! Knows nothing of what the names stand for.

use std::borrow::Cow;

use hcl::Identifier;

use super::expression::{Expression, Text};
use super::flat::{self, is_identifier};

/// A reference that is still being followed: `of("aws_lb", "public").each().attr("arn")`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(Text);

/// Source that is part of this program: a variable of a `for`, a type such as `string`, `local.regions`.
pub fn bare(source: &'static str) -> Path {
    Path(source.into())
}

/// `var.<name>`.
pub fn var(name: &str) -> Path {
    bare("var").field(name)
}

/// `each.key`.
pub fn each_key() -> Path {
    bare("each.key")
}

/// The resource `<kind>.<name>`.
pub fn of(kind: &'static str, name: &str) -> Path {
    bare(kind).step([".", &identifier(name)])
}

/// The data source `data.<kind>.<name>`.
pub fn data(kind: &'static str, name: &str) -> Path {
    bare("data.").step([kind, ".", &identifier(name)])
}

impl Path {
    /// `.<name>`, for a name that is part of this program.
    #[must_use]
    pub fn attr(self, name: &'static str) -> Path {
        self.step([".", name])
    }

    /// `.<name>`, or `["<name>"]` where the name is no identifier.
    #[must_use]
    pub fn field(self, name: &str) -> Path {
        if is_identifier(name) { self.step([".", name]) } else { self.index(name.to_owned()) }
    }

    /// `[<key>]`.
    #[must_use]
    pub fn index(self, key: impl Into<Expression>) -> Path {
        self.step(["[", &flat::into_source(key.into()), "]"])
    }

    /// `[each.key]`: the instance of the same region.
    #[must_use]
    pub fn each(self) -> Path {
        self.step(["[each.key]"])
    }

    /// `[*]`: what follows is asked of every element.
    #[must_use]
    pub fn splat(self) -> Path {
        self.step(["[*]"])
    }

    fn step<const N: usize>(self, parts: [&str; N]) -> Path {
        let mut source = match self.0 {
            Cow::Owned(source) => source,
            Cow::Borrowed(begin) => {
                let mut source = String::with_capacity(flat::USUAL);
                source.push_str(begin);
                source
            }
        };
        parts.iter().for_each(|part| source.push_str(part));
        Path(source.into())
    }
}

/// `name` as an identifier, changed only where it is none.
fn identifier(name: &str) -> Cow<'_, str> {
    if is_identifier(name) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(Identifier::sanitized(name).to_string())
    }
}

impl From<Path> for Expression {
    fn from(path: Path) -> Expression {
        Expression::term(path.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::flat::to_string;
    use super::*;

    #[test]
    fn references_read_as_in_terraform() {
        let printed = |path: Path| to_string(&path.into());
        assert_eq!(
            printed(of("aws_lb", "public").each().attr("arn")),
            "aws_lb.public[each.key].arn"
        );
        assert_eq!(
            printed(data("aws_ami", "web").each().attr("id")),
            "data.aws_ami.web[each.key].id"
        );
        assert_eq!(printed(bare("each.value").field("web").attr("min")), "each.value.web.min");
        assert_eq!(
            printed(bare("var.network").each().attr("public_subnets").splat().attr("id")),
            "var.network[each.key].public_subnets[*].id"
        );
        assert_eq!(
            printed(bare("local.regions").field("2nd ${x}")),
            r#"local.regions["2nd $${x}"]"#
        );
        assert_eq!(printed(bare("string")), "string");
    }
}
