//! One rule of one metric: when it fires and what it makes of a count. In: a count and loads. Out: the next count, as
//! AWS rounds it. Knows no other rule.

use super::loads::Loads;
use crate::model::measure::Ratio;
use crate::model::policy::Direction;
use crate::plan::scaling::Change;

/// One comparison that changes the size.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Out or in.
    pub direction: Direction,
    /// By how much.
    pub by: Change,
    /// Whether it fires above its threshold, not below.
    pub above: bool,
    /// Whether it fires at the threshold itself.
    pub inclusive: bool,
    /// The threshold, in a unit that all rules of the metric share.
    pub threshold: Ratio,
    /// Whether the figure falls as replicas are added: an average over them (load / count), not a total (load).
    pub falls: bool,
}

impl Rule {
    /// How many it adds or takes away at a count.
    ///
    /// A percentage of a count is rounded as AWS documents it for `PercentChangeInCapacity`: above 1 down, between 0 and 1
    /// up to 1, the same towards zero for what is taken away
    /// (docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html; Application Auto Scaling rounds alike).
    pub fn change(&self, count: u64) -> u64 {
        match self.by {
            Change::Count(count) => count,
            Change::Percent(_) if count == 0 => 0,
            Change::Percent(percent) => {
                let exact = u128::from(count) * u128::from(percent) / 100;
                u64::try_from(exact).unwrap_or(u64::MAX).max(u64::from(percent > 0))
            }
        }
    }

    /// The count after it, within bounds.
    pub fn moved(&self, count: u64, min: u64, max: u64) -> u64 {
        let by = self.change(count);
        match self.direction {
            Direction::Out => count.saturating_add(by).min(max).max(count),
            Direction::In => count.saturating_sub(by).max(min).min(count),
        }
    }
}

/// A rule whose threshold is a scaled whole number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scaled {
    pub(super) rule: Rule,
    pub(super) threshold: u128,
}

impl Scaled {
    /// The load at which it changes its answer at a count.
    pub(super) fn edge(&self, count: u64) -> u128 {
        if self.rule.falls {
            self.threshold.saturating_mul(u128::from(count))
        } else {
            self.threshold
        }
    }

    /// Whether it fires at a count for all of some loads that have no breakpoint of it strictly inside.
    pub(super) fn fires(&self, count: u64, loads: Loads) -> bool {
        let edge = self.edge(count);
        if self.rule.above {
            loads.above(edge, self.rule.inclusive)
        } else {
            loads.below(edge, self.rule.inclusive)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(direction: Direction, by: Change, count: u64) -> u64 {
        let threshold = Ratio { over: 1, under: 1 };
        let rule = Rule { direction, by, above: true, inclusive: false, threshold, falls: true };
        rule.moved(count, 1, 100)
    }

    /// The figures of AWS's page: 12.7 becomes 12, 0.67 becomes 1, -0.58 becomes -1, -6.67 becomes -6.
    #[test]
    fn percentages_are_rounded_as_aws_documents() {
        let cases = [
            (Direction::Out, Change::Percent(10), 10, 11),
            (Direction::Out, Change::Percent(127), 10, 22),
            (Direction::Out, Change::Percent(67), 1, 2),
            (Direction::In, Change::Percent(29), 2, 1),
            (Direction::In, Change::Percent(23), 29, 23),
            (Direction::Out, Change::Percent(25), 0, 0),
        ];
        for (direction, by, count, after) in cases {
            assert_eq!(moved(direction, by, count), after, "{direction:?} {by:?} {count}");
        }
    }

    #[test]
    fn a_count_stays_within_bounds_and_goes_its_way() {
        assert_eq!(moved(Direction::Out, Change::Count(5), 98), 100);
        assert_eq!(moved(Direction::In, Change::Count(5), 3), 1);
        assert_eq!(moved(Direction::Out, Change::Count(1), 120), 120);
    }
}
