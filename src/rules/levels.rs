//! The one place where levels are decided. In: findings of all stages at the level of their case, a project's levels.
//! Out: the same findings at the level that counts.

use super::RULES;
use crate::diagnostic::{About, Case, Finding, Level};
use crate::settings::levels::Levels;

/// Gives each finding the level that it has in the project. `binding`: whether promises bind the environment.
pub fn settle(mut findings: Vec<Finding>, binding: bool, levels: &Levels) -> Vec<Finding> {
    for finding in &mut findings {
        let case = finding.case.unwrap_or_else(|| stated(finding));
        finding.level = levels.of(finding.code, case, binding);
    }
    findings
}

/// The case of a finding that another stage made: the rule's case of that level, else an error that stays one.
fn stated(finding: &Finding) -> Case {
    let rule = RULES.binary_search_by_key(&finding.code, |rule| rule.code).ok();
    let cases = rule.and_then(|at| RULES.get(at)).map_or(&[][..], |rule| rule.cases);
    let same = cases.iter().find(|case| case.level == finding.level).copied();
    same.unwrap_or(match finding.level {
        Level::Error => Case::REFUSED,
        level => Case { level, ..Case::NOTE },
    })
}

/// Whether a project may set the level of a code: that of a rule, unless it only says what a target refuses, and that of
/// a lowering.
pub fn can_be_set(code: &str) -> bool {
    match RULES.iter().find(|rule| rule.code == code) {
        Some(rule) => rule.cases.iter().any(|case| case.about != About::Target),
        None => is_lowering(code),
    }
}

fn is_lowering(code: &str) -> bool {
    let known = crate::codes::all().iter().any(|known| known.code == code);
    known && (code.starts_with("lowering/") || code == "build/not-compiled")
}
