//! Which steps lead back to themselves. In: edges from count to count, each with its loads. Out: the edges that lie on a
//! circle, whatever their loads are. Knows no rule.

use std::collections::BTreeMap;

use super::loads::Loads;

/// From one step out that is taken back at once to the next one, at some loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) loads: Loads,
}

/// Takes away, one after the other, the counts that lead nowhere.
pub(super) fn circular(edges: Vec<Edge>) -> Vec<Edge> {
    let mut onward: BTreeMap<u64, usize> = BTreeMap::new();
    let mut into: BTreeMap<u64, Vec<Edge>> = BTreeMap::new();
    for edge in &edges {
        *onward.entry(edge.from).or_default() += 1;
        into.entry(edge.to).or_default().push(*edge);
    }
    let mut ends: Vec<u64> = into.keys().copied().filter(|to| !onward.contains_key(to)).collect();
    while let Some(end) = ends.pop() {
        for edge in into.remove(&end).unwrap_or_default() {
            let Some(left) = onward.get_mut(&edge.from) else { continue };
            *left -= 1;
            if *left == 0 {
                onward.remove(&edge.from);
                ends.push(edge.from);
            }
        }
    }
    edges.into_iter().filter(|edge| onward.contains_key(&edge.to)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_circles_and_what_leads_into_them_stay() {
        let edge = |(from, to)| Edge { from, to, loads: Loads::one(1) };
        let edges: Vec<Edge> = [(1, 2), (2, 3), (3, 2), (3, 4), (4, 5), (6, 6)].map(edge).into();
        let left: Vec<(u64, u64)> =
            circular(edges).into_iter().map(|edge| (edge.from, edge.to)).collect();
        assert_eq!(left, [(1, 2), (2, 3), (3, 2), (6, 6)]);
    }
}
