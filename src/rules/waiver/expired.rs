//! Waivers whose last day is over.

use jiff::civil;

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::rules::calculation::equals;
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::syntax::tree::Date;
use crate::words::{count, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "waiver/expired",
    cases: &[Case::ERROR],
    why: "A waiver holds until the day that it names, so that somebody decides again. From the next day on it silences \
          nothing. The day that counts as today is `--date`, else the catalogue's, never the clock's.",
    rejected: "service shop {
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  allow cost/no-budget because \"paid by the platform\" until 2026-06-30
}
",
    accepted: "service shop {
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  allow cost/no-budget because \"paid by the platform\" until 2027-06-30
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let today = seen.settings.date;
    for allow in &seen.policy.allows {
        let until = allow.until.node;
        if until >= today {
            continue;
        }
        let since = since(until, today).map(|days| format!(", {days} ago"));
        let message = format!(
            "the waiver of {} ended on {until}{}: today is {today}",
            tick(&allow.code.node),
            since.unwrap_or_default()
        );
        findings.push(
            RULE.finding(message, allow.until.span, "is over")
                .steps(passed(allow.until, today))
                .help("remove it and mend what it silenced, or decide again and name a later day")
                .edit(Edit::Remove(allow.until.span)),
        );
    }
}

fn passed(until: Spanned<Date>, today: Date) -> impl Iterator<Item = Step> {
    let given = [
        Step::given("the last day", until.node.to_string(), until.span),
        Step::assumed("today", today.to_string(), "`--date`, else the day of the catalogue"),
    ];
    let days = since(until.node, today).map(|days| {
        Step::derived("over since", equals(&format!("{today} - {}", until.node), &days))
    });
    given.into_iter().chain(days)
}

/// `98 days`: from one day to a later one.
fn since(from: Date, to: Date) -> Option<String> {
    let day = |date: Date| {
        let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
        civil::Date::new(i16::try_from(date.year).ok()?, month, day).ok()
    };
    let days = day(to)?.since(day(from)?).ok()?.get_days();
    Some(count(usize::try_from(days).ok()?, "day"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let date = |year, month, day| Date { year, month, day };
        assert_eq!(since(date(2026, 6, 30), date(2026, 7, 1)).as_deref(), Some("1 day"));
        assert_eq!(since(date(2024, 2, 28), date(2025, 3, 1)).as_deref(), Some("367 days"));
    }
}
