//! A counterexample as a table. In: a judged metric and counts that follow one another at one load. Out: the rules that
//! move them, and a line for each count: what the rule sees there, what it does, as AWS rounds it.

use super::judged::Judged;
use crate::diagnostic::Step;
use crate::plan::scaling::Change;
use crate::ratio::Ratio;
use crate::rules::calculation::{equals, sentence};
use crate::stability::{Rule, Run};
use crate::syntax::print;
use crate::syntax::tree::Direction;

/// So many lines are shown of the beginning of a long way, and as many of its end.
const SHOWN: usize = 6;

/// The table of a run.
pub fn table(metric: &Judged, run: &Run) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (at, said) in metric.said.iter().enumerate() {
        if run.moves.contains(&at) {
            steps.push(sentence(said.step));
        }
    }
    steps.push(Step::derived("a load that shows it", metric.load(run)));
    let moves = run.counts.iter().zip(&run.moves);
    let rows: Vec<Step> =
        moves.filter_map(|(count, rule)| row(metric, run, *count, *rule)).collect();
    let left_out = rows.len().saturating_sub(2 * SHOWN);
    if left_out == 0 {
        steps.extend(rows);
    } else {
        steps.extend(rows.iter().take(SHOWN).cloned());
        steps.push(Step::derived("…", format!("{left_out} more steps")));
        steps.extend(rows.iter().skip(SHOWN + left_out).cloned());
    }
    steps.extend(end(metric, run));
    steps
}

/// `at 2`: `150% / 2 = 75%, > 70%: 50 % of 2 = 1, 2 + 1 = 3`
fn row(metric: &Judged, run: &Run, count: u64, at: usize) -> Option<Step> {
    let (rule, said) = (metric.rules.get(at)?, metric.said.get(at)?);
    let figure = format!(
        "{}, {} {}: {}",
        seen(metric, run, count, at),
        print::op(said.term.op.node),
        metric.figure(rule.threshold),
        moved(metric, rule, count)
    );
    Some(Step::derived(format!("at {count}"), figure))
}

/// What a rule sees at a count.
fn seen(metric: &Judged, run: &Run, count: u64, at: usize) -> String {
    let (all, seen) = (metric.figure(run.load), metric.sees(at, run, count));
    let falls = metric.rules.get(at).is_some_and(|rule| rule.falls);
    if falls { equals(&format!("{all} / {count}"), &seen) } else { seen }
}

/// What a rule makes of a count, within the bounds.
fn moved(metric: &Judged, rule: &Rule, count: u64) -> String {
    let (min, max) = (metric.bounds.min, metric.bounds.max);
    let by = rule.change(count);
    let rounded = match rule.by {
        Change::Count(_) => String::new(),
        Change::Percent(percent) => {
            let exact = Ratio::of(u128::from(count) * u128::from(percent), 100);
            let way = match exact.whole() {
                Some(_) => String::new(),
                None if exact < Ratio::ONE => format!(", up to {by}"),
                None => format!(", down to {by}"),
            };
            format!("{percent} % of {count} = {}{way}, ", exact.rounded(2))
        }
    };
    let sign = if rule.direction == Direction::Out { '+' } else { '-' };
    let to = rule.moved(count, min, max);
    let whole = match rule.direction {
        Direction::Out if count.saturating_add(by) > max => format!(", no more than {max}"),
        Direction::In if count.saturating_sub(by) < min => format!(", no fewer than {min}"),
        Direction::Out | Direction::In => format!(" = {to}"),
    };
    format!("{rounded}{count} {sign} {by}{whole}")
}

/// Where the counts end: at rest, or where they began.
fn end(metric: &Judged, run: &Run) -> Option<Step> {
    let last = *run.counts.last()?;
    let (what, figure) = if run.counts.first() == Some(&last) {
        (format!("at {last} again"), format!("{}: the next round", metric.figure(run.load)))
    } else {
        let seen = seen(metric, run, last, run.within);
        (format!("at {last}"), format!("{seen}: no rule acts"))
    };
    Some(Step::derived(what, figure))
}
