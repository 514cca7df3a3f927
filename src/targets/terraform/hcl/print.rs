//! Blocks in, the text of a file out, as `terraform fmt` would leave it.
//! Knows nothing of expressions beyond their layout.

use super::block::{Argument, Block, Parts};
use super::escape;
use super::expression::Expression;
use super::layout::{self, Entry};

/// Appends `block` with its comment on lines of their own, indented by `depth` levels.
pub(super) fn block(out: &mut String, depth: usize, Block(it): &Block) {
    if let Some(text) = &it.comment {
        layout::comment(out, depth, text);
    }
    layout::line(out, depth);
    out.push_str(it.kind);
    if let Some(thing) = it.thing {
        out.push_str(" \"");
        out.push_str(thing);
        out.push('"');
    }
    if let Some(name) = &it.name {
        out.push(' ');
        escape::quoted(out, name);
    }
    out.push_str(" {");
    let header = out.len();
    body(out, depth + 1, it);
    if out.len() > header {
        layout::line(out, depth);
    }
    out.push('}');
}

/// The parts in their order: what repeats the block, its arguments, its blocks, its lifecycle.
fn body(out: &mut String, depth: usize, it: &Parts) {
    let start = out.len();
    let (repeats, arguments) = it.arguments.split_at(usize::from(it.repeats));
    layout::entries(out, depth, repeats, it.apart);
    if !arguments.is_empty() {
        blank_after(out, start);
        layout::entries(out, depth, arguments, it.apart);
    }
    for nested in it.blocks.iter().chain(&it.lifecycle) {
        blank_after(out, start);
        block(out, depth, nested);
    }
}

fn blank_after(out: &mut String, start: usize) {
    if out.len() > start {
        out.push('\n');
    }
}

impl Entry for Argument {
    fn comment(&self) -> Option<&str> {
        self.comment.as_deref().map(AsRef::as_ref)
    }

    fn name(&self, out: &mut String) -> usize {
        out.push_str(self.name);
        self.name.len()
    }

    fn width(&self, _: &mut String) -> usize {
        self.name.len()
    }

    fn value(&self) -> &Expression {
        &self.value
    }

    fn breaks(&self, out: &mut String, used: usize) -> bool {
        layout::argument_breaks(out, &self.value, self.layout, used)
    }
}
