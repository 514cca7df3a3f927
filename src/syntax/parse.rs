//! One file to its tree. In: a text. Out: everything readable in it, and every syntax error, in the order of the text.
//! Knows neither the rules' words nor how a statement is built.

use pest::Parser;

use super::build::Builder;
use super::grammar::{Grammar, Rule};
use super::scan::{self, Scan};
use super::tidy;
use super::tree::Body;
use crate::diagnostic::Finding;
use crate::source::FileId;

/// A file as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The file.
    pub file: FileId,
    /// Its statements.
    pub body: Body,
}

/// Reads a file. It never fails: the tree holds whatever could be read, the findings every syntax error
/// (the first hundred in words). Each stretch between top-level blocks is parsed by itself, so that memory
/// stays that of the largest block.
pub fn parse(file: FileId, text: &str) -> (Tree, Vec<Finding>) {
    let Scan { chunks, findings } = scan::scan(file, text);
    let mut builder = Builder::new(file);
    let mut body = Body::new();
    for chunk in chunks {
        let Some(part) = text.get(chunk.clone()) else { continue };
        builder.start_at(chunk.start);
        match Grammar::parse(Rule::file, part) {
            Ok(pairs) => body.extend(pairs.flat_map(|file| builder.file(file))),
            Err(error) => builder.stopped(&error),
        }
    }
    let findings = tidy::tidy(file, text, findings, builder);
    (Tree { file, body }, findings)
}
