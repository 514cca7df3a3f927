//! Target tracking of AWS. In: averages with their targets, and the load of each. Out: the next size. Knows no time.
//!
//! It adds in proportion to the metric, rounded up; it takes away, rounded down, only where that keeps the metric under its
//! target and where the metric is far enough under it, usually more than a tenth; any policy adds, all must agree to take
//! away (docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html,
//! docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html).
//!
//! At one load the size always rests: both ways lead to the largest ceil(load / target), where no average is above its
//! target, and a size below it is never one to leave downwards.

use crate::model::measure::{Bounds, Ratio};

/// A metric that is averaged over replicas, and what it is held at.
#[derive(Clone, Copy, Debug)]
pub struct Tracked {
    /// The target of one replica.
    pub target: Ratio,
    /// The load of all of them.
    pub load: Ratio,
}

impl Tracked {
    /// load / target as a fraction; none where the figures are too large to be exact.
    fn parts(self) -> Option<(u128, u128)> {
        let over = self.load.over.checked_mul(self.target.under)?;
        let under = self.load.under.checked_mul(self.target.over)?;
        Some((over, under.max(1)))
    }
}

/// The size after one, within bounds; none where the figures are too large to be exact.
pub fn next(count: u64, bounds: Bounds<u64>, tracked: &[Tracked]) -> Option<u64> {
    let parts = tracked.iter().map(|it| it.parts()).collect::<Option<Vec<_>>>()?;
    let count_of = |(over, under): &(u128, u128)| over.div_ceil(*under);
    let wanted = u64::try_from(parts.iter().map(count_of).max()?).ok()?;
    let well_under = |(over, under): &(u128, u128)| {
        Some(over.checked_mul(10)? < under.checked_mul(9)?.checked_mul(u128::from(count))?)
    };
    let all_under = parts.iter().map(well_under).collect::<Option<Vec<bool>>>()?;
    let next = match wanted {
        _ if wanted > count => wanted,
        _ if all_under.into_iter().all(|under| under) => wanted,
        _ => count,
    };
    Some(next.clamp(bounds.min.min(bounds.max), bounds.max))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tracked(load: u128, target: u128) -> Tracked {
        Tracked { target: Ratio { over: target, under: 1 }, load: Ratio { over: load, under: 1 } }
    }

    fn after(count: u64, tracked: &[Tracked]) -> Option<u64> {
        next(count, Bounds { min: 1, max: 20 }, tracked)
    }

    /// One and a half instances are added as two, and taken away as one.
    #[test]
    fn what_is_added_is_rounded_up_and_what_is_taken_away_down() {
        assert_eq!(after(3, &[tracked(225, 50)]), Some(5));
        assert_eq!(after(5, &[tracked(175, 50)]), Some(4));
    }

    #[test]
    fn a_tenth_under_the_target_stays() {
        assert_eq!(after(10, &[tracked(450, 50)]), Some(10));
        assert_eq!(after(10, &[tracked(449, 50)]), Some(9));
    }

    #[test]
    fn one_policy_adds_and_all_take_away() {
        assert_eq!(after(4, &[tracked(100, 50), tracked(300, 50)]), Some(6));
        assert_eq!(after(4, &[tracked(50, 50), tracked(190, 50)]), Some(4));
        assert_eq!(after(4, &[tracked(50, 50), tracked(90, 50)]), Some(2));
    }

    proptest! {
        #[test]
        fn the_size_after_one_rests(
            metrics in prop::collection::vec((0..2_000u128, 1..100u128), 1..4),
            count in 1..40u64,
        ) {
            let metrics: Vec<Tracked> = metrics.into_iter().map(|(load, at)| tracked(load, at)).collect();
            let once = after(count, &metrics).expect("small figures");
            prop_assert_eq!(after(once, &metrics), Some(once));
        }
    }
}
