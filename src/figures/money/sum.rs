//! Sums of money. In: lines of the envelope and a state. Out: dollars a month, and whether they are all.

use super::{Counts, Line, Moment};
use crate::model::measure::Ratio;

/// A sum of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Dollars a month; a line that is not known in this state stands with its floor.
    pub known: Ratio,
    /// Whether there is such a line: then it is at least so much.
    pub partial: bool,
}

impl Sum {
    /// What some lines cost in a state.
    pub fn of<'l, 'a: 'l>(lines: impl IntoIterator<Item = &'l Line<'a>>, moment: Moment) -> Self {
        let mut sum = Self { known: Ratio::ZERO, partial: false };
        for line in lines {
            let amount = line.amount(moment);
            sum.partial |= amount.is_none();
            let amount = amount.or_else(|| line.amount(Moment::Floor));
            sum.known = sum.known + amount.unwrap_or(Ratio::ZERO);
        }
        sum
    }

    /// What some lines cost, by state: those of which there are as many in every state are added once.
    pub fn by_state<'l, 'a: 'l>(
        lines: impl Iterator<Item = &'l Line<'a>> + Clone,
    ) -> impl Fn(Moment) -> Self {
        let is_same = |line: &&Line| matches!(line.counts, Counts::Same(_));
        let same = Self::of(lines.clone().filter(is_same), Moment::Floor).known;
        move |moment| {
            let others = Self::of(lines.clone().filter(|line| !is_same(line)), moment);
            Self { known: same + others.known, ..others }
        }
    }
}
