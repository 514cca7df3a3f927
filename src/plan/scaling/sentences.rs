//! Sentences that move a size. In: `keep`, `scale`, `predict` and windows of a workload. Out: policies by name, and what
//! its platform cannot say as written.

use std::collections::BTreeMap;

use super::{Change, Prediction, Scaling, Size, Step, Tracking};
use crate::diagnostic::{Code, Edit, Finding};
use crate::model::measure::{Duration, base};
use crate::model::policy::{Platform, Workload, WorkloadBody};
use crate::plan::alarm::{self, Alarm, Measure, Owner, Purpose, Sentence, Site};
use crate::plan::context::Context;
use crate::plan::{metrics, windows};
use crate::source::{Span, Spanned};
use crate::syntax::print;
use crate::syntax::tree::{
    self, Bound, Condition, Direction, Keep, Metric, Node, Op, Predict, Quantity, Term, Unit,
};

/// The codes of findings about scaling.
pub const CODES: &[Code] = &[AHEAD, FIXED, FRACTION, PACE, PREDICT, WARMUP];

const AHEAD: Code = Code {
    code: "scaling/too-far-ahead",
    why: "A predictive policy starts instances less than an hour before the predicted load \
          (`SchedulingBufferTime`): a forecast covers an hour.",
};
const FIXED: Code = Code {
    code: "lowering/fixed-size",
    why: "Where the smallest and the largest size are one, nothing can scale: the sentences are kept for where the size \
          has a range.",
};
/// A share that is no whole number.
pub const FRACTION: Code = Code {
    code: "lowering/whole-percent",
    why: "A scaling policy takes whole numbers. Fractions are rounded away from zero, so that a step is never smaller \
          than written.",
};
const PACE: Code = Code {
    code: "lowering/pace-not-expressible",
    why: "A scaling group has no limit on how fast it may change: its policies say how much and how long they wait.",
};
const PREDICT: Code = Code {
    code: "scaling/prediction-not-available",
    why: "Predictive scaling exists for scaling groups and services on fargate, and forecasts processor use and requests.",
};
const WARMUP: Code = Code {
    code: "lowering/wait-is-warm-up",
    why: "Step scaling of EC2 has no cooldown. New instances do not count until they are warm, so the wait after a step \
          is their warm-up.",
};

/// Seconds from start to serving where the policy does not say.
const STARTUP: u64 = 60;
/// Seconds between two steps in where the sentence does not say.
const REST: u64 = 300;
/// Seconds that a forecast covers; a predictive policy leads by less.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredictiveScalingConfiguration.html>
const FORECAST: u64 = 3_600;

/// Plans what moves the size of a workload between its bounds by region. What differs goes to `notes`.
pub fn plan<'a>(
    context: &'a Context<'a>,
    workload: &'a Workload,
    sizes: &BTreeMap<String, Size>,
    notes: &mut Vec<Finding>,
) -> Scaling {
    let actions = actions(context, workload, sizes, notes);
    let fixed = !sizes.is_empty() && sizes.values().all(|size| size.min == size.max);
    if fixed && actions.is_empty() {
        notes.extend(still(workload));
        return Scaling::default();
    }
    let lambda = workload.platform.node == Platform::Lambda;
    let steps = if lambda { Vec::new() } else { steps(context, workload, notes) };
    if !lambda {
        notes.extend(bodies(workload).flat_map(|body| &body.paces).map(pace));
    }
    Scaling {
        tracking: tracking(context, workload, notes),
        steps,
        actions,
        predictions: predictions(context, workload, notes),
    }
}

fn bodies(workload: &Workload) -> impl Iterator<Item = &WorkloadBody> {
    std::iter::once(&workload.body).chain(workload.regional.values())
}

fn actions(
    context: &Context,
    workload: &Workload,
    sizes: &BTreeMap<String, Size>,
    notes: &mut Vec<Finding>,
) -> Vec<super::Action> {
    let of_region = |code: &String| (code.clone(), workload.at(code).windows.as_slice());
    let windows = windows::Windows {
        thing: &workload.name.node,
        by_region: sizes.keys().map(of_region).collect(),
        sizes,
        today: context.settings.date,
    };
    windows::actions(&windows, notes)
}

fn tracking(context: &Context, workload: &Workload, notes: &mut Vec<Finding>) -> Vec<Tracking> {
    if bodies(workload).all(|body| body.keeps.is_empty()) {
        return Vec::new();
    }
    let held = held(context, workload, notes, kept);
    let policy = |held: Alarm| Tracking {
        key: without_direction(&held.key).to_owned(),
        real: without_direction(&held.real).to_owned(),
        span: held.span,
        held,
    };
    held.into_iter().map(policy).collect()
}

fn predictions(
    context: &Context,
    workload: &Workload,
    notes: &mut Vec<Finding>,
) -> Vec<Prediction> {
    let said: Vec<&Spanned<tree::Predict>> =
        bodies(workload).flat_map(|body| &body.predicts).collect();
    if said.is_empty() {
        return Vec::new();
    }
    let mut refused: Vec<Finding> =
        said.iter().filter_map(|predict| not_predictable(workload, predict)).collect();
    if !refused.is_empty() {
        notes.append(&mut refused);
        return Vec::new();
    }
    let held = held(context, workload, notes, predicted);
    let ahead = |span: Span| {
        let said = said.iter().find(|predict| predict.span == span);
        said.map_or(0, |predict| Duration(predict.node.ahead.node).seconds())
    };
    let policy = |held: Alarm| Prediction {
        key: format!("{}-predict", without_direction(&held.key)),
        real: format!("{}-predict", without_direction(&held.real)),
        ahead: ahead(held.span),
        span: held.span,
        held,
    };
    held.into_iter().map(policy).collect()
}

/// `web-cpu` of `web-cpu-out`.
fn without_direction(key: &str) -> &str {
    key.strip_suffix("-out").unwrap_or(key)
}

/// A metric that is held at a value.
struct Held<'a> {
    metric: &'a Metric,
    at: &'a Bound,
    printed: String,
    span: Span,
}

impl<'a> Held<'a> {
    fn of(metric: &'a Metric, at: &'a Bound, said: &Spanned<Node>) -> Self {
        Self { metric, at, printed: print::sentence(&said.node), span: said.span }
    }
}

fn kept(body: &WorkloadBody) -> Vec<Held<'_>> {
    let said = |keep: &Spanned<Keep>| keep.clone().map(Node::Keep);
    body.keeps.iter().map(|keep| Held::of(&keep.metric, &keep.at, &said(keep))).collect()
}

fn predicted(body: &WorkloadBody) -> Vec<Held<'_>> {
    let said = |predict: &Spanned<Predict>| predict.clone().map(Node::Predict);
    body.predicts.iter().map(|it| Held::of(&it.metric, &it.at, &said(it))).collect()
}

/// Metrics that are held at a value, each as the alarm that would fire above it.
fn held(
    context: &Context,
    workload: &Workload,
    notes: &mut Vec<Finding>,
    said: fn(&WorkloadBody) -> Vec<Held<'_>>,
) -> Vec<Alarm> {
    let custom = metrics::custom(context);
    let mut alarms = alarm::merged(context, workload, &custom, |site| {
        let Owner::Workload(_, body) = &site.owner else { return Vec::new() };
        said(body).iter().flat_map(|held| above(site, held, notes)).collect()
    });
    alarms.sort_by(|one, other| one.key.cmp(&other.key));
    alarms
}

fn above(site: &Site, held: &Held, notes: &mut Vec<Finding>) -> Vec<Alarm> {
    let term = Term {
        metric: held.metric.clone(),
        op: Spanned::new(Op::Greater, held.at.value.span),
        bound: held.at.clone(),
        span: held.metric.name.span.to(held.at.value.span),
    };
    let when = Condition { span: term.span, terms: vec![term], join: None, hold: None };
    let sentence = Sentence {
        purpose: Purpose::Scale(Direction::Out),
        when: &when,
        text: None,
        gaps: None,
        printed: held.printed.clone(),
        span: held.span,
    };
    alarm::of_condition(site, &sentence, notes).collect()
}

fn steps<'a>(
    context: &'a Context<'a>,
    workload: &'a Workload,
    notes: &mut Vec<Finding>,
) -> Vec<Step> {
    if bodies(workload).all(|body| body.steps.is_empty()) {
        return Vec::new();
    }
    let startup = workload.body.startup.map_or(STARTUP, |startup| startup.node.seconds());
    let made = alarm::of_steps(context, workload, notes);
    let mut steps: Vec<Step> =
        made.into_iter().map(|(alarm, said)| step(alarm, said, startup)).collect();
    steps.sort_by(|one, other| {
        (one.direction, &one.alarm.key).cmp(&(other.direction, &other.alarm.key))
    });
    for said in bodies(workload).flat_map(|body| &body.steps) {
        notes.extend(fraction(said));
        notes.extend(warm_up(said));
    }
    steps
}

fn step(alarm: Alarm, said: &Spanned<tree::Step>, startup: u64) -> Step {
    let direction = said.direction.node;
    let default = match direction {
        Direction::Out => startup,
        Direction::In => REST,
    };
    let wait = said.wait.map_or(default, |wait| Duration(wait.node).seconds());
    Step { direction, by: change(said.by.node), wait, alarm, span: said.span }
}

/// The change of a step in whole numbers, a fraction away from zero.
pub fn change(by: Quantity) -> Change {
    let whole = base(by).ceil();
    match by.unit {
        Unit::Share => Change::Percent(whole),
        Unit::Count(_)
        | Unit::Time(_)
        | Unit::Size(_)
        | Unit::SizePer(..)
        | Unit::Vcpu
        | Unit::Rate(..)
        | Unit::Money(..) => Change::Count(whole),
    }
}

fn fraction(step: &tree::Step) -> Option<Finding> {
    let (exact, written) = (base(step.by.node), step.by.node);
    if exact.whole().is_some() {
        return None;
    }
    let message = format!("a step takes whole percent: `{written}` becomes {} %", exact.ceil());
    Some(Finding::note(FRACTION.code, message, step.by.span, "rounded up"))
}

fn warm_up(step: &tree::Step) -> Option<Finding> {
    let wait = step.wait.as_ref().filter(|_| step.direction.node == Direction::Out)?;
    let message = "EC2 step scaling has no cooldown: the wait is the warm-up of new instances";
    Some(Finding::note(WARMUP.code, message, wait.span, "warm-up of new instances"))
}

fn pace(pace: &Spanned<tree::Pace>) -> Finding {
    let message =
        "a scaling group has no limit on its pace: steps and their waits are what there is";
    Finding::note(PACE.code, message, pace.span, "not expressible here")
}

fn still(workload: &Workload) -> Vec<Finding> {
    let Some(fixed) = workload.body.replicas.as_ref().or(workload.body.provisioned.as_ref()) else {
        return Vec::new();
    };
    let keeps = workload.body.keeps.iter().map(|keep| keep.span);
    let steps = workload.body.steps.iter().map(|step| step.span);
    let note = |span: Span| {
        let message = format!(
            "`{}` has a fixed size of {}, so nothing scales",
            workload.name.node, fixed.node.min
        );
        Finding::note(FIXED.code, message, span, "still here").also(fixed.span, "one size")
    };
    keeps.chain(steps).map(note).collect()
}

/// Why a sentence cannot be followed: a platform that predicts nothing, a metric that is not forecast, a lead too long.
pub fn not_predictable(workload: &Workload, predict: &tree::Predict) -> Option<Finding> {
    let metric = &predict.metric.name;
    if !matches!(workload.platform.node, Platform::Ec2 | Platform::Fargate) {
        let message =
            format!("there is no predictive scaling on {}", workload.platform.node.word());
        let finding = Finding::error(PREDICT.code, message, metric.span, "not available here")
            .also(workload.platform.span, "runs here");
        return Some(kept_instead(workload, predict, finding));
    }
    if !matches!(metric.node.as_str(), "cpu" | "requests") {
        let message =
            format!("predictive scaling forecasts cpu and requests, not `{}`", metric.node);
        let finding = Finding::error(PREDICT.code, message, metric.span, "cannot be predicted");
        return Some(kept_instead(workload, predict, finding));
    }
    let ahead = Duration(predict.ahead.node).seconds();
    (ahead >= FORECAST).then(|| {
        let message = format!(
            "`{}` is longer than a prediction leads: less than one hour",
            predict.ahead.node
        );
        Finding::error(AHEAD.code, message, predict.ahead.span, "an hour or more")
            .help("write `ahead 59m`")
            .edit(Edit::Replace(predict.ahead.span, "59m".to_owned()))
    })
}

/// The figure that cannot be predicted is kept, where it is not kept already.
fn kept_instead(workload: &Workload, predict: &tree::Predict, finding: Finding) -> Finding {
    let same = |keep: &Spanned<tree::Keep>| keep.metric.name.node == predict.metric.name.node;
    if bodies(workload).flat_map(|body| &body.keeps).any(same) {
        let help = "leave it out: `keep` holds this already";
        return finding.help(help).edit(Edit::Remove(predict.metric.name.span));
    }
    let keep = tree::Keep { metric: predict.metric.clone(), at: predict.at.clone() };
    finding.write(predict.metric.name.span, print::sentence(&Node::Keep(keep)))
}

impl Tracking {
    /// What is held.
    pub fn measure(&self) -> Option<&Measure> {
        self.held.terms.first().map(|term| &term.measure)
    }
}
