//! Text to tree. In: one file. Out: what was typed, with places, and every syntax error at once.
//! Knows no dimension's meaning and no cloud.

pub mod quantity;
pub mod tree;
