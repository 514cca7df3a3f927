//! Types of machines by what they are for. In: a name. Out: whether it is a type of its family, where it has a price,
//! which one was probably meant.

use std::collections::BTreeSet;

use super::{Catalogue, Text, instances, stores};

/// A part of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// EC2
    Instances,
    /// RDS and Aurora
    Databases,
    /// `ElastiCache`
    Caches,
    /// `OpenSearch`
    Searches,
}

impl Family {
    /// Whether the catalogue has the type, if only for its price.
    pub fn knows(self, name: &str, catalogue: &Catalogue) -> bool {
        let sized = match self {
            Family::Instances => instances::instance_type(name).is_some(),
            Family::Databases => stores::rds_class(name).is_some(),
            Family::Caches => stores::elasticache_type(name).is_some(),
            Family::Searches => stores::opensearch_type(name).is_some(),
        };
        sized || !self.regions(name, catalogue).is_empty()
    }

    /// The regions in which the catalogue has a price for it.
    pub fn regions(self, name: &str, catalogue: &Catalogue) -> BTreeSet<Text> {
        match self {
            Family::Instances => catalogue.ec2_regions(name),
            Family::Databases => catalogue.rds_regions(name),
            Family::Caches => catalogue.cache_regions(name),
            Family::Searches => catalogue.search_regions(name),
        }
    }

    /// Whether the catalogue has a price for it in a region.
    pub fn is_offered(self, name: &str, region: &str, catalogue: &Catalogue) -> bool {
        match self {
            Family::Instances => catalogue.offers(name, region),
            Family::Searches => catalogue.search(name, region).is_some(),
            Family::Databases | Family::Caches => self.regions(name, catalogue).contains(region),
        }
    }

    /// What was probably meant, a missing prefix or ending first.
    pub fn nearest(self, name: &str, catalogue: &Catalogue) -> Vec<String> {
        let (near, whole): (fn(&str) -> Vec<String>, String) = match self {
            Family::Instances => (instances::nearest_types, bare(name)),
            Family::Databases => (stores::nearest_rds_classes, format!("db.{}", bare(name))),
            Family::Caches => (stores::nearest_elasticache_types, format!("cache.{}", bare(name))),
            Family::Searches => {
                (stores::nearest_opensearch_types, format!("{}.search", bare(name)))
            }
        };
        if self.knows(&whole, catalogue) { vec![whole] } else { near(name) }
    }

    /// The type of the same class and size that has a price in a region: the plainest of the newest generation.
    pub fn like(self, name: &str, region: &str, catalogue: &Catalogue) -> Option<&'static str> {
        let wanted = class(name);
        let like = |other: &&str| class(other) == wanted;
        let here = |other: &&str| self.regions(other, catalogue).contains(region);
        let known: Vec<&'static str> = match self {
            Family::Instances => instances::names().collect(),
            Family::Databases => stores::rds_names().collect(),
            Family::Caches => stores::elasticache_names().collect(),
            Family::Searches => stores::opensearch_names().collect(),
        };
        let alike = known.into_iter().filter(like).filter(here);
        alike.max_by_key(|other| (std::cmp::Reverse(other.len()), *other))
    }

    /// One of its types.
    pub fn example(self) -> &'static str {
        match self {
            Family::Instances => "m6i.large",
            Family::Databases => "db.r6g.large",
            Family::Caches => "cache.r7g.large",
            Family::Searches => "m6g.large.search",
        }
    }
}

/// `r` and `large` of `cache.r7g.large`.
fn class(name: &str) -> (String, String) {
    let bare = bare(name);
    let (family, size) = bare.split_once('.').unwrap_or((&bare, ""));
    let letters = family.chars().take_while(|letter| !letter.is_ascii_digit()).collect();
    (letters, size.to_owned())
}

fn bare(name: &str) -> String {
    let name = name.strip_prefix("db.").or_else(|| name.strip_prefix("cache.")).unwrap_or(name);
    name.strip_suffix(".search").unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_prefix_is_the_first_guess() {
        let embedded = Catalogue::embedded();
        assert_eq!(Family::Databases.nearest("r6g.large", &embedded), ["db.r6g.large"]);
        assert_eq!(Family::Caches.nearest("r6g.large", &embedded), ["cache.r6g.large"]);
    }

    #[test]
    fn a_type_stands_in_for_one_that_a_region_lacks() {
        let like = |name| Family::Caches.like(name, "me-central-1", &Catalogue::embedded());
        assert_eq!(like("cache.r7g.large"), Some("cache.r5.large"));
        assert_eq!(like("cache.z9.large"), None);
    }

    #[test]
    fn a_type_that_only_the_project_prices_is_known() {
        let row = "ec2\tm99.large\teu-west-1\t0.1\thour\t2026-11-20\ta list\thigh\t\n";
        let own = Catalogue::with("prices.tsv", row).unwrap();
        assert!(Family::Instances.knows("m99.large", &own));
        assert!(!Family::Instances.knows("m99.large", &Catalogue::embedded()));
    }
}
