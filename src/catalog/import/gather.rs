//! Prices of a list, product by product. In: products with the tiers of their price, in whatever order. Out: a row for
//! each fact, or the two products that price one fact differently. Holds only what is wanted, however long the list.

use std::collections::BTreeMap;

use super::record::{self, Offer, Product, Tier};
use super::row::{Key, Row};
use super::select::{self, Wanted};
use crate::words::tick;

/// What was wanted of a list so far.
#[derive(Default)]
pub(super) struct Gathered {
    facts: BTreeMap<Key, Fact>,
}

struct Fact {
    wanted: Wanted,
    offer: Offer,
    /// By product: where its tiers begin, and what they cost.
    products: BTreeMap<String, Vec<(u128, u64)>>,
}

impl Gathered {
    /// Takes a tier of a product on demand. Fails where a wanted price is no number, or not in dollars.
    pub(super) fn take(
        &mut self,
        product: &Product,
        tier: &Tier,
        offer: &Offer,
    ) -> Result<(), String> {
        for wanted in select::wanted(product) {
            if tier.currency != "USD" {
                return Err(format!(
                    "{} is priced in {}, and prices here are in USD: lists of China are not read",
                    product.usage,
                    tick(tier.currency)
                ));
            }
            let begin = match tier.begin {
                "" => Some(0),
                begin => record::scaled(begin, 6),
            };
            let price = record::pico(tier.price, wanted.power);
            let (Some(begin), Some(price)) = (begin, price) else {
                return Err(format!(
                    "{} costs {} from {} on: one of them is no number",
                    product.usage,
                    tick(tier.price),
                    tick(tier.begin)
                ));
            };
            let key = Key::of(wanted.service, &wanted.item, &wanted.region);
            let fact = self.facts.entry(key).or_insert_with(|| Fact {
                wanted,
                offer: offer.clone(),
                products: BTreeMap::new(),
            });
            let name = format!("{} ({}, {})", product.usage, product.service, product.sku);
            fact.products.entry(name).or_default().push((begin, price));
        }
        Ok(())
    }

    /// A row for each fact. Fails where two products, or two tiers from the same quantity on, have different prices.
    pub(super) fn rows(self) -> Result<Vec<Row>, String> {
        let mut rows = Vec::new();
        for (key, fact) in self.facts {
            let prices = fact.products.into_iter();
            let prices: Result<Vec<_>, String> = prices
                .filter_map(|(name, tiers)| paid(&name, tiers, fact.wanted.tier).transpose())
                .collect();
            let prices = prices?;
            let Some((_, price)) = prices.first() else { continue };
            if let Some((other, differs)) = prices.iter().find(|(_, other)| other != price) {
                let named = |name: &str, price| format!("{name} at {}", record::dollars(price));
                let first = prices.first().map(|(name, price)| named(name, *price));
                return Err(format!(
                    "{key} has two prices: {} and {}",
                    first.unwrap_or_default(),
                    named(other, *differs)
                ));
            }
            rows.push(Row::new(key, *price, &fact.wanted, &fact.offer));
        }
        Ok(rows)
    }
}

/// The price of a tier among those that cost something: what is free stands in the same term.
fn paid(
    name: &str,
    mut tiers: Vec<(u128, u64)>,
    tier: usize,
) -> Result<Option<(String, u64)>, String> {
    tiers.retain(|(_, price)| *price > 0);
    tiers.sort_unstable();
    tiers.dedup();
    let same = tiers.windows(2).find_map(|pair| match pair {
        [(one, price), (other, differs)] if one == other => Some((*price, *differs)),
        _ => None,
    });
    if let Some((one, other)) = same {
        let (one, other) = (record::dollars(one), record::dollars(other));
        return Err(format!("{name} has two prices from the same quantity on: {one} and {other}"));
    }
    Ok(tiers.get(tier).map(|(_, price)| (name.to_owned(), *price)))
}
