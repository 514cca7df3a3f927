//! Price lists as CSV. In: rows of metadata, a header, prices, read row by row. Out: what of it is wanted. Knows columns
//! by their names alone: the set of columns varies by service.

use std::collections::BTreeMap;
use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

use super::gather::Gathered;
use super::record::{Offer, Product, Tier, plain};

/// Without these no price can be told from another.
const NEEDED: [&str; 7] =
    ["sku", "termtype", "startingrange", "priceperunit", "currency", "servicecode", "usagetype"];

/// Reads a whole list. Fails with the line where it is no such list.
pub(super) fn read(list: impl Read, gathered: &mut Gathered) -> Result<(), String> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(list);
    let mut row = StringRecord::new();
    let mut said = BTreeMap::new();
    let columns = loop {
        if !next(&mut reader, &mut row)? {
            return Err("no header with the column `SKU`: no price list of AWS".to_owned());
        }
        let first = plain(row.get(0).unwrap_or_default());
        if first == "sku" {
            break columns(&row)?;
        }
        said.insert(first, row.get(1).unwrap_or_default().to_owned());
    };
    let of = |name: &str| said.get(name).map_or("", String::as_str);
    let offer = Offer::of("price list CSV", of("offercode"), of("version"), of("publicationdate"))?;
    while next(&mut reader, &mut row)? {
        let field = |name: &str| columns.get(name).and_then(|at| row.get(*at)).unwrap_or_default();
        if field("termtype") == "OnDemand" {
            let tier = Tier {
                begin: field("startingrange"),
                price: field("priceperunit"),
                currency: field("currency"),
            };
            let taken = gathered.take(&Product::of(field), &tier, &offer);
            taken.map_err(|why| format!("line {}: {why}", line(&row)))?;
        }
    }
    Ok(())
}

fn next<R: Read>(reader: &mut csv::Reader<R>, row: &mut StringRecord) -> Result<bool, String> {
    reader.read_record(row).map_err(|cause| cause.to_string())
}

fn columns(header: &StringRecord) -> Result<BTreeMap<String, usize>, String> {
    let columns: BTreeMap<String, usize> =
        header.iter().enumerate().map(|(at, name)| (plain(name), at)).collect();
    match NEEDED.iter().find(|name| !columns.contains_key(**name)) {
        Some(missing) => {
            Err(format!("line {}: the header has no column `{missing}`", line(header)))
        }
        None => Ok(columns),
    }
}

fn line(row: &StringRecord) -> u64 {
    row.position().map_or(0, csv::Position::line)
}
