//! `source-map.json`: every emitted block or document and the place in the policy that caused it. It carries line
//! numbers so that no generated file has to.

use serde::Serialize;

use crate::json::pretty;

/// One thing that was emitted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Entry<'a> {
    /// The file, within the environment's folder.
    pub path: &'a str,
    /// Its address there.
    pub thing: &'a str,
    /// The policy's file, relative to the project.
    pub file: &'a str,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// An entry takes about so many bytes.
const ENTRY: usize = 192;

/// The whole file.
pub fn source_map(entries: &[Entry]) -> String {
    pretty(entries, ENTRY * entries.len())
}
