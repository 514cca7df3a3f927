//! Which products become facts. In: a product. Out: the facts of the catalogue that its price is, named as
//! `data/services.tsv` names them. Everything that is not listed is left out.

use super::facts::FACTS;
use super::record::Product;
use super::{nodes, transfer};

/// A fact that a product's price is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub service: &'static str,
    pub item: String,
    pub region: String,
    pub unit: &'static str,
    /// Which of the tiers that cost something, in order of where they begin.
    pub tier: usize,
    /// The unit is ten to this power of what the list prices.
    pub power: u32,
    /// What else the list says of it.
    pub note: String,
}

/// Whether a product is of a region: Local Zones, Wavelength and Outposts share names of usage with it.
pub(super) fn is_regional(product: &Product) -> bool {
    product.location_type == "AWS Region" && is_name(product.region)
}

/// Whether text can be a key of the catalogue.
pub(super) fn is_name(text: &str) -> bool {
    let fits =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    !text.is_empty() && text.bytes().all(fits)
}

/// The facts that a product's price is: none for most, several where an item is a tier of it.
pub(super) fn wanted(product: &Product) -> Vec<Wanted> {
    let usage = product.bare_usage();
    if let Some(node) = nodes::wanted(product, usage) {
        return vec![node];
    }
    let transfers = transfer::wanted(product, usage);
    if !transfers.is_empty() {
        return transfers;
    }
    let facts = FACTS.iter().filter(|fact| fact.matches(product, usage));
    facts
        .map(|fact| Wanted {
            service: fact.service,
            item: fact.item.to_owned(),
            region: if fact.everywhere { "global" } else { product.region }.to_owned(),
            unit: fact.unit,
            tier: fact.tier,
            power: fact.power,
            note: String::new(),
        })
        .collect()
}
