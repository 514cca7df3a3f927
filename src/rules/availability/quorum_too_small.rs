//! Clusters that have no majority once a node is lost.

use std::collections::BTreeMap;

use crate::diagnostic::{Case, Finding, Step};
use crate::model::measure::Bounds;
use crate::model::policy::{Engine, Queue, Store};
use crate::rules::{Check, Rule, Seen, calculation};
use crate::source::Span;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/quorum-too-small",
    cases: &[Case::WARNING.promised()],
    why: "A cluster that elects its leader by majority survives the loss of a node from three on: of two, the one that is \
          left is half.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses books }
  store books on opensearch { instance = t3.small.search, nodes = 2, storage = 20GiB }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses books }
  store books on opensearch { instance = t3.small.search, nodes = 3, storage = 20GiB }
}
",
    check: Check::Policy(check),
};

/// The fewest nodes of which one may be lost and a majority is left.
const FEWEST: u64 = 3;

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for store in &seen.policy.stores {
        search(store, findings);
    }
    for queue in &seen.policy.queues {
        findings.extend(brokers(queue));
    }
}

/// One node is no cluster: that is another finding.
fn search(store: &Store, findings: &mut Vec<Finding>) {
    if store.engine() != Some(Engine::OpenSearch) {
        return;
    }
    let bodies = std::iter::once(&store.at).chain(store.regional.values());
    let two = bodies.filter_map(|body| body.nodes).filter(|nodes| nodes.node.min == 2);
    let places: BTreeMap<Span, Bounds<u64>> = two.map(|nodes| (nodes.span, nodes.node)).collect();
    let what = format!("store {}", tick(&store.name.node));
    findings.extend(places.into_iter().map(|(place, nodes)| finding(&what, nodes, place)));
}

fn brokers(queue: &Queue) -> Option<Finding> {
    let nodes = queue.nodes.as_ref().filter(|_| queue.engine.node == "kafka")?;
    let few = nodes.node.min < FEWEST;
    few.then(|| {
        let what = format!("queue {}", tick(&queue.name.node));
        finding(&what, nodes.node, nodes.span)
    })
}

fn finding(what: &str, nodes: Bounds<u64>, place: Span) -> Finding {
    let message = format!(
        "{what} has {} of the {FEWEST} nodes that leave a majority when one of them is lost",
        nodes.min
    );
    let mend = match nodes.max {
        0..=FEWEST => format!("nodes = {FEWEST}"),
        most => format!("nodes = {FEWEST}..{most}"),
    };
    let nodes = nodes.min;
    let majority = nodes / 2 + 1;
    RULE.finding(message, place, "no majority after a loss")
        .steps([
            Step::given("nodes", nodes.to_string(), place),
            Step::derived("a majority of them", format!("floor({nodes} / 2) + 1 = {majority}")),
            Step::derived("left after a loss", calculation::more(nodes, 1)),
            Step::derived(
                "the fewest that leave a majority",
                format!("{FEWEST} - 1 >= floor({FEWEST} / 2) + 1"),
            ),
        ])
        .write(place, mend)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn two_brokers_are_found() {
        let queue =
            "queue work on kafka { instance = kafka.m5.large, nodes = 2, partitions = 6 }\n}";
        let text = super::RULE.accepted.trim_end().trim_end_matches('}').to_owned() + queue;
        assert!(codes(&text).contains(&super::RULE.code));
    }
}
