//! The search for counts that never rest. In: bounds and rules. Out: a verdict. Knows no rounding.
//!
//! At one load the count after a count is determined, so counts either rest or go round. A round goes up somewhere and
//! down somewhere: it holds a step out that is answered at once by a step in, and a step in that is answered at once by a
//! step out, both at the same load. So it is enough to look at each count once for either kind of step, to keep the loads at
//! which both exist, and to follow only those. Between two breakpoints of a count (threshold × count for averages, the
//! threshold for totals) no rule changes its answer there: following cuts loads at the breakpoints of each count it meets,
//! and so covers every load, none by chance. No step starts twice at one load, and a path ends at rest or where it turns
//! from in to out at a count for the second time.

use super::loads::Loads;
use super::reach::reach;
use super::rule::{Rule, Scaled};
use super::{Run, Verdict};
use crate::model::measure::{Bounds, Ratio};
use crate::model::policy::Direction;

/// The most counts that are looked at where thresholds and steps leave no end to them.
const MOST: u64 = 1_000_000;

/// Judges the rules of one metric between bounds.
pub fn judge(bounds: Bounds<u64>, rules: &[Rule]) -> Verdict {
    if let Some(overlap) = overlap(rules) {
        return overlap;
    }
    match Search::new(bounds, rules) {
        Some(search) => search.verdict(),
        None => Verdict::Open,
    }
}

/// Two rules that fire at one figure on opposite sides: between the thresholds both hold.
fn overlap(rules: &[Rule]) -> Option<Verdict> {
    let towards = |way| rules.iter().enumerate().filter(move |(_, rule)| rule.direction == way);
    for (out, high) in towards(Direction::Out) {
        for (within, low) in towards(Direction::In) {
            let (upper, lower) = if high.above { (low, high) } else { (high, low) };
            let both = upper.threshold == lower.threshold && upper.inclusive && lower.inclusive;
            let comparable = high.above != low.above && high.falls == low.falls;
            if comparable && (upper.threshold > lower.threshold || both) {
                return Some(Verdict::Overlaps { out, within });
            }
        }
    }
    None
}

/// A step to another count, and the rule that makes it.
#[derive(Clone, Copy)]
struct Step {
    to: u64,
    rule: usize,
}

struct Search {
    bounds: Bounds<u64>,
    rules: Vec<Scaled>,
    /// The figure that stands for 1.
    whole: u128,
}

impl Search {
    /// None where the figures are too large to be exact.
    fn new(bounds: Bounds<u64>, rules: &[Rule]) -> Option<Self> {
        // Twice the common denominator: a whole number then lies between any two breakpoints.
        let whole = rules.iter().try_fold(2, |whole, rule| common(whole, rule.threshold.under))?;
        let scaled = |rule: &Rule| {
            let threshold = rule.threshold.over.checked_mul(whole / rule.threshold.under)?;
            threshold.checked_mul(u128::from(bounds.max.max(1)))?.checked_mul(100)?;
            Some(Scaled { rule: *rule, threshold })
        };
        let rules = rules.iter().map(scaled).collect::<Option<Vec<Scaled>>>()?;
        Some(Self { bounds, rules, whole })
    }

    fn verdict(&self) -> Verdict {
        let (ins, all_ins) = self.counts(Direction::In);
        let (outs, all_outs) = self.counts(Direction::Out);
        let back = merged(ins.flat_map(|count| self.answered(count, Direction::In)).collect());
        let mut first = None;
        for count in outs {
            for loads in self.answered(count, Direction::Out) {
                first.get_or_insert((count, loads));
                if meets(&back, loads)
                    && let Some((bottom, loads)) = self.round(count, loads)
                {
                    return Verdict::Flaps(self.run(bottom, loads));
                }
            }
            if back.is_empty() && first.is_some() {
                break;
            }
        }
        match first {
            // A round needs both kinds of steps: one list that is whole and empty settles it.
            None if all_outs || all_ins && back.is_empty() => Verdict::Rests,
            Some((count, loads)) if all_ins && (all_outs || back.is_empty()) => {
                Verdict::Overshoots(self.run(count, loads))
            }
            Some(_) | None => Verdict::Open,
        }
    }

    /// The counts at which a step can be answered, and whether these are all.
    fn counts(&self, direction: Direction) -> (std::ops::RangeInclusive<u64>, bool) {
        let Bounds { min, max } = self.bounds;
        let end = reach(&self.rules, direction).map_or(max, |reach| reach.min(max));
        let most = min.saturating_add(MOST);
        (min..=end.min(most), end <= most)
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
    fn answered(&self, count: u64, direction: Direction) -> Vec<Loads> {
        let goes = |from: u64, to: u64| if to > from { Direction::Out } else { Direction::In };
        let mut found = Vec::new();
        for loads in Loads::all(&self.cuts(count)) {
            let Some(there) = self.step(count, loads) else { continue };
            if goes(count, there.to) != direction {
                continue;
            }
            let back = |part: &Loads| {
                self.step(there.to, *part).is_some_and(|step| goes(there.to, step.to) != direction)
            };
            found.extend(loads.cut(&self.cuts(there.to)).into_iter().filter(back));
        }
        found
    }

    /// A count and loads from which the counts come back to it, reached from a step out that is answered.
    fn round(&self, count: u64, loads: Loads) -> Option<(u64, Loads)> {
        let mut ahead = vec![Path { count, loads, fell: true, bottoms: Vec::new() }];
        while let Some(path) = ahead.pop() {
            for loads in path.loads.cut(&self.cuts(path.count)) {
                let Some(step) = self.step(path.count, loads) else { continue };
                let falls = step.to < path.count;
                let mut bottoms = path.bottoms.clone();
                if path.fell && !falls {
                    if bottoms.contains(&path.count) {
                        return Some((path.count, loads));
                    }
                    bottoms.push(path.count);
                }
                ahead.push(Path { count: step.to, loads, fell: falls, bottoms });
            }
        }
        None
    }

    /// The counts from one on, until they rest or come back to it, at the roundest of some loads.
    fn run(&self, from: u64, loads: Loads) -> Run {
        let load = loads.round(self.whole);
        let mut run = Run {
            load: Ratio { over: load, under: self.whole },
            counts: vec![from],
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
            if count == from {
                break;
            }
        }
        run
    }
}

/// Loads on their way through the counts.
struct Path {
    count: u64,
    loads: Loads,
    /// Whether the step before was one in.
    fell: bool,
    /// Where it turned from in to out.
    bottoms: Vec<u64>,
}

/// The least whole number that both divide.
fn common(one: u128, other: u128) -> Option<u128> {
    let (mut high, mut low) = (one, other.max(1));
    while low > 0 {
        (high, low) = (low, high % low);
    }
    one.checked_mul(other.max(1) / high)
}

/// Loads by their lower end, joined where they touch.
fn merged(mut loads: Vec<Loads>) -> Vec<Loads> {
    loads.sort_unstable_by_key(|loads| loads.low);
    let mut kept: Vec<Loads> = Vec::new();
    for next in loads {
        match kept.last_mut() {
            Some(last) if last.meets(next) => last.high = last.high.max(next.high),
            Some(_) | None => kept.push(next),
        }
    }
    kept
}

fn meets(sorted: &[Loads], loads: Loads) -> bool {
    let at = sorted.partition_point(|other| other.high < loads.low);
    sorted.get(at).is_some_and(|other| other.meets(loads))
}
