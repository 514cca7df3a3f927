//! A sorted table as text: tab-separated fields, the first of which are the key, one row a line, `#` before the names
//! of the columns. Finds rows by binary search without parsing the rest. Knows nothing of what the fields mean.

use std::cmp::Ordering;

/// How many lines of an embedded table have their places noted.
const MARKS: usize = 1_024;

/// Text, sorted by bytes: embedded, or a project's own.
pub(super) struct Table<'a, const N: usize = MARKS> {
    text: &'a str,
    /// Where some lines begin, evenly spread: among them a row is looked for first, without a search for ends of lines.
    marks: [usize; N],
}

/// One line of a table; other lines may follow it.
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
            let end = line.bytes().position(|byte| matches!(byte, b'\t' | b'\n'));
            let (field, after) = line.split_at(end.unwrap_or(line.len()));
            rest = after.strip_prefix('\t');
            Some(Some(field).filter(|field| !field.is_empty()))
        })
    }
}

impl<'a> Table<'a> {
    /// An embedded table: its marks are set when the compiler runs.
    pub(super) const fn new(text: &'a str) -> Self {
        let mut marks = [0; MARKS];
        let mut at = 1;
        while at < MARKS {
            marks[at] = line_from(text.as_bytes(), text.len() * at / MARKS);
            at += 1;
        }
        Self { text, marks }
    }
}

impl<'a> Table<'a, 0> {
    /// A table without marks.
    pub(super) const fn plain(text: &'a str) -> Self {
        Self { text, marks: [] }
    }
}

impl<'a, const N: usize> Table<'a, N> {
    /// The row with this key, which may not be the whole line.
    pub(super) fn find(&self, key: &[&str]) -> Option<Row<'a>> {
        let begin = beginning(key);
        let rest = self.text.get(self.first(&begin, Ordering::is_ge)..)?;
        (rest.starts_with(&begin) && is_honest(key)).then_some(Row(rest))
    }

    /// The rows whose key begins with these fields, in order.
    pub(super) fn starting_with(&self, key: &[&str]) -> impl Iterator<Item = Row<'a>> + use<'a, N> {
        let begin = beginning(key);
        let rows = self.first(&begin, Ordering::is_ge)..self.first(&begin, Ordering::is_gt);
        let text = self.text.get(rows).filter(|_| is_honest(key));
        text.unwrap_or_default().lines().map(Row)
    }

    /// Every row.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'a>> + use<'a, N> {
        self.text.lines().filter(|line| !line.starts_with('#')).map(Row)
    }

    /// Where the first line begins that stands so to a beginning; the end where none does.
    fn first(&self, begin: &str, stands: impl Fn(Ordering) -> bool) -> usize {
        let bytes = self.text.as_bytes();
        let is_end = |byte: &u8| *byte == b'\n';
        let is_there = |line: usize| stands(compared(&bytes[line..], begin));
        let falls = |mark: &usize| *mark < bytes.len() && !is_there(*mark);
        let (before, after) = self.marks.split_at(self.marks.partition_point(falls));
        let mut low = before.last().map_or(0, |mark| self.after(*mark));
        let mut high = after.first().copied().unwrap_or(bytes.len());
        while low < high {
            let middle = low.midpoint(high);
            let before = bytes[low..middle].iter().rposition(is_end);
            let start = before.map_or(low, |end| low + end + 1);
            if is_there(start) {
                high = start;
            } else {
                low = self.after(start);
            }
        }
        low
    }

    /// Where the line ends that begins there.
    fn after(&self, line: usize) -> usize {
        let end = self.text.get(line..).and_then(|rest| rest.find('\n'));
        end.map_or(self.text.len(), |end| line + end + 1)
    }
}

/// Where the first line begins from a place on, other than the first of all; the end where none does.
const fn line_from(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && (at == 0 || text[at - 1] != b'\n') {
        at += 1;
    }
    at
}

/// What a line with this key begins with.
fn beginning(key: &[&str]) -> String {
    let mut begin = String::with_capacity(64);
    key.iter().for_each(|part| begin.extend([part, "\t"]));
    begin
}

/// How a line stands to the lines that begin so: below them, among them, above them.
fn compared(line: &[u8], begin: &str) -> Ordering {
    line.get(..begin.len()).unwrap_or(line).cmp(begin.as_bytes())
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
