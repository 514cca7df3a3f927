//! Ways out that lead back to where they began.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::{Case, Edit, Finding};
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
    /// What has to go so that it is no way any more.
    gone: Gone,
}

/// A stretch of a sentence, or the sentence.
#[derive(Clone, Copy)]
enum Gone {
    Part(Span),
    Whole(Span),
}

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    findings.extend(seen.policy.traffics.iter().filter_map(twice));
    let all = ways(seen.policy);
    let ways = remaining(&all);
    let closing = ways.iter().filter(|way| way.turns);
    findings.extend(closing.into_iter().find_map(|way| round(way, &ways, &all)));
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
            .write(again.span, format!("failover {}", once(order).join(" -> "))),
    )
}

fn once(order: &[Spanned<String>]) -> Vec<&str> {
    let mut named = Vec::new();
    for entry in order {
        if !named.contains(&entry.node.as_str()) {
            named.push(entry.node.as_str());
        }
    }
    named
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
        let Some(order) = &traffic.failover else { continue };
        let places: Vec<Span> = order.node.iter().map(|to| to.span).collect();
        for (at, to) in order.node.iter().enumerate() {
            let gone = gone(&places, at, 2);
            let from = traffic.name.node.as_str();
            ways.push(Way { from, to: to.node.as_str(), span: to.span, turns: true, gone });
        }
    }
    ways
}

fn push<'a>(ways: &mut Vec<Way<'a>>, from: &'a str, to: &'a [Spanned<Target>], routes: bool) {
    let places: Vec<Span> = to.iter().map(|target| target.span).collect();
    for (at, target) in to.iter().enumerate() {
        if let Target::Name(name) = &target.node {
            let (span, turns) = (target.span, routes || at > 0);
            ways.push(Way { from, to: name, span, turns, gone: gone(&places, at, 1) });
        }
    }
}

/// What has to go of a chain of names for one of them: what joins it to its neighbour as well, and all of it where fewer
/// than so many would be left.
fn gone(places: &[Span], at: usize, fewest: usize) -> Gone {
    let place = places.get(at).copied().unwrap_or_default();
    let before = at.checked_sub(1).and_then(|before| places.get(before));
    match (before, places.get(at + 1)) {
        _ if places.len() <= fewest => Gone::Whole(place),
        (Some(before), _) => Gone::Part(Span { start: before.end, ..place }),
        (None, Some(next)) => Gone::Part(Span { end: next.start, ..place }),
        (None, None) => Gone::Whole(place),
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
fn round<'a>(way: &Way<'a>, ways: &[Way<'a>], all: &[Way<'a>]) -> Option<Finding> {
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
    let circle: Vec<Way> = std::iter::once(*way).chain(back).collect();
    let spare = spare(&circle, all).unwrap_or(*way);
    let edit = match spare.gone {
        Gone::Part(span) => Edit::Replace(span, String::new()),
        Gone::Whole(span) => Edit::Remove(span),
    };
    let help = format!(
        "do not lead from {} to {}, or only to something that stands by itself",
        tick(spare.from),
        tick(spare.to)
    );
    Some(finding.help(help).edit(edit))
}

/// The way of a circle that can go: what it leads to is reached from outside as well.
fn spare<'a>(circle: &[Way<'a>], all: &[Way<'a>]) -> Option<Way<'a>> {
    let inside = |name: &str| circle.iter().any(|way| way.from == name);
    let reached = |way: &&Way| all.iter().any(|other| other.to == way.to && !inside(other.from));
    circle.iter().rev().find(reached).copied()
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
