//! Steps: a policy and the alarm that calls it. Out is step scaling, in is simple scaling, for only that has a cooldown.

use super::{kind, policy};
use crate::plan::Plan;
use crate::plan::alarm::{Alarm, Term};
use crate::plan::group::Group;
use crate::plan::names::identifier;
use crate::plan::scaling::{Change, Step};
use crate::syntax::tree::{Direction, Op, Stat};
use crate::targets::cloudwatch;
use crate::targets::terraform::alarms;
use crate::targets::terraform::hcl::{Block, Expression, number, of, text};
use crate::targets::terraform::module::Module;

/// The policy of a step and its alarm.
pub fn print(plan: &Plan, group: &Group, step: &Step, module: &Module) -> [Block; 2] {
    let alarm = &step.alarm;
    let block = policy(plan, group, &alarm.key, &alarm.real, &alarm.regions, module);
    let block = match step.direction {
        Direction::Out => out(block, step),
        Direction::In => back(block, step),
    };
    let call = of(super::POLICY, &identifier(&alarm.key)).each().attr("arn").into();
    let lowered = cloudwatch::lower(plan, alarm);
    [block, alarms::block(plan, module, &lowered, vec![call], Vec::new())]
}

fn out(block: Block, step: &Step) -> Block {
    let (adjustment, amount) = adjustment(step.by);
    let adjust = Block::new("step_adjustment").set("scaling_adjustment", number(amount));
    let (bound, threshold) = edge(&step.alarm);
    block
        .set("policy_type", kind("StepScaling"))
        .set("adjustment_type", adjustment)
        .set("metric_aggregation_type", kind(aggregation(&step.alarm)))
        .set("estimated_instance_warmup", number(step.wait))
        .note(format!("Bounds count from the alarm's threshold: 0 stands for {threshold}."))
        .nested(adjust.set(bound, number(0)))
}

fn back(block: Block, step: &Step) -> Block {
    let (adjustment, amount) = adjustment(step.by);
    block
        .set("policy_type", kind("SimpleScaling"))
        .set("adjustment_type", adjustment)
        .set("scaling_adjustment", number(-amount))
        .set("cooldown", number(step.wait))
}

/// Why a policy is of its kind.
pub fn why(step: &Step) -> String {
    let lost = match step.by {
        Change::Count(1) => "one instance".to_owned(),
        Change::Count(count) => format!("{count} instances"),
        Change::Percent(share) => format!("{share} %"),
    };
    match step.direction {
        Direction::Out => {
            "Step scaling has no cooldown: the wait after a step is its warm-up.".to_owned()
        }
        Direction::In => format!(
            "Simple scaling, because only that has a cooldown: {lost}, then {} of rest.",
            spoken(step.wait)
        ),
    }
}

fn adjustment(by: Change) -> (Expression, i64) {
    let amount = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    match by {
        Change::Count(count) => (text("ChangeInCapacity"), amount(count)),
        Change::Percent(share) => (text("PercentChangeInCapacity"), amount(share)),
    }
}

/// The side of the threshold on which the alarm fires, and the threshold for people. Several conditions yield 1.
fn edge(alarm: &Alarm) -> (&'static str, String) {
    const LOWER: &str = "metric_interval_lower_bound";
    match alarm.terms.as_slice() {
        [only] => match only.op {
            Op::Greater | Op::GreaterEqual => (LOWER, written(only)),
            Op::Less | Op::LessEqual => ("metric_interval_upper_bound", written(only)),
        },
        _ => (LOWER, "1, which the alarm has where all conditions hold".to_owned()),
    }
}

/// `65 %`, `300 ms`, as prose has it.
fn written(term: &Term) -> String {
    let text = match &term.promise {
        Some(promise) => promise.value.as_str(),
        None => term.written.as_str(),
    };
    let end = text.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | '_'));
    match end.map(|end| text.split_at(end)) {
        Some((number, unit))
            if unit.starts_with('%') || unit.starts_with('s') || unit.starts_with("ms") =>
        {
            format!("{number} {unit}")
        }
        Some(_) | None => text.to_owned(),
    }
}

fn aggregation(alarm: &Alarm) -> &'static str {
    match alarm.terms.first().map(|term| term.stat) {
        Some(Stat::Min) => "Minimum",
        Some(Stat::Max) => "Maximum",
        Some(Stat::Avg | Stat::Sum | Stat::Percentile(_)) | None => "Average",
    }
}

/// A duration in words where it is a few minutes: `five minutes`.
fn spoken(seconds: u64) -> String {
    const WORDS: [&str; 10] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let minutes = seconds / 60;
    let word = usize::try_from(minutes).ok().and_then(|at| WORDS.get(at.checked_sub(1)?));
    match word {
        Some(word) if seconds.is_multiple_of(60) => {
            format!("{word} minute{}", if minutes == 1 { "" } else { "s" })
        }
        Some(_) | None if seconds.is_multiple_of(60) => format!("{minutes} minutes"),
        Some(_) | None => format!("{seconds} seconds"),
    }
}
