//! A file of Terraform: a header and blocks in, its text out.
//! Knows nothing of paths or of what the blocks mean.

use super::block::Block;
use super::{layout, print};

/// A file in the making.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    header: String,
    blocks: Vec<Block>,
}

impl Document {
    /// An empty file with the header that every compiled file has.
    pub fn compiled_from(policy: &str) -> Document {
        let header = [
            "Compiled by Terrace from policy `",
            policy,
            "`; a hand edit is detected and never overwritten without --force.",
        ];
        let header = header.concat();
        Document { header, blocks: Vec::new() }
    }

    /// Adds a block.
    #[must_use]
    pub fn with(mut self, block: Block) -> Document {
        self.push(block);
        self
    }

    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// The blocks in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Whether no block was added: such a file need not be written.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The text of the file.
    pub fn print(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// Appends the text of the file.
    pub fn write(&self, out: &mut String) {
        layout::comment(out, 0, &self.header);
        for block in &self.blocks {
            out.push('\n');
            print::block(out, 0, block);
        }
    }
}

impl Extend<Block> for Document {
    fn extend<T: IntoIterator<Item = Block>>(&mut self, blocks: T) {
        self.blocks.extend(blocks);
    }
}
