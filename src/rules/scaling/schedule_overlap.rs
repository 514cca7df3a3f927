//! Two windows of a week that hold at once.

use crate::diagnostic::{Case, Finding};
use crate::model::DAYS;
use crate::rules::{Check, Rule, Seen, shared};
use crate::syntax::tree::{Value, Window};

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

const DAY: usize = 24 * 60;
const WEEK: usize = 7 * DAY;

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        let spans: Vec<Vec<(usize, usize)>> = body.windows.iter().map(|it| spans(it)).collect();
        for (at, (window, own)) in body.windows.iter().zip(&spans).enumerate() {
            let mut earlier = body.windows.iter().zip(&spans).take(at);
            let Some((first, _)) = earlier.find(|(other, of_other)| {
                other.zone.node == window.zone.node && own.iter().any(|one| meets(*one, of_other))
            }) else {
                continue;
            };
            let message = "two windows overlap: the highest floor and the lowest ceiling hold";
            findings.push(
                RULE.finding(message, window.span, "overlaps another")
                    .also(first.span, "the other one")
                    .help("let one window end where the other begins, if that is not meant"),
            );
        }
    }
}

/// Whether a span of a week meets one of others, the week being a circle.
fn meets(one: (usize, usize), others: &[(usize, usize)]) -> bool {
    let cut = |one: (usize, usize), other: (usize, usize)| one.0 < other.1 && other.0 < one.1;
    let next = |span: (usize, usize)| (span.0 + WEEK, span.1 + WEEK);
    others.iter().any(|other| cut(one, *other) || cut(next(one), *other) || cut(one, next(*other)))
}

/// The minutes of a week in which a window holds, begin and end; none for dates.
fn spans(window: &Window) -> Vec<(usize, usize)> {
    let (from, to) = match &window.hours {
        Some((from, to)) => (usize::from(from.node.0), usize::from(to.node.0)),
        None => (0, 0),
    };
    // Equal ends are the whole day, an end before the beginning lies on the next day.
    let length = if to > from { to - from } else { to + DAY - from };
    let begin = |day: usize| day * DAY + from;
    days(&window.on.node).into_iter().map(|day| (begin(day), begin(day) + length)).collect()
}

fn days(on: &Value) -> Vec<usize> {
    let day = |value: &Value| match value {
        Value::Word(word) => DAYS.iter().position(|known| known == word),
        _ => None,
    };
    match on {
        Value::List(items) => items.iter().flat_map(|item| days(&item.node)).collect(),
        Value::Range(from, to) => match (day(&from.node), day(&to.node)) {
            (Some(first), Some(last)) => {
                let length = (last + 7 - first) % 7;
                (first..=first + length).map(|day| day % 7).collect()
            }
            _ => Vec::new(),
        },
        single => day(single).into_iter().collect(),
    }
}
