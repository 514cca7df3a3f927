//! A promise about the loss of a region from a policy that stands in one.

use super::takes_over;
use crate::diagnostic::{Case, Edit, Finding};
use crate::rules::{Check, Rule, Seen, elsewhere, promises};
use crate::words::{all_of, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/single-region",
    cases: &[Case::WARNING.promised()],
    why: "What is promised for the loss of a region needs a second one: with a single region nothing takes over.",
    rejected: "service shop {
  budget = $500/month
  objective { rto region <= 10m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  objective { rto zone <= 10m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let [only] = seen.policy.regions.as_slice() else { return };
    let about: Vec<_> = promises::scoped(seen.policy, &["rto", "rpo"], &["region"]).collect();
    let [first, others @ ..] = about.as_slice() else { return };
    let words: Vec<String> =
        about.iter().map(|promise| format!("`{}`", promises::words(promise))).collect();
    let message = format!(
        "{} {} promised, and {} is the only region: nothing takes over when it is lost",
        all_of(&words),
        if others.is_empty() { "is" } else { "are" },
        tick(&only.code.node)
    );
    let finding = RULE
        .finding(message, first.span, "needs another region")
        .also(only.code.span, "the only region");
    let mut finding =
        others.iter().fold(finding, |finding, other| finding.also(other.span, "promised too"));
    let code = only.code.node.as_str();
    if let Some(second) = elsewhere::another(seen.policy, &[code]) {
        let zones = elsewhere::zones(second, only.zones.node);
        let region = format!("region {second} {{ zones = {zones}, role = standby }}");
        finding = finding.help(format!(
            "add `{region}`, or make the promise in the tier or environment that has a second region"
        ));
        finding.edits.push(Edit::Add(seen.policy.head, region));
        finding.edits.extend(takes_over::edits(seen.policy, second));
    }
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn two_promises_about_one_region_are_one_finding() {
        let text = super::RULE.rejected.replace("10m", "10m, rpo region <= 1m");
        let all = codes(&text);
        assert_eq!(all.iter().filter(|code| **code == super::RULE.code).count(), 1);
    }

    #[test]
    fn a_standby_is_a_second_region() {
        let text = super::RULE.rejected.replace(
            "region eu-west-1 { zones = 3 }",
            "region eu-west-1 { zones = 3 }
  region eu-central-1 { zones = 3, role = standby }",
        );
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
