//! Statements in their place, and regions that an environment leaves out.

use super::{resolved, said, shop};

#[test]
fn statements_stand_where_they_mean_something() {
    let cases = [
        "keep cpu at 5%",
        "workload web on ec2 { notify page to oncall }",
        "workload web on ec2 { health x { } }",
        "errors < 5%",
        "environment a { release a -> b }",
        "store db on dynamodb { release rolling 5% }",
    ];
    for inside in cases {
        assert!(said(inside).contains("misplaced: "), "{inside}: {}", said(inside));
    }
}

#[test]
fn regions_of_tier_and_environment_meet() {
    let inside = "region us-east-1 { }\ntier a up to 1k users { regions = [eu-west-1] }\n\
                  environment e { regions = [eu-west-1, us-east-1] }\n\
                  environment f { regions = [us-east-1] }";
    let (services, findings) = resolved(&shop(inside));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["model/no-region"]);
    let policy = services[0].places[0].current().unwrap();
    let regions: Vec<&str> =
        policy.regions.iter().map(|region| region.code.node.as_str()).collect();
    assert_eq!(regions, ["eu-west-1"]);
}

#[test]
fn a_sentence_about_a_region_that_is_left_out_is_a_note() {
    let inside = "region us-east-1 { }\nreplicate images to us-east-1\n\
                  environment e { regions = [eu-west-1] }";
    assert!(said(inside).starts_with("region-left-out: "), "{}", said(inside));
}

#[test]
fn several_active_regions_say_how_traffic_spreads() {
    let said = said("region us-east-1 { }\ntraffic public { host = \"a.example.com\" }");
    assert!(said.contains("`policy = weighted`, `policy = latency`"), "{said}");
}

#[test]
fn attributes_of_queues_have_their_engine() {
    let broker = said("queue jobs on sqs { instance = kafka.m5.large, nodes = 3, partitions = 6 }");
    let named = |name: &str| broker.contains(&format!("unknown-attribute: sqs has no `{name}`"));
    assert!(named("instance") && named("nodes") && named("partitions"), "{broker}");
    let dead = said("queue jobs on kafka { dead_letter_after = 5 }");
    assert!(dead.starts_with("unknown-attribute: kafka has no `dead_letter_after`"), "{dead}");
    assert_eq!(said("queue jobs on sqs { retention = 4d, dead_letter_after = 5 }"), "");
}
