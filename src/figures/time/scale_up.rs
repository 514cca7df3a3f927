//! How long it takes until enough runs. In: a workload's rules, what runs, what is needed. Out: seconds and steps of the
//! fastest rule that gets there. Formulas: `for` + (steps - 1) × (wait, else `startup`) + `startup`; a kept target takes
//! 3 min on AWS and 15 s on Kubernetes, + `startup`; functions need none.

use crate::model::measure::{Dimension, Ratio, base};
use crate::model::policy::{Direction, Platform, Step, Workload, WorkloadBody};
use crate::source::{Span, Spanned};

/// Seconds that target tracking on AWS takes to act: three periods of a minute.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html>
pub const AWS_TRACKING: u64 = 180;

/// Seconds between two looks of the autoscaler of Kubernetes.
/// <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/>
pub const KUBERNETES_TRACKING: u64 = 15;

/// How fast a rule answers once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// Seconds until it acts.
    pub acts: Ratio,
    /// Seconds until what it adds serves.
    pub startup: Ratio,
    /// The rule.
    pub rule: Span,
}

impl Reaction {
    /// Seconds in all.
    pub fn seconds(self) -> Ratio {
        self.acts + self.startup
    }
}

/// How a workload gets from one size to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ramp {
    /// From how many.
    pub from: u64,
    /// To how many.
    pub to: u64,
    /// In how many steps of the rule.
    pub steps: u64,
    /// Seconds until it acts first.
    pub acts: Ratio,
    /// Seconds from step to step.
    pub between: Ratio,
    /// Seconds until the last of them serves.
    pub startup: Ratio,
    /// The rule.
    pub rule: Span,
}

impl Ramp {
    /// Seconds in all.
    pub fn seconds(self) -> Ratio {
        let between = self.between * Ratio::from_whole(self.steps.saturating_sub(1));
        self.acts + between + self.startup
    }

    /// How it is made up: `2m + 3 × 1m + 90s`, in seconds.
    pub fn sum(self) -> String {
        let seconds = |ratio: Ratio| format!("{}s", ratio.decimal());
        let more = self.steps.saturating_sub(1);
        let between = match more {
            0 => String::new(),
            _ => format!(" + {more} × {}", seconds(self.between)),
        };
        format!("{}{between} + {}", seconds(self.acts), seconds(self.startup))
    }
}

fn seconds(millis: u64) -> Ratio {
    Ratio::of(u128::from(millis), 1_000)
}

/// `startup`; 60 s where it is not said.
fn startup(body: &WorkloadBody) -> Ratio {
    body.startup.map_or(Ratio::from_whole(60), |startup| seconds(startup.node.millis()))
}

fn tracking(platform: Platform) -> Option<Ratio> {
    match platform {
        Platform::Ec2 | Platform::Fargate => Some(Ratio::from_whole(AWS_TRACKING)),
        Platform::Kubernetes => Some(Ratio::from_whole(KUBERNETES_TRACKING)),
        Platform::Lambda => None,
    }
}

/// How long a rule's condition lasts before it acts: one minute where nothing is said.
fn proof(step: &Step) -> Ratio {
    let lasts = step.when.hold.as_ref().map(|hold| hold.bad.node);
    lasts.map_or(Ratio::from_whole(60), |lasts| base(lasts) / Ratio::from_whole(1_000))
}

fn outward(body: &WorkloadBody) -> impl Iterator<Item = &Spanned<Step>> {
    body.steps.iter().filter(|step| step.direction.node == Direction::Out)
}

/// What each rule that scales out takes for one answer.
pub fn reactions(workload: &Workload, body: &WorkloadBody) -> Vec<Reaction> {
    let startup = startup(body);
    let kept = tracking(workload.platform.node).into_iter().flat_map(|acts| {
        body.keeps.iter().map(move |keep| Reaction { acts, startup, rule: keep.span })
    });
    let steps = outward(body).map(|step| Reaction { acts: proof(step), startup, rule: step.span });
    kept.chain(steps).collect()
}

/// The fastest way from one size to another; none where no rule leads there.
pub fn ramp(workload: &Workload, body: &WorkloadBody, from: u64, to: u64) -> Option<Ramp> {
    let startup = startup(body);
    let kept = tracking(workload.platform.node).into_iter().flat_map(|acts| {
        let between = Ratio::ZERO;
        body.keeps.iter().map(move |keep| Ramp {
            from,
            to,
            steps: 1,
            acts,
            between,
            startup,
            rule: keep.span,
        })
    });
    let steps = outward(body).filter_map(|step| {
        let wait = step.wait.as_ref().map(|wait| base(wait.node) / Ratio::from_whole(1_000));
        Some(Ramp {
            from,
            to,
            steps: count(step, from, to)?,
            acts: proof(step),
            between: wait.unwrap_or(startup),
            startup,
            rule: step.span,
        })
    });
    kept.chain(steps).min_by_key(|ramp| ramp.seconds())
}

/// No one waits for more steps than these.
const PATIENCE: u64 = 10_000;

/// How many steps of a rule lead from one size to another. A percentage is rounded down, to at least one.
fn count(step: &Step, from: u64, to: u64) -> Option<u64> {
    let gap = to.saturating_sub(from);
    if Dimension::of(step.by.node) == Dimension::Count {
        let by = base(step.by.node).floor();
        return (by > 0).then(|| gap.div_ceil(by).max(1));
    }
    let share = base(step.by.node) / Ratio::from_whole(100);
    let (mut size, mut steps) = (from, 0);
    while size < to && steps < PATIENCE {
        let more = (Ratio::from_whole(size) * share).floor().max(1);
        size = size.saturating_add(more);
        steps += 1;
    }
    (size >= to).then_some(steps.max(1))
}
