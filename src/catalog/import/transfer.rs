//! Which products are transfer of data: to the internet, between zones, from one region to another. In: a product of
//! `AWSDataTransfer`. Out: the facts that its price is; it stands in the region that the data leaves.

use super::record::Product;
use super::select::{Wanted, is_name};

/// The items of what leaves for the internet, by tier.
pub(super) const INTERNET: [&str; 4] =
    ["internet-first10tb", "internet-next40tb", "internet-next100tb", "internet-over150tb"];

/// The two regions between which data is cheaper than from either to any other.
const US_EAST: [&str; 2] = ["us-east-1", "us-east-2"];

/// The transfer that a product is; `usage` is its usage type without the prefix of its region. Products with an operation
/// are transfer of one service; Local Zones, Wavelength and access points of several regions share transfer types.
pub(super) fn wanted(product: &Product, usage: &str) -> Vec<Wanted> {
    let general = product.service == "AWSDataTransfer" && product.operation.is_empty();
    if !general || product.from_type != "AWS Region" || !is_name(product.from_region) {
        return Vec::new();
    }
    match product.transfer {
        "AWS Outbound" if usage == "DataTransfer-Out-Bytes" && product.to == "External" => {
            let tiers = INTERNET.iter().enumerate();
            tiers.map(|(tier, item)| fact(product, (*item).to_owned(), tier)).collect()
        }
        "IntraRegion" if usage == "DataTransfer-Regional-Bytes" => {
            vec![fact(product, "inter-az".to_owned(), 0)]
        }
        "InterRegion Outbound" if usage.ends_with("AWS-Out-Bytes") => {
            between(product).map(|item| fact(product, item, 0)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The item of a pair of regions: lists price each, and no general figure.
fn between(product: &Product) -> Option<String> {
    let to = product.to_region;
    let regional = product.to_type == "AWS Region" && is_name(to) && to != product.from_region;
    let near = US_EAST.contains(&product.from_region) && US_EAST.contains(&to);
    let item = || if near { "-us-east-pair".to_owned() } else { format!("/{to}") };
    regional.then(|| format!("inter-region{}", item()))
}

fn fact(product: &Product, item: String, tier: usize) -> Wanted {
    let region = product.from_region.to_owned();
    let (service, note) = ("data-transfer", String::new());
    Wanted { service, item, region, unit: "GB", tier, power: 0, note }
}
