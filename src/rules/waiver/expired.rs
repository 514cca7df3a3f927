//! Waivers whose last day is over.

use jiff::civil;

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::waiver;
use crate::rules::{Check, Rule, Seen};
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
    for allow in waiver::all(&seen.policy.body) {
        let until = allow.until.node;
        if until >= today {
            continue;
        }
        let since = days(until, today).map(|days| format!(", {} ago", count(days, "day")));
        let message = format!(
            "the waiver of {} ended on {until}{}: today is {today}",
            tick(&allow.code.node),
            since.unwrap_or_default()
        );
        findings.push(
            RULE.finding(message, allow.until.span, "is over")
                .help("remove it and mend what it silenced, or decide again and name a later day")
                .edit(Edit::Remove(allow.until.span)),
        );
    }
}

/// The days from one day to a later one.
fn days(from: Date, to: Date) -> Option<usize> {
    let day = |date: Date| {
        let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
        civil::Date::new(i16::try_from(date.year).ok()?, month, day).ok()
    };
    usize::try_from(day(to)?.since(day(from)?).ok()?.get_days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let date = |year, month, day| Date { year, month, day };
        assert_eq!(days(date(2026, 6, 30), date(2026, 7, 1)), Some(1));
        assert_eq!(days(date(2024, 2, 28), date(2025, 3, 1)), Some(367));
    }
}
