//! A sorted table as text: tab-separated fields, the first of which are the key, one row a line, `#` before the names
//! of the columns. Finds rows by binary search without parsing the rest. Knows nothing of what the fields mean.

use std::cmp::Ordering;

/// How many lines of an embedded table have their places noted.
const MARKS: usize = 256;

/// Text, sorted by bytes: embedded, or a project's own.
pub(super) struct Table<'a> {
    text: &'a str,
    /// Where some lines begin, evenly spread: among them a row is looked for first, without a search for ends of lines.
    marks: [usize; MARKS],
}

/// One line of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a>(&'a str);

impl<'a> Row<'a> {
    /// The field at a position; nothing where it is empty.
    pub(super) fn field(self, position: usize) -> Option<&'a str> {
        self.fields().nth(position).flatten()
    }

    /// The first fields; nothing for an empty one, and for one that is not there.
    pub(super) fn cells<const N: usize>(self) -> [Option<&'a str>; N] {
        let mut fields = self.fields();
        std::array::from_fn(|_| fields.next().flatten())
    }

    /// The fields in order; nothing for an empty one.
    pub(super) fn fields(self) -> impl Iterator<Item = Option<&'a str>> {
        let mut rest = Some(self.0);
        std::iter::from_fn(move || {
            let line = rest?;
            let end = line.bytes().position(|byte| byte == b'\t');
            rest = end.and_then(|end| line.get(end + 1..));
            Some(line.get(..end.unwrap_or(line.len())).filter(|field| !field.is_empty()))
        })
    }
}

impl<'a> Table<'a> {
    /// An embedded table: its marks are set when the compiler runs.
    pub(super) const fn new(text: &'a str) -> Self {
        let mut table = Self::plain(text);
        let mut at = 1;
        while at < MARKS {
            table.marks[at] = line_from(text.as_bytes(), text.len() / MARKS * at);
            at += 1;
        }
        table
    }

    /// A table without marks.
    pub(super) const fn plain(text: &'a str) -> Self {
        Self { text, marks: [0; MARKS] }
    }

    /// The row with this key, which may not be the whole line.
    pub(super) fn find(&self, key: &[&str]) -> Option<Row<'a>> {
        let line = self.text.get(self.first(key, Ordering::is_ge)..)?.lines().next()?;
        (compared(line.as_bytes(), key).is_eq() && is_honest(key)).then_some(Row(line))
    }

    /// The rows whose key begins with these fields, in order.
    pub(super) fn starting_with(&self, key: &[&str]) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let rows = self.first(key, Ordering::is_ge)..self.first(key, Ordering::is_gt);
        let text = self.text.get(rows).filter(|_| is_honest(key));
        text.unwrap_or_default().lines().map(Row)
    }

    /// Every row.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'a>> + use<'a> {
        self.text.lines().filter(|line| !line.starts_with('#')).map(Row)
    }

    /// Where the first line begins that stands so to a key; the end where none does.
    fn first(&self, key: &[&str], stands: fn(Ordering) -> bool) -> usize {
        let bytes = self.text.as_bytes();
        let is_end = |byte: &u8| *byte == b'\n';
        let falls = |mark: &usize| *mark < bytes.len() && !stands(compared(&bytes[*mark..], key));
        let (before, after) = self.marks.split_at(self.marks.partition_point(falls));
        let mut low = before.last().copied().unwrap_or(0);
        let mut high = after.first().copied().unwrap_or(bytes.len());
        while low < high {
            let middle = low.midpoint(high);
            let before = bytes[low..middle].iter().rposition(is_end);
            let start = before.map_or(low, |end| low + end + 1);
            if stands(compared(&bytes[start..high], key)) {
                high = start;
            } else {
                let end = bytes[middle..high].iter().position(is_end);
                low = end.map_or(high, |end| middle + end + 1);
            }
        }
        low
    }
}

/// Where the first line begins from a place on, other than the first of all; the end where none does.
const fn line_from(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && (at == 0 || text[at - 1] != b'\n') {
        at += 1;
    }
    at
}

/// How a line stands to the lines that begin with the fields of a key: below them, among them, above them.
fn compared<'l>(line: &'l [u8], key: &[&str]) -> Ordering {
    let end = |after: &'l [u8]| after.first().filter(|byte| **byte != b'\n');
    let mut rest = line;
    for part in key {
        let (field, after) = rest.split_at(part.len().min(rest.len()));
        let order = field.cmp(part.as_bytes()).then_with(|| end(after).cmp(&Some(&b'\t')));
        if order.is_ne() {
            return order;
        }
        rest = after.get(1..).unwrap_or_default();
    }
    Ordering::Equal
}

/// Whether no part of a key goes over fields or lines, or looks like the names of the columns.
fn is_honest(key: &[&str]) -> bool {
    let strange = |byte: u8| matches!(byte, b'\t' | b'\n' | b'#');
    !key.iter().any(|part| part.bytes().any(strange))
}

#[cfg(test)]
mod tests {
    use super::*;

    static TABLE: Table = Table::new("# name\tplace\tn\na\tx\t1\na\ty\t2\nab\tx\t3\nb\tx\t\n");

    #[test]
    fn every_row_is_found_by_its_key() {
        for (key, n) in [(["a", "x"], "1"), (["a", "y"], "2"), (["ab", "x"], "3")] {
            assert_eq!(TABLE.find(&key).and_then(|row| row.field(2)), Some(n));
        }
        assert!(TABLE.find(&["b", "x"]).is_some_and(|row| row.field(2).is_none()));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for key in
            [["", ""], ["a", "z"], ["aa", "x"], ["z", "x"], ["a\tx", "1"], ["# name", "place"]]
        {
            assert!(TABLE.find(&key).is_none(), "{key:?}");
        }
    }

    #[test]
    fn rows_of_one_name_stand_together() {
        assert_eq!(TABLE.starting_with(&["a"]).count(), 2);
        assert_eq!(TABLE.rows().count(), 4);
    }
}
