//! What is known of AWS: regions, instance types, prices, service levels, countries; embedded, dated, sourced.
//! In: names. Out: facts, each with its date, source and confidence. Nothing is parsed before it is asked for:
//! every table is sorted text in `data/`, read by binary search.
//! Knows neither policies nor what is computed from a price.

mod catalogue;
mod countries;
mod family;
pub mod import;
mod imported;
mod instances;
mod price;
mod regions;
mod scaled;
mod service_levels;
mod services;
mod sources;
mod stores;
mod table;

pub use catalogue::{Catalogue, EMBEDDED};
pub use countries::{continent, continents, country, is_country};
pub use family::Family;
pub use instances::{InstanceType, SpotEstimate, instance_type};
pub use price::{Confidence, Price, Text};
pub use regions::{Region, nearest_regions, region, regions};
pub use service_levels::{ServiceLevel, service_level, sla};
pub use services::{Allowance, ServicePrice, allowance};
pub use sources::{Source, source};
pub use stores::{
    CacheEngine, Deployment, NodeType, RdsEngine, elasticache_type, opensearch_type, rds_class,
};

/// At most three types, classes, services or items of services that were probably meant, nearest first.
pub fn nearest_names(word: &str) -> Vec<String> {
    let types =
        [&instances::TYPES, &stores::RDS_CLASSES, &stores::CACHE_TYPES, &stores::SEARCH_TYPES];
    let types = types.into_iter().flat_map(table::Table::rows).filter_map(|row| row.field(0));
    let items = services::names();
    nearest(word, types.chain(items.iter().map(String::as_str)))
}

/// At most three known names that were probably meant, nearest first.
fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let limit = (word.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = known
        .map(|name| (strsim::osa_distance(word, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests;
