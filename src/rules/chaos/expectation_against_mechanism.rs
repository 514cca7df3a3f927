//! Rehearsals of a loss that nothing survives.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::measure::base;
use crate::model::policy::{Drill, DrillAction, Policy, Store, Target, Traffic, Workload};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::{Span, Spanned};
use crate::syntax::print;
use crate::syntax::tree::{Node, Number, Quantity, Scale, Unit};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "chaos/expectation-against-mechanism",
    cases: &[Case::WARNING.promised()],
    why: "A rehearsal shows that something takes over. Where the policy has nothing that could, it is an outage by \
          appointment.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    page when cpu > 90% for 5m
  }
  drill monthly lose 2 web
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    page when cpu > 90% for 5m
  }
  drill monthly lose 1 web
  notify page to oncall
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for drill in &seen.policy.drills {
        findings.extend(nothing_left(seen, drill));
    }
}

/// What is the matter, where it is said, and the mend in words and as edits.
type Trouble = (String, Span, String, Vec<Edit>);

fn nothing_left(seen: &Seen, drill: &Spanned<Drill>) -> Option<Finding> {
    let DrillAction::Lose(count, thing) = &drill.node.action else { return None };
    let number = count.as_ref().and_then(|count| base(count.node).whole());
    let (why, place, help, edits) = match &thing.node {
        Target::Name(name) => named(seen.policy, drill, name, number)?,
        Target::Host(host) => outside(seen.policy, host)?,
        Target::Bucket(_) => return None,
    };
    let finding = RULE.finding(why, drill.span, "an outage by appointment");
    let finding = finding.also(place, "all that there is").help(help);
    Some(edits.into_iter().fold(finding, Finding::edit))
}

fn named(
    policy: &Policy,
    drill: &Spanned<Drill>,
    name: &str,
    number: Option<u64>,
) -> Option<Trouble> {
    if name == "zone" {
        let single = || policy.regions.iter().filter(|region| region.zones.node == 1);
        let region = single().next()?;
        let why = format!("a zone is to be lost, and {} has one", tick(&region.code.node));
        let edits = single().map(|region| Edit::Write(region.zones.span, TWO_ZONES.to_owned()));
        return Some((why, region.zones.span, format!("write `{TWO_ZONES}`"), edits.collect()));
    }
    if let [only] = policy.regions.as_slice()
        && only.code.node == name
    {
        let why = format!("{} is to be lost, and it is the only region", tick(name));
        let zone = with(drill, "zone");
        let mut edits = vec![Edit::Write(drill.span, zone.clone())];
        if only.zones.node == 1 {
            edits.push(Edit::Write(only.zones.span, TWO_ZONES.to_owned()));
        }
        let help = format!("write `{zone}`, or declare a second region");
        return Some((why, only.code.span, help, edits));
    }
    let workload = policy.workloads.iter().find(|it| it.name.node == name);
    let store = policy.stores.iter().find(|it| it.name.node == name);
    let network = policy.cdns.iter().find(|it| it.name.node == name);
    workload
        .and_then(|workload| replicas(workload, drill, number?))
        .or_else(|| store.and_then(nodes))
        .or_else(|| network.and_then(|cdn| way_in(policy, drill, name, cdn.head)))
}

const TWO_ZONES: &str = "zones = 2";

/// The drill, of the loss of something else.
fn with(drill: &Spanned<Drill>, thing: &str) -> String {
    let mut other = drill.node.clone();
    if let DrillAction::Lose(_, lost) = &mut other.action {
        lost.node = Target::Name(thing.to_owned());
    }
    print::sentence(&Node::Drill(other))
}

/// The drill, of the loss of so many.
fn fewer(drill: &Spanned<Drill>, count: u64) -> String {
    let mut other = drill.node.clone();
    if let DrillAction::Lose(Some(lost), _) = &mut other.action {
        lost.node = Quantity { number: Number::whole(count), unit: Unit::Count(Scale::One) };
    }
    print::sentence(&Node::Drill(other))
}

fn replicas(workload: &Workload, drill: &Spanned<Drill>, number: u64) -> Option<Trouble> {
    let bounds = || shared::bodies(workload).filter_map(|body| body.replicas.as_ref());
    let fewest = bounds().min_by_key(|bounds| bounds.node.min)?;
    let least = fewest.node.min;
    (number >= least).then(|| {
        let name = &workload.name.node;
        let why =
            format!("{number} of {} are to be lost, and there may be {least} only", tick(name));
        if least > 1 {
            let fewer = fewer(drill, least - 1);
            let help = format!("write `{fewer}`");
            return (why, fewest.span, help, vec![Edit::Write(drill.span, fewer)]);
        }
        let low = bounds().filter(|bounds| bounds.node.min <= number);
        let edits = low.map(|bounds| {
            let least = number.saturating_add(1);
            let sentence = format!("replicas = {least}..{}", bounds.node.max.max(least));
            Edit::Write(bounds.span, sentence)
        });
        let help = format!("raise the minimum of `replicas` to {}", number.saturating_add(1));
        (why, fewest.span, help, edits.collect())
    })
}

fn nodes(store: &Store) -> Option<Trouble> {
    let nodes = store.at.nodes.as_ref().filter(|nodes| nodes.node.min == 1)?;
    if store.at.zones.as_ref().is_some_and(|zones| zones.node > 1) {
        return None;
    }
    let why = format!("store {} is to be lost, and it has one node", tick(&store.name.node));
    let two = "nodes = 2";
    Some((why, nodes.span, format!("write `{two}`"), vec![Edit::Write(nodes.span, two.to_owned())]))
}

/// A content network that users come in by, with no other in the order.
fn way_in(policy: &Policy, drill: &Spanned<Drill>, name: &str, head: Span) -> Option<Trouble> {
    let ordered = |traffic: &Traffic| {
        let order = traffic.failover.iter().flat_map(|order| &order.node);
        let mut named = order.filter(|entry| entry.node == name);
        named.next().is_some()
    };
    let fallback = |traffic: &Traffic| {
        let mut routes = traffic.routes.iter().filter(|route| route.node.to.len() > 1);
        routes.any(|route| {
            route.node.to.iter().any(|to| matches!(&to.node, Target::Name(it) if it == name))
        })
    };
    if policy.traffics.iter().any(|traffic| ordered(traffic) || fallback(traffic)) {
        return None;
    }
    let why = format!("cdn {} is to be lost, and users come in by no other", tick(name));
    let help = "remove the drill, or give users another way in with `failover`";
    Some((why, head, help.to_owned(), vec![Edit::Remove(drill.span)]))
}

fn outside(policy: &Policy, host: &str) -> Option<Trouble> {
    let uses = shared::everywhere(policy).flat_map(|(_, body)| &body.uses);
    let only = uses.filter(|uses| {
        matches!(uses.node.targets.first().map(|to| &to.node), Some(Target::Host(it)) if it == host)
    });
    let bare = |name: &str| name == "opens_after" || name == "timeout";
    let uses = only.into_iter().find(|uses| {
        uses.node.targets.len() == 1
            && !uses.node.options.iter().any(|option| bare(&option.node.name.node))
    })?;
    let why =
        format!("{} is to be lost, and nothing gives up on it or takes its place", tick(host));
    let (at, option) = match uses.node.options.last() {
        Some(last) => (last.span, ", timeout = 2s"),
        None => (uses.span, " { timeout = 2s }"),
    };
    let end = Span { start: at.end, ..at };
    let help = format!("add `timeout = 2s` to `uses \"{host}\"`, or `else` with another target");
    Some((why, uses.span, help, vec![Edit::Replace(end, option.to_owned())]))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn the_only_region_and_a_single_node_are_found() {
        let drill = |what: &str| super::RULE.accepted.replace("1 web", what);
        assert!(codes(&drill("eu-west-1")).contains(&super::RULE.code));
        let store = drill("db").replace(
            "  notify",
            "  store db on rds-mysql { instance = db.t3.medium, nodes = 1, storage = 20GiB }
  notify",
        );
        assert!(codes(&store).contains(&super::RULE.code));
        assert!(!codes(&store.replace("nodes = 1", "nodes = 2")).contains(&super::RULE.code));
        assert!(!codes(&drill("zone")).contains(&super::RULE.code));
    }
}
