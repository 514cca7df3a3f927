//! The regions of AWS. In: a code. Out: its name, partition and number of zones.

use super::nearest;
use super::table::{Row, Table};

pub(super) static REGIONS: Table<'static> = Table::new(include_str!("data/regions.tsv"));

/// A region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code: `eu-west-1`.
    pub code: &'static str,
    /// Availability zones that an account can have there; nothing where no source tells (`GovCloud`, China).
    pub zones: Option<u32>,
    /// When the zones were counted.
    pub zones_date: Option<&'static str>,
    /// Its English name: `Europe (Ireland)`.
    pub name: &'static str,
    /// `aws`, `aws-us-gov` or `aws-cn`.
    pub partition: &'static str,
    /// The ids of its sources, with `;` between them.
    pub source: &'static str,
}

/// Every region, by code.
pub fn regions() -> impl Iterator<Item = Region> {
    REGIONS.rows().filter_map(read)
}

/// The region with this code.
pub fn region(code: &str) -> Option<Region> {
    REGIONS.find(&[code]).and_then(read)
}

/// At most three codes that were probably meant, nearest first.
pub fn nearest_regions(word: &str) -> Vec<String> {
    nearest(word, regions().map(|region| region.code))
}

fn read(row: Row<'static>) -> Option<Region> {
    let [code, zones, zones_date, name, partition, source] = row.cells();
    Some(Region {
        code: code?,
        zones: zones.and_then(|zones| zones.parse().ok()),
        zones_date,
        name: name?,
        partition: partition?,
        source: source?,
    })
}
