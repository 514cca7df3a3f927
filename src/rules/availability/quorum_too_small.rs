//! Clusters that have no majority once a node is lost.

use crate::diagnostic::{Case, Finding, Step};
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
        findings.extend(search(store));
    }
    for queue in &seen.policy.queues {
        findings.extend(brokers(queue));
    }
}

/// One node is no cluster: that is another finding.
fn search(store: &Store) -> Option<Finding> {
    if store.engine()? != Engine::OpenSearch {
        return None;
    }
    let bodies = std::iter::once(&store.at).chain(store.regional.values());
    let nodes = bodies.filter_map(|body| body.nodes.as_ref()).find(|nodes| nodes.node.min == 2)?;
    let what = format!("store {}", tick(&store.name.node));
    Some(finding(&what, nodes.node.min, nodes.span))
}

fn brokers(queue: &Queue) -> Option<Finding> {
    let nodes = queue.nodes.as_ref().filter(|_| queue.engine.node == "kafka")?;
    let few = nodes.node.min < FEWEST;
    few.then(|| {
        let what = format!("queue {}", tick(&queue.name.node));
        finding(&what, nodes.node.min, nodes.span)
    })
}

fn finding(what: &str, nodes: u64, place: Span) -> Finding {
    let message = format!(
        "{what} has {nodes} of the {FEWEST} nodes that leave a majority when one of them is lost"
    );
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
        .help(format!("write `nodes = {FEWEST}`"))
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
