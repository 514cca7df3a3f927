//! The parser that pest derives from `grammar/terrace.pest`.

#![allow(missing_docs)]

use pest_derive::Parser;

/// The grammar; each of its rules is a variant of [`Rule`].
#[derive(Parser)]
#[grammar = "../grammar/terrace.pest"]
pub(super) struct Grammar;
