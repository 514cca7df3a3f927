//! Fallbacks that a call which hangs never reaches.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Target, Uses};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/fallback-without-timeout",
    cases: &[Case::WARNING.promised()],
    why: "A fallback is tried when the first call has failed. What is overloaded does not fail, it hangs: without a `timeout` \
          nobody gives up on it, and the fallback is never asked.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    uses \"mail.example.com\" else \"mail.example.net\" { attempts = 3 }
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    uses \"mail.example.com\" else \"mail.example.net\" { attempts = 3, timeout = 5s }
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        let fallbacks = body.uses.iter().filter(|uses| uses.targets.len() > 1);
        findings.extend(fallbacks.filter(|uses| !gives_up(uses)).filter_map(fault));
    }
}

fn gives_up(uses: &Uses) -> bool {
    uses.options.iter().any(|option| option.name.node == "timeout")
}

fn fault(uses: &Spanned<Uses>) -> Option<Finding> {
    let [first, second, ..] = uses.targets.as_slice() else { return None };
    let message = format!(
        "{} is the fallback of {}, and nothing says after how long a call is given up",
        tick(name(&second.node)),
        tick(name(&first.node))
    );
    Some(
        RULE.finding(message, second.span, "never asked")
            .help("add `timeout = 2s` between the braces, with what a good answer takes at most"),
    )
}

fn name(target: &Target) -> &str {
    match target {
        Target::Name(name) | Target::Bucket(name) | Target::Host(name) => name,
    }
}
