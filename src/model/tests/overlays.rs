//! Overlays: what merges, what replaces, and in which order.

use super::{policy, resolved, said, shop};
use crate::syntax::print::sentence;
use crate::syntax::tree::Node;

/// The statements of the only workload that is written, in the language.
fn sentences(inside: &str, place: usize) -> Vec<String> {
    let policy = policy(inside, place);
    let workload = policy.body.iter().find_map(|statement| match &statement.node {
        Node::Block(block) if block.kind.node.word() == "workload" => Some(block),
        _ => None,
    });
    workload.unwrap().body.iter().map(|statement| sentence(&statement.node)).collect()
}

#[test]
fn attributes_replace_and_the_rest_stays() {
    let inside = "workload web on ec2 { instance = t3.large, replicas = 2..6 }\n\
                  environment test { workload web { replicas = 1..2 } }";
    assert_eq!(sentences(inside, 0), ["instance = t3.large", "replicas = 1..2"]);
}

#[test]
fn sentences_replace_by_group() {
    let inside = "workload web on ec2 {\nreplicas = 2..9\nscale out by 1 when cpu > 60%\n\
                  scale out by 3 when cpu > 80%\nscale in by 1 when cpu < 20%\n\
                  page when latency p95 > 1s\npage when latency p99 > 2s\n}\n\
                  environment test { workload web {\nscale out by 2 when requests > 9/s\n\
                  page when latency p95 > 3s\n} }";
    let wanted = [
        "replicas = 2..9",
        "scale out by 2 when requests > 9/s",
        "scale in by 1 when cpu < 20%",
        "page when latency p95 > 3s",
        "page when latency p99 > 2s",
    ];
    assert_eq!(sentences(inside, 0), wanted);
}

#[test]
fn another_platform_begins_anew() {
    let inside = "workload web on ec2 { instance = t3.large, drain = 9s }\n\
                  environment test { workload web on fargate { port = 80 } }";
    assert_eq!(sentences(inside, 0), ["port = 80"]);
}

#[test]
fn profiles_stand_before_the_workloads_own() {
    let text = shop("workload web on ec2 with base { drain = 9s }");
    let text = format!("profile base {{ drain = 5s, port = 81 }}\n{text}");
    let (services, findings) = resolved(&text);
    assert_eq!(findings, []);
    let workload = services[0].places[0].current().unwrap().workloads[0].body.clone();
    assert_eq!(workload.drain.map(|drain| drain.node.seconds()), Some(9));
    assert_eq!(workload.port.map(|port| port.node), Some(81));
}

#[test]
fn an_overlay_may_lay_a_profile_too() {
    let text = shop(
        "workload web on ec2 { drain = 9s }\nenvironment a { workload web with base { port = 82 } }",
    );
    let (services, findings) =
        resolved(&format!("profile base {{ drain = 5s, port = 81 }}\n{text}"));
    assert_eq!(findings, []);
    let workload = services[0].places[0].current().unwrap().workloads[0].body.clone();
    assert_eq!(workload.drain.map(|drain| drain.node.seconds()), Some(5));
    assert_eq!(workload.port.map(|port| port.node), Some(82));
}

#[test]
fn tiers_accumulate_in_the_order_of_their_sizes() {
    let inside = "current = small\ntier large up to 1M users { peak = 900/s }\n\
                  tier small up to 1k users { peak = 9/s, steady = 1/s }\n\
                  tier middle up to 80k users { peak = 90/s }";
    let (services, findings) = resolved(&shop(inside));
    assert_eq!(findings, []);
    let place = &services[0].places[0];
    let peaks = place.tiers.iter().map(|tier| tier.peak.map(|peak| peak.node.to_string()).unwrap());
    assert_eq!(peaks.collect::<Vec<_>>(), ["9/s", "90/s", "900/s"]);
    assert!(place.tiers.iter().all(|tier| tier.steady.is_some()));
    assert_eq!((place.current, place.said), (0, true));
}

#[test]
fn an_environment_lies_over_its_tier() {
    let inside = "tier a up to 1k users { peak = 9/s }\nenvironment e { peak = 1/s }";
    assert_eq!(policy(inside, 0).peak.map(|peak| peak.node.to_string()).as_deref(), Some("1/s"));
}

#[test]
fn an_overlay_needs_something_below() {
    let said = said("workload web on ec2 { }\nenvironment test { workload wbe { replicas = 2 } }");
    assert_eq!(said, "unknown-name: no workload `wbe` to overlay | did you mean `web`?");
}

#[test]
fn tiers_count_one_thing() {
    let said = said("tier a up to 1k users { }\ntier b up to 2k orders { }");
    assert!(said.contains("tiers count `users` and `orders`"), "{said}");
}

#[test]
fn entries_of_objective_merge() {
    let inside =
        "objective { errors < 1%, latency p95 < 1s }\nenvironment e { objective { errors < 2% } }";
    let promises = policy(inside, 0).promises;
    let shown: Vec<String> =
        promises.iter().map(|promise| sentence(&Node::Promise(promise.node.clone()))).collect();
    assert_eq!(shown, ["errors < 2%", "latency p95 < 1s"]);
}
