//! The size that metrics ask for. In: targets and totals. Out: the largest of what each asks. Knows no time.

use super::Autoscaler;
use crate::model::measure::Ratio;

/// What a metric is held at.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The figure.
    pub at: Ratio,
    /// What is compared with it.
    pub of: Of,
}

/// What of a metric is compared with its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The total (`Value`).
    All,
    /// The average of each pod (`AverageValue`).
    Each,
    /// The average share of what pods ask for, in whole percent (`Utilization`): upstream cuts it off,
    /// `int32((metricsTotal * 100) / requestsTotal)` in `GetResourceUtilizationRatio` of
    /// `pkg/controller/podautoscaler/metrics/utilization.go`, before it is compared and before a size follows from it. Its
    /// total is in percent of what one pod asks for.
    Share,
}

impl Autoscaler {
    /// The largest size that a metric asks for; none where nothing may be done: every metric is missing, or one is and the
    /// others ask for less.
    pub(super) fn recommend(&self, count: u64, totals: &[Option<Ratio>]) -> Option<u64> {
        let asked = |(at, target): (usize, &Target)| {
            totals.get(at).copied().flatten().and_then(|total| self.asked(count, *target, total))
        };
        let asked: Vec<Option<u64>> = self.targets.iter().enumerate().map(asked).collect();
        let largest = asked.iter().copied().flatten().max()?;
        let missing = asked.iter().any(Option::is_none);
        (!missing || largest >= count).then_some(largest)
    }

    /// ceil(count × measured / target), or the count itself within the tolerance of either direction; none where the figures
    /// are too large to be exact.
    fn asked(&self, count: u64, target: Target, total: Ratio) -> Option<u64> {
        let pods = u128::from(count);
        // What is measured, of all pods or of one.
        let measured = match target.of {
            Of::All => total,
            Of::Each => Ratio { under: total.under.checked_mul(pods)?, ..total },
            Of::Share => {
                let parts = total.under.checked_mul(pods)?;
                Ratio { over: total.over / parts.max(1), under: 1 }
            }
        };
        // measured / target = over / under
        let over = measured.over.checked_mul(target.at.under)?;
        let under = measured.under.checked_mul(target.at.over)?;
        if self.within(over, under)? {
            return Some(count);
        }
        u64::try_from(over.checked_mul(pods)?.div_ceil(under.max(1))).ok()
    }

    /// Whether 1 - down ≤ over / under ≤ 1 + up.
    fn within(&self, over: u128, under: u128) -> Option<bool> {
        let (up, down) = (self.up.tolerance, self.down.tolerance);
        let least = under.checked_mul(down.under.saturating_sub(down.over))?;
        let most = under.checked_mul(up.under.checked_add(up.over)?)?;
        Some(least <= over.checked_mul(down.under)? && over.checked_mul(up.under)? <= most)
    }
}
