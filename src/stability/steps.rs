//! The steps of several rules together. In: bounds and scaled rules. Out: the step at a count and loads, and where it leads.
//! Knows no verdict.

use super::Run;
use super::loads::Loads;
use super::rounds::Edge;
use super::rule::{Rule, Scaled};
use crate::model::measure::{Bounds, Ratio};
use crate::model::policy::Direction;

/// A step to another count, and the rule that makes it.
#[derive(Clone, Copy)]
struct Step {
    to: u64,
    rule: usize,
}

impl Step {
    fn falls(self, from: u64) -> bool {
        self.to < from
    }
}

/// The rules of one metric between bounds.
pub(super) struct Steps {
    pub(super) bounds: Bounds<u64>,
    pub(super) rules: Vec<Scaled>,
    /// The figure that stands for 1.
    whole: u128,
}

impl Steps {
    /// None where the figures are too large to be exact.
    pub(super) fn new(bounds: Bounds<u64>, rules: &[Rule]) -> Option<Self> {
        let lowest = |rule: &Rule| {
            let Ratio { over, under } = rule.threshold;
            let divisor = greatest(over, under).max(1);
            (over / divisor, (under / divisor).max(1))
        };
        // Twice the common denominator: a whole number then lies between any two breakpoints.
        let common = rules.iter().map(lowest).try_fold(1u128, |common, (_, under)| {
            common.checked_mul(under / greatest(common, under))
        })?;
        let whole = common.checked_mul(2)?;
        let scaled = |rule: &Rule| {
            let (over, under) = lowest(rule);
            let threshold = over.checked_mul(whole / under)?;
            threshold.checked_mul(u128::from(bounds.max.max(1)))?.checked_mul(100)?;
            Some(Scaled { rule: *rule, threshold })
        };
        let rules = rules.iter().map(scaled).collect::<Option<Vec<Scaled>>>()?;
        Some(Self { bounds, rules, whole })
    }

    fn cuts(&self, count: u64) -> Vec<u128> {
        self.rules.iter().map(|rule| rule.edge(count)).collect()
    }

    /// The step at a count for loads without a breakpoint of it inside. Of several rules the one that leaves the largest
    /// size wins, in both directions (docs.aws.amazon.com/autoscaling/ec2/userguide/as-scale-based-on-demand.html).
    fn step(&self, count: u64, loads: Loads) -> Option<Step> {
        let Bounds { min, max } = self.bounds;
        let firing = |way| {
            let rules = self.rules.iter().enumerate();
            let firing =
                rules.filter(move |(_, it)| it.rule.direction == way && it.fires(count, loads));
            let steps = firing.map(|(rule, it)| Step { to: it.rule.moved(count, min, max), rule });
            steps.max_by_key(|step| (step.to, std::cmp::Reverse(step.rule)))
        };
        let wins = firing(Direction::Out).or_else(|| firing(Direction::In));
        wins.filter(|step| step.to != count)
    }

    /// The loads at which a step in one direction is answered at once by one in the other.
    pub(super) fn answered(&self, count: u64, direction: Direction) -> Vec<Loads> {
        let falls = direction == Direction::In;
        let mut found = Vec::new();
        for loads in Loads::all(&self.cuts(count)) {
            let there = self.step(count, loads).filter(|step| step.falls(count) == falls);
            let Some(there) = there else { continue };
            let back = |part: &Loads| {
                self.step(there.to, *part).is_some_and(|step| step.falls(there.to) != falls)
            };
            found.extend(loads.cut(&self.cuts(there.to)).into_iter().filter(back));
        }
        found
    }

    /// From a step out that is answered at once, at these loads, to the next such step.
    pub(super) fn onward(&self, from: u64, loads: Loads) -> Vec<Edge> {
        let mut found = Vec::new();
        let Some(first) = self.step(from, loads) else { return found };
        // Counts, loads, and the count that the last step left if it went out; the first one's answer is not the next.
        let mut ahead = vec![(first.to, loads, None)];
        while let Some((count, loads, left)) = ahead.pop() {
            for loads in loads.cut(&self.cuts(count)) {
                let Some(step) = self.step(count, loads) else { continue };
                let falls = step.falls(count);
                match left {
                    Some(to) if falls => found.push(Edge { from, to, loads }),
                    Some(_) | None => ahead.push((step.to, loads, (!falls).then_some(count))),
                }
            }
        }
        found
    }

    /// The counts from one on, until they rest or come back to it, at the roundest of some loads.
    pub(super) fn run(&self, from: u64, loads: Loads) -> Run {
        let load = loads.round(self.whole);
        let mut run = Run {
            load: Ratio { over: load, under: self.whole },
            counts: vec![from],
            moves: Vec::new(),
            out: 0,
            out_at: from,
            within: 0,
            within_at: from,
        };
        let (mut count, mut turned) = (from, false);
        while let Some(step) = self.step(count, Loads::one(load)) {
            if step.to > count && !turned {
                (run.out, run.out_at) = (step.rule, count);
            } else if step.to < count && !turned {
                (run.within, run.within_at, turned) = (step.rule, count, true);
            }
            count = step.to;
            run.counts.push(count);
            run.moves.push(step.rule);
            if count == from {
                break;
            }
        }
        run
    }
}

/// The greatest whole number that divides both.
fn greatest(one: u128, other: u128) -> u128 {
    let (mut high, mut low) = (one, other);
    while low > 0 {
        (high, low) = (low, high % low);
    }
    high
}
