//! What the AWS provider takes: names, types and required arguments of the resources and data that Terrace writes.
//! In: a type and a path. Out: the type of the field there, or what is wrong with the path. Read from text when asked,
//! so that a policy without patches pays nothing. Knows neither values nor what a resource means.

mod path;
mod value_type;
mod violations;

pub use path::{Field, PathError};
pub use value_type::ValueType;
pub use violations::{Problem, Violation, violations};

/// The version of the provider that the facts are of.
pub const PROVIDER_VERSION: &str = "6.25.0";

/// Sections, each after an empty line: `resource NAME`, `data NAME` or `block NUMBER`, then a line for each member:
/// `NAME TYPE PRESENCE` or `NAME block NESTING MIN MAX NUMBER` (see `schema/README.md`).
const FACTS: &str = include_str!("schema/aws-6.25.0.txt");

/// A resource or data source of the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Type {
    /// Its name: `aws_autoscaling_group`.
    pub name: &'static str,
    /// What its body may hold.
    pub shape: Shape,
}

/// What a body may hold: attributes and nested blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    lines: &'static str,
}

/// An attribute or a nested block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// `name = value`.
    Attribute(Attribute),
    /// `name { … }`.
    Block(NestedBlock),
}

/// An attribute of a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// The type of its value.
    pub value: ValueType,
    /// Whether it must, may or cannot be set.
    pub presence: Presence,
}

/// A nested block of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NestedBlock {
    /// Its name.
    pub name: &'static str,
    /// Whether it stands once, without an index in paths.
    pub single: bool,
    /// How often it stands at least.
    pub min: usize,
    /// How often it stands at most; nothing where there is no limit.
    pub max: Option<usize>,
    /// What it may hold.
    pub shape: Shape,
}

/// Whether an argument must, may or cannot be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be set.
    Required,
    /// It may be set.
    Optional,
    /// It may be set, and the provider fills it in where it is not.
    OptionalComputed,
    /// Only the provider sets it.
    Computed,
}

/// The resource of this name, if it is one that Terrace writes.
pub fn resource(name: &str) -> Option<Type> {
    section("resource", name)
}

/// The data source of this name, if it is one that Terrace writes.
pub fn data(name: &str) -> Option<Type> {
    section("data", name)
}

/// The names of the resources, sorted.
pub fn resource_types() -> impl Iterator<Item = &'static str> {
    FACTS.lines().filter_map(|line| line.strip_prefix("resource "))
}

impl Shape {
    /// What stands under a name.
    pub fn member(self, name: &str) -> Option<Member> {
        let mut lines = self.lines.lines();
        lines.find(|line| line.split(' ').next() == Some(name)).and_then(member)
    }

    /// Everything, by name.
    pub fn members(self) -> impl Iterator<Item = Member> {
        self.lines.lines().filter_map(member)
    }

    /// The names that can be set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let lines = self.lines.lines();
        lines.filter(|line| !line.ends_with(" computed")).filter_map(|line| line.split(' ').next())
    }
}

fn section(kind: &str, name: &str) -> Option<Type> {
    if name.contains(char::is_whitespace) {
        return None;
    }
    let header = format!("\n{kind} {name}\n");
    let start = FACTS.find(&header)? + header.len();
    let name = FACTS.get(start - 1 - name.len()..start - 1)?;
    let lines = match FACTS.get(start..)? {
        empty if empty.starts_with('\n') => "",
        rest => rest.split("\n\n").next()?.trim_end(),
    };
    Some(Type { name, shape: Shape { lines } })
}

fn member(line: &'static str) -> Option<Member> {
    let words: Vec<&'static str> = line.split(' ').collect();
    match *words.as_slice() {
        [name, "block", nesting, min, max, number] => Some(Member::Block(NestedBlock {
            name,
            single: nesting == "single",
            min: min.parse().ok()?,
            max: max.parse().ok().filter(|max| *max > 0),
            shape: section("block", number)?.shape,
        })),
        [name, value, presence] => Some(Member::Attribute(Attribute {
            name,
            value: ValueType::read(value)?,
            presence: Presence::read(presence)?,
        })),
        _ => None,
    }
}

impl Presence {
    fn read(word: &str) -> Option<Self> {
        match word {
            "required" => Some(Self::Required),
            "optional" => Some(Self::Optional),
            "optional-computed" => Some(Self::OptionalComputed),
            "computed" => Some(Self::Computed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readable(shape: Shape) -> usize {
        let lines = shape.lines.lines().count();
        let members: Vec<_> = shape.members().collect();
        assert_eq!(members.len(), lines, "{}", shape.lines);
        lines
    }

    #[test]
    fn every_line_can_be_read() {
        let mut lines = 0;
        for header in FACTS.lines() {
            let mut words = header.split(' ');
            if let (Some(kind @ ("resource" | "data" | "block")), Some(name), None) =
                (words.next(), words.next(), words.next())
            {
                lines += readable(section(kind, name).unwrap().shape);
            }
        }
        let headers_and_gaps = |line: &&str| line.is_empty() || line.split(' ').count() == 2;
        assert_eq!(lines, FACTS.lines().filter(|line| !headers_and_gaps(line)).count());
    }

    #[test]
    fn types_are_found_by_name() {
        assert_eq!(resource("aws_lb").map(|found| found.name), Some("aws_lb"));
        assert!(data("aws_ami").is_some());
        for unknown in ["aws_l", "", "aws_lb\n", "aws_lb\narn string computed", "aws_nothing"] {
            assert_eq!(resource(unknown), None);
        }
        assert_eq!(resource_types().count(), 63);
        assert!(resource_types().all(|name| resource(name).is_some()));
    }

    #[test]
    fn the_id_of_a_resource_cannot_be_set() {
        let settable = |name: &&str| {
            resource(name).is_some_and(|found| found.shape.names().any(|name| name == "id"))
        };
        assert_eq!(resource_types().find(settable), None);
    }
}
