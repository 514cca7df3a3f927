//! Loads that reach a workload of which nobody said how much one replica carries, and losses of which nobody said what load
//! the others take over.

use std::collections::BTreeSet;

use crate::diagnostic::{Case, Finding};
use crate::model::measure::Dimension;
use crate::model::policy::{Origin, Platform, Policy, Quantity, Target, Traffic, Workload};
use crate::ratio::Ratio;
use crate::rules::{Check, Rule, Seen, promises};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/load-not-measurable",
    cases: &[REPLICA, LOAD],
    why: "How many replicas a load needs follows from what one carries: `serves` for requests, `connections` for open \
          connections. Without it nothing says whether the bounds are enough; without a load nothing says what the others \
          take over when a place is lost.",
    rejected: "service shop {
  budget = $500/month
  peak   = 90/s
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  peak   = 90/s
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, serves = 30/s }
}
",
    check: Check::Policy(check),
};

const REPLICA: Case = Case::WARNING.promised().when("what a replica carries");
const LOAD: Case = Case::WARNING.promised().when("what a loss leaves to others");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    findings.extend(unloaded(policy));
    let common = policy.peak.as_ref().or(policy.steady.as_ref());
    let traffics = policy.traffics.iter().filter(|_| common.is_some());
    let reached: BTreeSet<&str> = traffics.flat_map(|traffic| reached(policy, traffic)).collect();
    for workload in policy.workloads.iter().filter(|workload| is_bounded(workload)) {
        let own = workload.body.peak.as_ref().or(workload.body.steady.as_ref());
        let common = common.filter(|_| reached.contains(workload.name.node.as_str()));
        findings.extend(own.or(common).and_then(|load| unmeasured(seen, workload, load)));
    }
}

/// A promise for the loss of a place, where no load says what is left to the others.
fn unloaded(policy: &Policy) -> Option<Finding> {
    let own = |workload: &Workload| workload.body.steady.or(workload.body.peak).is_some();
    if policy.steady.or(policy.peak).is_some() || policy.workloads.iter().any(own) {
        return None;
    }
    let workload = policy.workloads.iter().find(|workload| is_bounded(workload))?;
    let places: &[&str] = if policy.regions.len() > 1 { &["zone", "region"] } else { &["zone"] };
    let promise = promises::scoped(policy, &["rto"], places).next()?;
    let message = format!(
        "{} is promised, and no load says what the others then carry",
        tick(&promises::words(promise))
    );
    Some(
        RULE.case(LOAD, message, promise.span, "not computed")
            .also(workload.head, "one of the others")
            .help("add `steady = 100/s` and `peak = 500/s` to the service, as measured"),
    )
}

/// Whether a need is compared with anything: a function without `reserved` grows as far as the account lets it.
fn is_bounded(workload: &Workload) -> bool {
    let body = &workload.body;
    match workload.platform.node {
        Platform::Ec2 | Platform::Fargate | Platform::Kubernetes => body.replicas.is_some(),
        Platform::Lambda => body.reserved.is_some(),
    }
}

/// The workloads whose part of a traffic's load is known: all of it, or a share. Paths alone tell no parts.
fn reached<'a>(policy: &'a Policy, traffic: &'a Traffic) -> Vec<&'a str> {
    let workload = |target: &'a Spanned<Target>| match &target.node {
        Target::Name(name) if policy.workloads.iter().any(|known| known.name.node == *name) => {
            Some(name.as_str())
        }
        Target::Name(_) | Target::Bucket(_) | Target::Host(_) => None,
    };
    let first = |from: fn(&Origin) -> bool| {
        let routes = traffic.routes.iter().filter(move |route| from(&route.from.node));
        routes.filter_map(|route| route.to.first()).filter_map(workload).collect::<Vec<_>>()
    };
    let all: BTreeSet<&str> = first(|_| true).into_iter().collect();
    match policy.workloads.as_slice() {
        [only] if traffic.routes.is_empty() => vec![only.name.node.as_str()],
        _ if all.len() == 1 => all.into_iter().collect(),
        _ => first(|origin| matches!(origin, Origin::Share(_))),
    }
}

fn unmeasured(seen: &Seen, workload: &Workload, load: &Spanned<Quantity>) -> Option<Finding> {
    let body = &workload.body;
    let (attribute, what, unit) = match Dimension::of(load.node) {
        Dimension::Count if body.connections.is_none() => ("connections", "connections", ""),
        Dimension::Rate if body.serves.is_none() => ("serves", "requests", "/s"),
        _ => return None,
    };
    let name = tick(&workload.name.node);
    let message = format!(
        "{} reaches {name}, and nothing says how many {what} one replica carries",
        tick(&load.node.to_string())
    );
    let enough = enough(seen, workload).map_or(String::new(), |least| {
        format!(": from `{attribute} = {least}{unit}` on its maximum is enough")
    });
    Some(
        RULE.finding(message, workload.head, format!("no `{attribute}`"))
            .also(load.span, "the load")
            .help(format!("measure it and write it in {name}{enough}")),
    )
}

/// What one replica has to carry at least for the maximum of every region to be enough.
fn enough(seen: &Seen, workload: &Workload) -> Option<u64> {
    let fleet = seen.figures.fleet(&workload.name.node)?;
    let arriving = fleet.demand.peak.as_ref().or(fleet.demand.steady.as_ref()).ok()?;
    let each = fleet.stands.iter().filter_map(|stand| {
        let headroom = stand.body.headroom.map_or(Ratio::ZERO, |it| it.node.base());
        let load = arriving.amount * stand.share * (Ratio::ONE + headroom / Ratio::from_whole(100));
        let carrying = Ratio::from_whole(stand.bounds?.max) * stand.target.share;
        (!carrying.is_zero()).then(|| (load / carrying).ceil())
    });
    each.max()
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::found;

    #[test]
    fn a_promise_for_a_loss_needs_a_load() {
        let text = super::RULE.accepted.replace("peak   = 90/s", "objective { rto zone <= 5m }");
        let told = |text: &str| found(text).iter().any(|finding| finding.code == super::RULE.code);
        assert!(told(&text));
        assert!(!told(&text.replace("rto zone", "rto corruption")));
    }
}
