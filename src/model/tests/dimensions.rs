//! Values of the wrong dimension are refused with what may have been meant.

use super::{said, web};

#[test]
fn readings_are_offered() {
    let cases = [
        (web("page when latency > 200 for 5m"), "for `latency` write `200ms`, `200s` or `200m`"),
        (web("memory = 512m"), "for `memory` write `512MiB` or `512MB`"),
        (web("cpu = 500m"), "for `cpu` write `0.5vcpu`"),
        (web("serves = 100"), "for `serves` write `100/s` or `100/min`"),
        (web("drain = 5M"), "for `drain` write `5m`"),
        (web("keep cpu at 70"), "for `cpu` write `70%`"),
        (web("replicas = 30%"), "for `replicas` write `30`"),
        (said("budget = $5000"), "for `budget` write `$5000/month` or `$5000/h`"),
        (said("budget = 5k"), "for `budget` write `$5k/month`"),
    ];
    for (said, help) in cases {
        assert!(said.starts_with("wrong-dimension: "), "{said}");
        assert!(said.ends_with(&format!("| {help}")), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn both_ends_of_a_range_have_the_dimension() {
    assert!(web("memory = 1GiB..2").starts_with("wrong-dimension: "));
    assert!(web("replicas = 6..2").starts_with("scaling/bounds-out-of-order: "));
    assert_eq!(web("memory = 1GiB..2GiB, replicas = 2..6"), "");
}

#[test]
fn a_share_of_a_whole_ends_at_100_percent() {
    for inside in ["spot = 101%", "page when errors > 120% for 5m", "release canary 200% for 5m"] {
        assert!(web(inside).contains("ends at 100%"), "{inside}");
    }
    assert!(said("objective { availability >= 100.1% }").contains("ends at 100%"));
    assert_eq!(web("spot = 100%, page when cpu > 150% for 5m"), "");
    assert_eq!(web("page when requests > 120% of capacity for 5m"), "");
}

#[test]
fn a_figure_speaks_of_one_whole() {
    let said = web("keep requests at 70% of capacity per replica");
    assert!(said.contains("not both"), "{said}");
}

#[test]
fn promises_compare_values_of_their_dimension() {
    assert!(said("objective { latency p95 < 400 }").starts_with("wrong-dimension: "));
    assert!(said("objective { cost per request <= $1/month }").starts_with("wrong-dimension: "));
    assert_eq!(said("objective { cost per request <= $0.001 }"), "");
    let set = said("objective { availability = 99.9% }");
    assert_eq!(
        set,
        "misplaced: a promise compares | write `availability >= …` or `availability < …`"
    );
}

#[test]
fn days_and_zones_exist() {
    let window = |on: &str, zone: &str| {
        web(&format!("replicas = 2..6\nat least 3 from 08:00 to 20:00 on {on} in \"{zone}\""))
    };
    assert_eq!(window("mon..fri", "Europe/Berlin"), "");
    assert_eq!(window("[mon, sat..sun]", "UTC"), "");
    assert!(window("mon..fry", "UTC").contains("did you mean `fri`?"));
    assert!(window("mon..fri", "Europe/Berlim").contains("did you mean `\"Europe/Berlin\"`?"));
    assert!(window("2027-06-30..2027-06-01", "UTC").contains("write `2027-06-01..2027-06-30`"));
}

#[test]
fn promises_bound_the_side_that_can_go_wrong() {
    let cases = [
        ("availability <= 99%", "availability >= 99%"),
        ("latency p95 > 200ms", "latency p95 < 200ms"),
        ("errors >= 1%", "errors <= 1%"),
        ("rto region >= 5m", "rto region <= 5m"),
        ("cost per request > $0.001/request", "cost per request < $0.001/request"),
    ];
    for (wrong, mend) in cases {
        let found = said(&format!("objective {{ {wrong} }}"));
        assert!(found.starts_with("wrong-direction: "), "{found}");
        assert!(found.ends_with(&format!("| write `{mend}`")), "{found}");
    }
    assert_eq!(
        said("objective { availability >= 99%, cpu < 80%, requests >= 10/s, mtbf > 30d }"),
        ""
    );
}
