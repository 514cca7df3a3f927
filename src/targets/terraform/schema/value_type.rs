//! The types of Terraform's values. In: a type expression. Out: a tree, and words for it.

use std::collections::BTreeMap;
use std::fmt;

/// The type of a value in Terraform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// Text.
    String,
    /// A number, whole or not.
    Number,
    /// `true` or `false`.
    Bool,
    /// Anything.
    Any,
    /// A list of one type.
    List(Box<ValueType>),
    /// A set of one type.
    Set(Box<ValueType>),
    /// A map from names to one type.
    Map(Box<ValueType>),
    /// Named values, each of its own type.
    Object(BTreeMap<&'static str, ValueType>),
}

impl ValueType {
    /// Reads a type expression without spaces: `set(object(key=string,value=string))`.
    pub(super) fn read(text: &'static str) -> Option<Self> {
        let inner = |kind: &str| {
            let opened = text.strip_prefix(kind)?.strip_prefix('(')?;
            opened.strip_suffix(')')
        };
        let boxed = |text| Self::read(text).map(Box::new);
        match text {
            "string" => Some(Self::String),
            "number" => Some(Self::Number),
            "bool" => Some(Self::Bool),
            "any" => Some(Self::Any),
            _ => inner("list")
                .map(|text| boxed(text).map(Self::List))
                .or_else(|| inner("set").map(|text| boxed(text).map(Self::Set)))
                .or_else(|| inner("map").map(|text| boxed(text).map(Self::Map)))
                .or_else(|| inner("object").map(|text| fields(text).map(Self::Object)))?,
        }
    }

    /// The type of what a list, set or map holds.
    pub fn element(&self) -> Option<&Self> {
        match self {
            Self::List(inner) | Self::Set(inner) | Self::Map(inner) => Some(inner),
            Self::String | Self::Number | Self::Bool | Self::Any | Self::Object(_) => None,
        }
    }
}

fn fields(text: &'static str) -> Option<BTreeMap<&'static str, ValueType>> {
    top_level_parts(text)
        .into_iter()
        .map(|part| {
            let (name, value) = part.split_once('=')?;
            Some((name, ValueType::read(value)?))
        })
        .collect()
}

/// Splits at the commas that stand in no parentheses.
fn top_level_parts(text: &'static str) -> Vec<&'static str> {
    let mut depth = 0_usize;
    text.split(|character| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    })
    .collect()
}

impl fmt::Display for ValueType {
    /// As Terraform writes types: `list(string)`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => out.write_str("string"),
            Self::Number => out.write_str("number"),
            Self::Bool => out.write_str("bool"),
            Self::Any => out.write_str("any"),
            Self::List(inner) => write!(out, "list({inner})"),
            Self::Set(inner) => write!(out, "set({inner})"),
            Self::Map(inner) => write!(out, "map({inner})"),
            Self::Object(fields) => {
                let all: Vec<_> =
                    fields.iter().map(|(name, value)| format!("{name} = {value}")).collect();
                write!(out, "object({{{}}})", all.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_and_written() {
        let read = |text| ValueType::read(text).map(|value| value.to_string());
        assert_eq!(read("list(map(string))").as_deref(), Some("list(map(string))"));
        assert_eq!(
            read("set(object(a=list(string),b=object(c=bool),d=number))").as_deref(),
            Some("set(object({a = list(string), b = object({c = bool}), d = number}))")
        );
        for wrong in ["", "text", "list(string", "object(a)", "map()"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
