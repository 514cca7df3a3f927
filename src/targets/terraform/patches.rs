//! Fields that the language has no word for. In: patches of a plan and a filled module. Out: the fields set on every
//! block at the address, each of the type that the provider takes; what does not fit is an error.

mod values;

use super::hcl::{Block, Expression};
use super::module::{Module, address};
use super::schema::{self, Field, Member, PathError, Type};
use crate::diagnostic::{Code, Finding};
use crate::model::policy::Patch;
use crate::plan::Plan;
use crate::source::Spanned;
use crate::syntax::tree::Attribute;
use crate::words::{nearest, tick};

const UNKNOWN_ADDRESS: Code = Code {
    code: "patch/unknown-address",
    why: "A patch changes what Terrace writes; nothing stands at this address, so the patch would be lost.",
};
const UNKNOWN_FIELD: Code = Code {
    code: "patch/unknown-field",
    why: "The provider has no such field there, or only sets it itself, so Terraform would refuse the file.",
};
const WRONG_TYPE: Code = Code {
    code: "patch/wrong-type",
    why: "The provider wants another type of value there, so Terraform would refuse the file.",
};

/// The codes of this module.
pub const CODES: &[Code] = &[UNKNOWN_ADDRESS, UNKNOWN_FIELD, WRONG_TYPE];

/// Sets what patches for Terraform say.
pub fn apply(plan: &Plan, module: &mut Module) {
    for patch in plan.patches.iter().filter(|patch| patch.target.node == "terraform") {
        match block_type(&patch.address.node) {
            Some(kind) => fields(patch, kind, module),
            None => module.notes.push(unknown_type(patch)),
        }
    }
}

fn block_type(at: &str) -> Option<Type> {
    match at.split('.').collect::<Vec<_>>().as_slice() {
        ["data", kind, _] => schema::data(kind),
        [kind, _] => schema::resource(kind),
        _ => None,
    }
}

fn unknown_type(patch: &Patch) -> Finding {
    let kind = patch.address.node.split('.').next().unwrap_or_default();
    let message = format!("Terrace writes no resource {}", tick(&patch.address.node));
    let finding = Finding::error(UNKNOWN_ADDRESS.code, message, patch.address.span, "not written");
    match nearest(kind, schema::resource_types()) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding,
    }
}

fn fields(patch: &Patch, kind: Type, module: &mut Module) {
    let wanted = patch.address.node.as_str();
    if !addresses(module).iter().any(|known| known == wanted) {
        let finding = unknown_address(patch, module);
        return module.notes.push(finding);
    }
    for attribute in &patch.fields {
        if let Err(finding) = one(attribute, wanted, kind, module) {
            module.notes.push(*finding);
        }
    }
}

/// Sets one field on every block at the address.
fn one(
    attribute: &Spanned<Attribute>,
    wanted: &str,
    kind: Type,
    module: &mut Module,
) -> Result<(), Box<Finding>> {
    let (field, value) = typed(attribute, kind)?;
    let path: Vec<&str> = attribute.name.node.split('.').collect();
    let blocks = module.files.values_mut().flatten().map(|entry| &mut entry.block);
    for block in blocks.filter(|block| address(block) == wanted) {
        set(block, kind, &path, &field, &value)
            .ok_or_else(|| Box::new(no_such_block(attribute)))?;
    }
    Ok(())
}

fn addresses(module: &Module) -> Vec<String> {
    module.files.values().flatten().map(|entry| address(&entry.block)).collect()
}

fn unknown_address(patch: &Patch, module: &Module) -> Finding {
    let known = addresses(module);
    let message = format!("nothing is written at {}", tick(&patch.address.node));
    let finding =
        Finding::error(UNKNOWN_ADDRESS.code, message, patch.address.span, "no such resource");
    match nearest(&patch.address.node, known.iter().map(String::as_str)) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding,
    }
}

fn no_such_block(attribute: &Spanned<Attribute>) -> Finding {
    let message =
        format!("{} skips a block: the one before it is not there", tick(&attribute.name.node));
    Finding::error(UNKNOWN_FIELD.code, message, attribute.name.span, "index too large")
}

fn typed(attribute: &Attribute, kind: Type) -> Result<(Field, Expression), Box<Finding>> {
    let path: Vec<&str> = attribute.name.node.split('.').collect();
    let field = kind
        .attribute(&path)
        .map_err(|problem| Box::new(unknown_field(attribute, kind, &problem)))?;
    let Some(value) = values::of(&attribute.value.node, &field.value) else {
        let name = tick(&attribute.name.node);
        let message = format!("{name} of `{}` takes a {}", kind.name, field.value);
        let finding =
            Finding::error(WRONG_TYPE.code, message, attribute.value.span, "another type");
        return Err(Box::new(finding));
    };
    Ok((field, value))
}

fn unknown_field(attribute: &Attribute, kind: Type, problem: &PathError) -> Finding {
    let (message, help) = match problem {
        PathError::Empty => ("a field has a name".to_owned(), None),
        PathError::Unknown { at, word, nearest } => {
            let place = if at.is_empty() { String::new() } else { format!(" in {}", tick(at)) };
            let message = format!("`{}` has no {}{place}", kind.name, tick(word));
            (message, nearest.map(|meant| format!("did you mean `{meant}`?")))
        }
        PathError::NeedsIndex { at } => {
            (format!("{} may stand several times: say which", tick(at)), Some(format!("{at}.0.…")))
        }
        PathError::IndexTooLarge { at, max } => {
            (format!("{} stands at most {max} times, counted from 0", tick(at)), None)
        }
        PathError::EndsAtBlock { at } => {
            (format!("{} is a block: a field of it has to follow", tick(at)), None)
        }
        PathError::GoesOn { at, value } => {
            (format!("{} is a {value} and has no parts", tick(at)), None)
        }
        PathError::Computed { at } => (format!("{} is set by the provider alone", tick(at)), None),
    };
    let finding = Finding::error(UNKNOWN_FIELD.code, message, attribute.name.span, "cannot be set");
    match help {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// Sets a field of a block; none where a nested block before it is missing.
fn set(
    block: &mut Block,
    kind: Type,
    path: &[&str],
    field: &Field,
    value: &Expression,
) -> Option<()> {
    let mut at = block;
    let mut shape = kind.shape;
    let mut rest = path;
    while let [word, after @ ..] = rest {
        let Some(Member::Block(nested)) = shape.member(word) else { break };
        let (index, after) = match after {
            [index, after @ ..] if !nested.single => (index.parse().ok()?, after),
            after => (0, after),
        };
        at = at.nested_at(nested.name, index)?;
        shape = nested.shape;
        rest = after;
    }
    let value = match &field.key {
        Some(key) => values::with_entry(at.argument(field.name), key, value.clone())?,
        None => value.clone(),
    };
    at.replace(field.name, value);
    Some(())
}

#[cfg(test)]
mod tests;
