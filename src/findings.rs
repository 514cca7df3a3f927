//! Findings of several stages and policies as one list. In: findings in the order in which they were made. Out: each
//! thing said once.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Finding, Level, Seat};

/// What targets find, without errors where an earlier stage found one already: those only follow from it.
pub fn fresh(earlier: &[Finding], later: &[Finding]) -> Vec<Finding> {
    let error = |finding: &&Finding| finding.level == Level::Error;
    let told: BTreeSet<_> = earlier.iter().filter(error).map(Finding::span).collect();
    let follows = |finding: &&Finding| error(finding) && told.contains(&finding.span());
    later.iter().filter(|finding| !follows(finding)).cloned().collect()
}

/// Says each thing once, at the weightiest of its levels: what is a note in one environment may be an error in another.
/// It keeps the seats of that level.
pub fn distinct(findings: Vec<Finding>) -> Vec<Finding> {
    let mut seen = BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        let key = (finding.code, finding.span(), finding.message.clone());
        let at = *seen.entry(key).or_insert(kept.len());
        match kept.get_mut(at) {
            Some(first) => merge(first, finding),
            None => kept.push(finding),
        }
    }
    kept
}

fn merge(first: &mut Finding, other: Finding) {
    if other.level < first.level {
        *first = other;
    } else if other.level == first.level {
        let new = |seat: &Seat| !first.seats.contains(seat);
        let seats: Vec<Seat> = other.seats.into_iter().filter(new).collect();
        first.seats.extend(seats);
    }
}

/// Notes in which policy findings were met.
pub fn seat(findings: &mut [Finding], seat: &Seat) {
    for finding in findings {
        finding.seats = vec![seat.clone()];
    }
}
