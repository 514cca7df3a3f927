//! One object of one file: its tree, what stands beside its lines, what caused it. Knows no region.

use super::print::Comment;
use super::tree::Tree;
use crate::source::Span;

/// An object and the file that it goes to.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path below the region's folder.
    pub path: String,
    /// Whether it is a patch of what exists rather than an object of ours.
    pub patch: bool,
    /// Its kind.
    pub kind: &'static str,
    /// The workload.
    pub workload: String,
    /// Keys and values.
    pub tree: Tree,
    /// Sentences above lines.
    pub comments: Vec<Comment>,
    /// What caused it.
    pub span: Span,
}
