//! Every price of the catalogue is read from lists, or it is written why not.

use super::*;
use crate::catalog::Catalogue;

/// What only lists have: nothing is embedded that could stand for it.
const UNEMBEDDED: [&str; 1] = ["rds/aurora-io"];

/// What is said of the catalogue's data.
const README: &str = include_str!("../../data/README.md");

/// The stage that prices with them.
const MONEY: [&str; 8] = [
    include_str!("../../../figures/money/alarms.rs"),
    include_str!("../../../figures/money/edge.rs"),
    include_str!("../../../figures/money/fleet.rs"),
    include_str!("../../../figures/money/function.rs"),
    include_str!("../../../figures/money/price.rs"),
    include_str!("../../../figures/money/store.rs"),
    include_str!("../../../figures/money/table.rs"),
    include_str!("../../../figures/money/usage.rs"),
];

/// Each embedded item: service, item.
fn embedded() -> Vec<(String, String)> {
    let names = crate::catalog::services::names();
    let items = names.iter().filter_map(|name| name.split_once('/'));
    items.map(|(service, item)| (service.to_owned(), item.to_owned())).collect()
}

fn is_read(service: &str, item: &str) -> bool {
    let fact = facts::FACTS.iter().any(|fact| (fact.service, fact.item) == (service, item));
    let pairs = ["inter-az", "inter-region-us-east-pair"];
    fact || transfer::INTERNET.contains(&item) || pairs.contains(&item)
}

#[test]
fn every_item_and_unit_is_one_that_is_embedded() {
    let catalogue = Catalogue::embedded();
    for fact in facts::FACTS {
        let known = catalogue.items(fact.service).into_iter();
        let units: Vec<_> =
            known.filter(|(item, _)| item == fact.item).map(|(_, price)| price.unit).collect();
        let alone = UNEMBEDDED.contains(&format!("{}/{}", fact.service, fact.item).as_str());
        assert!(
            units.is_empty() == alone && units.iter().all(|unit| unit == fact.unit),
            "{} {}: {units:?}",
            fact.service,
            fact.item
        );
    }
}

#[test]
fn what_no_list_is_read_for_has_its_reason() {
    for (service, item) in embedded() {
        let excused = README.contains(&format!("`{service} {item}`"));
        assert_ne!(is_read(&service, &item), excused, "{service} {item}");
    }
}

#[test]
fn every_price_of_the_envelope_is_read_from_lists() {
    let names = |source: &str, name: &str| source.contains(&format!("\"{name}\""));
    let used = |service: &str, item: &str| {
        MONEY.iter().any(|source| names(source, service) && names(source, item))
    };
    let priced: Vec<_> = embedded().into_iter().filter(|(one, item)| used(one, item)).collect();
    assert!(priced.len() > 20, "{priced:?}");
    for (service, item) in priced {
        assert!(is_read(&service, &item), "{service} {item}");
    }
}
