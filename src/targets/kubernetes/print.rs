//! Objects to YAML text. In: whatever serializes, comments by path. Out: text in the order in which people write such
//! objects, without mappings that are empty. Knows the order of keys and nothing of their meaning.

use std::borrow::Cow;

use serde::Serialize;

use super::serialize::Writer;

/// A sentence that stands above the entry at a path.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The keys and positions that lead to the entry.
    pub path: &'static [&'static str],
    /// The sentence.
    pub text: Cow<'static, str>,
}

/// Prints an object under the one header line.
pub fn print<T: Serialize>(header: &str, object: &T, comments: &[Comment]) -> String {
    let mut text = String::with_capacity(4_096);
    text.extend(["# ", header, "\n"]);
    let mut page =
        Page { text, spare: String::new(), entries: Vec::new(), path: Vec::new(), comments };
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
    /// The entries of the mappings that are written, those of inner ones last.
    entries: Vec<Entry>,
    /// What leads to the value that is written: keys that are known when Terrace is compiled, positions.
    path: Vec<&'static str>,
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

/// An entry of a mapping, without what stands before its key.
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

/// A mapping that is being written.
#[derive(Clone, Copy)]
pub struct Mapping {
    /// What it stands behind.
    place: Place,
    /// How deep its lines are.
    pub depth: usize,
    /// Where its first entry begins.
    start: usize,
    /// Which of the entries is its first.
    first: usize,
}

/// Comments stand in the first few entries of a list only.
const POSITIONS: [&str; 4] = ["0", "1", "2", "3"];

/// Deeper lines are rare.
const SPACES: &str = "                                        ";

impl Page<'_> {
    /// Writes a single value and ends its line.
    pub fn scalar(&mut self, place: Place, write: impl FnOnce(&mut String)) {
        if place != Place::Top {
            self.text.push(' ');
        }
        write(&mut self.text);
        self.text.push('\n');
    }

    /// Begins the next item of a list and goes on to what stands there.
    pub fn dash(&mut self, at: usize, depth: usize) {
        self.path.push(POSITIONS.get(at).copied().unwrap_or("*"));
        self.indent(depth);
        self.text.push('-');
    }

    /// Goes back to what the value stands in.
    pub fn leave(&mut self) {
        self.path.pop();
    }

    /// Begins a mapping.
    pub fn open(&mut self, place: Place, depth: usize) -> Mapping {
        self.text.push_str(place.before_entries());
        Mapping { place, depth, start: self.text.len(), first: self.entries.len() }
    }

    /// Begins the line of an entry and goes on to what stands there.
    pub fn key(&mut self, mapping: Mapping, key: &'static str) {
        self.path.push(key);
        let is_first = mapping.place == Place::Dash && self.entries.len() == mapping.first;
        if !is_first {
            self.comment(mapping.depth);
            self.indent(mapping.depth);
        }
    }

    /// Takes an entry that is written.
    pub fn add(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Ends a mapping: its entries in order. Whether it says anything.
    pub fn close(&mut self, mapping: Mapping) -> bool {
        let Mapping { place, start, first, .. } = mapping;
        let entries = self.entries.get(first..).unwrap_or_default();
        let says = !entries.is_empty() || place == Place::Dash;
        if entries.is_empty() && says {
            self.text.truncate(start - place.before_entries().len());
            self.scalar(place, |out| out.push_str("{}"));
        } else if !entries.is_sorted_by_key(|entry| (entry.rank, entry.key)) {
            self.arrange(mapping);
        }
        self.entries.truncate(first);
        says
    }

    /// Puts the entries of a mapping in order.
    fn arrange(&mut self, mapping: Mapping) {
        let mut entries = self.entries.split_off(mapping.first);
        entries.sort_by_key(|entry| (entry.rank, entry.key));
        let mut written = std::mem::take(&mut self.spare);
        written.clear();
        written.push_str(self.text.get(mapping.start..).unwrap_or_default());
        self.text.truncate(mapping.start);
        for (at, entry) in entries.into_iter().enumerate() {
            if at > 0 || mapping.place != Place::Dash {
                self.path.push(entry.key);
                self.comment(mapping.depth);
                self.leave();
                self.indent(mapping.depth);
            }
            let part = entry.start - mapping.start..entry.end - mapping.start;
            self.text.push_str(written.get(part).unwrap_or_default());
        }
        self.spare = written;
    }

    fn indent(&mut self, depth: usize) {
        match SPACES.get(..2 * depth) {
            Some(spaces) => self.text.push_str(spaces),
            None => (0..depth).for_each(|_| self.text.push_str("  ")),
        }
    }

    /// The comment on what stands here.
    fn comment(&mut self, depth: usize) {
        // From the end: paths of one length mostly begin alike.
        let here = |comment: &&Comment| {
            comment.path.len() == self.path.len()
                && comment.path.iter().rev().eq(self.path.iter().rev())
        };
        if let Some(comment) = self.comments.iter().find(here) {
            self.indent(depth);
            self.text.extend(["# ", &comment.text, "\n"]);
        }
    }
}

impl Place {
    /// What parts it from the first entry of a mapping.
    fn before_entries(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Key => "\n",
            Self::Dash => " ",
        }
    }
}
