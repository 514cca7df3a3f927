//! Spot capacity where its loss is felt.

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::model::measure::{Share, base};
use crate::model::policy::{Workload, WorkloadBody};
use crate::plan::context::leads;
use crate::ratio::Ratio;
use crate::rules::calculation::equals;
use crate::rules::{Check, Rule, Seen, promises, shared};
use crate::source::{Span, Spanned};
use crate::words::{stretch, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "cost/spot-on-critical",
    cases: &[Case::WARNING.promised()],
    why: "Spot capacity is taken away with two minutes' notice, often much of it at once. It suits work that can be repeated \
          or handed over within that time.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload chat on ec2 {
    instance    = m6i.large
    replicas    = 2..8
    connections = 10k
    spot        = 60%
    keep cpu at 60%
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload chat on ec2 {
    instance    = m6i.large
    replicas    = 2..8
    connections = 10k
    keep cpu at 60%
  }
}
",
    check: Check::Policy(check),
};

/// The notice before spot capacity goes, in milliseconds.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html>
const NOTICE: u128 = 120_000;

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (workload, body) in shared::everywhere(seen.policy) {
        let Some(spot) = body.spot.filter(|spot| spot.node.base().over > 0) else { continue };
        let Some((why, place, label)) = critical(seen, workload, body, spot) else { continue };
        let message = format!(
            "{} of what {} runs above its minimum may be taken away with 2m notice, and {why}",
            spot.node.0,
            tick(&workload.name.node)
        );
        findings.push(
            RULE.finding(message, spot.span, "may be taken away")
                .also(place, label)
                .steps(taken(body, spot))
                .help("remove `spot`")
                .edit(Edit::Remove(spot.span)),
        );
    }
}

/// How much may go at once.
fn taken(body: &WorkloadBody, spot: Spanned<Share>) -> Vec<Step> {
    let notice = stretch(Ratio::of(NOTICE, 1_000));
    let mut steps = vec![
        Step::assumed("notice before spot capacity goes", notice, "as AWS documents it"),
        Step::given("spot", spot.node.to_string(), spot.span),
    ];
    let Some(replicas) = body.replicas.filter(|replicas| replicas.node.min < replicas.node.max)
    else {
        return steps;
    };
    let (min, max) = (replicas.node.min, replicas.node.max);
    let gone = Ratio::from_whole(max - min) * shared::share(spot.node.0);
    let sum = format!("({max} - {min}) × {}", spot.node);
    steps.extend([
        Step::given("replicas", format!("{min}..{max}"), replicas.span),
        Step::derived("replicas that may go at once", equals(&sum, &gone.rounded(2))),
    ]);
    if let Some(held) = body.connections {
        let (each, all) = (held.node, gone * Ratio::from_whole(held.node));
        let sum = format!("{} × {each}", gone.rounded(2));
        steps.extend([
            Step::given("connections of a replica", each.to_string(), held.span),
            Step::derived("connections that go with them", equals(&sum, &all.rounded(0))),
        ]);
    }
    steps
}

type Reason = (String, Span, &'static str);

fn critical(
    seen: &Seen,
    workload: &Workload,
    body: &WorkloadBody,
    spot: Spanned<Share>,
) -> Option<Reason> {
    if let Some(tie) = body.affinity.as_ref().filter(|tie| tie.node != "none") {
        let why = format!("requests are tied to a replica by {}", tick(&tie.node));
        return Some((why, tie.span, "tied to a replica"));
    }
    if let Some(held) = &body.connections {
        let why = format!("each replica holds {} connections", held.node);
        return Some((why, held.span, "cut off with it"));
    }
    if let Some(drain) = body.drain.filter(|drain| u128::from(drain.node.millis()) > NOTICE) {
        let why = format!("it drains for {}", drain.node);
        return Some((why, drain.span, "longer than the notice"));
    }
    let routed = seen.policy.traffics.iter().any(|it| leads(seen.policy, it, &workload.name.node));
    let all = base(spot.node.0).whole() == Some(100);
    let promise = promises::stays_up(seen.policy, Some(body), &["replica", "zone"])?;
    (routed && all).then(|| {
        let why = format!("users reach it under the promise {}", tick(&promises::words(promise)));
        (why, promise.span, "the promise")
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_drain_within_the_notice_is_fine() {
        let text = |drain: &str| {
            super::RULE.rejected.replace("connections = 10k", &format!("drain = {drain}"))
        };
        assert!(!codes(&text("2m")).contains(&super::RULE.code));
        assert!(codes(&text("3m")).contains(&super::RULE.code));
    }
}
