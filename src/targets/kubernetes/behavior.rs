//! How fast an autoscaler goes, written in full for both directions. In: paces and steps of a body.
//! Out: the behaviour, and notes of what an autoscaler of Kubernetes does otherwise. Knows no metric.

use k8s_openapi::api::autoscaling::v2::{
    HPAScalingPolicy, HPAScalingRules, HorizontalPodAutoscalerBehavior,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as Figure;

use super::codes;
use super::demand::{Change, change};
use super::scope::{Scope, narrow};
use super::tolerance::Tolerances;
use crate::diagnostic::Finding;
use crate::model::measure::base;
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Direction, Join, Pace, Quantity, Step};
use crate::words::{count, tick};

/// Most seconds that a recommendation is held, and that a pace is counted over
/// (kubernetes.io/docs/reference/kubernetes-api, `HPAScalingRules` and `HPAScalingPolicy`).
const LONGEST_HOLD: u64 = 3_600;
const LONGEST_PERIOD: u64 = 1_800;

/// Seconds before the next step in, where a sentence does not say.
const USUAL_WAIT: u64 = 300;

/// The behaviour of a workload's autoscaler.
pub fn behavior(
    scope: &Scope,
    tolerances: &Tolerances,
    notes: &mut Vec<Finding>,
) -> HorizontalPodAutoscalerBehavior {
    let rules = |direction, tolerance: &Option<String>, notes: &mut Vec<Finding>| {
        let said = Said::of(scope, direction);
        said.report(scope, notes);
        HPAScalingRules { tolerance: tolerance.clone().map(Figure), ..said.rules(scope) }
    };
    HorizontalPodAutoscalerBehavior {
        scale_up: Some(rules(Direction::Out, &tolerances.out, notes)),
        scale_down: Some(rules(Direction::In, &tolerances.within, notes)),
    }
}

/// What a body says of one direction.
struct Said<'a> {
    direction: Direction,
    paces: Vec<&'a Spanned<Pace>>,
    steps: Vec<&'a Spanned<Step>>,
    others: bool,
}

impl<'a> Said<'a> {
    fn of(scope: &Scope<'a>, direction: Direction) -> Self {
        let body = scope.body;
        let paces = body.paces.iter().filter(|pace| pace.node.direction.node == direction);
        let steps = body.steps.iter().filter(|step| step.node.direction.node == direction);
        let (paces, steps): (Vec<_>, Vec<_>) = (paces.collect(), steps.collect());
        let others = !body.keeps.is_empty() || body.steps.is_empty();
        Self { direction, paces, steps, others }
    }

    fn rules(&self, scope: &Scope) -> HPAScalingRules {
        let said = self.policies(scope);
        let moves = self.others || !said.is_empty();
        HPAScalingRules {
            policies: Some(if said.is_empty() { self.usual() } else { said }),
            // Nothing that the policy says moves it this way.
            select_policy: Some(if moves { "Max" } else { "Disabled" }.to_owned()),
            stabilization_window_seconds: Some(narrow(self.hold())),
            tolerance: None,
        }
    }

    fn policies(&self, scope: &Scope) -> Vec<HPAScalingPolicy> {
        let paces = self.paces.iter().flat_map(|pace| {
            let every = period(pace.node.every.node);
            pace.node.at_most.iter().map(move |most| policy(change(most.node), every))
        });
        let mut policies: Vec<HPAScalingPolicy> = paces.collect();
        if policies.is_empty() {
            let steps = self.steps.iter();
            policies.extend(
                steps.map(|step| policy(change(step.node.by.node), self.wait(scope, step))),
            );
        }
        policies.sort_by(|one, other| {
            (&one.type_, one.period_seconds, one.value).cmp(&(
                &other.type_,
                other.period_seconds,
                other.value,
            ))
        });
        policies.dedup();
        policies
    }

    fn wait(&self, scope: &Scope, step: &Step) -> u64 {
        let usual = match self.direction {
            Direction::Out => scope.startup(),
            Direction::In => USUAL_WAIT,
        };
        step.wait.as_ref().map_or(usual, |wait| period(wait.node)).max(1)
    }

    /// The defaults of Kubernetes, written because they differ between its versions.
    fn usual(&self) -> Vec<HPAScalingPolicy> {
        let percent = HPAScalingPolicy { type_: "Percent".into(), value: 100, period_seconds: 15 };
        let pods = HPAScalingPolicy { type_: "Pods".into(), value: 4, period_seconds: 15 };
        match self.direction {
            Direction::Out => vec![percent, pods],
            Direction::In => vec![percent],
        }
    }

    fn hold(&self) -> u64 {
        let paces = self.paces.iter().filter_map(|pace| pace.node.after.as_ref());
        let steps = self.steps.iter().filter_map(|step| step.node.when.hold.as_ref());
        let said = paces.map(|after| after.node).chain(steps.map(|hold| hold.bad.node));
        let usual = match self.direction {
            Direction::Out => 0,
            Direction::In => USUAL_WAIT,
        };
        said.map(period).max().unwrap_or(usual)
    }

    fn report(&self, scope: &Scope, notes: &mut Vec<Finding>) {
        for pace in &self.paces {
            report_pace(scope, pace, notes);
        }
        for step in &self.steps {
            self.report_step(scope, step, notes);
        }
        self.report_together(notes);
    }

    fn report_step(&self, scope: &Scope, step: &Spanned<Step>, notes: &mut Vec<Finding>) {
        let wait = self.wait(scope, step);
        let by = step.node.by;
        let verb = match self.direction {
            Direction::Out => "adds",
            Direction::In => "takes away",
        };
        let message = format!(
            "{} is the most that one step {verb}: the autoscaler goes where the metric asks, at most that in {wait} s",
            tick(&format!("by {}", by.node))
        );
        notes.push(Finding::note(codes::STEP.code, message, by.span, "a limit, not a size"));
        notes.extend(rounding(scope, by, seconds(wait)));
        notes.extend(step.node.wait.and_then(|wait| beyond("wait", wait, LONGEST_PERIOD)));
        if let Some(hold) = &step.node.when.hold {
            notes.extend(beyond("for", hold.bad, LONGEST_HOLD));
            notes.extend(hold.of.map(|of| partly(hold.bad.node, of)));
        }
        notes.extend(step.node.when.join.and_then(|join| self.joined(join)));
    }

    fn joined(&self, join: Spanned<Join>) -> Option<Finding> {
        let message = match (self.direction, join.node) {
            (Direction::Out, Join::And) => {
                "the autoscaler goes out as soon as one of these metrics asks for it"
            }
            (Direction::In, Join::Or) => {
                "the autoscaler goes in only when all of these metrics allow it"
            }
            (Direction::Out, Join::Or) | (Direction::In, Join::And) => return None,
        };
        Some(Finding::note(codes::ANY.code, message, join.span, "reads otherwise here"))
    }

    fn report_together(&self, notes: &mut Vec<Finding>) {
        let Some((first, rest)) = self.steps.split_first() else { return };
        for pace in &self.paces {
            let message = "the pace is the limit: the sizes of the steps say nothing beside it";
            let note =
                Finding::note(codes::ONE_BEHAVIOR.code, message, pace.span, "the pace counts");
            notes.push(note.also(first.span, "a size"));
        }
        for other in rest {
            let differ = |what: &str, span: Span| {
                let message = format!(
                    "the autoscaler has one behaviour for all metrics: the {what} of these steps counts"
                );
                Finding::note(codes::ONE_BEHAVIOR.code, message, span, "another step")
                    .also(first.span, "one step")
            };
            if other.node.by != first.node.by {
                notes.push(differ("largest size", other.node.by.span));
            }
            if other.node.when.hold.as_ref().map(|hold| hold.bad)
                != first.node.when.hold.as_ref().map(|hold| hold.bad)
            {
                notes.push(differ("longest hold", other.node.when.span));
            }
        }
    }
}

fn report_pace(scope: &Scope, pace: &Spanned<Pace>, notes: &mut Vec<Finding>) {
    let every = pace.node.every;
    notes.extend(beyond("every", every, LONGEST_PERIOD));
    notes.extend(pace.node.after.and_then(|after| beyond("after", after, LONGEST_HOLD)));
    for most in &pace.node.at_most {
        notes.extend(rounding(scope, *most, every.node));
    }
}

fn policy(change: Change, every: u64) -> HPAScalingPolicy {
    let (type_, value) = match change {
        Change::Pods(pods) => ("Pods", pods),
        Change::Percent(percent) => ("Percent", percent.ceil()),
    };
    HPAScalingPolicy {
        type_: type_.to_owned(),
        value: narrow(value.max(1)),
        period_seconds: narrow(every),
    }
}

/// Whole seconds of a stretch of time, at least one.
fn period(stretch: Quantity) -> u64 {
    base(stretch).ceil().div_ceil(1_000).max(1)
}

fn seconds(seconds: u64) -> Quantity {
    use crate::syntax::tree::{Number, Time, Unit};
    Quantity { number: Number::whole(seconds), unit: Unit::Time(Time::Second) }
}

fn beyond(word: &str, stretch: Spanned<Quantity>, limit: u64) -> Option<Finding> {
    let minutes = limit / 60;
    (period(stretch.node) > limit).then(|| {
        let message = format!(
            "{} is longer than an autoscaler of Kubernetes can count: at most {minutes}m",
            tick(&format!("{word} {}", stretch.node))
        );
        Finding::error(codes::LIMIT.code, message, stretch.span, "over the limit")
            .help(format!("write `{word} {minutes}m`"))
    })
}

fn partly(bad: Quantity, of: Spanned<Quantity>) -> Finding {
    let message = format!(
        "the autoscaler looks at the whole of {}: {} of {} is not counted there",
        tick(&bad.to_string()),
        tick(&bad.to_string()),
        tick(&of.node.to_string())
    );
    Finding::note(codes::ONE_BEHAVIOR.code, message, of.span, "not counted here")
}

/// A share of the smallest size that is no whole number of pods: Kubernetes rounds it up.
fn rounding(scope: &Scope, most: Spanned<Quantity>, every: Quantity) -> Option<Finding> {
    let Change::Percent(share) = change(most.node) else { return None };
    let low = scope.size.min;
    let exact = share.over * u128::from(low);
    let whole = share.under * 100;
    (exact % whole != 0).then(|| {
        let message = format!(
            "the autoscaler rounds {} of {} up to {}, every {every}",
            tick(&most.node.to_string()),
            count(usize::try_from(low).unwrap_or(usize::MAX), "pod"),
            exact.div_ceil(whole)
        );
        Finding::note(codes::ROUNDING.code, message, most.span, "rounded up")
    })
}
