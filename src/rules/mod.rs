//! Facts about a policy that can be checked without running anything. In: policies, plans, the catalogue. Out: findings.
//! One rule, one file; this page is the register. Knows nothing of how a finding is shown.

use crate::diagnostic::{Finding, Level};
use crate::model::{Policy, Service};
use crate::plan::Plan;
use crate::settings::Settings;

/// A rule: words, examples and a check.
pub struct Rule {
    /// `family/problem`; the name states the problem.
    pub code: &'static str,
    /// Its level in the pack `standard`.
    pub level: Level,
    /// Why it matters, in one or two sentences.
    pub why: &'static str,
    /// A policy that it finds fault with.
    pub rejected: &'static str,
    /// The same policy, mended.
    pub accepted: &'static str,
    /// The check.
    pub check: Check,
}

/// What a rule reads.
pub enum Check {
    /// One policy and its plan.
    Policy(fn(&Seen, &mut Vec<Finding>)),
    /// All environments of a service.
    Service(fn(&Service, &mut Vec<Finding>)),
    /// Another stage reports it: where the stage meets it, no rule has to look again.
    Stage,
}

/// One policy as a rule sees it.
pub struct Seen<'a> {
    /// The resolved policy.
    pub policy: &'a Policy,
    /// What is made of it.
    pub plan: &'a Plan,
    /// The project's settings.
    pub settings: &'a Settings,
}

/// Every rule, by code.
pub const RULES: &[&Rule] = &[];

/// Codes of rules that come later: a waiver may name them already.
pub const LATER: &[&str] = &[];

/// Runs all rules that read one policy.
pub fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for rule in RULES {
        if let Check::Policy(check) = rule.check {
            check(seen, findings);
        }
    }
}

/// Runs all rules that read a whole service.
pub fn check_service(service: &Service, findings: &mut Vec<Finding>) {
    for rule in RULES {
        if let Check::Service(check) = rule.check {
            check(service, findings);
        }
    }
}
