//! What the documentation of Kubernetes says that the controller does, and that it rests.

use super::{Autoscaler, Behavior, EVERY, Memory, Of, Policy, Select, Target};
use crate::model::measure::{Bounds, Ratio};
use crate::plan::scaling::Change;
use proptest::prelude::*;

const TENTH: Ratio = Ratio { over: 1, under: 10 };

fn figure(over: u128) -> Ratio {
    Ratio { over, under: 1 }
}

/// The sizes after each look, from a size on, at totals that all are measured.
fn measured(scaler: &Autoscaler, from: u64, totals: &[u128], looks: usize) -> Vec<u64> {
    let totals: Vec<Option<Ratio>> = totals.iter().map(|total| Some(figure(*total))).collect();
    sizes(scaler, from, &totals, looks)
}

fn each(at: u128) -> Target {
    Target { at: figure(at), of: Of::Each }
}

fn all(at: u128) -> Target {
    Target { of: Of::All, ..each(at) }
}

fn share(at: u128) -> Target {
    Target { of: Of::Share, ..each(at) }
}

fn policy(by: Change, period: u64) -> Policy {
    Policy { by, period }
}

/// The default behaviour, with the stabilisation of five minutes.
fn usual(targets: &[Target]) -> Autoscaler {
    let policies = vec![policy(Change::Percent(100), 15), policy(Change::Count(4), 15)];
    let up = Behavior { window: 0, policies, select: Select::Max, tolerance: TENTH };
    let policies = vec![policy(Change::Percent(100), 15)];
    let down = Behavior { window: 300, policies, ..up.clone() };
    Autoscaler { bounds: Bounds { min: 1, max: 100 }, targets: targets.to_vec(), up, down }
}

fn at_once(targets: &[Target]) -> Autoscaler {
    let mut scaler = usual(targets);
    scaler.down.window = 0;
    scaler
}

/// The sizes after each look, from a size on, at one load.
fn sizes(scaler: &Autoscaler, from: u64, totals: &[Option<Ratio>], looks: usize) -> Vec<u64> {
    let mut memory = Memory::of(from, 0);
    let look = |at: usize| {
        scaler.look(&mut memory, EVERY * (at as u64 + 1), totals);
        memory.count
    };
    (0..looks).map(look).collect()
}

#[test]
fn twice_the_target_doubles_and_half_of_it_halves() {
    let scaler = at_once(&[each(100)]);
    assert_eq!(measured(&scaler, 4, &[800], 1), [8]);
    assert_eq!(measured(&scaler, 4, &[200], 1), [2]);
    let scaler = at_once(&[all(100)]);
    assert_eq!(measured(&scaler, 4, &[200], 1), [8]);
}

#[test]
fn sizes_are_rounded_up() {
    assert_eq!(measured(&at_once(&[each(70)]), 3, &[281], 1), [5]);
}

#[test]
fn within_the_tolerance_nothing_is_done() {
    let scaler = at_once(&[each(100)]);
    assert_eq!(measured(&scaler, 10, &[1_100], 1), [10]);
    assert_eq!(measured(&scaler, 10, &[1_101], 1), [12]);
    assert_eq!(measured(&scaler, 10, &[900], 1), [10]);
    assert_eq!(measured(&scaler, 10, &[899], 1), [9]);
}

/// `GetResourceUtilizationRatio` (pkg/controller/podautoscaler/metrics/utilization.go): 777 % of the request of one pod on
/// ten pods is 77 %, not 77.7: within a tenth of 70; and 789 on ten is 78, of which ceil(10 × 78 / 70) follows.
#[test]
fn shares_are_cut_to_whole_percent() {
    let scaler = at_once(&[share(70)]);
    assert_eq!(measured(&scaler, 10, &[777], 1), [10]);
    assert_eq!(measured(&at_once(&[each(70)]), 10, &[777], 1), [12]);
    assert_eq!(measured(&scaler, 10, &[789], 1), [12]);
    assert_eq!(measured(&scaler, 20, &[631], 1), [9]);
    assert_eq!(measured(&at_once(&[each(70)]), 20, &[631], 1), [10]);
}

/// 201 % of one request is 67 on three pods, of which five follow, and 40 on five, of which four follow: there it is 50.
#[test]
fn a_share_may_take_back_a_step_and_rests() {
    assert_eq!(measured(&at_once(&[share(50)]), 3, &[201], 4), [5, 4, 4, 4]);
}

#[test]
fn a_share_without_tolerance_may_go_round() {
    let mut scaler = at_once(&[share(50)]);
    assert_eq!(measured(&scaler, 5, &[204], 4), [4, 4, 4, 4]);
    scaler.up.tolerance = figure(0);
    scaler.down.tolerance = figure(0);
    assert_eq!(measured(&scaler, 5, &[204], 4), [4, 5, 4, 5]);
}

/// Held at 100 MiB with 5 % up: only over 105 MiB.
#[test]
fn each_direction_has_its_own_tolerance() {
    let mut scaler = at_once(&[each(100)]);
    scaler.up.tolerance = Ratio { over: 5, under: 100 };
    assert_eq!(measured(&scaler, 10, &[1_050], 1), [10]);
    assert_eq!(measured(&scaler, 10, &[1_060], 1), [11]);
    assert_eq!(measured(&scaler, 10, &[940], 1), [10]);
}

#[test]
fn the_largest_of_several_metrics_counts() {
    let scaler = at_once(&[each(70), each(100)]);
    assert_eq!(measured(&scaler, 4, &[140, 700], 1), [7]);
}

#[test]
fn a_missing_metric_keeps_from_going_down_and_not_from_going_up() {
    let scaler = at_once(&[each(100), each(100)]);
    assert_eq!(sizes(&scaler, 4, &[Some(figure(100)), None], 1), [4]);
    assert_eq!(sizes(&scaler, 4, &[Some(figure(800)), None], 1), [8]);
    assert_eq!(sizes(&scaler, 4, &[None, None], 1), [4]);
}

/// 80 to 10 with 4 pods or a tenth a minute: 8, then 7.2 rounded up to 8, …, and 4 at a time from 40 on.
#[test]
fn policies_limit_what_a_period_takes_away() {
    let mut scaler = at_once(&[each(100)]);
    scaler.down.policies = vec![policy(Change::Count(4), 60), policy(Change::Percent(10), 60)];
    let minutes: Vec<u64> = measured(&scaler, 80, &[1_000], 60).into_iter().step_by(4).collect();
    assert_eq!(minutes[..10], [72, 64, 57, 51, 45, 40, 36, 32, 28, 24]);
    assert_eq!(minutes.last(), Some(&10));
    scaler.down.select = Select::Min;
    assert_eq!(measured(&scaler, 80, &[1_000], 1), [76]);
    scaler.down.select = Select::Disabled;
    assert_eq!(measured(&scaler, 80, &[1_000], 1), [80]);
}

/// 2 to 20 by twice or four pods every 15 s: 6, 12, 20; a share of one pod is rounded up.
#[test]
fn policies_limit_what_a_period_adds() {
    let mut scaler = usual(&[each(100)]);
    scaler.bounds.max = 20;
    assert_eq!(measured(&scaler, 2, &[9_000], 4), [6, 12, 20, 20]);
    scaler.up.policies = vec![policy(Change::Percent(10), 15)];
    assert_eq!(measured(&scaler, 1, &[9_000], 3), [2, 3, 4]);
    scaler.up.policies = vec![policy(Change::Count(4), 60)];
    assert_eq!(measured(&scaler, 2, &[9_000], 6), [6, 6, 6, 6, 10, 10]);
}

#[test]
fn the_highest_recommendation_of_the_window_down_counts() {
    let scaler = usual(&[each(100)]);
    let mut memory = Memory::of(10, 0);
    let mut fell = None;
    for look in 1..=30 {
        let now = look * EVERY;
        let load = if now < 60 { 1_000 } else { 200 };
        scaler.look(&mut memory, now, &[Some(figure(load))]);
        if memory.count < 10 {
            fell.get_or_insert(now);
        }
    }
    // The last 10 was recommended at 45 s.
    assert_eq!((fell, memory.count), (Some(345), 2));
}

#[test]
fn a_rise_shorter_than_the_window_up_does_nothing() {
    let mut scaler = usual(&[each(100)]);
    scaler.up.window = 120;
    let mut memory = Memory::of(2, 0);
    let mut rose = None;
    for look in 1..=40 {
        let now = look * EVERY;
        let high = (30..90).contains(&now) || now >= 200;
        scaler.look(&mut memory, now, &[Some(figure(if high { 800 } else { 200 }))]);
        if memory.count > 2 {
            rose.get_or_insert(now);
        }
    }
    // The last 2 was recommended at 195 s.
    assert_eq!((rose, memory.count), (Some(315), 8));
}

#[test]
fn sizes_outside_the_bounds_come_back_at_once_and_none_stays_none() {
    let scaler = usual(&[each(100)]);
    assert_eq!(measured(&scaler, 140, &[9_000], 1), [100]);
    assert_eq!(measured(&scaler, 0, &[9_000], 1), [0]);
}

fn side() -> impl Strategy<Value = Behavior> {
    let by = prop_oneof![(1..9u64).prop_map(Change::Count), (1..120u64).prop_map(Change::Percent)];
    let policies = prop::collection::vec((by, 15..120u64), 1..3);
    let select = prop::sample::select(vec![Select::Max, Select::Min, Select::Disabled]);
    (0..90u64, policies, select, 0..60u128).prop_map(|(window, policies, select, percent)| {
        let policies = policies.into_iter().map(|(by, period)| policy(by, period)).collect();
        Behavior { window, policies, select, tolerance: Ratio { over: percent, under: 100 } }
    })
}

proptest! {
    /// The claim of the module: at one load it goes one way, and then rests.
    #[test]
    fn at_one_load_no_step_is_taken_back(
        up in side(),
        down in side(),
        metrics in prop::collection::vec((1..90u128, prop::bool::weighted(0.8), 0..4_000u128), 1..4),
        from in 1..40u64,
        span in 1..60u64,
    ) {
        let target = |at: u128, per_pod: bool| if per_pod { each(at) } else { all(at) };
        let targets = metrics.iter().map(|(at, per_pod, _)| target(*at, *per_pod));
        let bounds = Bounds { min: 1, max: from + span };
        let scaler = Autoscaler { bounds, targets: targets.collect(), up, down };
        let totals: Vec<u128> = metrics.iter().map(|(_, _, load)| *load).collect();
        let after = [vec![from], measured(&scaler, from, &totals, 1_000)].concat();
        let rises = after.windows(2).any(|pair| pair[1] > pair[0]);
        let falls = after.windows(2).any(|pair| pair[1] < pair[0]);
        prop_assert!(!(rises && falls), "{:?}", after);
        prop_assert_eq!(after[900], after[1_000]);
    }
    /// Shares too, with the usual tolerance or more, from 10 % on.
    #[test]
    fn at_one_load_a_share_rests(
        at in 10..=100u128,
        tolerance in 10..60u128,
        load in 0..9_000u128,
        from in 1..60u64,
    ) {
        let mut scaler = at_once(&[share(at)]);
        scaler.up.tolerance = Ratio { over: tolerance, under: 100 };
        scaler.down.tolerance = scaler.up.tolerance;
        let after = measured(&scaler, from, &[load], 100);
        prop_assert_eq!(after[98], after[99], "{:?}", after);
    }
}
