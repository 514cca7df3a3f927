//! What a mend costs. In: figures, a workload. Out: dollars a month for one more replica in every region, in words.

use super::Seen;
use crate::figures::Fleet;
use crate::figures::money::{Moment, Part};
use crate::ratio::Ratio;
use crate::words::dollars;

/// Dollars a month for one more replica in each region where it runs; none where it has no price.
pub fn each_replica(seen: &Seen, fleet: &Fleet) -> Option<Ratio> {
    let name = fleet.workload.name.node.as_str();
    let replicas = fleet.workload.body.replicas?.node;
    let lines = seen.figures.money.lines.iter();
    let own = lines.filter(|line| line.payee.part == Part::Workload && line.payee.name == name);
    let (mut floor, mut peak, mut any) = (Ratio::ZERO, Ratio::ZERO, false);
    for line in own {
        floor = floor + line.amount(Moment::Floor)?;
        peak = peak + line.amount(Moment::Peak)?;
        any = true;
    }
    let (all, by) = match replicas.max - replicas.min.min(replicas.max) {
        0 => (floor, replicas.min),
        more => (peak - floor, more),
    };
    (any && by > 0).then(|| all / Ratio::from_whole(by))
}

/// ` (at the maximum about $30.37 a month more)`, or nothing where that is not known.
pub fn more_at_most(seen: &Seen, fleet: &Fleet, replicas: u64) -> String {
    more(seen, fleet, replicas).replacen("about", "at the maximum about", 1)
}

/// ` (about $30.37 a month more)`, or nothing where that is not known.
pub fn more(seen: &Seen, fleet: &Fleet, replicas: u64) -> String {
    let all = each_replica(seen, fleet).map(|each| each * Ratio::from_whole(replicas));
    all.map_or(String::new(), |amount| format!(" (about {} a month more)", dollars(amount)))
}
