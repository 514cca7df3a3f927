//! Paths of patches: from the words of a path to the field that they name. In: a type and words, nested blocks by
//! index. Out: the field with its type, or why there is none. Knows neither the value nor the message for people.

use super::{Attribute, Member, NestedBlock, Presence, Shape, Type, ValueType};
use crate::words;

/// The field that a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The attribute's name.
    pub name: &'static str,
    /// The key within it, where the path goes into a map (`tags.Name`).
    pub key: Option<String>,
    /// The type of the value that belongs there.
    pub value: ValueType,
    /// Whether the attribute must or may be set.
    pub presence: Presence,
}

/// Why a path names no field that can be set. Every `at` is the path up to there, with dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// The path is empty.
    Empty,
    /// There is no such name.
    Unknown {
        /// The path before it; empty at the top.
        at: String,
        /// The name.
        word: String,
        /// The name that was probably meant.
        nearest: Option<&'static str>,
    },
    /// A nested block is named without saying which one.
    NeedsIndex {
        /// The block.
        at: String,
    },
    /// There cannot be so many of this block.
    IndexTooLarge {
        /// The block.
        at: String,
        /// How many there can be.
        max: usize,
    },
    /// The path ends at a block: one of its fields has to follow.
    EndsAtBlock {
        /// The block.
        at: String,
    },
    /// The path goes on after a value that has no parts.
    GoesOn {
        /// The attribute.
        at: String,
        /// Its type.
        value: ValueType,
    },
    /// Only the provider sets this attribute.
    Computed {
        /// The attribute.
        at: String,
    },
}

impl Type {
    /// The field at a path: words, with an index after the name of a nested block
    /// (`["block_device_mappings", "0", "ebs", "0", "volume_size"]`).
    pub fn attribute(&self, path: &[&str]) -> Result<Field, PathError> {
        let mut shape = self.shape;
        let mut done = 0;
        loop {
            let Some(word) = path.get(done) else {
                return Err(ends_at(&path[..done]));
            };
            match known(shape, word, &path[..done])? {
                Member::Attribute(attribute) => return field(attribute, path, done + 1),
                Member::Block(block) => {
                    done = enter(&block, path, done + 1)?;
                    shape = block.shape;
                }
            }
        }
    }
}

fn ends_at(path: &[&str]) -> PathError {
    if path.is_empty() {
        return PathError::Empty;
    }
    PathError::EndsAtBlock { at: path.join(".") }
}

fn known(shape: Shape, word: &str, before: &[&str]) -> Result<Member, PathError> {
    shape.member(word).ok_or_else(|| PathError::Unknown {
        at: before.join("."),
        word: word.to_owned(),
        nearest: words::nearest(word, shape.names()),
    })
}

/// The position behind a block's name and index.
fn enter(block: &NestedBlock, path: &[&str], behind_name: usize) -> Result<usize, PathError> {
    if block.single {
        return Ok(behind_name);
    }
    let at = path[..behind_name].join(".");
    let Some(word) = path.get(behind_name) else {
        return Err(PathError::EndsAtBlock { at });
    };
    let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return Err(PathError::NeedsIndex { at });
    }
    match block.max {
        Some(max) if word.parse().is_ok_and(|index: usize| index < max) => Ok(behind_name + 1),
        Some(max) => Err(PathError::IndexTooLarge { at, max }),
        None => Ok(behind_name + 1),
    }
}

fn field(attribute: Attribute, path: &[&str], behind_name: usize) -> Result<Field, PathError> {
    let at = path[..behind_name].join(".");
    let rest = &path[behind_name..];
    if attribute.presence == Presence::Computed {
        return Err(PathError::Computed { at });
    }
    let (key, value) = match (rest, attribute.value) {
        ([], value) => (None, value),
        ([key], ValueType::Map(inner)) => (Some((*key).to_owned()), *inner),
        (_, value) => return Err(PathError::GoesOn { at, value }),
    };
    Ok(Field { name: attribute.name, key, value, presence: attribute.presence })
}

#[cfg(test)]
mod tests {
    use super::super::resource;
    use super::*;

    fn at(kind: &str, path: &str) -> Result<Field, PathError> {
        let words: Vec<&str> = path.split('.').filter(|word| !word.is_empty()).collect();
        resource(kind).unwrap().attribute(&words)
    }

    #[test]
    fn fields_have_types() {
        let typed =
            |kind, path| at(kind, path).map(|field| (field.value.to_string(), field.presence));
        let ok = |value: &str, presence| Ok((value.to_owned(), presence));
        assert_eq!(
            typed("aws_autoscaling_group", "max_instance_lifetime"),
            ok("number", Presence::Optional)
        );
        assert_eq!(typed("aws_autoscaling_group", "max_size"), ok("number", Presence::Required));
        assert_eq!(
            typed("aws_autoscaling_group", "vpc_zone_identifier"),
            ok("set(string)", Presence::OptionalComputed)
        );
        assert_eq!(
            typed("aws_launch_template", "block_device_mappings.0.ebs.0.volume_size"),
            ok("number", Presence::OptionalComputed)
        );
        assert_eq!(typed("aws_lb", "timeouts.create"), ok("string", Presence::Optional));
        assert!(
            at(
                "aws_wafv2_web_acl",
                "rule.7.statement.0.not_statement.0.statement.0.geo_match_statement.0.country_codes"
            )
            .is_ok()
        );
    }

    #[test]
    fn a_key_of_a_map_is_a_field() {
        let tag = at("aws_lb", "tags.Name").unwrap();
        assert_eq!(
            (tag.name, tag.key.as_deref(), tag.value),
            ("tags", Some("Name"), ValueType::String)
        );
    }

    #[test]
    fn a_wrong_path_says_where() {
        let group = |path| at("aws_autoscaling_group", path).unwrap_err();
        let unknown = PathError::Unknown {
            at: String::new(),
            word: "max_sise".into(),
            nearest: Some("max_size"),
        };
        assert_eq!(group("max_sise"), unknown);
        assert_eq!(group("tag.key"), PathError::NeedsIndex { at: "tag".into() });
        assert_eq!(group("tag"), PathError::EndsAtBlock { at: "tag".into() });
        assert_eq!(group("tag.0"), PathError::EndsAtBlock { at: "tag.0".into() });
        assert_eq!(
            group("launch_template.1.id"),
            PathError::IndexTooLarge { at: "launch_template".into(), max: 1 }
        );
        assert_eq!(
            group("max_size.0"),
            PathError::GoesOn { at: "max_size".into(), value: ValueType::Number }
        );
        assert_eq!(group("arn"), PathError::Computed { at: "arn".into() });
        assert_eq!(group(""), PathError::Empty);
    }
}
