//! How long it takes until enough runs. In: a workload's rules, what runs, what is needed. Out: seconds and steps of the
//! fastest rule that gets there. Formulas: `for` + (steps - 1) × (wait, else `startup`) + `startup`; a kept target takes
//! 3 min on AWS and 15 s on Kubernetes, + `startup`; functions need none.

use crate::model::measure::{Dimension, Duration, Ratio, base};
use crate::model::policy::{Direction, Platform, Quantity, Step, Workload, WorkloadBody};
use crate::source::{Span, Spanned};

use super::super::money::Operand;
use super::super::origin::Origin;

/// Seconds that target tracking on AWS takes to act: three periods of a minute.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html>
pub const AWS_TRACKING: u64 = 180;

/// Seconds between two looks of the autoscaler of Kubernetes.
/// <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/>
pub const KUBERNETES_TRACKING: u64 = 15;

/// Seconds, said at a place or taken for granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// How many.
    pub seconds: Ratio,
    /// Where they are said; else what they are taken from.
    said: Result<Span, &'static str>,
}

impl Stretch {
    fn said(seconds: Ratio, span: Span) -> Self {
        Self { seconds, said: Ok(span) }
    }

    fn usual(seconds: u64, from: &'static str) -> Self {
        Self { seconds: Ratio::from_whole(seconds), said: Err(from) }
    }

    /// As a term of a sum.
    pub fn operand(self, what: &'static str) -> Operand {
        let origin = match self.said {
            Ok(span) => Origin::Given(span),
            Err(from) => Origin::Default(from),
        };
        Operand { what, figure: self.seconds, unit: "s", origin }
    }
}

/// How fast a rule answers once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// Until it acts.
    pub acts: Stretch,
    /// Until what it adds serves.
    pub startup: Stretch,
    /// The rule.
    pub rule: Span,
}

impl Reaction {
    /// Seconds in all.
    pub fn seconds(self) -> Ratio {
        self.acts.seconds + self.startup.seconds
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
    /// Until it acts first.
    pub acts: Stretch,
    /// From step to step.
    pub between: Stretch,
    /// Until the last of them serves.
    pub startup: Stretch,
    /// The rule.
    pub rule: Span,
}

impl Ramp {
    /// Seconds in all.
    pub fn seconds(self) -> Ratio {
        let between = self.between.seconds * Ratio::from_whole(self.steps.saturating_sub(1));
        self.acts.seconds + between + self.startup.seconds
    }

    /// How it is made up: `2m + 3 × 1m + 90s`, in seconds.
    pub fn sum(self) -> String {
        let seconds = |stretch: Stretch| format!("{}s", stretch.seconds.decimal());
        let more = self.steps.saturating_sub(1);
        let between = match more {
            0 => String::new(),
            _ => format!(" + {more} × {}", seconds(self.between)),
        };
        format!("{}{between} + {}", seconds(self.acts), seconds(self.startup))
    }

    /// What it is made up of; the time between steps only where there are several.
    pub fn terms(self) -> Vec<Operand> {
        let between = (self.steps > 1).then_some(("from step to step", self.between));
        let [acts, startup] =
            [("until the rule acts", self.acts), ("until a new one serves", self.startup)];
        let terms = [Some(acts), between, Some(startup)].into_iter().flatten();
        terms.map(|(what, stretch)| stretch.operand(what)).collect()
    }
}

fn seconds(millis: u64) -> Ratio {
    Ratio::of(u128::from(millis), 1_000)
}

/// `startup`; 60 s where it is not said.
fn startup(body: &WorkloadBody) -> Stretch {
    let said =
        |startup: Spanned<Duration>| Stretch::said(seconds(startup.node.millis()), startup.span);
    body.startup.map_or(Stretch::usual(60, "no `startup` is said"), said)
}

fn tracking(platform: Platform) -> Option<Stretch> {
    match platform {
        Platform::Ec2 | Platform::Fargate => {
            Some(Stretch::usual(AWS_TRACKING, "three periods of target tracking"))
        }
        Platform::Kubernetes => {
            Some(Stretch::usual(KUBERNETES_TRACKING, "from look to look of the autoscaler"))
        }
        Platform::Lambda => None,
    }
}

/// How long a rule's condition lasts before it acts: one minute where nothing is said.
fn proof(step: &Step) -> Stretch {
    let said = |lasts: Spanned<Quantity>| {
        Stretch::said(base(lasts.node) / Ratio::from_whole(1_000), lasts.span)
    };
    let lasts = step.when.hold.as_ref().map(|hold| hold.bad);
    lasts.map_or(Stretch::usual(60, "no `for` is said"), said)
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
        body.keeps.iter().map(move |keep| Ramp {
            from,
            to,
            steps: 1,
            acts,
            between: acts,
            startup,
            rule: keep.span,
        })
    });
    let steps = outward(body).filter_map(|step| {
        let said = |wait: &Spanned<Quantity>| {
            Stretch::said(base(wait.node) / Ratio::from_whole(1_000), wait.span)
        };
        Some(Ramp {
            from,
            to,
            steps: count(step, from, to)?,
            acts: proof(step),
            between: step.wait.as_ref().map_or(startup, said),
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
