//! Circuit breakers that keep users out for longer than a loss may last.

use crate::diagnostic::{Case, Finding};
use crate::model::measure::{Ratio, base};
use crate::model::policy::{Op, Policy, Promise, Quantity, Target, Uses, Value, WorkloadBody};
use crate::rules::{Check, Rule, Seen, promises, shared};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/breaker-over-rto",
    cases: &[Case::WARNING.promised()],
    why: "A breaker that has opened lets nothing through for as long as `open_for` says, also when what failed is back at \
          once. Where that is longer than a loss may last, the breaker alone breaks the promise.",
    rejected: "service shop {
  budget = $500/month
  objective { rto zone <= 30s }
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    uses \"payments.example.com\" { timeout = 2s, opens_after = 5, open_for = 60s }
  }
}
",
    accepted: "service shop {
  budget = $500/month
  objective { rto zone <= 30s }
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    uses \"payments.example.com\" { timeout = 2s, opens_after = 5, open_for = 10s }
  }
}
",
    check: Check::Policy(check),
};

/// The losses that something takes over by itself.
const SCOPES: &[&str] = &["replica", "zone", "region"];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        let Some(promise) = shortest(seen.policy, body) else { continue };
        let late = body.uses.iter().filter_map(|uses| Some((uses, open_for(uses)?)));
        let late = late.filter(|(_, open)| breaks(promise, open.node));
        findings.extend(late.map(|(uses, open)| fault(promise, uses, open)));
    }
}

fn shortest<'a>(policy: &'a Policy, body: &'a WorkloadBody) -> Option<&'a Spanned<Promise>> {
    let losses = body.promises.iter().chain(&policy.promises).filter(|promise| {
        let scope = promise.scope.as_ref().map(|scope| scope.node.as_str());
        promise.subject.node == "rto" && scope.is_some_and(|scope| SCOPES.contains(&scope))
    });
    losses.min_by_key(|promise| base(promise.value.node))
}

fn open_for(uses: &Uses) -> Option<Spanned<Quantity>> {
    let option = uses.options.iter().find(|option| option.name.node == "open_for")?;
    match option.value.node {
        Value::Quantity(quantity) => Some(Spanned::new(quantity, option.value.span)),
        _ => None,
    }
}

fn breaks(promise: &Promise, open: Quantity) -> bool {
    let (promised, open) = (base(promise.value.node), base(open));
    open > promised || (open == promised && promise.op.node == Op::Less)
}

fn fault(promise: &Spanned<Promise>, uses: &Uses, open: Spanned<Quantity>) -> Finding {
    let target = uses.targets.first().map_or("", |target| match &target.node {
        Target::Name(name) | Target::Bucket(name) | Target::Host(name) => name,
    });
    let message = format!(
        "the breaker before {} stays open for {}, and {} is promised",
        tick(target),
        open.node,
        tick(&promises::words(promise))
    );
    let finding =
        RULE.finding(message, open.span, "keeps users out").also(promise.span, "the promise");
    let half = (base(promise.value.node) / Ratio::from_whole(2_000)).floor();
    finding.help(match half {
        0 => "leave the breaker out, or promise more time".to_owned(),
        seconds => format!("write `open_for = {seconds}s`, half of what is promised"),
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn no_breaker_mends_a_promise_of_no_time_at_all() {
        let text = super::RULE.rejected.replace("<= 30s", "<= 0s");
        assert!(codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn losses_that_people_mend_are_not_compared() {
        let text = super::RULE.rejected.replace("rto zone <= 30s", "rto corruption <= 30s");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
