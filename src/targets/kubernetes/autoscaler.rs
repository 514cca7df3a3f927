//! The one autoscaler of a workload: an HPA where cpu and memory are all that moves it, else KEDA's `ScaledObject`.
//! In: a workload where it runs. Out: the object, the lowest size, what comes from outside, and notes.

use k8s_openapi::api::autoscaling::v2::{
    CrossVersionObjectReference, HorizontalPodAutoscaler, HorizontalPodAutoscalerBehavior,
    HorizontalPodAutoscalerSpec, MetricSpec, MetricTarget, ResourceMetricSource,
};

use super::behavior::behavior;
use super::codes;
use super::cron::{Floors, floors};
use super::demand::{Demand, Measure, Wanted, collect};
use super::document::Document;
use super::kinds::{
    Advanced, AutoscalerConfig, ScaleTarget, ScaledObject, ScaledObjectSpec, Trigger,
};
use super::outside::Outside;
use super::print::Comment;
use super::scope::{Scope, narrow};
use super::tolerance::{Carrier, tolerances};
use super::trigger::trigger;
use crate::diagnostic::Finding;
use crate::source::Span;
use crate::words::tick;

/// An autoscaler, or that there is none.
#[derive(Debug, Default)]
pub struct Autoscaler {
    /// The object; none where the size stays.
    pub document: Option<Document>,
    /// The lowest size of the week.
    pub lowest: u64,
    /// What it takes from outside.
    pub outside: Vec<Outside>,
}

/// The autoscaler of a workload.
pub fn autoscaler(scope: &Scope, notes: &mut Vec<Finding>) -> Autoscaler {
    let still = Autoscaler { lowest: scope.size.min, ..Autoscaler::default() };
    if scope.size.min == scope.size.max {
        return still;
    }
    let floors = floors(scope, notes);
    let demand = collect(scope, notes);
    if demand.wanted.is_empty() && floors.triggers.is_empty() {
        notes.push(nothing(scope));
        return still;
    }
    notes.extend(desired(scope));
    notes.extend(demand.wanted.iter().filter_map(whole));
    if is_plain(&demand, scope) {
        return Autoscaler { document: Some(hpa(scope, &demand, notes)), ..still };
    }
    scaled_object(scope, &demand, floors, notes)
}

/// Whether the API's own autoscaler can do it: cpu and memory, without schedules.
fn is_plain(demand: &Demand, scope: &Scope) -> bool {
    let resource = |wanted: &Wanted| matches!(wanted.measure, Measure::Cpu | Measure::Memory);
    demand.wanted.iter().all(resource) && scope.body.windows.is_empty()
}

fn hpa(scope: &Scope, demand: &Demand, notes: &mut Vec<Finding>) -> Document {
    let limits = tolerances(scope, demand, Carrier::Autoscaler, notes);
    let object = HorizontalPodAutoscaler {
        metadata: scope.metadata(),
        spec: Some(HorizontalPodAutoscalerSpec {
            scale_target_ref: CrossVersionObjectReference {
                api_version: Some("apps/v1".to_owned()),
                kind: scope.pods.kind.word().to_owned(),
                name: scope.pods.deployment.clone(),
            },
            min_replicas: Some(narrow(scope.size.min)),
            max_replicas: narrow(scope.size.max),
            metrics: Some(demand.wanted.iter().filter_map(metric).collect()),
            behavior: Some(behavior(scope, &limits, notes)),
        }),
        status: None,
    };
    let path = format!("{}.hpa.yaml", scope.pods.name);
    Document::of(scope, "HorizontalPodAutoscaler", path, &object, &[], notes)
        .caused_by(first_sentence(scope))
}

fn metric(wanted: &Wanted) -> Option<MetricSpec> {
    let name = match wanted.measure {
        Measure::Cpu => "cpu",
        Measure::Memory => "memory",
        Measure::Requests
        | Measure::Latency
        | Measure::Connections
        | Measure::QueueDepth
        | Measure::QueueAge
        | Measure::Custom(_) => return None,
    };
    let target = MetricTarget {
        type_: "Utilization".to_owned(),
        average_utilization: Some(narrow(wanted.target.ceil())),
        ..MetricTarget::default()
    };
    Some(MetricSpec {
        type_: "Resource".to_owned(),
        resource: Some(ResourceMetricSource { name: name.to_owned(), target }),
        ..MetricSpec::default()
    })
}

fn scaled_object(
    scope: &Scope,
    demand: &Demand,
    floors: Floors,
    notes: &mut Vec<Finding>,
) -> Autoscaler {
    let scheduled = !floors.triggers.is_empty();
    let carrier = if scheduled { Carrier::Scheduled } else { Carrier::ScaledObject };
    let limits = tolerances(scope, demand, carrier, notes);
    let behavior = behavior(scope, &limits, notes);
    let (mut triggers, outside): (Vec<Trigger>, Vec<Vec<Outside>>) =
        demand.wanted.iter().map(|wanted| trigger(scope, wanted)).unzip();
    notes.extend(demand.wanted.iter().filter_map(|wanted| assumed(scope, wanted)));
    triggers.extend(floors.triggers);
    triggers.sort();
    let object = object(scope, floors.lowest, triggers, behavior);
    let lowest = Comment {
        path: &["spec", "minReplicaCount"],
        text: "The lowest floor of the week: the crons are the others.".into(),
    };
    let comments = if scheduled { vec![lowest] } else { Vec::new() };
    let path = format!("{}.scaledobject.yaml", scope.pods.name);
    let document = Document::of(scope, "ScaledObject", path, &object, &comments, notes);
    Autoscaler {
        document: Some(document.caused_by(first_sentence(scope))),
        lowest: floors.lowest,
        outside: outside.concat(),
    }
}

fn object(
    scope: &Scope,
    lowest: u64,
    triggers: Vec<Trigger>,
    behavior: HorizontalPodAutoscalerBehavior,
) -> ScaledObject {
    let size = |size: u64| u32::try_from(size).unwrap_or(u32::MAX);
    ScaledObject {
        api_version: "keda.sh/v1alpha1".to_owned(),
        kind: "ScaledObject".to_owned(),
        metadata: scope.metadata(),
        spec: ScaledObjectSpec {
            scale_target_ref: ScaleTarget {
                api_version: "apps/v1".to_owned(),
                kind: scope.pods.kind.word().to_owned(),
                name: scope.pods.deployment.clone(),
            },
            polling_interval: None,
            cooldown_period: None,
            min_replica_count: size(lowest),
            max_replica_count: size(scope.size.max),
            triggers,
            advanced: Advanced { horizontal_pod_autoscaler_config: AutoscalerConfig { behavior } },
        },
    }
}

fn first_sentence(scope: &Scope) -> Span {
    let body = scope.body;
    let keeps = body.keeps.iter().map(|keep| keep.span);
    let steps = body.steps.iter().map(|step| step.span);
    let windows = body.windows.iter().map(|window| window.span);
    keeps.chain(steps).chain(windows).min().unwrap_or_else(|| scope.replicas_span())
}

fn nothing(scope: &Scope) -> Finding {
    let message = format!(
        "nothing moves the size of {}: it stays at {}, and no autoscaler is written",
        tick(&scope.pods.name),
        scope.size.min
    );
    Finding::note(codes::STILL.code, message, scope.replicas_span(), "stays at its minimum")
}

fn desired(scope: &Scope) -> Option<Finding> {
    let desired = scope.body.desired?;
    let message = format!(
        "`desired = {}` is not expressible beside an autoscaler: it begins where the Deployment stands",
        desired.node
    );
    Some(Finding::note(codes::DESIRED.code, message, desired.span, "not expressible here"))
}

/// A share of a request is a whole number there.
fn whole(wanted: &Wanted) -> Option<Finding> {
    let resource = matches!(wanted.measure, Measure::Cpu | Measure::Memory);
    (resource && wanted.target.whole().is_none()).then(|| {
        let message = format!(
            "the autoscaler takes whole percents: {} % becomes {} %",
            wanted.target.decimal(),
            wanted.target.ceil()
        );
        Finding::note(codes::ROUNDING.code, message, wanted.span, "rounded up")
    })
}

fn assumed(scope: &Scope, wanted: &Wanted) -> Option<Finding> {
    let message = match &wanted.measure {
        Measure::Connections => {
            "the pods are assumed to export a gauge `connections` that Prometheus keeps with their name as `pod`"
                .to_owned()
        }
        measure if super::trigger::reads_cloudwatch(scope, measure) => {
            "KEDA's operator is assumed to have a role with `cloudwatch:GetMetricData`".to_owned()
        }
        Measure::Cpu
        | Measure::Memory
        | Measure::Requests
        | Measure::Latency
        | Measure::QueueDepth
        | Measure::QueueAge
        | Measure::Custom(_) => return None,
    };
    Some(Finding::note(codes::ASSUMED.code, message, wanted.span, "leans on the cluster"))
}
