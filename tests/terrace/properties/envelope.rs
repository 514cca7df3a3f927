//! What holds within an envelope and between two: parts are the whole, order is nothing, a discount is its share.

use proptest::prelude::*;
use terrace::figures::Figures;
use terrace::figures::money::{Moment, Sum};
use terrace::ratio::Ratio;

use super::figures::{busy, moments, of, totals};
use super::pipeline::{attempt, cases};
use super::shape::Shape;

/// Sums of an envelope that is cut into parts.
fn whole(parts: impl Iterator<Item = Sum>) -> Sum {
    parts.fold(Sum { known: Ratio::ZERO, partial: false }, |all, one| Sum {
        known: all.known + one.known,
        partial: all.partial || one.partial,
    })
}

/// Dollars of the servers in one state.
fn servers(figures: &Figures, moment: Moment) -> Ratio {
    let bought = figures.money.lines.iter().filter(|line| line.payee.name.starts_with("web"));
    bought.filter_map(|line| line.amount(moment)).sum()
}

/// The regions in the opposite order of the text.
fn reversed(text: &str) -> String {
    let region = |line: &&str| line.starts_with("region ");
    let mut regions = text.lines().filter(region).rev();
    let lines =
        text.lines().map(|line| if region(&line) { regions.next().unwrap_or(line) } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// Bounds of the servers, and a second workload that is the same.
fn split(shape: &Shape, (least, most): (u32, u32)) -> (String, String) {
    let with = |least: u32, most: u32| {
        Shape { replicas: (least, most), profile: false, ..shape.clone() }.text()
    };
    let halves = with(least, most);
    let start = halves.find("workload web on ec2").expect("servers");
    let end = start + halves[start..].find("\n}").expect("an end") + 2;
    let twin = halves[start..end].replacen("workload web ", "workload web-too ", 1);
    (with(2 * least, 2 * most), format!("{}{twin}\n{}", &halves[..start], &halves[start..]))
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn an_envelope_is_the_sum_of_its_regions_and_of_its_things(shape in busy()) {
        of(&shape.text(), |figures| {
            for moment in moments(figures) {
                let total = figures.money.total(moment);
                let lines = || figures.money.lines.iter();
                let places = (0..figures.regions.len()).map(Some).chain([None]);
                let by_region = places.map(|at| Sum::of(lines().filter(|line| line.region == at), moment));
                assert_eq!(whole(by_region), total);
                let mut things: Vec<_> = lines().map(|line| line.payee).collect();
                things.sort_unstable();
                things.dedup();
                let by_thing = things.iter().map(|it| Sum::of(lines().filter(|line| line.payee == *it), moment));
                assert_eq!(whole(by_thing), total);
                let known = lines().filter_map(|line| line.amount(moment).or(line.amount(Moment::Floor)));
                assert_eq!(known.sum::<Ratio>(), total.known);
            }
        });
    }

    #[test]
    fn the_order_of_regions_changes_no_total(mut shape in busy()) {
        shape.regions = shape.regions.max(2);
        let text = shape.text();
        prop_assert_ne!(&reversed(&text), &text);
        prop_assert_eq!(totals(&reversed(&text)), totals(&text));
    }

    #[test]
    fn two_halves_cost_what_the_whole_does(shape in busy(), least in 1..=4u32, more in 1..=4u32) {
        let (whole, halves) = split(&shape, (least, least + more));
        for moment in [Moment::Floor, Moment::Peak] {
            let money = |text: &str| of(text, |figures| servers(figures, moment));
            prop_assert!(money(&whole) > Ratio::ZERO);
            prop_assert_eq!(money(&halves), money(&whole));
        }
    }

    /// It is of the replicas up to the minimum, which run in every state.
    #[test]
    fn a_discount_takes_its_share_of_the_minimum_off_every_state(shape in busy(), percent in 1..=99u32) {
        let plain = shape.text();
        let cheap = plain.replace("instance = m6i.large\n", &format!("instance = m6i.large\ndiscount = {percent}%\n"));
        let off = of(&plain, |figures| servers(figures, Moment::Floor)) * Ratio::of(u128::from(percent), 100);
        for (before, after) in totals(&plain).iter().zip(&totals(&cheap)) {
            prop_assert_eq!(before.0, after.0 + off);
        }
    }

    #[test]
    fn spot_never_costs_more_and_leaves_the_minimum(mut shape in busy(), percent in 1..=99u32) {
        shape.replicas.1 += 2;
        let plain = shape.text();
        let spot = |percent: u32| totals(&plain.replace("instance = m6i.large\n", &format!("instance = m6i.large\nspot = {percent}%\n")));
        let (none, some, all) = (totals(&plain), spot(percent), spot(100));
        prop_assert_eq!(none[0], some[0]);
        for at in 0..none.len() {
            prop_assert!(all[at].0 <= some[at].0 && some[at].0 <= none[at].0, "{none:?}\n{some:?}\n{all:?}");
        }
        prop_assert!(all[2].0 < none[2].0, "peak is above the minimum");
    }
}

proptest! {
    #![proptest_config(cases(8))]

    /// To the cent: the dearest state fits a budget that is not below it, and no other.
    #[test]
    fn a_budget_is_over_below_the_dearest_state_and_nowhere_else(mut shape in busy()) {
        shape.tiers = 0;
        let dearest = totals(&shape.text()).into_iter().map(|it| it.0).max().expect("a state");
        let cents = (dearest * Ratio::from_whole(100)).ceil();
        let over = |cents: u64| {
            let budget = format!("${}.{:02}/month", cents / 100, cents % 100);
            let found = attempt(&shape.text().replace("$80k/month", &budget)).findings;
            found.iter().any(|finding| finding.code == "cost/over-budget")
        };
        prop_assert!(over(cents - 1));
        prop_assert!(!over(cents));
    }
}
