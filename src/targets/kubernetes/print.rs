//! Objects to YAML text. In: whatever serializes, comments by path. Out: text in the order in which people write such
//! objects, without mappings that are empty. Knows the order of keys and nothing of their meaning.

use std::fmt::Write;

use serde::Serialize;

use super::serialize::Writer;

/// A sentence that stands above the entry at a path.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The keys and positions that lead to the entry, with dots.
    pub path: &'static str,
    /// The sentence.
    pub text: String,
}

/// Prints an object under the one header line.
pub fn print<T: Serialize>(header: &str, object: &T, comments: &[Comment]) -> String {
    let mut text = String::with_capacity(4_096);
    let _ = writeln!(text, "# {header}");
    let mut page = Page { text, spare: String::new(), path: Vec::new(), comments };
    // Types of the API and ours have text for keys and no part that fails.
    let _ = object.serialize(Writer { page: &mut page, place: Place::Top, depth: 0 });
    page.text
}

/// Text in the making.
pub struct Page<'a> {
    /// What is written.
    pub text: String,
    /// Where entries wait while they are put in order.
    spare: String,
    /// What leads to the value that is written: keys that are known when Terrace is compiled, positions.
    pub path: Vec<&'static str>,
    comments: &'a [Comment],
}

/// What a value stands behind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nothing: it is the whole document.
    Top,
    /// `key:`
    Key,
    /// `-`
    Dash,
}

/// An entry of a mapping that waits for its place, without what stands before its key.
pub struct Entry {
    /// Its key, where it is known when Terrace is compiled.
    pub key: &'static str,
    /// Where it stands in the usual order.
    pub rank: usize,
    /// Where it begins in the text.
    pub start: usize,
    /// Where it ends there.
    pub end: usize,
}

/// Comments stand in the first few entries of a list only.
const POSITIONS: [&str; 4] = ["0", "1", "2", "3"];

impl Page<'_> {
    /// Writes a single value and ends its line.
    pub fn scalar(&mut self, place: Place, write: impl FnOnce(&mut String)) {
        if place != Place::Top {
            self.text.push(' ');
        }
        write(&mut self.text);
        self.text.push('\n');
    }

    /// Begins the next item of a list.
    pub fn dash(&mut self, at: usize, depth: usize) {
        self.path.push(POSITIONS.get(at).copied().unwrap_or("*"));
        self.indent(depth);
        self.text.push('-');
    }

    /// Puts what was written from `start` on in order: the entries of a mapping.
    pub fn arrange(&mut self, place: Place, depth: usize, start: usize, mut entries: Vec<Entry>) {
        let mut written = std::mem::take(&mut self.spare);
        written.clear();
        written.push_str(self.text.get(start..).unwrap_or_default());
        self.text.truncate(start);
        entries.sort_by_key(|entry| (entry.rank, entry.key));
        self.text.push_str(match place {
            Place::Top => "",
            Place::Key => "\n",
            Place::Dash => " ",
        });
        for (at, entry) in entries.into_iter().enumerate() {
            if at > 0 || place != Place::Dash {
                self.comment(depth, entry.key);
                self.indent(depth);
            }
            let part = entry.start - start..entry.end - start;
            self.text.push_str(written.get(part).unwrap_or_default());
        }
        self.spare = written;
    }

    fn indent(&mut self, depth: usize) {
        for _ in 0..depth {
            self.text.push_str("  ");
        }
    }

    fn comment(&mut self, depth: usize, key: &str) {
        let path = || self.path.iter().copied().chain([key]);
        let here = |it: &&Comment| it.path.ends_with(key) && it.path.split('.').eq(path());
        if let Some(comment) = self.comments.iter().find(here) {
            self.indent(depth);
            let _ = writeln!(self.text, "# {}", comment.text);
        }
    }
}
