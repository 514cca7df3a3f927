//! A promise on what one request, user or dollar of revenue costs, and it is missed.

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::figures::money::{Moment, Unit, UnitCost};
use crate::model::measure::MONTH_SECONDS;
use crate::ratio::Ratio;
use crate::rules::offers::{self, Rounded};
use crate::rules::{Check, Rule, Seen, calculation};
use crate::source::Span;
use crate::syntax::print;
use crate::syntax::tree::Node;
use crate::words::{dollars, grouped, per_second, percent};

/// The rule.
pub const RULE: Rule = Rule {
    code: "cost/unit-cost-missed",
    cases: &[MISSED, NOT_SAID],
    why: "What a request, a user or a dollar of revenue costs is the money at the load `steady` by how many there are in a \
          month. The policy promises less.",
    rejected: "service shop {
  budget = $500/month
  steady = 1/s
  objective { cost per request < $0.00001 }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 2..4, serves = 50/s }
}
",
    accepted: "service shop {
  budget = $500/month
  steady = 1/s
  objective { cost per request < $0.001 }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 2..4, serves = 50/s }
}
",
    check: Check::Policy(check),
};

const MISSED: Case = Case::ERROR.promised().when("missed");
const NOT_SAID: Case = Case::WARNING.promised().when("of which the policy does not say how many");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for unit in &seen.figures.money.units {
        match (&unit.volume, unit.kept()) {
            (None, _) => findings.push(unknown(unit)),
            (Some(_), Some(false)) => findings.extend(missed(seen, unit)),
            (Some(_), Some(true) | None) => {}
        }
    }
}

fn one(unit: Unit) -> &'static str {
    match unit {
        Unit::Request => "a request",
        Unit::User => "a user a month",
        Unit::Revenue => "a dollar of revenue",
    }
}

fn figure(unit: Unit, cost: Ratio) -> String {
    match unit {
        Unit::Request => format!("${}", cost.rounded(8)),
        Unit::User => dollars(cost),
        Unit::Revenue => percent(cost, 3),
    }
}

/// `2,628,000 requests`, `$50,000.00 of revenue`.
fn many(unit: Unit, volume: Ratio) -> String {
    match unit {
        Unit::Request => format!("{} requests", grouped(volume)),
        Unit::User => format!("{} users", grouped(volume)),
        Unit::Revenue => format!("{} of revenue", dollars(volume)),
    }
}

fn missed(seen: &Seen, unit: &UnitCost) -> Option<Finding> {
    let (volume, said) = unit.volume?;
    let least = if unit.money.partial { "at least " } else { "" };
    let message = format!(
        "{} costs {least}{}, promised is {} {}: {} a month by {}",
        one(unit.unit),
        figure(unit.unit, unit.cost?),
        word(unit),
        figure(unit.unit, unit.promised),
        dollars(unit.money.known),
        many(unit.unit, volume)
    );
    let span = unit.promise.value.span;
    let finding =
        RULE.case(MISSED, message, span, "promised here").also(said, "how many there are");
    let less = format!("get it down to {} a month", dollars(unit.promised * volume));
    let finding = match kept(unit) {
        Some(kept) => finding
            .help(format!("write `{kept}`, or {less}"))
            .edit(Edit::Write(unit.promise.span, kept)),
        None => finding.help(less),
    };
    Some(
        finding
            .steps(calculation::envelope(seen, Moment::Steady, |_| true))
            .steps(divided(unit, volume, said)),
    )
}

/// The money by what is counted.
fn divided(unit: &UnitCost, volume: Ratio, said: Span) -> Vec<Step> {
    let of = of(unit.unit);
    let money = dollars(unit.money.known);
    let counted = match unit.unit {
        Unit::Request | Unit::User => grouped(volume),
        Unit::Revenue => dollars(volume),
    };
    let monthly = match unit.unit {
        Unit::Request => {
            let second = per_second(volume / Ratio::from_whole(MONTH_SECONDS));
            calculation::equals(&format!("{second} × {MONTH_SECONDS} s"), &counted)
        }
        Unit::User | Unit::Revenue => counted.clone(),
    };
    let cost = unit.cost.map_or(String::new(), |cost| figure(unit.unit, cost));
    vec![
        Step::given(format!("{of} a month"), monthly, said),
        calculation::promised(&unit.promise),
        Step::derived(one(unit.unit), calculation::equals(&format!("{money} / {counted}"), &cost)),
    ]
}

/// What there are so many of a month.
fn of(unit: Unit) -> &'static str {
    match unit {
        Unit::Request => "requests",
        Unit::User => "users",
        Unit::Revenue => "revenue",
    }
}

/// The promise with the next figure that is kept.
fn kept(unit: &UnitCost) -> Option<String> {
    let mut promise = unit.promise.node.clone();
    let exact = unit.cost? / unit.promised;
    let mut figure = offers::times(promise.value.node, exact, Rounded::Up)?;
    if offers::times(promise.value.node, exact, Rounded::Down) == Some(figure) {
        figure.number.digits = figure.number.digits.checked_add(1)?;
    }
    promise.value.node = figure;
    Some(print::sentence(&Node::Promise(promise)))
}

fn word(unit: &UnitCost) -> &'static str {
    match unit.promise.op.node {
        crate::syntax::tree::Op::Less => "less than",
        crate::syntax::tree::Op::LessEqual => "at most",
        crate::syntax::tree::Op::Greater => "more than",
        crate::syntax::tree::Op::GreaterEqual => "at least",
    }
}

fn unknown(unit: &UnitCost) -> Finding {
    let mend = match unit.unit {
        Unit::Request => "steady = 10/s",
        Unit::User => "usage { users = 10k }",
        Unit::Revenue => "usage { revenue = $20k/month }",
    };
    let what = of(unit.unit);
    let message = format!(
        "what {} costs is not known: the policy does not say how many {what} there are",
        one(unit.unit)
    );
    RULE.case(NOT_SAID, message, unit.promise.span, "cannot be computed")
        .help(format!("add `{mend}`"))
}
