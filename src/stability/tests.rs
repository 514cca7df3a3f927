//! The search against paper and against brute force: every load of a grid that holds each breakpoint and what lies between.

use super::{Rule, Run, Verdict, judge};
use crate::model::measure::{Bounds, Ratio};
use crate::model::policy::Direction;
use crate::plan::scaling::Change;
use proptest::prelude::*;

fn figure(over: u128) -> Ratio {
    Ratio { over, under: 1 }
}

fn out(by: Change, percent: u128) -> Rule {
    let direction = Direction::Out;
    Rule { direction, by, above: true, inclusive: false, threshold: figure(percent), falls: true }
}

fn within(by: Change, percent: u128) -> Rule {
    let direction = Direction::In;
    Rule { direction, by, above: false, inclusive: false, threshold: figure(percent), falls: true }
}

fn flaps(verdict: Verdict) -> Run {
    match verdict {
        Verdict::Flaps(run) => run,
        other => panic!("{other:?}"),
    }
}

fn overshoots(verdict: Verdict) -> Run {
    match verdict {
        Verdict::Overshoots(run) => run,
        other => panic!("{other:?}"),
    }
}

/// 2 at 150 % of one is 75 %, so one more; 3 is 50 %, so one less.
#[test]
fn thresholds_that_one_step_leaps_over_flap() {
    let rules = [out(Change::Count(1), 70), within(Change::Count(1), 60)];
    let run = flaps(judge(Bounds { min: 2, max: 10 }, &rules));
    assert_eq!((run.load, run.counts), (figure(150), vec![2, 3, 2]));
    assert_eq!((run.out, run.out_at, run.within, run.within_at), (0, 2, 1, 3));
}

/// The documents' own figures, each recomputed: what the step out leaves, against the threshold in.
#[test]
fn the_steps_of_the_documents_rest() {
    let judged = |min, max, out, within| judge(Bounds { min, max }, &[out, within]);
    let half = (Change::Percent(50), Change::Percent(25));
    let more = (Change::Percent(25), Change::Percent(25));
    for verdict in [
        // 70 % / 1.5 is 46.7 %, 30 % / 0.75 is 40 %.
        judged(6, 20, out(half.0, 70), within(half.1, 30)),
        // 80 % / 1.25 is 64 %; the first step of 6 is one: 7 at 68.6 %.
        judged(6, 20, out(more.0, 80), within(more.1, 40)),
        // 80 k × 10 / 12 is 66.7 k, 20 k × 10 / 9 is 22.2 k.
        judged(10, 50, out(Change::Count(2), 80_000), within(Change::Count(1), 20_000)),
        // 70 % of 5 is 58.3 % of 6, of 2 it is 46.7 % of 3; 30 % of 3 is 45 % of 2.
        judged(2, 20, out(Change::Count(1), 70), within(Change::Count(1), 30)),
        // 80 % of 2 is 40 % of 4.
        judged(2, 4, out(Change::Count(2), 80), within(Change::Count(1), 30)),
        // 65 % of 3 is 48.8 % of 4; 25 % of 4 is 33.3 % of 3.
        judged(3, 10, out(Change::Percent(50), 65), within(Change::Count(1), 25)),
        // 70 % of 2 is 35 % of 4.
        judged(2, 20, out(Change::Count(2), 70), within(Change::Count(1), 30)),
    ] {
        assert_eq!(verdict, Verdict::Rests);
    }
    // 80 % of 2 is 40 % of 4, under 50 %; there one goes, and 3 at 53.3 % to 66.7 % rest.
    let back = judged(2, 20, out(Change::Count(2), 80), within(Change::Count(1), 50));
    assert_eq!(overshoots(back).counts, [2, 4, 3]);
}

/// From 1 at over 80 % two more: 3 at 27 %, so one less; 2 at 40 % rests.
#[test]
fn a_leap_that_is_taken_back_once_is_an_overshoot() {
    let rules = [out(Change::Count(2), 80), within(Change::Count(1), 30)];
    let run = overshoots(judge(Bounds { min: 1, max: 10 }, &rules));
    assert_eq!(run.counts, [1, 3, 2]);
    assert_eq!((run.out_at, run.within_at), (1, 3));
    assert!(run.load > figure(80) && run.load < figure(90));
    assert_eq!(judge(Bounds { min: 2, max: 10 }, &rules), Verdict::Rests);
}

#[test]
fn thresholds_that_overlap_are_told_apart() {
    let rules = [out(Change::Count(1), 50), within(Change::Count(1), 60)];
    let verdict = judge(Bounds { min: 2, max: 4 }, &rules);
    assert_eq!(verdict, Verdict::Overlaps { out: 0, within: 1 });
    let touching = [out(Change::Count(1), 60), within(Change::Count(1), 60)];
    assert_eq!(flaps(judge(Bounds { min: 2, max: 4 }, &touching)).counts, [2, 3, 2]);
}

/// No step changes a total, so that the count goes to a bound and stays.
#[test]
fn totals_rest() {
    let mut rules = [out(Change::Percent(100), 100), within(Change::Percent(50), 99)];
    assert!(matches!(judge(Bounds { min: 2, max: 40 }, &rules), Verdict::Flaps(_)));
    rules.iter_mut().for_each(|rule| rule.falls = false);
    assert_eq!(judge(Bounds { min: 2, max: 40 }, &rules), Verdict::Rests);
}

/// What cannot leap over the gap at any count above a few is not looked at there.
#[test]
fn the_search_ends_with_the_counts_that_can_flap() {
    let wide = Bounds { min: 2, max: u64::MAX / 4 };
    let rules = [out(Change::Percent(50), 70), within(Change::Percent(25), 30)];
    assert_eq!(judge(wide, &rules), Verdict::Rests);
    let close = [out(Change::Count(1), 70), within(Change::Count(1), 69)];
    assert_eq!(judge(Bounds { min: 80, max: 1 << 50 }, &close), Verdict::Rests);
    let apart = [out(Change::Percent(50), 70), within(Change::Percent(25), 60)];
    assert!(!matches!(judge(Bounds { min: 30, max: 100_000 }, &apart), Verdict::Open));
}

#[test]
fn figures_beyond_reach_are_left_open() {
    let huge = Ratio { over: u128::MAX / 2, under: 3 };
    let rules = [Rule { threshold: huge, ..out(Change::Count(1), 1) }, within(Change::Count(1), 1)];
    assert_eq!(judge(Bounds { min: 2, max: 4 }, &rules), Verdict::Open);
}

/// Brute force: whether a rule fires at a count and a load of so many quarters, by cross multiplication.
fn fires(rule: &Rule, count: u64, load: u128) -> bool {
    let parts = if rule.falls { u128::from(count) } else { 1 };
    let (value, edge) = (load * rule.threshold.under, 4 * rule.threshold.over * parts);
    let beyond = if rule.above { value > edge } else { value < edge };
    beyond || (rule.inclusive && value == edge)
}

/// Brute force: the next count, written from the arithmetic alone.
fn next(rules: &[Rule], bounds: Bounds<u64>, count: u64, load: u128) -> u64 {
    let share = |percent: u64| (count * percent / 100).max(1);
    let by = |rule: &Rule| match rule.by {
        Change::Count(count) => count,
        Change::Percent(percent) => share(percent),
    };
    let firing = || rules.iter().filter(|rule| fires(rule, count, load));
    let outs = firing().filter(|rule| rule.direction == Direction::Out);
    let ins = firing().filter(|rule| rule.direction == Direction::In);
    let largest = outs.map(|rule| (count + by(rule)).min(bounds.max)).max();
    let least = ins.map(|rule| count.saturating_sub(by(rule)).max(bounds.min)).max();
    largest.or(least).unwrap_or(count)
}

/// Whether counts go round at some load, and whether some step out is taken back.
fn brute(rules: &[Rule], bounds: Bounds<u64>) -> (bool, bool) {
    let most = 4 * 14 * u128::from(bounds.max);
    let (mut round, mut back) = (false, false);
    for load in 0..=most {
        for start in bounds.min..=bounds.max {
            let after = next(rules, bounds, start, load);
            back |= after > start && next(rules, bounds, after, load) < after;
            let end = (0..=bounds.max).fold(start, |count, _| next(rules, bounds, count, load));
            round |= next(rules, bounds, end, load) != end;
        }
    }
    (round, back)
}

fn change() -> impl Strategy<Value = Change> {
    let percents = prop::sample::select(vec![1, 10, 25, 33, 50, 75, 100, 150]);
    prop_oneof![(1..5u64).prop_map(Change::Count), percents.prop_map(Change::Percent)]
}

fn rule(direction: Direction) -> impl Strategy<Value = Rule> {
    let (usual, falls) = (prop::bool::weighted(0.9), prop::bool::weighted(0.8));
    (change(), any::<bool>(), 1..13u128, 1..3u128, falls, usual).prop_map(
        move |(by, inclusive, over, under, falls, usual)| {
            let above = (direction == Direction::Out) == usual;
            Rule { direction, by, above, inclusive, threshold: Ratio { over, under }, falls }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Thresholds are halves, so that breakpoints and what lies between them all are quarters.
    #[test]
    fn the_search_finds_what_brute_force_finds(
        outs in prop::collection::vec(rule(Direction::Out), 1..3),
        ins in prop::collection::vec(rule(Direction::In), 1..3),
        min in 1..5u64,
        span in 1..9u64,
    ) {
        let max = min + span;
        let bounds = Bounds { min, max };
        let rules: Vec<Rule> = outs.into_iter().chain(ins).collect();
        let (round, back) = brute(&rules, bounds);
        match judge(bounds, &rules) {
            Verdict::Flaps(run) => {
                prop_assert!(round);
                let scaled = Ratio { over: run.load.over * 4, ..run.load };
                let load = u128::from(scaled.whole().expect("a quarter"));
                for pair in run.counts.windows(2) {
                    prop_assert_eq!(next(&rules, bounds, pair[0], load), pair[1]);
                }
                prop_assert_eq!(run.counts.first(), run.counts.last());
            }
            Verdict::Overshoots(_) => prop_assert_eq!((round, back), (false, true)),
            Verdict::Rests => prop_assert_eq!((round, back), (false, false)),
            Verdict::Overlaps { out, within } => {
                let loads = 0..=4 * 14 * u128::from(max);
                let both = |load| fires(&rules[out], max, load) && fires(&rules[within], max, load);
                prop_assert!(loads.into_iter().any(both));
            }
            Verdict::Open => prop_assert!(false, "small figures are in reach"),
        }
    }
}
