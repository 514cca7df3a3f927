//! Price lists of AWS as rows of a project's file. In: CSV or JSON as AWS publishes them, the file as it was. Out: the
//! file as it will be. Knows no disk.

mod csv;
mod facts;
mod gather;
mod json;
mod merge;
mod nodes;
mod record;
mod row;
mod select;
#[cfg(test)]
mod tests;
mod transfer;

use std::io::BufRead;

pub use merge::{Merged, merge};
pub use row::Row;

/// What a list as JSON may hold at most; of CSV nothing is held but what is wanted.
const JSON_LIMIT: u64 = 1 << 30;

/// The facts of a price list: CSV, or JSON where the first letter is a brace. Fails with what is wrong in which line or
/// product, where a fact has two prices, and where nothing of the list is read here.
pub fn rows(mut list: impl BufRead) -> Result<Vec<Row>, String> {
    let start = list.fill_buf().map_err(|cause| cause.to_string())?;
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
    let mut gathered = gather::Gathered::default();
    match first {
        Some(b'{') => {
            let mut limited = list.take(JSON_LIMIT);
            let read = json::read(&mut limited, &mut gathered);
            if limited.limit() == 0 {
                return Err("it is larger than 1 GiB: take the same list as CSV".to_owned());
            }
            read?;
        }
        _ => csv::read(list, &mut gathered)?,
    }
    let rows = gathered.rows()?;
    if rows.is_empty() {
        return Err("it holds none of the prices that are read here".to_owned());
    }
    Ok(rows)
}
