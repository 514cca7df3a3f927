//! Two windows that hold at once.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::Window;
use crate::plan::windows;
use crate::rules::{Check, Rule, Seen, shared};
use crate::syntax::print;
use crate::syntax::tree::Node;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/schedule-overlap",
    cases: &[Case::NOTE],
    why: "Where windows overlap, the highest floor and the lowest ceiling hold. That is well defined, and rarely what two \
          people meant who wrote one window each.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..9
    at least 4 from 08:00 to 20:00 on mon..fri in \"Europe/Berlin\"
    at least 6 from 18:00 to 22:00 on fri..sun in \"Europe/Berlin\"
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..9
    at least 4 from 08:00 to 20:00 on mon..fri in \"Europe/Berlin\"
    at least 6 from 18:00 to 22:00 on sat..sun in \"Europe/Berlin\"
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        for (at, window) in body.windows.iter().enumerate() {
            let mut earlier = body.windows.iter().take(at);
            let Some(first) = earlier.find(|other| windows::meet(window, other)) else { continue };
            let message = "two windows overlap: the highest floor and the lowest ceiling hold";
            let finding = RULE
                .finding(message, window.span, "overlaps another")
                .also(first.span, "the other one");
            findings.push(match apart(window, first) {
                Some(sentence) => finding.write(window.span, sentence),
                None => {
                    finding.help("let one window end where the other begins, if that is not meant")
                }
            });
        }
    }
}

/// The window that begins where another ends, else the one that ends where it begins.
fn apart(window: &Window, other: &Window) -> Option<String> {
    let ((from, to), (begins, ends)) = (window.hours.as_ref()?, other.hours.as_ref()?);
    let hours = [(ends, to), (from, begins)].into_iter();
    let mut changed = hours
        .filter(|(from, to)| from.node != to.node)
        .map(|(from, to)| Window { hours: Some((*from, *to)), ..window.clone() });
    let changed = changed.find(|window| !windows::meet(window, other))?;
    Some(print::sentence(&Node::Window(Box::new(changed))))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::tests::found;

    fn overlap(one: &str, other: &str) -> bool {
        let text = format!(
            "service shop {{
  budget = $500/month
  region eu-west-1 {{ zones = 3 }}
  workload web on ec2 {{
    instance = t3.small
    replicas = 2..9
    at least 4 {one}
    at least 6 {other}
  }}
}}
"
        );
        found(&text).iter().any(|finding| finding.code == RULE.code)
    }

    const WEEKDAYS: &str = "from 08:00 to 20:00 on mon..fri in \"Europe/Berlin\"";

    #[test]
    fn dates_overlap_dates() {
        let sale = "on 2027-11-26..2027-11-29 in \"Europe/Berlin\"";
        assert!(overlap(sale, "on 2027-11-29 in \"Europe/Berlin\""));
        assert!(!overlap(sale, "on 2027-11-30 in \"Europe/Berlin\""));
        // Midnight in Berlin is six in the evening in New York.
        assert!(overlap(sale, "from 17:00 to 20:00 on 2027-11-29 in \"America/New_York\""));
        assert!(!overlap(sale, "from 18:00 to 20:00 on 2027-11-29 in \"America/New_York\""));
    }

    #[test]
    fn dates_overlap_days_of_the_week() {
        assert!(overlap(WEEKDAYS, "on 2027-11-26 in \"Europe/Berlin\""), "a Friday");
        assert!(!overlap(WEEKDAYS, "on 2027-11-27..2027-11-28 in \"Europe/Berlin\""), "a weekend");
        assert!(!overlap(WEEKDAYS, "from 20:00 to 22:00 on 2027-11-26 in \"Europe/Berlin\""));
        let night = "from 22:00 to 06:00 on fri in \"Europe/Berlin\"";
        assert!(overlap("from 05:00 to 07:00 on 2027-11-27 in \"Europe/Berlin\"", night));
        assert!(overlap("on 2027-01-01..2027-12-31 in \"UTC\"", night));
    }
}
