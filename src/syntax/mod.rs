//! Text to tree. In: one file. Out: what was typed, with places, and every syntax error at once.
//! Knows no dimension's meaning and no cloud.

mod build;
mod codes;
mod explain;
mod format;
mod grammar;
mod literal;
mod names;
mod parse;
pub mod print;
pub mod quantity;
mod reorder;
mod scan;
mod tidy;
pub mod tree;

pub use codes::{CODES, SyntaxCode};
pub use format::format;
pub use parse::{Tree, parse};
pub use print::{print, sentence};

/// A quantity as a policy writes it, where a text is one.
pub fn quantity_of(text: &str) -> Option<tree::Quantity> {
    match literal::read(text, false) {
        Ok(literal::Literal::Quantity(quantity)) => Some(quantity),
        Ok(literal::Literal::Clock(_) | literal::Literal::Date(_)) | Err(_) => None,
    }
}

#[cfg(test)]
mod tests;
