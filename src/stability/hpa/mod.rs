//! The controller behind a `HorizontalPodAutoscaler`, over time. In: targets, behaviour, and what is measured at a moment.
//! Out: the size after it. It has no clock of its own and knows no YAML.
//!
//! Written from kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale (algorithm, configurable
//! behaviour) and, where the page is silent, from what `pkg/controller/podautoscaler` does. Left out, because a plan knows
//! nothing of it: pods that are not ready.
//!
//! At one load its size always comes to rest, where no metric is a share. Let D be the largest of ceil(total / target) over
//! averages, and of the bounds that totals drive it to. Above D every recommendation is at least D and policies only shorten
//! the way, so it never goes below D; below D it never goes above; at D no metric asks for less. So no step out is ever
//! answered by a step in.
//!
//! A share is cut to whole percent, so more pods may seem to need less: a step out may be answered by a step in of a pod or
//! two, and then it rests. For ever it goes round only where target × tolerance is less than one percent of a request: 4
//! and 5 pods at a target of 50 % without tolerance; with the usual tenth only targets below 10 %.

mod behavior;
mod recommend;
#[cfg(test)]
mod tests;

pub use recommend::{Of, Target};

use crate::model::measure::{Bounds, Ratio};
use crate::plan::scaling::Change;

/// Seconds between two looks (`--horizontal-pod-autoscaler-sync-period`).
pub const EVERY: u64 = 15;

/// An autoscaler.
#[derive(Clone, Debug)]
pub struct Autoscaler {
    /// The smallest and the largest size.
    pub bounds: Bounds<u64>,
    /// What its metrics are held at.
    pub targets: Vec<Target>,
    /// How it goes up.
    pub up: Behavior,
    /// How it goes down.
    pub down: Behavior,
}

/// How it goes in one direction.
#[derive(Clone, Debug)]
pub struct Behavior {
    /// Seconds of the stabilisation window.
    pub window: u64,
    /// The most that it changes, by period.
    pub policies: Vec<Policy>,
    /// Which of them counts.
    pub select: Select,
    /// How far from the target nothing is done, as a share of 1.
    pub tolerance: Ratio,
}

/// The most that one period changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Pods or percent.
    pub by: Change,
    /// Seconds.
    pub period: u64,
}

/// Which of several policies counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Select {
    /// The one that allows the largest change.
    Max,
    /// The one that allows the smallest change.
    Min,
    /// None: nothing goes this way.
    Disabled,
}

/// What the controller remembers of one workload.
#[derive(Clone, Debug)]
pub struct Memory {
    /// The size now.
    pub count: u64,
    /// What was recommended, each with its second.
    recommended: Vec<(u64, u64)>,
    /// By how much it grew, each with its second.
    added: Vec<(u64, u64)>,
    /// By how much it shrank, each with its second.
    removed: Vec<(u64, u64)>,
}

impl Memory {
    /// A workload of a size that the controller sees for the first time.
    pub fn of(count: u64, now: u64) -> Self {
        let recommended = vec![(now, count)];
        Self { count, recommended, added: Vec::new(), removed: Vec::new() }
    }
}

impl Autoscaler {
    /// Looks once, at a second, at what each target's metric measures: the total over all pods; none where it is missing.
    pub fn look(&self, memory: &mut Memory, now: u64, totals: &[Option<Ratio>]) {
        let Bounds { min, max } = self.bounds;
        let count = memory.count;
        let next = match count {
            // A size of 0 switches it off.
            0 => 0,
            _ if count > max => max,
            _ if count < min => min,
            _ => match self.recommend(count, totals) {
                Some(wanted) => {
                    let steady = self.stabilised(memory, now, wanted);
                    self.limited(memory, now, steady)
                }
                None => count,
            },
        };
        if next > count {
            memory.added.push((now, next - count));
        } else if next < count {
            memory.removed.push((now, count - next));
        }
        memory.count = next;
    }
}
