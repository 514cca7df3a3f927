//! How many replicas run in each state, parted by how they are bought. In: a workload in one region. Out: counts: up to
//! the minimum, above it on demand, above it as spot.

use crate::model::measure::{Bounds, Ratio};

use super::super::Load;
use super::super::need::Need;
use super::Counts;
use super::fleet::Place;

/// Replicas in each state.
#[derive(Clone, Debug)]
pub(super) struct Running {
    pub(super) floor: u64,
    pub(super) steady: Option<u64>,
    pub(super) peak: u64,
    pub(super) lost: Vec<Option<u64>>,
}

impl Running {
    /// What runs of a workload in one region, within these bounds; a standby runs its minimum until it takes over.
    pub(super) fn of(place: &Place, bounds: Bounds<u64>) -> Self {
        let (stand, regions) = (place.stand, &place.figures.regions);
        let standby = regions.get(stand.region).is_some_and(|region| region.standby);
        let within = |need: Option<Need>| match need {
            _ if bounds.fixed() => Some(bounds.min),
            Some(need) => Some(need.full.max(bounds.min).min(bounds.max)),
            None => None,
        };
        let lost = |region: usize| {
            if stand.region == region {
                return Some(bounds.min);
            }
            let mut losses = place.fleet.losses.iter();
            let loss = losses.find(|loss| loss.lost == region && loss.load == Load::Peak);
            let taker = place.takers.get(region).copied().flatten();
            within(loss.and_then(|loss| loss.taken_by(taker, place.at)).or(stand.peak))
        };
        Self {
            floor: bounds.min,
            steady: if standby { Some(bounds.min) } else { within(stand.steady) },
            peak: if standby { bounds.min } else { bounds.max },
            lost: (0..regions.len()).map(lost).collect(),
        }
    }

    /// Counted otherwise: as nodes, as the part above the minimum.
    pub(super) fn counts(&self, count: impl Fn(u64) -> u64) -> Counts {
        let whole = |replicas: u64| Ratio::from_whole(count(replicas));
        Counts::By {
            floor: whole(self.floor),
            steady: self.steady.map(whole),
            peak: whole(self.peak),
            lost: self.lost.iter().map(|replicas| replicas.map(whole)).collect(),
        }
    }
}

/// Of what runs above the minimum, how many are bought on demand: the rest may be taken away.
pub(super) fn on_demand(above: u64, spot: Ratio) -> u64 {
    (Ratio::from_whole(above) * (Ratio::ONE - spot)).ceil()
}
