//! Where findings were met. In: findings, the policies that were looked at. Out: findings that differ between
//! policies only in their figures, told together; the policies in words.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Finding, Seat};

/// A finding, and what is said of the same place elsewhere.
pub struct Told<'a> {
    /// The weightiest.
    pub finding: &'a Finding,
    /// The same code at the same place in other policies.
    pub others: Vec<&'a Finding>,
}

/// Tells findings of one code and place together, where they were met in different policies. In: most severe first.
pub fn told<'a>(findings: &[&'a Finding]) -> Vec<Told<'a>> {
    let mut told: Vec<Told> = Vec::new();
    let mut known: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for finding in findings {
        let at = known.entry((finding.code, finding.span())).or_default();
        let free = at.iter().find(|at| told.get(**at).is_some_and(|told| told.lacks(finding)));
        if let Some(first) = free.and_then(|at| told.get_mut(*at)) {
            first.others.push(finding);
        } else {
            at.push(told.len());
            told.push(Told { finding, others: Vec::new() });
        }
    }
    told
}

impl Told<'_> {
    /// Whether nothing is said yet of the policies that a finding was met in.
    fn lacks(&self, finding: &Finding) -> bool {
        let seats = self.others.iter().flat_map(|other| &other.seats).chain(&self.finding.seats);
        let seats: BTreeSet<&Seat> = seats.collect();
        !seats.is_empty()
            && !finding.seats.is_empty()
            && finding.seats.iter().all(|seat| !seats.contains(seat))
    }
}

/// Some of the policies that were looked at: `prod (tier launch), staging`; nothing where they are all of a service.
pub fn words(seats: &[Seat], all: &[Seat]) -> Option<String> {
    let service = &seats.first()?.service;
    let own = tiers(all.iter().filter(|seat| seat.service == *service));
    let met = tiers(seats.iter());
    if met == own {
        return None;
    }
    let mut common = met.values().collect::<BTreeSet<_>>().into_iter();
    if let (Some(tiers), None, true) = (common.next(), common.next(), met.len() == own.len()) {
        return Some(in_tiers(tiers));
    }
    let named = met.iter().map(|(environment, tiers)| {
        if own.get(environment) == Some(tiers) {
            (*environment).to_owned()
        } else {
            format!("{environment} ({})", in_tiers(tiers))
        }
    });
    Some(named.collect::<Vec<_>>().join(", "))
}

type Tiers<'a> = BTreeMap<&'a str, BTreeSet<Option<&'a str>>>;

fn tiers<'a>(seats: impl Iterator<Item = &'a Seat>) -> Tiers<'a> {
    let mut found = Tiers::new();
    for seat in seats {
        found.entry(&seat.environment).or_default().insert(seat.tier.as_deref());
    }
    found
}

fn in_tiers(tiers: &BTreeSet<Option<&str>>) -> String {
    let names: Vec<&str> = tiers.iter().flatten().copied().collect();
    let word = if names.len() == 1 { "tier" } else { "tiers" };
    format!("{word} {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn seat(environment: &str, tier: &str) -> Seat {
        let (service, environment) = ("shop".to_owned(), environment.to_owned());
        Seat { service, environment, tier: (!tier.is_empty()).then(|| tier.to_owned()) }
    }

    #[test]
    fn seats_read_as_few_words_as_possible() {
        let all =
            ["dev", "prod"].map(|name| ["launch", "growth"].map(|tier| seat(name, tier))).concat();
        assert_eq!(words(&all, &all), None);
        assert_eq!(words(&[seat("prod", "growth")], &all).unwrap(), "prod (tier growth)");
        assert_eq!(words(&all[..2], &all).unwrap(), "dev");
        assert_eq!(words(&[all[1].clone(), all[3].clone()], &all).unwrap(), "tier growth");
        let both = [all[0].clone(), all[2].clone(), all[3].clone()];
        assert_eq!(words(&both, &all).unwrap(), "dev (tier launch), prod");
        assert_eq!(words(&[seat("dev", "")], &[seat("dev", ""), seat("prod", "")]).unwrap(), "dev");
    }

    #[test]
    fn findings_of_one_place_are_told_together_only_across_policies() {
        let found = |message: &str, environment: &str| {
            let mut finding =
                Finding::warning("cost/over-budget", message, Span::default(), "here");
            finding.seats = vec![seat(environment, "")];
            finding
        };
        let findings = [found("$3", "prod"), found("$2", "prod"), found("$1", "dev")];
        let told = told(&findings.iter().collect::<Vec<_>>());
        let others = |at: usize| told[at].others.len();
        assert_eq!((told.len(), others(0), others(1)), (2, 1, 0));
    }
}
