//! References: the names in, `aws_lb.public[each.key].arn` as a structured expression out.
//! Knows nothing of what the names stand for.

use hcl::Identifier;
use hcl::expr::{Expression, Traversal, TraversalOperator, Variable};

use super::flat::is_identifier;

/// Steps of a path such as `aws_lb.public[each.key].arn`.
const USUAL_STEPS: usize = 3;

/// A reference that is still being followed: `of("aws_lb", "public").each().attr("arn")`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    root: Variable,
    steps: Vec<TraversalOperator>,
}

/// A bare name: a variable of a `for`, or a type such as `string`.
pub fn bare(name: &str) -> Path {
    Path { root: Variable::from(identifier(name)), steps: Vec::with_capacity(USUAL_STEPS) }
}

/// `local.<name>`.
pub fn local(name: &str) -> Path {
    bare("local").attr(name)
}

/// `var.<name>`.
pub fn var(name: &str) -> Path {
    bare("var").attr(name)
}

/// `each.key`.
pub fn each_key() -> Path {
    bare("each").attr("key")
}

/// `each.value.<first>.<second>…`.
pub fn each_value(names: &[&str]) -> Path {
    names.iter().fold(bare("each").attr("value"), |path, name| path.attr(name))
}

/// The resource `<kind>.<name>`.
pub fn of(kind: &str, name: &str) -> Path {
    bare(kind).name(name)
}

/// The data source `data.<kind>.<name>`.
pub fn data(kind: &str, name: &str) -> Path {
    bare("data").name(kind).name(name)
}

impl Path {
    /// `.<name>`, or `["<name>"]` where the name is no identifier.
    #[must_use]
    pub fn attr(self, name: &str) -> Path {
        if is_identifier(name) {
            self.step(TraversalOperator::GetAttr(Identifier::unchecked(name)))
        } else {
            self.index(name)
        }
    }

    /// `[<key>]`.
    #[must_use]
    pub fn index(self, key: impl Into<Expression>) -> Path {
        self.step(TraversalOperator::Index(key.into()))
    }

    /// `[each.key]`: the instance of the same region.
    #[must_use]
    pub fn each(self) -> Path {
        self.index(each_key())
    }

    /// `[*]`: what follows is asked of every element.
    #[must_use]
    pub fn splat(self) -> Path {
        self.step(TraversalOperator::FullSplat)
    }

    fn name(self, name: &str) -> Path {
        self.step(TraversalOperator::GetAttr(identifier(name)))
    }

    fn step(mut self, step: TraversalOperator) -> Path {
        self.steps.push(step);
        self
    }
}

/// `name` as an identifier, changed only where it is none.
fn identifier(name: &str) -> Identifier {
    // The checked way always allocates; nearly every name is known to be good at a glance.
    if is_identifier(name) { Identifier::unchecked(name) } else { Identifier::sanitized(name) }
}

impl From<Path> for Expression {
    fn from(path: Path) -> Expression {
        if path.steps.is_empty() {
            return Expression::Variable(path.root);
        }
        Expression::from(Traversal { expr: Expression::Variable(path.root), operators: path.steps })
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
        assert_eq!(printed(each_value(&["web", "min"])), "each.value.web.min");
        assert_eq!(
            printed(var("network").each().attr("public_subnets").splat().attr("id")),
            "var.network[each.key].public_subnets[*].id"
        );
        assert_eq!(printed(local("regions").attr("2nd ${x}")), r#"local.regions["2nd $${x}"]"#);
        assert_eq!(printed(bare("string")), "string");
    }
}
