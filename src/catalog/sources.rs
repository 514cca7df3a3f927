//! Where facts come from. In: an id that a fact carries. Out: what stands behind it.

use super::table::Table;

pub(super) static SOURCES: Table<'static> = Table::new(include_str!("data/sources.tsv"));

/// What stands behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id, as facts carry it.
    pub id: &'static str,
    /// What was read, and when.
    pub what: &'static str,
    /// The kind: `AWS first party`, `quoted price list`, `web page` …
    pub kind: &'static str,
}

/// The source with this id (one of those that `;` separates).
pub fn source(id: &str) -> Option<Source> {
    let row = SOURCES.find(&[id])?;
    Some(Source { id: row.field(0)?, what: row.field(1)?, kind: row.field(2)? })
}
