//! Target tracking and prediction: a metric of AWS's list where it has one, else a metric of one's own or an expression.

use super::{kind, metric, policy};
use crate::model::measure::Ratio;
use crate::plan::Plan;
use crate::plan::alarm::{Alarm, Measure, Term};
use crate::plan::group::Group;
use crate::plan::scaling::{Prediction, Tracking};
use crate::syntax::tree::Stat;
use crate::targets::cloudwatch;
use crate::targets::terraform::alarms::figure;
use crate::targets::terraform::hcl::{Block, Expression, template, text};
use crate::targets::terraform::module::Module;
use crate::targets::terraform::names;

/// A policy that holds a metric at a value.
pub fn tracking(plan: &Plan, group: &Group, tracking: &Tracking, module: &Module) -> Block {
    let held = &tracking.held;
    let policy = policy(plan, group, &tracking.key, &tracking.real, &held.regions, module)
        .set("policy_type", kind("TargetTrackingScaling"));
    let block = Block::new("target_tracking_configuration");
    if let Some(listed) = listed(plan, group, held) {
        let metric = Block::new("predefined_metric_specification")
            .set("predefined_metric_type", text(listed.tracked))
            .maybe("resource_label", listed.label.clone());
        return policy.nested(listed.note(block).nested(metric));
    }
    let lowered = cloudwatch::lower(plan, held);
    let block = block
        .set("target_value", figure(lowered.threshold))
        .nested(metric::specification(&lowered.watched));
    policy.nested(block)
}

/// A policy that starts instances before the load that it foresees.
pub fn prediction(plan: &Plan, group: &Group, prediction: &Prediction, module: &Module) -> Block {
    let held = &prediction.held;
    let policy = policy(plan, group, &prediction.key, &prediction.real, &held.regions, module)
        .set("policy_type", kind("PredictiveScaling"));
    let specification = Block::new("metric_specification");
    let specification = match listed(plan, group, held) {
        Some(listed) => listed.note(specification).nested(
            Block::new("predefined_metric_pair_specification")
                .set("predefined_metric_type", text(listed.foreseen))
                .maybe("resource_label", listed.label),
        ),
        None => specification,
    };
    let configuration = Block::new("predictive_scaling_configuration")
        .set("mode", text("ForecastAndScale"))
        .set("scheduling_buffer_time", text(prediction.ahead.to_string()))
        .set("max_capacity_breach_behavior", text("HonorMaxCapacity"))
        .nested(specification);
    policy.nested(configuration)
}

/// A metric of AWS's own list.
struct Listed {
    target: Ratio,
    /// Its name in tracking.
    tracked: &'static str,
    /// Its name in predictions.
    foreseen: &'static str,
    label: Option<Expression>,
    why: Option<&'static str>,
}

impl Listed {
    fn note(&self, block: Block) -> Block {
        let block = match self.why {
            Some(why) => block.note(why),
            None => block,
        };
        block.set("target_value", figure(self.target))
    }
}

/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html>
fn listed(plan: &Plan, group: &Group, held: &Alarm) -> Option<Listed> {
    let [term] = held.terms.as_slice() else { return None };
    match (&term.measure, term.via.as_slice()) {
        (Measure::Cpu, _) if term.stat == Stat::Avg => Some(Listed {
            target: term.threshold,
            tracked: "ASGAverageCPUUtilization",
            foreseen: "ASGCPUUtilization",
            label: None,
            why: None,
        }),
        (Measure::Requests, [traffic]) if term.per_replica => Some(Listed {
            target: by_minute(term),
            tracked: "ALBRequestCountPerTarget",
            foreseen: "ALBRequestCount",
            label: Some(label(plan, group, traffic)?),
            why: Some("Requests are counted by the minute and by instance."),
        }),
        _ => None,
    }
}

fn by_minute(term: &Term) -> Ratio {
    let seconds = u128::from(term.per.unwrap_or(60));
    Ratio { over: term.threshold.over * 60, under: term.threshold.under * seconds }
}

/// Balancer and target group, as `app/<name>/<id>/targetgroup/<name>/<id>`.
fn label(plan: &Plan, group: &Group, traffic: &str) -> Option<Expression> {
    let traffic = plan.traffics.iter().find(|it| it.name == traffic)?;
    let label = template()
        .code(names::balancer_suffix(traffic))
        .text("/")
        .code(names::target_group_suffix(plan, &group.name, traffic));
    Some(label.into())
}
