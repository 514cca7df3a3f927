//! Text to tree. In: one file. Out: what was typed, with places, and every syntax error at once.
//! Knows no dimension's meaning and no cloud.

mod build;
mod grammar;
mod literal;
mod names;
mod parse;
pub mod print;
pub mod quantity;
mod scan;
mod tidy;
pub mod tree;

pub use parse::{Tree, parse};
pub use print::print;
/// stub
pub struct SyntaxCode {
    /// c
    pub code: &'static str,
    /// w
    pub why: &'static str,
    /// r
    pub rejected: &'static str,
    /// a
    pub accepted: &'static str,
}
/// stub
pub const CODES: &[SyntaxCode] = &[];
/// stub
pub fn format(text: &str) -> String {
    text.to_owned()
}
