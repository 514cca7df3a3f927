//! Weights of regions and shares of routes that are no whole.

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::model::measure::{Ratio, base};
use crate::model::read;
use crate::rules::calculation::equals;
use crate::rules::{Check, Rule, Seen};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Block, Kind, Origin, Quantity};
use crate::words::{all_of, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/weights-do-not-sum",
    cases: &[Case::REFUSED],
    why: "Weights are shares of the whole load: all regions have one or none has, and those of the active regions are \
          100 % together; so are the shares of routes. An environment with fewer regions rescales them by itself.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1    { weight = 60%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1    { weight = 60%, zones = 3 }
  region eu-central-1 { weight = 40%, zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

const WHOLE: Ratio = Ratio { over: 100, under: 1 };

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    // The merged body has the regions that the environment leaves out too.
    let regions: Vec<&Block> = read::blocks(&seen.policy.body, Kind::Region).collect();
    findings.extend(regions.iter().filter_map(|region| idle(region)));
    let active: Vec<&Block> = regions.into_iter().filter(|region| !standby(region)).collect();
    findings.extend(weights(&active));
    for traffic in &seen.policy.traffics {
        let shares = traffic.routes.iter().filter_map(|route| match route.from.node {
            Origin::Share(share) => Some(Spanned::new(share, route.from.span)),
            Origin::Path(_) | Origin::Place(_) | Origin::Countries(_) | Origin::Default => None,
        });
        let shares: Vec<_> = shares.collect();
        if !shares.is_empty() {
            let what = format!("the shares of traffic {}", tick(&traffic.name.node));
            findings.extend(sum(&what, &shares));
        }
    }
}

fn standby(region: &Block) -> bool {
    read::word(&region.body, "role").is_some_and(|role| role.node == "standby")
}

/// A standby carries nothing.
fn idle(region: &Block) -> Option<Finding> {
    let weight = read::quantity(&region.body, "weight").filter(|_| standby(region))?;
    let name = tick(&region.name.as_ref()?.node);
    let message =
        format!("{name} stands by and carries nothing, and has a weight of {}", weight.node);
    Some(
        RULE.finding(message, weight.span, "weight of a standby")
            .help("remove the weight, or `role = standby`")
            .edit(Edit::Remove(weight.span)),
    )
}

fn weights(active: &[&Block]) -> Option<Finding> {
    let with: Vec<Spanned<Quantity>> =
        active.iter().filter_map(|region| read::quantity(&region.body, "weight")).collect();
    let without: Vec<(&str, Span)> = active
        .iter()
        .filter(|region| read::quantity(&region.body, "weight").is_none())
        .filter_map(|region| Some((region.name.as_ref()?.node.as_str(), region.head)))
        .collect();
    match (with.first(), without.first()) {
        (Some(weight), Some((_, head))) => {
            let names: Vec<String> = without.iter().map(|(name, _)| tick(name)).collect();
            let message = format!("{} has no weight, and others have one", all_of(&names));
            let finding = RULE.finding(message, *head, "no weight").also(weight.span, "a weight");
            Some(completed(finding, &with, &without))
        }
        (Some(_), None) => sum("the weights of the active regions", &with),
        (None, _) => None,
    }
}

/// The regions without a weight share what is left of the whole; where nothing is, no region keeps one.
fn completed(finding: Finding, with: &[Spanned<Quantity>], without: &[(&str, Span)]) -> Finding {
    let given = with.iter().map(|weight| base(weight.node)).sum::<Ratio>();
    let given = given.whole().filter(|given| *given < 100).map(|given| 100 - given);
    let parts = u64::try_from(without.len()).unwrap_or(u64::MAX);
    let Some(left) = given.filter(|left| *left >= parts) else {
        let finding = finding.help("remove every `weight`, or give each region one");
        return with.iter().fold(finding, |it, weight| it.edit(Edit::Remove(weight.span)));
    };
    let (each, more) = (left / parts, left % parts);
    let shares = without.iter().zip(0..).map(|((name, head), at)| {
        (*name, *head, format!("weight = {}%", each + u64::from(at < more)))
    });
    let words: Vec<String> =
        shares.clone().map(|(name, _, weight)| format!("`{weight}` to {}", tick(name))).collect();
    let finding = finding.help(format!("give {}, or no region a weight", all_of(&words)));
    shares.fold(finding, |it, (_, head, weight)| it.edit(Edit::Add(head, weight)))
}

fn sum(what: &str, shares: &[Spanned<Quantity>]) -> Option<Finding> {
    let (last, earlier) = shares.split_last()?;
    let add = |sum: Ratio, share: &Spanned<Quantity>| {
        let share = base(share.node);
        let over = sum.over * share.under + share.over * sum.under;
        Ratio { over, under: sum.under * share.under }
    };
    let all = shares.iter().fold(Ratio { over: 0, under: 1 }, add);
    // One that is more than the whole is told of by itself.
    if all == WHOLE || shares.iter().any(|share| base(share.node) > WHOLE) {
        return None;
    }
    let written: Vec<String> = shares.iter().map(|share| share.node.to_string()).collect();
    let message = format!("{what} are {} %: {}", all.decimal(), written.join(" + "));
    let each = shares.iter().map(|it| Step::given("share", it.node.to_string(), it.span));
    let together = format!("{} %", all.decimal());
    let finding = RULE
        .finding(message, last.span, "not 100 % together")
        .steps(each)
        .steps([Step::derived("together", equals(&written.join(" + "), &together))]);
    let finding =
        earlier.iter().fold(finding, |finding, share| finding.also(share.span, "counted too"));
    let over_others = |share: &Spanned<Quantity>| {
        let others = shares.iter().filter(|other| other.span != share.span);
        let others = others.fold(Ratio { over: 0, under: 1 }, add);
        (others < WHOLE).then(|| WHOLE - others)
    };
    let largest = shares.iter().max_by_key(|share| base(share.node));
    let mut mended = [Some(last), largest].into_iter().flatten();
    let mended = mended.find_map(|share| Some((share, over_others(share)?)));
    Some(match mended {
        Some((share, rest)) => {
            let rest = format!("{}%", rest.decimal());
            let place = if share.span == last.span { "here" } else { "for the largest" };
            finding
                .help(format!("{rest} {place} makes 100 %"))
                .edit(Edit::Replace(share.span, rest))
        }
        None => finding.help("let them be 100 % together"),
    })
}
