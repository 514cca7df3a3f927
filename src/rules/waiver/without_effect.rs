//! Waivers that silence nothing in any environment and tier; judged where all of them were looked at.

use std::collections::BTreeMap;

use crate::codes;
use crate::diagnostic::{Case, Edit, Finding};
use crate::model::waiver::{Waiver, is_firm};
use crate::rules::{Check, Rule};
use crate::source::Span;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "waiver/without-effect",
    cases: &[Case::WARNING],
    why: "What a waiver silenced is mended, or has never been there. Left in the policy it would silence the next \
          finding of its kind, which nobody has looked at. A note is not silenced, and a rule of a later release is waited for.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  allow cost/no-budget because \"paid by the platform\" until 2027-06-30
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Stage,
};

/// Findings about waivers of rules that run and are not among those that silenced something.
pub fn idle(waivers: &[Waiver], used: &[Span]) -> Vec<Finding> {
    let idle: BTreeMap<Span, &Waiver> = waivers
        .iter()
        .filter(|waiver| !used.contains(&waiver.span) && may_silence(&waiver.code.node))
        .map(|waiver| (waiver.span, waiver))
        .collect();
    let finding = |waiver: &Waiver| {
        let code = tick(&waiver.code.node);
        let message = format!("the waiver of {code} silences nothing in any environment and tier");
        RULE.finding(message, waiver.code.span, "silences nothing")
            .help("remove the sentence")
            .edit(Edit::Remove(waiver.code.span))
    };
    idle.into_values().map(finding).collect()
}

/// Other rules say of the rest that it cannot be allowed or does not exist.
fn may_silence(code: &str) -> bool {
    !is_firm(code) && codes::all().iter().any(|known| known.code == code)
}
