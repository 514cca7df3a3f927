//! The catalogue as a whole: sorted, sourced, readable to the last row, and right where a figure is known.

use super::table::{Row, Table};
use super::*;

fn here() -> Catalogue {
    Catalogue::embedded()
}

/// Every table with the position of the field that names a source; nothing where that is an origin.
fn tables() -> Vec<(&'static str, &'static Table<'static>, usize, Option<usize>)> {
    vec![
        ("ec2-types", &instances::TYPES, 1, Some(4)),
        ("ec2-prices", &instances::PRICES, 2, None),
        ("rds-classes", &stores::RDS_CLASSES, 1, Some(3)),
        ("rds-prices", &stores::RDS_PRICES, 2, None),
        ("elasticache-types", &stores::CACHE_TYPES, 1, Some(3)),
        ("elasticache-prices", &stores::CACHE_PRICES, 2, None),
        ("opensearch-types", &stores::SEARCH_TYPES, 1, Some(3)),
        ("opensearch-prices", &stores::SEARCH_PRICES, 2, None),
        ("origins", &price::ORIGINS, 1, Some(2)),
        ("services", &services::SERVICES, 3, Some(6)),
        ("allowances", &services::ALLOWANCES, 2, Some(5)),
        ("regions", &regions::REGIONS, 1, Some(5)),
        ("sla", &service_levels::LEVELS, 2, Some(3)),
    ]
}

fn key(row: Row<'static>, length: usize) -> Vec<&'static str> {
    (0..length).map(|field| row.field(field).unwrap_or_default()).collect()
}

#[test]
fn every_table_is_sorted_and_names_each_thing_once() {
    for (name, table, length, _) in tables() {
        let keys: Vec<_> = table.rows().map(|row| key(row, length)).collect();
        let sorted = keys.windows(2).all(|pair| pair[0] < pair[1]);
        assert!(!keys.is_empty() && sorted, "{name}");
        assert!(keys.iter().all(|key| table.find(key).is_some()), "{name}");
    }
}

#[test]
fn every_row_is_sourced_and_every_source_is_known() {
    for (name, table, length, position) in tables() {
        let Some(position) = position else { continue };
        for row in table.rows() {
            let ids = row.field(position).unwrap_or_default();
            let known = ids.split(';').all(|id| source(id).is_some());
            assert!(known, "{name}: {:?}: {ids}", key(row, length));
        }
    }
    assert!(sources::SOURCES.rows().all(|row| row.field(0).and_then(source).is_some()));
    let spot = here().spot("m5.large", "eu-west-1").unwrap();
    assert!(source(spot.source).is_some());
}

#[test]
fn every_price_can_be_read() {
    let readable = |row: Row<'static>, usd: usize, origin: usize| {
        row.field(usd)
            .is_none_or(|usd| Price::read(usd, row.field(origin).unwrap_or_default()).is_some())
    };
    assert!(instances::PRICES.rows().all(|row| row.field(2).is_some() && readable(row, 2, 3)));
    assert!(stores::SEARCH_PRICES.rows().all(|row| row.field(2).is_some() && readable(row, 2, 3)));
    assert!(stores::RDS_PRICES.rows().all(|row| (2..6).all(|usd| readable(row, usd, 6))));
    assert!(stores::CACHE_PRICES.rows().all(|row| (2..5).all(|usd| readable(row, usd, 5))));
    for row in services::SERVICES.rows() {
        let key = key(row, 3);
        assert!(here().service(key[0], key[1], key[2]).is_some(), "{key:?}");
    }
}

#[test]
fn every_price_is_of_a_known_thing_in_a_known_region() {
    let prices = tables().into_iter().filter(|(name, ..)| name.ends_with("prices"));
    for (name, table, ..) in prices {
        for row in table.rows() {
            let thing = row.field(0).unwrap_or_default();
            let known = match name {
                "ec2-prices" => instance_type(thing).is_some(),
                "rds-prices" => rds_class(thing).is_some(),
                "elasticache-prices" => elasticache_type(thing).is_some(),
                _ => opensearch_type(thing).is_some(),
            };
            let place = row.field(1).and_then(region);
            assert!(known && place.is_some(), "{name}: {:?}", key(row, 2));
        }
    }
}

#[test]
fn the_date_is_the_newest_full_date() {
    let origins = price::ORIGINS.rows().filter_map(|row| row.field(1));
    let services = services::SERVICES.rows().filter_map(|row| row.field(5));
    let full = origins.chain(services).filter(|date| date.len() == 10);
    assert_eq!(full.max(), Some(here().date()));
    assert!(here().date().parse::<jiff::civil::Date>().is_ok());
}

/// Figures that were checked against other sources: see `data/README.md`.
#[test]
fn known_figures_are_exact() {
    let hour =
        |name, region| here().ec2(name, region).map(|price| price.pico_usd_per_hour / 1_000_000);
    assert_eq!(hour("t3.micro", "us-east-1"), Some(10_400));
    assert_eq!(hour("m5.large", "us-east-1"), Some(96_000));
    assert_eq!(hour("c7g.large", "us-east-1"), Some(72_500));
    assert_eq!(hour("p4d.24xlarge", "us-east-1"), Some(21_957_642));
    assert_eq!(hour("t3.medium", "eu-west-2"), Some(47_200));
    let rds = here().rds("db.t4g.micro", "eu-west-2", RdsEngine::Postgresql, Deployment::SingleAz);
    assert_eq!(rds.map(|price| price.pico_usd_per_hour), Some(18_000_000_000));
    let unit = |service, item, region| {
        here().service(service, item, region).map(|price| price.pico_usd / 100)
    };
    assert_eq!(unit("fargate", "linux-x86-vcpu", "us-east-1"), Some(404_800_000));
    assert_eq!(unit("fargate", "linux-x86-memory", "us-east-1"), Some(44_450_000));
    assert_eq!(unit("alb", "hour", "us-east-1"), Some(225_000_000));
    assert_eq!(unit("nat-gateway", "hour", "us-east-1"), Some(450_000_000));
    assert_eq!(unit("lambda", "duration-x86-tier1", "us-east-1"), Some(166_667));
    assert_eq!(unit("lambda", "provisioned-concurrency-x86", "us-east-1"), Some(41_667));
    assert_eq!(unit("route53", "health-check-non-aws", "eu-west-1"), Some(7_500_000_000));
    assert_eq!(unit("cloudwatch", "alarm-standard", "us-east-1"), Some(1_000_000_000));
    assert_eq!(unit("eks", "cluster-standard", "us-east-1"), Some(1_000_000_000));
}

#[test]
fn sizes_and_origins_are_told() {
    let m5 = instance_type("m5.large").unwrap();
    assert_eq!((m5.vcpu, m5.memory_mib, m5.arch), (Some(2), Some(8192), "x86_64"));
    assert_eq!(instance_type("c8ine.large").and_then(|kind| kind.memory_mib), None);
    assert_eq!(rds_class("db.r6g.large").map(|class| class.memory_mib), Some(16_384));
    assert_eq!(elasticache_type("cache.m5.12xlarge").map(|node| node.memory_mib), Some(160_890));
    let price = here().ec2("m5.large", "eu-west-1").unwrap();
    assert_eq!(
        (&*price.date, &*price.source, price.confidence),
        ("2025-04-04", "awspage", Confidence::Medium)
    );
    let stale = here().ec2("p4d.24xlarge", "ap-northeast-1").map(|price| price.confidence);
    assert_eq!(stale, Some(Confidence::Low));
}

#[test]
fn absence_is_absence() {
    assert_eq!(here().ec2("c8i.large", "eu-west-1"), None);
    assert!(here().ec2_regions("c8i.large").iter().any(|region| region == "us-east-1"));
    assert_eq!(here().ec2("m5.larg", "eu-west-1"), None);
    assert_eq!(here().service("alb", "lcu", "eu-north-1"), None);
    assert_eq!(here().items("alb").iter().filter(|(item, _)| item == "lcu").count(), 5);
    assert_eq!(here().spot("p4d.24xlarge", "ap-northeast-1"), None);
}

#[test]
fn spot_follows_from_price_and_saving() {
    let estimate = here().spot("c5.12xlarge", "af-south-1").unwrap();
    assert_eq!((estimate.saving_percent, estimate.pico_usd_per_hour), (87, 355_680_000_000));
}

#[test]
fn a_near_name_is_offered() {
    assert!(instances::nearest_types("m5.lrage").contains(&"m5.large".to_owned()));
    assert_eq!(nearest_regions("eu-wst-1").first().map(String::as_str), Some("eu-west-1"));
    assert!(stores::nearest_rds_classes("db.r6.large").contains(&"db.r6g.large".to_owned()));
    assert!(instances::nearest_types("nothing like it at all").is_empty());
}

#[test]
fn places_are_known() {
    assert_eq!(regions().count(), 38);
    assert_eq!(region("us-east-1").and_then(|region| region.zones), Some(6));
    assert_eq!(region("us-gov-east-1").and_then(|region| region.zones), None);
    assert_eq!(country("CH"), Some("Switzerland"));
    assert!(!is_country("UK") && !is_country("ch") && !is_country(""));
    assert_eq!(continent("north-america"), Some("NA"));
    assert_eq!(continents().count(), 7);
}

#[test]
fn service_levels_are_thousandths_of_a_percent() {
    let global = service_level("dynamodb", "global tables").unwrap();
    assert_eq!(global.milli_percent, 99_999);
    assert_eq!(sla("rds").map(|level| level.milli_percent).collect::<Vec<_>>(), [99_950, 99_500]);
    let all = service_levels::LEVELS.rows().filter_map(|row| row.field(0));
    assert!(all.into_iter().all(|service| sla(service).count() > 0));
}

#[test]
fn allowances_are_no_money() {
    assert_eq!(allowance("fargate", "spot-discount-max-pct").map(|figure| figure.amount), Some(70));
    assert_eq!(allowance("lambda", "free-requests").map(|figure| figure.amount), Some(1_000_000));
}

/// The project's own prices come first, one by one; what they do not name stays embedded.
#[test]
fn own_prices_are_laid_over() {
    let text = "ec2\tm5.large\teu-west-1\t0.2\thour\t2026-11-20\tours.csv\thigh\t\n\
                ec2\tz9.large\teu-west-1\t0.3\thour\t2026-11-20\tours.csv\thigh\t\n\
                rds\tdb.r6g.large/postgresql/multi-az\teu-west-1\t0.5\thour\t2026-11-19\tours.csv\thigh\t\n\
                elasticache\tcache.r7g.large/valkey\teu-west-1\t0.1\thour\t2026-11-19\tours.csv\thigh\t\n\
                opensearch\tm6g.large.search\teu-west-1\t0.4\thour\t2026-11-19\tours.csv\thigh\t\n\
                alb\tlcu\teu-north-1\t0.009\tLCU-hour\t2026-11-19\tours.csv\thigh\t\n";
    let ours = Catalogue::with("prices.tsv", text).unwrap();
    let tenths =
        |price: Option<Price>| price.map(|price| price.pico_usd_per_hour / 100_000_000_000);
    assert_eq!(tenths(ours.ec2("m5.large", "eu-west-1")), Some(2));
    assert_eq!(ours.ec2("m5.large", "eu-west-2"), here().ec2("m5.large", "eu-west-2"));
    assert_eq!(ours.ec2_regions("z9.large").len(), 1);
    let multi = (RdsEngine::Postgresql, Deployment::MultiAz);
    assert_eq!(tenths(ours.rds("db.r6g.large", "eu-west-1", multi.0, multi.1)), Some(5));
    assert_eq!(tenths(ours.cache("cache.r7g.large", "eu-west-1", CacheEngine::Valkey)), Some(1));
    assert_eq!(
        ours.cache("cache.r7g.large", "eu-west-1", CacheEngine::Redis),
        here().cache("cache.r7g.large", "eu-west-1", CacheEngine::Redis)
    );
    assert_eq!(tenths(ours.search("m6g.large.search", "eu-west-1")), Some(4));
    assert!(ours.service("alb", "lcu", "eu-north-1").is_some());
    assert_eq!(ours.items("alb").len(), here().items("alb").len() + 1);
    let spot = ours.spot("m5.large", "eu-west-1").unwrap();
    assert_eq!(spot.pico_usd_per_hour, 2_000_000_000 * u64::from(100 - spot.saving_percent));
    assert_eq!(
        (ours.date(), &*ours.name()),
        ("2026-11-20", "2026-10-06 under prices.tsv of 2026-11-20")
    );
    assert_eq!(here().name(), here().date());
}
