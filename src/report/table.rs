//! A table of a page: rows under a head, figures to the right. In: cells, one after the other. Out: Markdown, plain text.
//! Knows no page.

use std::fmt::{Display, Write};

/// Cells in rows under a head.
#[derive(Clone, Debug)]
pub struct Table {
    /// How many columns from the left hold words.
    words: usize,
    columns: usize,
    /// The cells behind each other, the head first.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Table {
    /// A table with so many columns of words, then figures.
    pub fn new(words: usize, head: &[&str]) -> Self {
        let (text, ends) = (String::with_capacity(512), Vec::with_capacity(64));
        let mut table = Self { words, columns: head.len(), text, ends };
        table.row(head);
        table
    }

    /// The next cell: rows follow each other.
    pub fn cell(&mut self, cell: impl Display) {
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{cell}");
        self.ends.push(self.text.len());
    }

    /// The next cell, of parts with a word between each two.
    pub fn joined(&mut self, parts: impl IntoIterator<Item = impl Display>, between: &str) {
        for (at, part) in parts.into_iter().enumerate() {
            self.text.push_str(if at > 0 { between } else { "" });
            let _ = write!(self.text, "{part}");
        }
        self.ends.push(self.text.len());
    }

    /// The next cells.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        for cell in cells {
            self.text.push_str(cell.as_ref());
            self.ends.push(self.text.len());
        }
    }

    /// Whether there is nothing under the head.
    pub fn is_empty(&self) -> bool {
        self.ends.len() <= self.columns
    }

    /// The cells by row, the head first.
    fn cells(&self) -> impl Iterator<Item = (usize, &str)> {
        let starts = std::iter::once(&0).chain(&self.ends);
        let cells = starts.zip(&self.ends).map(|(start, end)| self.text.get(*start..*end));
        let columns = (0..self.columns).cycle();
        columns.zip(cells.map(Option::unwrap_or_default))
    }

    /// Adds it as Markdown.
    pub fn markdown(&self, out: &mut String) {
        let bars = self.text.contains('|');
        for (at, (column, cell)) in self.cells().enumerate() {
            if at == self.columns {
                let rule = |column| if column < self.words { "|---" } else { "|---:" };
                out.extend((0..self.columns).map(rule).chain(["|\n"]));
            }
            out.push_str("| ");
            if bars {
                escaped(out, cell);
            } else {
                out.push_str(cell);
            }
            out.push_str(if column + 1 == self.columns { " |\n" } else { " " });
        }
    }

    /// Adds it as plain text, its columns aligned.
    pub fn plain(&self, out: &mut String) {
        let mut wides = vec![0; self.columns];
        for (column, cell) in self.cells() {
            if let Some(wide) = wides.get_mut(column) {
                *wide = cell.chars().count().max(*wide);
            }
        }
        let mut row = String::new();
        for (column, cell) in self.cells() {
            let wide = wides.get(column).copied().unwrap_or_default();
            row.push_str(if column > 0 { "  " } else { "" });
            let _ = if column < self.words {
                write!(row, "{cell:<wide$}")
            } else {
                write!(row, "{cell:>wide$}")
            };
            if column + 1 == self.columns {
                out.extend([row.trim_end(), "\n"]);
                row.clear();
            }
        }
    }
}

/// A cell whose bars part no cells.
fn escaped(out: &mut String, cell: &str) {
    for (at, part) in cell.split('|').enumerate() {
        out.push_str(if at > 0 { "\\|" } else { "" });
        out.push_str(part);
    }
}
