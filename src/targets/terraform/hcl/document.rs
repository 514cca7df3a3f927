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
        let header = format!(
            "Compiled by Terrace from policy `{policy}`; a hand edit is detected and never overwritten without --force."
        );
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
        self.print_with_lines().0
    }

    /// The text of the file, and for each block the line, from 1, on which it begins (below its comment).
    pub fn print_with_lines(&self) -> (String, Vec<usize>) {
        let mut out = String::with_capacity(
            self.header.len() + 4 + self.blocks.iter().map(print::guess).sum::<usize>(),
        );
        layout::comment(&mut out, 0, &self.header);
        let (mut lines, mut line, mut counted) = (Vec::with_capacity(self.blocks.len()), 1, 0);
        for block in &self.blocks {
            out.push('\n');
            line += out
                .get(counted..)
                .map_or(0, |text| text.bytes().filter(|byte| *byte == b'\n').count());
            counted = out.len();
            lines.push(line + usize::from(block.comment.is_some()));
            print::block(&mut out, 0, block);
        }
        (out, lines)
    }
}

impl Extend<Block> for Document {
    fn extend<T: IntoIterator<Item = Block>>(&mut self, blocks: T) {
        self.blocks.extend(blocks);
    }
}
