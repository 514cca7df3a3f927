//! What is made of a recommendation: the stabilisation windows, then the policies. In: what was recommended and changed
//! before. Out: the size. Knows no metric.

use std::cmp::Ordering;

use super::{Autoscaler, Behavior, Memory, Policy, Select};
use crate::plan::scaling::Change;

impl Autoscaler {
    /// The size within the lowest recommendation of the window up and the highest of the window down; remembers this one.
    pub(super) fn stabilised(&self, memory: &mut Memory, now: u64, wanted: u64) -> u64 {
        let recent = |window: u64| {
            let seen = memory.recommended.iter();
            let young = seen.filter(move |(then, _)| then + window > now).map(|(_, size)| *size);
            young.chain([wanted])
        };
        let lowest = recent(self.up.window).min().unwrap_or(wanted);
        let highest = recent(self.down.window).max().unwrap_or(wanted);
        let longest = self.up.window.max(self.down.window);
        memory.recommended.retain(|(then, _)| then + longest > now);
        memory.recommended.push((now, wanted));
        memory.count.max(lowest).min(highest)
    }

    /// The size within what policies and bounds allow.
    pub(super) fn limited(&self, memory: &mut Memory, now: u64, wanted: u64) -> u64 {
        let count = memory.count;
        let longest =
            [&self.up, &self.down].map(|side| side.policies.iter().map(|it| it.period).max());
        let longest = longest.into_iter().flatten().max().unwrap_or(0);
        memory.added.retain(|(then, _)| then + longest > now);
        memory.removed.retain(|(then, _)| then + longest > now);
        match wanted.cmp(&count) {
            Ordering::Greater => {
                wanted.min(highest(&self.up, memory, now).max(count).min(self.bounds.max))
            }
            Ordering::Less => {
                wanted.max(lowest(&self.down, memory, now).min(count).max(self.bounds.min))
            }
            Ordering::Equal => wanted,
        }
    }
}

/// The size at the beginning of a policy's period.
fn before(memory: &Memory, policy: Policy, now: u64) -> u64 {
    let within = |changes: &[(u64, u64)]| {
        let young = changes.iter().filter(|(then, _)| then + policy.period > now);
        young.map(|(_, by)| *by).sum::<u64>()
    };
    (memory.count + within(&memory.removed)).saturating_sub(within(&memory.added))
}

/// A share of a size is rounded up, else one pod would never become two.
fn highest(up: &Behavior, memory: &Memory, now: u64) -> u64 {
    let sizes = up.policies.iter().map(|policy| {
        let start = before(memory, *policy, now);
        match policy.by {
            Change::Count(pods) => start.saturating_add(pods),
            Change::Percent(percent) => part(start, u128::from(percent) + 100, u128::div_ceil),
        }
    });
    match up.select {
        Select::Max => sizes.max(),
        Select::Min => sizes.min(),
        Select::Disabled => None,
    }
    .unwrap_or(memory.count)
}

/// What is left of a size is rounded down, so that what is taken away is rounded up.
fn lowest(down: &Behavior, memory: &Memory, now: u64) -> u64 {
    let sizes = down.policies.iter().map(|policy| {
        let start = before(memory, *policy, now);
        match policy.by {
            Change::Count(pods) => start.saturating_sub(pods),
            Change::Percent(percent) => {
                part(start, 100u128.saturating_sub(percent.into()), |size, by| size / by)
            }
        }
    });
    match down.select {
        Select::Max => sizes.min(),
        Select::Min => sizes.max(),
        Select::Disabled => None,
    }
    .unwrap_or(memory.count)
}

fn part(size: u64, percent: u128, round: fn(u128, u128) -> u128) -> u64 {
    let exact = u128::from(size).saturating_mul(percent);
    u64::try_from(round(exact, 100)).unwrap_or(u64::MAX)
}
