//! What a mend costs, in words.

use crate::diagnostic::{Bill, Change};
use crate::ratio::Ratio;
use crate::words::dollars;

/// `up to $62.05 a month more`: less or more with the minimum and with the maximum of everything running.
pub fn words(bill: Bill) -> String {
    let Bill { floor, peak } = bill;
    match (way(floor), way(peak)) {
        (None, None) => "no change in cost".to_owned(),
        (Some(one), Some(other)) if one == other => {
            let mut ends = [floor, peak].map(difference);
            ends.sort_unstable();
            let [low, high] = ends.map(dollars);
            let amounts = if low == high { low } else { format!("{low} to {high}") };
            format!("{amounts} a month {one}")
        }
        (None, Some(word)) => format!("up to {} a month {word}", amount(peak)),
        (Some(word), None) => format!("{} a month {word} at the minimum", amount(floor)),
        (Some(one), Some(other)) => format!(
            "{} a month {one} at the minimum, {} {other} at the maximum",
            amount(floor),
            amount(peak)
        ),
    }
}

/// Whether it changes nothing, to the cent.
pub fn is_nothing(bill: Bill) -> bool {
    way(bill.floor).or(way(bill.peak)).is_none()
}

/// `more`, `less`; none where both sides are the same to the cent.
fn way(change: Change) -> Option<&'static str> {
    let Change { before, after } = change;
    (amount(change) != "$0.00").then_some(if before < after { "more" } else { "less" })
}

/// `-3.00`: dollars and cents, for programs.
pub fn signed(change: Change) -> String {
    let sign = if way(change) == Some("less") { "-" } else { "" };
    format!("{sign}{}", difference(change).fixed(2))
}

fn amount(change: Change) -> String {
    dollars(difference(change))
}

fn difference(Change { before, after }: Change) -> Ratio {
    if before < after { after - before } else { before - after }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::diagnostic::{Bill, Change};
    use crate::ratio::Ratio;

    fn said(floor: (u64, u64), peak: (u64, u64)) -> String {
        let change = |(before, after)| Change {
            before: Ratio::from_whole(before),
            after: Ratio::from_whole(after),
        };
        words(Bill { floor: change(floor), peak: change(peak) })
    }

    #[test]
    fn a_mend_costs_more_or_less_or_nothing() {
        assert_eq!(said((5, 5), (9, 9)), "no change in cost");
        assert_eq!(said((5, 7), (9, 11)), "$2.00 a month more");
        assert_eq!(said((5, 7), (9, 1000 + 9)), "$2.00 to $1,000.00 a month more");
        assert_eq!(said((9, 5), (9, 8)), "$1.00 to $4.00 a month less");
        assert_eq!(said((5, 5), (9, 8)), "up to $1.00 a month less");
        assert_eq!(said((5, 8), (9, 9)), "$3.00 a month more at the minimum");
        assert_eq!(
            said((5, 8), (9, 7)),
            "$3.00 a month more at the minimum, $2.00 less at the maximum"
        );
    }
}
