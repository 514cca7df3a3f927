//! A check that sees a loss later than the policy promises to be back.

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::figures::origin::Origin;
use crate::figures::time::{Chain, Item, Recovery};
use crate::rules::calculation::{apart, promised};
use crate::rules::{Check, Rule, Seen, time};
use crate::source::Span;
use crate::words::{stretch, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "health/slower-than-rto",
    cases: &[Case::ERROR.promised()],
    why: "interval × failures is how long a loss goes unseen. Where that alone is more than the promise, nothing that \
          comes after can keep it.",
    rejected: "service shop {
  budget = $2000/month
  objective { rto region <= 30s }
  region eu-west-1    { weight = 70%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  health edge { protocol = https, path = \"/\", interval = 30s, timeout = 4s, unhealthy_after = 3 }
  traffic public { host = \"shop.example.com\", policy = weighted, health = edge }
  workload web on ec2 { instance = t3.medium, replicas = 3..6, serves = 20/s, health = edge }
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $2000/month
  objective { rto region <= 150s }
  region eu-west-1    { weight = 70%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  health edge { protocol = https, path = \"/\", interval = 30s, timeout = 4s, unhealthy_after = 3 }
  traffic public { host = \"shop.example.com\", policy = weighted, health = edge }
  workload web on ec2 { instance = t3.medium, replicas = 3..6, serves = 20/s, health = edge }
  notify page to oncall
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let mut told = std::collections::BTreeSet::new();
    for recovery in &seen.figures.recoveries {
        let late = recovery.chains.iter().filter_map(|chain| Some((chain, late(recovery, chain)?)));
        let latest = late.max_by_key(|(_, item)| item.seconds);
        if let Some((chain, item)) = latest
            && told.insert((recovery.scope, recovery.of))
        {
            findings.extend(fault(seen, recovery, chain, item));
        }
    }
}

fn late<'c>(recovery: &Recovery, chain: &'c Chain) -> Option<&'c Item> {
    let promise = recovery.promise.as_ref()?;
    let detection = chain.items.iter().find(|item| item.what == "detection");
    detection.filter(|item| {
        matches!(item.origin, Origin::Given(_)) && time::broken(promise, item.seconds)
    })
}

fn fault(seen: &Seen, recovery: &Recovery, chain: &Chain, item: &Item) -> Option<Finding> {
    let (promise, Origin::Given(check)) = (recovery.promise.as_ref()?, &item.origin) else {
        return None;
    };
    let message = format!(
        "that {} is lost is seen after {} ({}), {} is to be back within {}",
        time::what(recovery, chain),
        stretch(item.seconds),
        item.sum,
        tick(chain.thing),
        time::limit(promise)
    );
    let finding = RULE.finding(message, promise.value.span, "promised here");
    let kept = time::kept(promise, recovery.slowest().map_or(chain.seconds(), Chain::seconds));
    Some(
        finding
            .also(*check, "sees it too late")
            .steps(time::lines(item))
            .steps([
                promised(promise),
                Step::derived(
                    "over the promise",
                    apart(item.seconds, time::allowed(promise), stretch),
                ),
            ])
            .help(format!("promise what it takes: `{kept}`{}", sooner(seen, *check)))
            .edit(Edit::Write(promise.span, kept)),
    )
}

/// What else is left to shorten, as the end of a sentence: Route 53 asks every 10 s at the fastest.
fn sooner(seen: &Seen, check: Span) -> String {
    const FASTEST: u64 = 10;
    let health = seen.policy.health.values().find(|health| health.name.span == check);
    let failures = health.map_or(1, |health| health.unhealthy_after.node);
    match health {
        Some(health) if health.interval.node.seconds() <= FASTEST && failures > 1 => {
            format!(", or give up sooner, `unhealthy_after = {}`", failures - 1)
        }
        Some(health) if health.interval.node.seconds() <= FASTEST => String::new(),
        _ => format!(", or check more often, `interval = {FASTEST}s`"),
    }
}
