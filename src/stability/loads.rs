//! Sets of loads between which no rule changes its answer: one load, or all loads strictly between two breakpoints.
//! In: breakpoints as scaled whole numbers. Out: pieces. Knows no rule.

/// One load (both ends equal), or all loads strictly between the ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loads {
    pub(super) low: u128,
    pub(super) high: u128,
}

/// Above every breakpoint.
const ENDLESS: u128 = u128::MAX;

impl Loads {
    /// One load.
    pub(super) fn one(load: u128) -> Self {
        Self { low: load, high: load }
    }

    /// Every load from 0 on, cut at the breakpoints.
    pub(super) fn all(cuts: &[u128]) -> Vec<Self> {
        let mut pieces = vec![Self::one(0)];
        pieces.extend(Self { low: 0, high: ENDLESS }.cut(cuts));
        pieces
    }

    fn single(self) -> bool {
        self.low == self.high
    }

    /// The pieces of it: each breakpoint strictly inside alone, and what lies between.
    pub(super) fn cut(self, cuts: &[u128]) -> Vec<Self> {
        let mut inside: Vec<u128> =
            cuts.iter().copied().filter(|cut| (self.low + 1..self.high).contains(cut)).collect();
        if self.single() || inside.is_empty() {
            return vec![self];
        }
        inside.sort_unstable();
        inside.dedup();
        let mut pieces = Vec::with_capacity(2 * inside.len() + 1);
        let mut low = self.low;
        for cut in inside {
            pieces.extend([Self { low, high: cut }, Self::one(cut)]);
            low = cut;
        }
        pieces.push(Self { low, high: self.high });
        pieces
    }

    /// Whether all of it lies above an edge, or on it where the edge counts; no breakpoint may lie strictly inside.
    pub(super) fn above(self, edge: u128, inclusive: bool) -> bool {
        self.low >= edge && (inclusive || !self.is(edge))
    }

    /// Whether all of it lies below an edge, or on it where the edge counts; no breakpoint may lie strictly inside.
    pub(super) fn below(self, edge: u128, inclusive: bool) -> bool {
        self.high <= edge && (inclusive || !self.is(edge))
    }

    fn is(self, edge: u128) -> bool {
        self.single() && self.low == edge
    }

    /// Whether both have loads in common, or touch.
    pub(super) fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// The roundest load of it, where `whole` is the figure that stands for 1. Breakpoints are even, so that one lies
    /// between any two of them.
    pub(super) fn round(self, whole: u128) -> u128 {
        if self.single() {
            return self.low;
        }
        if self.high == ENDLESS {
            return (self.low / whole + 1) * whole;
        }
        let inside = |step: u128| {
            let next = (self.low / step).checked_add(1)?.checked_mul(step)?;
            (next < self.high).then_some(next)
        };
        let powers = || std::iter::successors(Some(1u128), |power| power.checked_mul(10));
        let coarse = powers().map_while(|power| whole.checked_mul(power)).filter_map(inside).last();
        let fine = || {
            powers()
                .take_while(|power| whole.is_multiple_of(*power))
                .find_map(|power| inside(whole / power))
        };
        coarse.or_else(fine).unwrap_or(self.low + (self.high - self.low) / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_breakpoints_and_what_lies_between() {
        let pieces = Loads::all(&[20, 10, 10]);
        let ends: Vec<(u128, u128)> = pieces.iter().map(|piece| (piece.low, piece.high)).collect();
        assert_eq!(ends, [(0, 0), (0, 10), (10, 10), (10, 20), (20, 20), (20, ENDLESS)]);
    }

    #[test]
    fn an_edge_counts_only_where_it_is_meant_to() {
        let (on, over) = (Loads::one(10), Loads { low: 10, high: 20 });
        assert!(on.above(10, true) && !on.above(10, false) && over.above(10, false));
        assert!(on.below(10, true) && !on.below(10, false) && !over.below(10, true));
        assert!(over.below(20, false));
    }

    #[test]
    fn the_roundest_load_has_the_fewest_digits() {
        assert_eq!(Loads { low: 280, high: 360 }.round(2), 300);
        assert_eq!(Loads { low: 28, high: 30 }.round(20), 29);
        assert_eq!(Loads { low: 26, high: 30 }.round(20), 28);
        assert_eq!(Loads { low: 26, high: ENDLESS }.round(20), 40);
    }
}
