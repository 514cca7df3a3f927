//! Lists into one file of prices. In: the file as it was, and the rows of new lists. Out: the file as it will be, the same
//! whatever the order of the lists. A newer date replaces; an older or equal one may not say otherwise.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::row::{Key, Row};
use crate::catalog::imported::Imported;

const HEADER: &str = "# service\titem\tregion\tusd\tunit\tdate\tsource\tconfidence\tnote";

/// A file of prices after an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The whole text: comments of the old file, then the rows, sorted.
    pub text: String,
    /// Prices that the old file did not have.
    pub added: usize,
    /// Prices that a newer list changed.
    pub changed: usize,
    /// Prices that a newer list confirmed.
    pub confirmed: usize,
}

/// Lays the rows of lists over a file, oldest first; `name` is the file's, for messages. Fails where the file cannot be
/// read, or where two prices of one thing do not follow each other in time.
pub fn merge(name: &str, old: &str, mut lists: Vec<Row>) -> Result<Merged, String> {
    Imported::read(name, old)?;
    let mut comments: Vec<&str> = old.lines().filter(|line| line.starts_with('#')).collect();
    comments.retain(|line| *line != HEADER);
    let rows = old.lines().filter_map(Row::read);
    let mut prices: BTreeMap<Key, Row> = rows.map(|row| (row.key.clone(), row)).collect();
    let mut merged = Merged { text: String::new(), added: 0, changed: 0, confirmed: 0 };
    lists.sort_by_cached_key(|row| (row.date.clone(), row.to_string()));
    for row in lists {
        match prices.entry(row.key.clone()) {
            Entry::Vacant(free) => {
                free.insert(row);
                merged.added += 1;
            }
            Entry::Occupied(mut taken) if taken.get().date < row.date => {
                let same = taken.get().pico == row.pico;
                *(if same { &mut merged.confirmed } else { &mut merged.changed }) += 1;
                taken.insert(row);
            }
            Entry::Occupied(taken) if taken.get().pico == row.pico => {}
            Entry::Occupied(taken) => return Err(contradiction(taken.get(), &row)),
        }
    }
    let lines = comments.into_iter().map(str::to_owned).chain([HEADER.to_owned()]);
    let lines = lines.chain(prices.values().map(Row::to_string));
    merged.text = lines.fold(String::new(), |text, line| text + &line + "\n");
    Ok(merged)
}

fn contradiction(one: &Row, other: &Row) -> String {
    format!(
        "two prices of {}, and the second is not newer than the first:\n  {one}\n  {other}",
        one.key
    )
}
