//! Files of the example rebuilt with the builder, byte for byte, and what the printer promises of any text.

mod files;
mod fragments;
mod promises;
mod regions;
mod variables;

use super::*;

fn document() -> Document {
    Document::compiled_from("tickets")
}

impl Document {
    #[expect(clippy::needless_pass_by_value, reason = "blocks are built where they are added")]
    fn with(mut self, block: Block) -> Document {
        self.push(&block);
        self
    }

    fn print(&self) -> String {
        self.text().to_owned()
    }
}

/// Asserts that `document` prints as `expected`, and that an independent parser reads it.
fn assert_prints(document: &Document, expected: &str) {
    let printed = document.print();
    assert_eq!(printed, expected);
    assert!(::hcl::parse(&printed).is_ok(), "{printed}");
}

/// `block` printed alone, without the header.
fn printed(block: Block) -> String {
    let text = document().with(block).print();
    text.split_once("\n\n").map(|(_, block)| block.to_owned()).unwrap_or_default()
}
