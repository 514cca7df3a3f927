//! Up to which count a step can be answered by its opposite. In: rules with scaled thresholds. Out: a count, so that the
//! search ends where nothing more can be found, however large the bounds are. Knows no loads.
//!
//! Where an average is above `high` a rule scales out, below `low` another scales in, and a step out leads from n to at
//! most n + N, or n + max(1, n × P / 100). It is answered only if one load is above `high` × n and below `low` × the count
//! after it: n × (high - low) < low × N, or < low for the rounded-up step of a percentage, unless the percentage by itself is
//! enough for every n (high × 100 < low × (100 + P)). A step in from k is answered only if one load is below `low` × k and
//! above `high` × the count after it, which is alike with `high` × N and `high` × (100 - P).

use super::rule::Scaled;
use crate::model::policy::Direction;
use crate::plan::scaling::Change;

/// The highest count at which a step in this direction can be answered; none where every count can.
pub(super) fn reach(rules: &[Scaled], direction: Direction) -> Option<u64> {
    let towards = |way: Direction| rules.iter().filter(move |it| it.rule.direction == way);
    let pairs = towards(Direction::Out)
        .flat_map(|out| towards(Direction::In).map(move |within| (out, within)));
    pairs
        .map(|(out, within)| pair(out, within, direction))
        .try_fold(0, |most, one| Some(most.max(one?)))
}

fn pair(out: &Scaled, within: &Scaled, direction: Direction) -> Option<u64> {
    let (high, low) = (out.threshold, within.threshold);
    let averages = out.rule.falls && within.rule.falls;
    let totals = !out.rule.falls && !within.rule.falls;
    let apart = out.rule.above && !within.rule.above && high > low;
    let gap = high.checked_sub(low).filter(|_| apart && (averages || totals))?;
    if totals {
        // No step changes a total: what holds before holds after.
        return Some(0);
    }
    let (by, edge) = match direction {
        Direction::Out => (out.rule.by, low),
        Direction::In => (within.rule.by, high),
    };
    let furthest = |by: u128| u64::try_from(edge.checked_mul(by)? / gap).ok();
    match by {
        Change::Count(count) => furthest(count.into()),
        Change::Percent(percent) => {
            let percent = u128::from(percent);
            let always = match direction {
                Direction::Out => {
                    high.checked_mul(100)? <= low.checked_mul(percent.checked_add(100)?)?
                }
                Direction::In => {
                    high.checked_mul(100u128.saturating_sub(percent))? <= low.checked_mul(100)?
                }
            };
            if always { None } else { furthest(1) }
        }
    }
}
