//! The instance types of EC2. In: a type, a region. Out: size, price on demand (Linux, shared tenancy), estimate for spot.

use super::nearest;
use super::price::Price;
use super::scaled::mib;
use super::table::Table;

pub(super) static TYPES: Table<'static> = Table::new(include_str!("data/ec2-types.tsv"));
pub(super) static PRICES: Table<'static> = Table::new(include_str!("data/ec2-prices.tsv"));

/// When the Spot Advisor's feed was read.
const SPOT_DATE: &str = "2025-06-28";
const SPOT_SOURCE: &str = "spotinfo";

/// What an instance type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstanceType {
    /// Virtual processors; nothing where no source tells.
    pub vcpu: Option<u32>,
    /// Memory in whole MiB; nothing where no source tells.
    pub memory_mib: Option<u64>,
    /// `x86_64` or `arm64`.
    pub arch: &'static str,
    /// The id of the source of the size.
    pub source: &'static str,
}

/// What an hour of spot would cost by AWS's average savings: an estimate, never a price, for spot moves every hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpotEstimate {
    /// Millionths of a millionth of a US dollar by the hour: price on demand × (1 − saving), rounded down.
    pub pico_usd_per_hour: u64,
    /// The average saving, in whole percent.
    pub saving_percent: u8,
    /// When the saving was read.
    pub date: &'static str,
    /// The id of its source.
    pub source: &'static str,
}

/// The instance type of this name.
pub fn instance_type(name: &str) -> Option<InstanceType> {
    let [_, vcpu, memory, arch, source] = TYPES.find(&[name])?.cells();
    Some(InstanceType {
        vcpu: vcpu.and_then(|vcpu| vcpu.parse().ok()),
        memory_mib: memory.and_then(mib),
        arch: arch?,
        source: source?,
    })
}

/// The embedded price of a type in a region, if it is known to be offered there.
pub(super) fn offered(name: &str, region: &str) -> Option<Price> {
    let [_, _, usd, origin] = PRICES.find(&[name, region])?.cells();
    Price::read(usd?, origin?)
}

/// Whether a type has an embedded price in a region.
pub(super) fn is_offered(name: &str, region: &str) -> bool {
    PRICES.find(&[name, region]).is_some()
}

/// The regions in which a type has an embedded price, by code.
pub(super) fn instance_regions(name: &str) -> impl Iterator<Item = &'static str> {
    PRICES.starting_with(&[name]).filter_map(|row| row.field(1))
}

/// What spot costs of a price on demand, where the source tells what a type saves in a region.
pub(super) fn spot(name: &str, region: &str, on_demand: &Price) -> Option<SpotEstimate> {
    let saving_percent: u8 = PRICES.find(&[name, region])?.field(4)?.parse().ok()?;
    let paid = u64::from(100_u8.checked_sub(saving_percent)?);
    Some(SpotEstimate {
        pico_usd_per_hour: on_demand.pico_usd_per_hour.checked_mul(paid)? / 100,
        saving_percent,
        date: SPOT_DATE,
        source: SPOT_SOURCE,
    })
}

/// The names of all types.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    TYPES.rows().filter_map(|row| row.field(0))
}

/// At most three types that were probably meant, nearest first.
pub fn nearest_types(word: &str) -> Vec<String> {
    nearest(word, names())
}
