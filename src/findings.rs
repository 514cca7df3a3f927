//! Findings of several stages and policies as one list. In: findings in the order in which they were made. Out: each
//! thing said once.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Finding, Level, Seat};
use crate::source::Span;

/// Findings and what targets find beside, without errors where an earlier stage found one already: those only follow
/// from it.
pub fn fresh(mut earlier: Vec<Finding>, later: Vec<Finding>) -> Vec<Finding> {
    let error = |finding: &Finding| finding.level == Level::Error;
    let errors = earlier.iter().filter(|finding| error(finding));
    let told: BTreeSet<_> = errors.map(Finding::span).collect();
    let follows = |finding: &Finding| error(finding) && told.contains(&finding.span());
    earlier.extend(later.into_iter().filter(|finding| !follows(finding)));
    earlier
}

/// Says each thing once, at the weightiest of its levels: what is a note in one environment may be an error in another.
/// It keeps the seats of that level.
pub fn distinct(findings: Vec<Finding>) -> Vec<Finding> {
    if !repeats(&findings) {
        return findings;
    }
    let mut places: BTreeMap<(&str, Span), Vec<usize>> = BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        let here = places.entry((finding.code, finding.span())).or_default();
        let same = |known: &Finding| known.message == finding.message;
        let at = here.iter().copied().find(|at| kept.get(*at).is_some_and(same));
        if let Some(first) = at.and_then(|at| kept.get_mut(at)) {
            merge(first, finding);
        } else {
            here.push(kept.len());
            kept.push(finding);
        }
    }
    kept
}

/// Whether anything is said twice.
fn repeats(findings: &[Finding]) -> bool {
    let mut said: Vec<_> =
        findings.iter().map(|it| (it.span(), it.code, it.message.as_str())).collect();
    said.sort_unstable();
    !said.is_sorted_by(|one, other| one < other)
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
