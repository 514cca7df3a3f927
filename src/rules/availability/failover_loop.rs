//! Ways out that lead back to where they began.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Policy, Target, Traffic};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::{Span, Spanned};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/failover-loop",
    cases: &[Case::REFUSED],
    why: "A fallback that leads back to what has just failed is none: requests go round until they time out.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\", route \"/*\" to web }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses search else plain }
  workload search on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  workload plain on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses web }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\", route \"/*\" to web }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses search else plain }
  workload search on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  workload plain on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

/// One thing leads to another.
#[derive(Clone, Copy)]
struct Way<'a> {
    from: &'a str,
    to: &'a str,
    span: Span,
    /// Whether it is a fallback or a route: two workloads that only use each other are no loop.
    turns: bool,
}

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    findings.extend(seen.policy.traffics.iter().filter_map(twice));
    let ways = remaining(&ways(seen.policy));
    let closing = ways.iter().filter(|way| way.turns);
    findings.extend(closing.into_iter().find_map(|way| round(way, &ways)));
}

/// An order that names a place again.
fn twice(traffic: &Traffic) -> Option<Finding> {
    let order = &traffic.failover.as_ref()?.node;
    let mut before = BTreeMap::new();
    let (first, again) = order.iter().find_map(|entry| {
        let first = before.insert(entry.node.as_str(), entry)?;
        Some((first, entry))
    })?;
    if order.iter().all(|entry| entry.node == first.node) {
        return None;
    }
    let message =
        format!("the order of {} comes back to {}", tick(&traffic.name.node), tick(&again.node));
    Some(
        RULE.finding(message, again.span, "named again")
            .also(first.span, "failed already")
            .help("name each place once"),
    )
}

fn ways(policy: &Policy) -> Vec<Way<'_>> {
    let mut ways = Vec::new();
    for (workload, body) in shared::everywhere(policy) {
        for uses in &body.uses {
            push(&mut ways, &workload.name.node, &uses.targets, false);
        }
    }
    let traffics = policy.traffics.iter().map(|it| (&it.name.node, &it.routes));
    for (name, routes) in traffics.chain(policy.cdns.iter().map(|it| (&it.name.node, &it.routes))) {
        for route in routes {
            push(&mut ways, name, &route.to, true);
        }
    }
    for traffic in &policy.traffics {
        let order = traffic.failover.iter().flat_map(|order| &order.node);
        let way = |to: &'_ Spanned<String>| (to.span, traffic.name.node.as_str());
        ways.extend(order.map(|to| {
            let (span, from) = way(to);
            Way { from, to: to.node.as_str(), span, turns: true }
        }));
    }
    ways
}

fn push<'a>(ways: &mut Vec<Way<'a>>, from: &'a str, to: &'a [Spanned<Target>], routes: bool) {
    for (at, target) in to.iter().enumerate() {
        if let Target::Name(name) = &target.node {
            ways.push(Way { from, to: name, span: target.span, turns: routes || at > 0 });
        }
    }
}

/// The ways that may be part of a circle: all but those from things that nothing leads to.
fn remaining<'a>(ways: &[Way<'a>]) -> Vec<Way<'a>> {
    let mut leading: BTreeMap<&str, usize> = BTreeMap::new();
    let mut onward: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for way in ways {
        *leading.entry(way.to).or_default() += 1;
        onward.entry(way.from).or_default().push(way.to);
    }
    let mut free: Vec<&str> =
        onward.keys().copied().filter(|from| !leading.contains_key(from)).collect();
    let mut gone = BTreeSet::new();
    while let Some(name) = free.pop() {
        gone.insert(name);
        for to in onward.get(name).into_iter().flatten() {
            let left = leading.entry(to).or_default();
            *left = left.saturating_sub(1);
            if *left == 0 {
                free.push(to);
            }
        }
    }
    ways.iter().filter(|way| !gone.contains(way.from)).copied().collect()
}

/// The shortest way back from where a way leads to where it begins.
fn round(way: &Way, ways: &[Way]) -> Option<Finding> {
    let mut reached = BTreeMap::from([(way.to, None)]);
    let mut next = VecDeque::from([way.to]);
    while let Some(name) = next.pop_front().filter(|name| *name != way.from) {
        for onward in ways.iter().filter(|onward| onward.from == name) {
            if !reached.contains_key(onward.to) {
                reached.insert(onward.to, Some(*onward));
                next.push_back(onward.to);
            }
        }
    }
    reached.get(way.from)?;
    let mut back = Vec::new();
    let mut at = way.from;
    while let Some(Some(step)) = reached.get(at) {
        back.push(*step);
        at = step.from;
    }
    back.reverse();
    let names: Vec<&str> =
        [way.from, way.to].into_iter().chain(back.iter().map(|step| step.to)).collect();
    let message = format!("{} leads back to itself: {}", tick(way.from), names.join(" -> "));
    let finding = RULE.finding(message, way.span, "closes the circle");
    let finding = back.iter().fold(finding, |finding, step| finding.also(step.span, "leads on"));
    Some(finding.help("lead one of them to something that stands by itself"))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_network_behind_the_name_that_it_asks_is_a_circle() {
        let text = "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\", route \"/*\" to front }
  cdn front on cloudfront { host = \"shop.example.com\", route \"/*\" to public }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
";
        assert!(codes(text).contains(&super::RULE.code), "{:?}", codes(text));
    }

    #[test]
    fn workloads_that_use_each_other_are_no_circle() {
        let text = super::RULE.rejected.replace("search else plain", "plain, uses search");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
