//! The search for counts that never rest. In: bounds and rules. Out: a verdict. Knows no rounding.
//!
//! At one load the count after a count is determined, so counts either rest or go round. A round goes up somewhere and
//! down somewhere: it holds a step out that is answered at once by a step in, and a step in that is answered at once by a
//! step out, both at the same load. So it is enough to look at each count once for either kind of step, to keep the loads at
//! which both exist, and to follow each answered step out to the next one. Between two breakpoints of a count (threshold ×
//! count for averages, the threshold for totals) no rule changes its answer there: following cuts loads at the breakpoints
//! of each count it meets, and so covers every load, none by chance. Where these ways lead in a circle, and only there, the
//! loads are followed around it.

use super::loads::Loads;
use super::reach::reach;
use super::rounds::{Edge, circular};
use super::rule::{Rule, Scaled};
use super::steps::Steps;
use super::{Run, Verdict};
use crate::model::measure::Bounds;
use crate::model::policy::Direction;

/// The most counts that are looked at where thresholds and steps leave no end to them.
const MOST: u64 = 1_000_000;

/// Judges the rules of one metric between bounds.
pub fn judge(bounds: Bounds<u64>, rules: &[Rule]) -> Verdict {
    let Some(steps) = Steps::new(bounds, rules) else { return Verdict::Open };
    overlapping(&steps.rules).unwrap_or_else(|| verdict(&steps))
}

/// Judges only whether two rules contradict each other, whatever it is that they move.
pub fn overlap(bounds: Bounds<u64>, rules: &[Rule]) -> Verdict {
    let Some(steps) = Steps::new(bounds, rules) else { return Verdict::Open };
    overlapping(&steps.rules).unwrap_or(Verdict::Rests)
}

/// Two rules that fire at one figure on opposite sides: between the thresholds both hold.
fn overlapping(rules: &[Scaled]) -> Option<Verdict> {
    let towards = |way| rules.iter().enumerate().filter(move |(_, it)| it.rule.direction == way);
    for (out, high) in towards(Direction::Out) {
        for (within, low) in towards(Direction::In) {
            let (upper, lower) = if high.rule.above { (low, high) } else { (high, low) };
            let inclusive = upper.rule.inclusive && lower.rule.inclusive;
            let both = upper.threshold == lower.threshold && inclusive;
            let comparable = high.rule.above != low.rule.above && high.rule.falls == low.rule.falls;
            if comparable && (upper.threshold > lower.threshold || both) {
                return Some(Verdict::Overlaps { out, within });
            }
        }
    }
    None
}

fn verdict(steps: &Steps) -> Verdict {
    let (ins, all_ins) = counts(steps, Direction::In);
    let (outs, all_outs) = counts(steps, Direction::Out);
    let back = merged(ins.flat_map(|count| steps.answered(count, Direction::In)).collect());
    let mut first = None;
    let mut edges = Vec::new();
    for count in outs {
        for loads in steps.answered(count, Direction::Out) {
            first.get_or_insert((count, loads));
            if !meets(&back, loads) {
                continue;
            }
            for edge in steps.onward(count, loads) {
                if edge.to == count {
                    return Verdict::Flaps(steps.run(count, edge.loads));
                }
                edges.push(edge);
            }
        }
        if back.is_empty() && first.is_some() {
            break;
        }
    }
    if let Some(run) = round(steps, &circular(edges)) {
        return Verdict::Flaps(run);
    }
    match first {
        // A round needs both kinds of steps: one list that is whole and empty settles it.
        None if all_outs || all_ins && back.is_empty() => Verdict::Rests,
        Some((count, loads)) if all_ins && (all_outs || back.is_empty()) => {
            Verdict::Overshoots(steps.run(count, loads))
        }
        Some(_) | None => Verdict::Open,
    }
}

/// The counts at which a step can be answered, and whether these are all.
fn counts(steps: &Steps, direction: Direction) -> (std::ops::RangeInclusive<u64>, bool) {
    let Bounds { min, max } = steps.bounds;
    let end = reach(&steps.rules, direction).map_or(max, |reach| reach.min(max));
    let most = min.saturating_add(MOST);
    (min..=end.min(most), end <= most)
}

/// Follows edges that may lie on a circle at their own loads until one comes back to a count.
fn round(steps: &Steps, edges: &[Edge]) -> Option<Run> {
    for start in edges {
        let mut ahead = vec![(start.to, start.loads, vec![start.from])];
        while let Some((count, loads, passed)) = ahead.pop() {
            if passed.contains(&count) {
                return Some(steps.run(count, loads));
            }
            let passed = [passed, vec![count]].concat();
            let onward = steps.onward(count, loads).into_iter();
            ahead.extend(onward.map(|edge| (edge.to, edge.loads, passed.clone())));
        }
    }
    None
}

/// Loads by their lower end, joined where they touch.
fn merged(mut loads: Vec<Loads>) -> Vec<Loads> {
    loads.sort_unstable_by_key(|loads| loads.low);
    let mut kept: Vec<Loads> = Vec::new();
    for next in loads {
        match kept.last_mut() {
            Some(last) if last.meets(next) => last.high = last.high.max(next.high),
            Some(_) | None => kept.push(next),
        }
    }
    kept
}

fn meets(sorted: &[Loads], loads: Loads) -> bool {
    let at = sorted.partition_point(|other| other.high < loads.low);
    sorted.get(at).is_some_and(|other| other.meets(loads))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measure::Ratio;
    use crate::plan::scaling::Change;

    /// Three out and two in over a gap without a whole count, between 7.43 and 7.54 at a load of 520.
    #[test]
    fn a_round_may_hold_several_answered_steps() {
        let rule = |direction, by, percent| Rule {
            direction,
            by: Change::Count(by),
            above: direction == Direction::Out,
            inclusive: false,
            threshold: Ratio { over: percent, under: 1 },
            falls: true,
        };
        let rules = [rule(Direction::Out, 3, 70), rule(Direction::In, 2, 69)];
        let steps = Steps::new(Bounds { min: 1, max: 20 }, &rules).expect("small figures");
        let load = Loads::one(520 * 2);
        let ways = [6, 7].map(|count| steps.onward(count, load)).concat();
        let ways = circular(ways);
        assert_eq!(
            ways.iter().map(|edge| (edge.from, edge.to)).collect::<Vec<_>>(),
            [(6, 7), (7, 6)]
        );
        let run = round(&steps, &ways).expect("a round");
        assert_eq!(run.counts, [6, 9, 7, 10, 8, 6]);
    }
}
