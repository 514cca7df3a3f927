//! A sorted table as text: tab-separated fields, the first of which are the key, one row a line, `#` before the names
//! of the columns. Finds rows by binary search without parsing the rest. Knows nothing of what the fields mean.

/// Text, sorted by bytes: embedded, or a project's own.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    text: &'a str,
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
        self.0.split('\t').map(|field| Some(field).filter(|field| !field.is_empty()))
    }
}

impl<'a> Table<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text }
    }

    /// The row with this key, which may not be the whole line.
    pub(super) fn find(self, key: &[&str]) -> Option<Row<'a>> {
        self.starting_with(key).next()
    }

    /// The rows whose key begins with these fields, in order.
    pub(super) fn starting_with(self, key: &[&str]) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let prefix = key.iter().fold(String::new(), |all, part| all + part + "\t");
        let honest = key.iter().all(|part| !part.contains(['\t', '\n', '#']));
        let rest = self.text.get(self.before(prefix.as_bytes())..);
        let below = prefix.clone();
        rest.filter(|_| honest)
            .unwrap_or_default()
            .lines()
            .skip_while(move |line| *line < below.as_str())
            .take_while(move |line| line.starts_with(&prefix))
            .map(Row)
    }

    /// Every row.
    pub(super) fn rows(self) -> impl Iterator<Item = Row<'a>> + use<'a> {
        self.text.lines().filter(|line| !line.starts_with('#')).map(Row)
    }

    /// Where the last line begins that is below the key; the first line where none is. Looks at no line's whole.
    fn before(self, key: &[u8]) -> usize {
        let bytes = self.text.as_bytes();
        let is_end = |byte: &u8| *byte == b'\n';
        let is_below = |start: usize| {
            let head = &bytes[start..bytes.len().min(start + key.len())];
            head.split(is_end).next().is_some_and(|line| line < key)
        };
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low.midpoint(high);
            let end = bytes[middle..high].iter().position(is_end);
            match end.map(|end| middle + end + 1) {
                Some(start) if start < high && is_below(start) => low = start,
                Some(_) | None => high = middle,
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table = Table::new("# name\tplace\tn\na\tx\t1\na\ty\t2\nab\tx\t3\nb\tx\t\n");

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
