//! Fields that patches set. In: a policy. Out: the fields of one kind of object, and their values as plain words.

use crate::diagnostic::Edit;
use crate::model::policy::{Attribute, Patch, Policy, Value};
use crate::source::Spanned;

/// A field of a patch with the name of the thing that it is set on.
pub struct Field<'a> {
    /// What stands behind the kind in the address: `web` of `aws_autoscaling_group.web`.
    pub thing: &'a str,
    /// The path and the value.
    pub field: &'a Spanned<Attribute>,
    /// The patch.
    patch: &'a Patch,
}

impl Field<'_> {
    /// The edit that takes it out, with its patch where that sets nothing else.
    pub fn removal(&self) -> Edit {
        match self.patch.fields.as_slice() {
            [_] => Edit::Remove(self.patch.address.span),
            _ => Edit::Remove(self.field.span),
        }
    }
}

/// The fields that patches set on objects of a kind: a resource type, or a kind of Kubernetes.
pub fn fields<'a>(policy: &'a Policy, kind: &'a str) -> impl Iterator<Item = Field<'a>> {
    policy.patches.iter().flat_map(move |patch| {
        let address = patch.address.node.as_str();
        let parts = address.split_once(['.', '/']).filter(|(of, _)| *of == kind);
        let thing = parts.map(|(_, thing)| thing);
        thing.into_iter().flat_map(move |thing| {
            patch.fields.iter().map(move |field| Field { thing, field, patch })
        })
    })
}

/// A value as plain words: `false`, `0`, `100%`, `TLSv1`.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Word(word) | Value::Text(word) => word.clone(),
        Value::Quantity(quantity) => quantity.to_string(),
        Value::Clock(_) | Value::Date(_) | Value::Range(..) | Value::List(_) => String::new(),
    }
}

/// Whether a path of a patch is this one, whatever the indices of its lists.
pub fn is(path: &str, wanted: &str) -> bool {
    let words = path.split('.').filter(|word| word.parse::<u32>().is_err());
    words.eq(wanted.split('.'))
}

#[cfg(test)]
mod tests {
    use super::is;

    #[test]
    fn indices_of_lists_do_not_count() {
        assert!(is(
            "block_device_mappings.0.ebs.0.encrypted",
            "block_device_mappings.ebs.encrypted"
        ));
        assert!(!is("encrypted", "ebs.encrypted"));
    }
}
