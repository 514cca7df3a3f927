//! Shares to whole numbers for targets that weigh with small integers. In: exact shares. Out: integers in the same
//! proportion, and whether it is exactly the same. Knows neither regions nor routes.

use crate::model::measure::Ratio;

/// The largest weight of a Route 53 record.
/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html>
pub const RECORD: u64 = 255;

/// The largest weight of a target group in a listener's forward.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html>
pub const FORWARD: u64 = 999;

/// Whole numbers for shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// In the order of the shares.
    pub whole: Vec<u64>,
    /// Whether they are in exactly the proportion of the shares.
    pub exact: bool,
}

/// The percentages where these are whole and sum to 100, else the smallest whole numbers in exact proportion; where
/// those pass the limit, scaled to it, and no share but 0 becomes 0.
pub fn whole(shares: &[Ratio], limit: u64) -> Weights {
    if let Some(percentages) = percentages(shares) {
        return Weights { whole: percentages, exact: true };
    }
    let parts = proportion(shares);
    let largest = parts.iter().max().copied().unwrap_or(0);
    let exact = largest <= u128::from(limit);
    let fit = |part: u128| if exact { part } else { scaled(part, largest, u128::from(limit)) };
    let whole = parts.iter().map(|part| u64::try_from(fit(*part)).unwrap_or(limit)).collect();
    Weights { whole, exact }
}

fn percentages(shares: &[Ratio]) -> Option<Vec<u64>> {
    let whole: Vec<u64> = shares.iter().map(|share| share.whole()).collect::<Option<_>>()?;
    (whole.iter().sum::<u64>() == 100).then_some(whole)
}

/// The smallest whole numbers in exact proportion.
fn proportion(shares: &[Ratio]) -> Vec<u128> {
    let common = shares.iter().map(|share| share.under).fold(1, lcm);
    let parts: Vec<u128> = shares.iter().map(|share| share.over * (common / share.under)).collect();
    let divisor = parts.iter().copied().fold(0, gcd).max(1);
    parts.iter().map(|part| part / divisor).collect()
}

fn scaled(part: u128, largest: u128, limit: u128) -> u128 {
    if part == 0 { 0 } else { ((part * limit + largest / 2) / largest).max(1) }
}

fn gcd(one: u128, other: u128) -> u128 {
    if other == 0 { one } else { gcd(other, one % other) }
}

fn lcm(one: u128, other: u128) -> u128 {
    one / gcd(one, other) * other
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(shares: &[(u128, u128)]) -> Weights {
        let shares: Vec<Ratio> =
            shares.iter().map(|(over, under)| Ratio { over: *over, under: *under }).collect();
        whole(&shares, RECORD)
    }

    #[test]
    fn whole_percentages_stay_as_they_are() {
        assert_eq!(of(&[(600, 10), (40, 1)]).whole, [60, 40]);
    }

    #[test]
    fn a_remainder_of_regions_is_weighed_by_the_smallest_numbers() {
        assert_eq!(of(&[(40, 1), (20, 1)]).whole, [2, 1]);
        assert_eq!(of(&[(125, 10), (875, 10)]), Weights { whole: vec![1, 7], exact: true });
        assert_eq!(of(&[(80, 1)]).whole, [1]);
    }

    #[test]
    fn what_no_weight_can_say_is_scaled_and_nothing_vanishes() {
        let weights = of(&[(9_999, 100), (1, 100)]);
        assert_eq!(weights, Weights { whole: vec![255, 1], exact: false });
        assert_eq!(of(&[(100, 1), (0, 1)]).whole, [100, 0]);
    }

    proptest! {
        #[test]
        fn exact_weights_have_the_proportion_of_the_shares(
            shares in proptest::collection::vec((0..10_000u128, 0..4u32), 1..8)
        ) {
            let shares: Vec<Ratio> =
                shares.iter().map(|(over, places)| Ratio { over: *over, under: 10u128.pow(*places) }).collect();
            let weights = whole(&shares, RECORD);
            prop_assert!(weights.whole.iter().all(|weight| *weight <= RECORD));
            for (one, left) in shares.iter().zip(&weights.whole) {
                prop_assert_eq!(one.over == 0, *left == 0);
                for (other, right) in shares.iter().zip(&weights.whole) {
                    let (one, other) = (one.over * other.under, other.over * one.under);
                    prop_assert!(!weights.exact || one * u128::from(*right) == other * u128::from(*left));
                }
            }
        }
    }
}
