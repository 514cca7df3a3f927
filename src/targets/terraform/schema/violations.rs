//! What the provider would refuse in a block as written. In: a `resource` or `data` block. Out: unknown and missing
//! names, literals of the wrong type, blocks too few or too many. Reads literals only: what an expression yields is unknown.

mod literal;

use std::collections::BTreeMap;
use std::fmt;

use hcl::{Block, Body};

use self::literal::fits;
use super::{Attribute, Member, NestedBlock, Presence, Shape, ValueType, data, resource};
use crate::words;

/// Something that the provider would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where: `aws_lb.public.subnet_mapping.0.subnet_id`.
    pub at: String,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The facts have no such type.
    UnknownType,
    /// The shape has no such name; the one that was probably meant.
    Unknown(Option<&'static str>),
    /// A required argument is missing.
    Missing,
    /// A block stands less often than it must; the minimum.
    TooFew(usize),
    /// A block stands more often than it may; the maximum.
    TooMany(usize),
    /// A literal is not of this type.
    WrongType(ValueType),
    /// Only the provider sets it.
    Computed,
    /// It is a block, written as an attribute.
    IsBlock,
    /// It is an attribute, written as a block.
    IsAttribute,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.at)?;
        match &self.problem {
            Problem::UnknownType => write!(out, "unknown type"),
            Problem::Unknown(None) => write!(out, "unknown name"),
            Problem::Unknown(Some(near)) => write!(out, "unknown name, `{near}` is near"),
            Problem::Missing => write!(out, "required and missing"),
            Problem::TooFew(min) => write!(out, "at least {min} needed"),
            Problem::TooMany(max) => write!(out, "at most {max} allowed"),
            Problem::WrongType(value) => write!(out, "not a {value}"),
            Problem::Computed => write!(out, "only the provider sets it"),
            Problem::IsBlock => write!(out, "a block, written as an attribute"),
            Problem::IsAttribute => write!(out, "an attribute, written as a block"),
        }
    }
}

/// Everything that the provider would refuse in a `resource` or `data` block of AWS; nothing for other blocks.
pub fn violations(block: &Block) -> Vec<Violation> {
    let labels: Vec<&str> = block.labels().iter().map(hcl::BlockLabel::as_str).collect();
    let find = match block.identifier() {
        "resource" => resource,
        "data" => data,
        _ => return Vec::new(),
    };
    let Some(name) = labels.first().filter(|name| name.starts_with("aws_")) else {
        return Vec::new();
    };
    let mut check = Check::default();
    match find(name) {
        Some(kind) => check.body(kind.shape, block.body(), &labels.join("."), true),
        None => check.report(labels.join("."), Problem::UnknownType),
    }
    check.found
}

/// Arguments and blocks that Terraform itself reads: <https://developer.hashicorp.com/terraform/language/meta-arguments>.
const META: [&str; 7] =
    ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

#[derive(Default)]
struct Check {
    found: Vec<Violation>,
}

/// How often a block stands: as written, and whether a `dynamic` adds an unknown number.
#[derive(Default)]
struct Times {
    written: usize,
    dynamic: bool,
}

impl Check {
    fn report(&mut self, at: String, problem: Problem) {
        self.found.push(Violation { at, problem });
    }

    fn body(&mut self, shape: Shape, body: &Body, at: &str, top: bool) {
        let meta = |name: &str| top && META.contains(&name);
        for attribute in body.attributes().filter(|attribute| !meta(attribute.key())) {
            let at = format!("{at}.{}", attribute.key());
            self.attribute(shape, attribute, at);
        }
        let mut times: BTreeMap<&str, Times> = BTreeMap::new();
        for block in body.blocks().filter(|block| !meta(block.identifier())) {
            self.block(shape, block, at, &mut times);
        }
        for member in shape.members() {
            match member {
                Member::Attribute(attribute) => self.required(&attribute, body, at),
                Member::Block(block) => self.count(&block, times.get(block.name), at),
            }
        }
    }

    fn attribute(&mut self, shape: Shape, written: &hcl::Attribute, at: String) {
        match shape.member(written.key()) {
            None => self.report(at, unknown(shape, written.key())),
            Some(Member::Block(_)) => self.report(at, Problem::IsBlock),
            Some(Member::Attribute(known)) if known.presence == Presence::Computed => {
                self.report(at, Problem::Computed);
            }
            Some(Member::Attribute(known)) if !fits(&known.value, written.expr()) => {
                self.report(at, Problem::WrongType(known.value));
            }
            Some(Member::Attribute(_)) => {}
        }
    }

    fn block<'a>(
        &mut self,
        shape: Shape,
        block: &'a Block,
        at: &str,
        times: &mut BTreeMap<&'a str, Times>,
    ) {
        let (name, contents, dynamic) = unrolled(block);
        let seen = times.entry(name).or_default();
        let at = format!("{at}.{name}.{}", seen.written);
        seen.dynamic |= dynamic;
        seen.written += usize::from(!dynamic);
        match shape.member(name) {
            None => self.report(at, unknown(shape, name)),
            Some(Member::Block(known)) => {
                for body in contents {
                    self.body(known.shape, body, &at, false);
                }
            }
            Some(Member::Attribute(known)) => self.attribute_as_block(&known, &contents, &at),
        }
    }

    /// Lists and sets of objects that the provider also takes as blocks (`ingress` of a security group):
    /// <https://developer.hashicorp.com/terraform/language/attr-as-blocks>.
    fn attribute_as_block(&mut self, known: &Attribute, contents: &[&Body], at: &str) {
        let Some(ValueType::Object(fields)) = known.value.element() else {
            return self.report(at.to_owned(), Problem::IsAttribute);
        };
        for written in contents.iter().flat_map(|body| body.attributes()) {
            let at = format!("{at}.{}", written.key());
            match fields.get(written.key()) {
                None => {
                    let near = words::nearest(written.key(), fields.keys().copied());
                    self.report(at, Problem::Unknown(near));
                }
                Some(value) if !fits(value, written.expr()) => {
                    self.report(at, Problem::WrongType(value.clone()));
                }
                Some(_) => {}
            }
        }
    }

    fn required(&mut self, attribute: &Attribute, body: &Body, at: &str) {
        let written = |name| body.attributes().any(|written| written.key() == name);
        if attribute.presence == Presence::Required && !written(attribute.name) {
            self.report(format!("{at}.{}", attribute.name), Problem::Missing);
        }
    }

    fn count(&mut self, block: &NestedBlock, times: Option<&Times>, at: &str) {
        let (written, dynamic) = times.map_or((0, false), |times| (times.written, times.dynamic));
        let at = format!("{at}.{}", block.name);
        let max = if block.single { Some(1) } else { block.max };
        if written < block.min && !dynamic {
            self.report(at, Problem::TooFew(block.min));
        } else if let Some(max) = max.filter(|max| written > *max) {
            self.report(at, Problem::TooMany(max));
        }
    }
}

fn unknown(shape: Shape, name: &str) -> Problem {
    Problem::Unknown(words::nearest(name, shape.names()))
}

/// A block's name and bodies; those of a `dynamic` block are its `content`.
fn unrolled(block: &Block) -> (&str, Vec<&Body>, bool) {
    match (block.identifier(), block.labels().first()) {
        ("dynamic", Some(name)) => {
            let contents = block.body().blocks().filter(|inner| inner.identifier() == "content");
            (name.as_str(), contents.map(Block::body).collect(), true)
        }
        (name, _) => (name, vec![block.body()], false),
    }
}

#[cfg(test)]
mod tests;
