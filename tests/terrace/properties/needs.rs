//! What holds between loads, what carries them and what is left of it: a figure of the policy moves, and needs move one way.

use std::collections::BTreeMap;

use proptest::prelude::*;
use terrace::figures::{Load, time};
use terrace::ratio::Ratio;

use super::figures::{busy, equal, needs, of, totals};
use super::pipeline::cases;
use super::shape::Shape;

type Needs = BTreeMap<(String, usize, Load), (u64, u64)>;

/// The servers' needs; of the other workloads loads and capacity stay.
fn servers(text: &str) -> Needs {
    let mut all = needs(text);
    all.retain(|(name, ..), _| name == "web");
    all
}

fn nowhere_above(low: &Needs, high: &Needs) -> bool {
    low.len() == high.len()
        && low.iter().all(|(at, need)| need.0 <= high[at].0 && need.1 <= high[at].1)
}

/// Services of which the load is known: no path leads elsewhere, and nothing else has a load.
fn known() -> impl Strategy<Value = Shape> {
    busy().prop_map(|shape| Shape { function: false, ..shape })
}

/// Seconds of every recovery, by scope and load.
fn seconds(text: &str) -> Vec<(time::Scope, Load, Option<Ratio>)> {
    of(text, |figures| {
        let slowest = |it: &time::Recovery| it.slowest().map(time::Chain::seconds);
        figures.recoveries.iter().map(|it| (it.scope, it.load, slowest(it))).collect()
    })
}

/// Behind a network that answers so many percent.
fn behind_network(shape: &Shape, hits: u32) -> String {
    let network = format!(
        "cdn front on cloudfront {{ host = \"www.example.com\", hit_ratio = {hits}%, route \"/*\" to public {{ ttl = 1m }} }}"
    );
    shape.text().replace("health edge {", &format!("{network}\nhealth edge {{"))
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn what_carries_more_is_needed_less(shape in known(), more in 1..=400u32) {
        let before = servers(&shape.text());
        let after = servers(&Shape { serves: shape.serves + more, ..shape }.text());
        prop_assert!(!before.is_empty());
        prop_assert!(nowhere_above(&after, &before), "{before:?}\n{after:?}");
    }

    #[test]
    fn a_higher_load_lowers_no_need_and_no_money(shape in known(), more in 1..=2_000u32) {
        let higher = Shape { peak: shape.peak + more, ..shape.clone() };
        let (before, after) = (servers(&shape.text()), servers(&higher.text()));
        prop_assert!(nowhere_above(&before, &after), "{before:?}\n{after:?}");
        let (before, after) = (totals(&shape.text()), totals(&higher.text()));
        prop_assert!(before.iter().zip(&after).all(|(low, high)| low.0 <= high.0), "{before:?}\n{after:?}");
    }

    /// However the regions weigh, what they carry is what arrives.
    #[test]
    fn weights_divide_a_load_and_lose_none(mut shape in known(), first in 1..=98u32) {
        shape.regions = 2;
        let uneven = shape.text().replace("weight = 60%", &format!("weight = {first}%"));
        let uneven = uneven.replace("weight = 40%", &format!("weight = {}%", 100 - first));
        of(&uneven, |figures| {
            for fleet in &figures.fleets {
                for load in Load::ALL {
                    let whole = fleet.demand.at(load).as_ref().expect("a load").amount;
                    let needs = fleet.stands.iter().filter_map(|stand| stand.need(load));
                    assert_eq!(needs.map(|need| need.load).sum::<Ratio>(), whole);
                }
            }
        });
    }

    /// What a network answers does not arrive: the rest of a load is a load.
    #[test]
    fn a_network_passes_what_it_does_not_answer(shape in known(), tenths in 1..=9u32) {
        let whole = Shape { peak: shape.peak.div_ceil(20) * 20, ..shape };
        let rest = Shape { peak: whole.peak / 10 * (10 - tenths), ..whole.clone() };
        prop_assert_eq!(needs(&behind_network(&whole, tenths * 10)), needs(&rest.text()));
    }

    #[test]
    fn a_slower_check_makes_no_recovery_faster(shape in known(), quick in 5..=29u32, slower in 1..=25u32) {
        let promise = "objective { rto zone <= 2h, rto region <= 2h, ";
        let with = |interval: u32, failures: u32| {
            let text = shape.text().replace("objective { ", promise);
            let text = text.replace("interval = 10s", &format!("interval = {interval}s"));
            seconds(&text.replace("unhealthy_after = 3", &format!("unhealthy_after = {failures}")))
        };
        let before = with(quick, 3);
        prop_assert!(before.iter().any(|(.., seconds)| seconds.is_some()));
        for after in [with((quick + slower).min(30), 3), with(quick, 3 + slower % 7)] {
            prop_assert_eq!(before.len(), after.len());
            let slower = before.iter().zip(&after).all(|(one, other)| one.2 <= other.2);
            prop_assert!(slower, "{before:?}\n{after:?}");
        }
    }

    #[test]
    fn more_zones_leave_no_fewer_when_one_is_lost(shape in known(), zones in 2..=5u32) {
        let left = |zones: u32| {
            let text = shape.text().replace("zones = 3", &format!("zones = {zones}"));
            of(&text, |figures| {
                let stands = figures.fleets.iter().flat_map(|fleet| &fleet.stands);
                stands.map(|it| it.zone_lost.map(|zone| zone.left)).collect::<Vec<_>>()
            })
        };
        let (fewer, more) = (left(zones), left(zones + 1));
        prop_assert!(fewer.iter().any(Option::is_some));
        prop_assert!(fewer.iter().zip(&more).all(|(one, other)| one <= other), "{fewer:?}\n{more:?}");
    }

    /// Of equal regions one more makes each smaller, and so what is lost with one.
    #[test]
    fn one_more_of_equal_regions_makes_a_loss_smaller(mut shape in known()) {
        shape.regions = shape.regions.min(2);
        let largest = |shape: &Shape| {
            of(&equal(&shape.text()), |figures| {
                let fleet = figures.fleet("web").expect("servers");
                let load = |stand: &terrace::figures::Stand| stand.peak.expect("a load").load;
                fleet.stands.iter().map(load).max().expect("a region")
            })
        };
        let before = largest(&shape);
        let after = largest(&shape.one_more_region().expect("a third"));
        prop_assert!(after < before, "{before:?} {after:?}");
    }
}
