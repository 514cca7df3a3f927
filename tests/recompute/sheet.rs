//! An envelope on paper. In: lines with their amounts in each state. Out: the same as the crate's, line by line and in
//! total, to the cent; the states stand in the order floor, steady, peak, and each region lost, by code.

use std::collections::BTreeMap;

use terrace::figures::Figures;
use terrace::figures::money::Moment;

use crate::exact::{Exact, int};

/// Lines by `thing/what/region`; an amount is none where the policy says no load.
pub struct Sheet {
    states: usize,
    lines: BTreeMap<String, Vec<Option<Exact>>>,
}

impl Sheet {
    /// An empty sheet for so many regions.
    pub fn new(regions: usize) -> Self {
        Self { states: 3 + regions, lines: BTreeMap::new() }
    }

    /// A line that is the same in every state.
    pub fn same(&mut self, line: &str, dollars: Exact) -> &mut Self {
        let all = vec![Some(dollars); self.states];
        self.add(line, all)
    }

    /// A line of things at one price, so many in each state.
    pub fn count(&mut self, line: &str, each: Exact, counts: &[i128]) -> &mut Self {
        assert_eq!(counts.len(), self.states, "{line}");
        self.add(line, counts.iter().map(|count| Some(each * int(*count))).collect())
    }

    /// The same, where `steady` is not known.
    pub fn unsteady(&mut self, line: &str, each: Exact, counts: &[Option<i128>]) -> &mut Self {
        assert_eq!(counts.len(), self.states, "{line}");
        self.add(line, counts.iter().map(|count| count.map(|it| each * int(it))).collect())
    }

    fn add(&mut self, line: &str, all: Vec<Option<Exact>>) -> &mut Self {
        match self.lines.get_mut(line) {
            None => drop(self.lines.insert(line.to_owned(), all)),
            Some(known) => known.iter_mut().zip(all).for_each(|(known, more)| {
                *known = known.zip(more).map(|(known, more)| known + more);
            }),
        }
        self
    }

    /// The sum of a state, by its number: what is not known stands with its floor.
    pub fn total(&self, state: usize) -> Exact {
        self.lines.values().map(|line| line[state].or(line[0]).expect("a floor")).sum()
    }

    /// Compares with what the crate computed.
    pub fn is(&self, figures: &Figures) {
        let lost = (0..figures.regions.len()).map(Moment::RegionLost);
        let moments: Vec<Moment> =
            [Moment::Floor, Moment::Steady, Moment::Peak].into_iter().chain(lost).collect();
        let mut theirs: BTreeMap<String, Vec<Option<terrace::ratio::Ratio>>> = BTreeMap::new();
        for line in &figures.money.lines {
            let region = line.region.map_or("", |at| figures.regions[at].code);
            let key = format!("{}/{}/{region}", line.payee.name, line.what);
            let amounts = moments.iter().map(|moment| line.amount(*moment));
            match theirs.get_mut(&key) {
                None => drop(theirs.insert(key, amounts.collect())),
                Some(known) => known.iter_mut().zip(amounts).for_each(|(known, more)| {
                    *known = known.zip(more).map(|(known, more)| known + more);
                }),
            }
        }
        let written: BTreeMap<&String, Vec<String>> = theirs
            .iter()
            .map(|(key, all)| (key, all.iter().map(|it| show(it.map(|it| it.fixed(2)))).collect()))
            .collect();
        let ours: BTreeMap<&String, Vec<String>> = self
            .lines
            .iter()
            .map(|(key, all)| (key, all.iter().map(|it| show(it.map(Exact::cents))).collect()))
            .collect();
        assert_eq!(written, ours, "left the crate, right the sheet");
        for (at, moment) in moments.iter().enumerate() {
            let sum = figures.money.total(*moment);
            assert_eq!(sum.known.fixed(2), self.total(at).cents(), "{moment:?}");
            assert_eq!(sum.partial, self.lines.values().any(|line| line[at].is_none()));
        }
    }
}

fn show(amount: Option<String>) -> String {
    amount.unwrap_or_else(|| "not known".to_owned())
}
