//! Changes of blocks and objects that are built already, for fields that are set by address.
//! Knows neither the schema nor where the change comes from.

use super::block::{Argument, Block};
use super::expression::{Expression, Form, Object, Text};
use super::layout::Layout;

impl Block {
    /// The value of an argument.
    pub fn argument(&self, name: &str) -> Option<&Expression> {
        self.0
            .arguments
            .iter()
            .find(|argument| argument.name == name)
            .map(|argument| &argument.value)
    }

    /// Sets an argument: in its place where it stands already, else after the others.
    pub fn replace(&mut self, name: &'static str, value: Expression) {
        let arguments = &mut self.0.arguments;
        if let Some(argument) = arguments.iter_mut().find(|argument| argument.name == name) {
            argument.value = value;
        } else {
            arguments.push(Argument { comment: None, name, value, layout: Layout::Auto });
        }
    }

    /// The nested block of a kind at an index; the next one is made. None where blocks before it are missing.
    pub fn nested_at(&mut self, kind: &'static str, index: usize) -> Option<&mut Block> {
        let standing = self.0.blocks.iter().filter(|block| block.kind() == kind).count();
        if index == standing {
            self.0.blocks.push(Block::new(kind));
        }
        self.0.blocks.iter_mut().filter(|block| block.kind() == kind).nth(index)
    }
}

impl Expression {
    /// The object with one entry more, or another value for it; none where this is no object.
    pub fn with_entry(self, key: Text, value: Expression) -> Option<Expression> {
        let Form::Object(entries) = self.0 else { return None };
        Some(Object(entries).key(key, value).into())
    }
}
