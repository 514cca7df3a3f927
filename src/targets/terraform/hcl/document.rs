//! A file of Terraform: a header and blocks in, its text out.
//! Knows nothing of paths or of what the blocks mean.

use super::block::Block;
use super::{escape, print};

/// Most files are shorter than so many bytes.
const USUAL: usize = 16 * 1_024;

/// A file in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    text: String,
    header: usize,
}

impl Document {
    /// An empty file with the header that every compiled file has.
    pub fn compiled_from(policy: &str) -> Document {
        let mut text = String::with_capacity(USUAL);
        text.push_str("# Compiled by Terrace from policy `");
        escape::comment(&mut text, policy);
        text.push_str("`; a hand edit is detected and never overwritten without --force.\n");
        Document { header: text.len(), text }
    }

    /// Adds a block.
    pub fn push(&mut self, block: &Block) {
        print::block(&mut self.text, 0, block);
        self.text.push('\n');
    }

    /// Takes every block away again; the memory serves the next file.
    pub fn clear(&mut self) {
        self.text.truncate(self.header);
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }
}
