//! Metrics as KEDA's triggers. In: a metric with its target. Out: a trigger, and the settings that it takes from
//! outside. The `CloudWatch` scaler where a metric is there, else Prometheus.

use std::collections::BTreeMap;

use super::demand::{Measure, Wanted};
use super::kinds::{Part, ReplacementTarget, Selected, Trigger};
use super::outside::{Outside, UNSET};
use super::scope::Scope;
use crate::model::policy::CustomMetric;
use crate::plan::names::identifier;
use crate::plan::pods::Kind;
use crate::syntax::tree::Stat;

/// The trigger of a metric, and what it takes from outside.
pub fn trigger(scope: &Scope, wanted: &Wanted) -> (Trigger, Vec<Outside>) {
    match &wanted.measure {
        Measure::Cpu => (resource("cpu", wanted), Vec::new()),
        Measure::Memory => (resource("memory", wanted), Vec::new()),
        Measure::Requests => balancer(scope, wanted, "requests", "RequestCount"),
        Measure::Latency => balancer(scope, wanted, "latency", "TargetResponseTime"),
        Measure::Connections => prometheus(scope, wanted, "connections", &gauge(scope)),
        Measure::QueueDepth => {
            queue(scope, wanted, "queue_depth", "ApproximateNumberOfMessagesVisible")
        }
        Measure::QueueAge => queue(scope, wanted, "queue_age", "ApproximateAgeOfOldestMessage"),
        Measure::Custom(name) => custom(scope, wanted, name),
    }
}

/// Whether the trigger reads `CloudWatch`, which it does in a region.
pub fn reads_cloudwatch(scope: &Scope, measure: &Measure) -> bool {
    match measure {
        Measure::Requests | Measure::Latency | Measure::QueueDepth | Measure::QueueAge => true,
        Measure::Cpu | Measure::Memory | Measure::Connections => false,
        Measure::Custom(name) => {
            scope.pods.metrics.get(name).is_some_and(|metric| metric.cloudwatch.is_some())
        }
    }
}

fn resource(name: &str, wanted: &Wanted) -> Trigger {
    let value = wanted.target.ceil().to_string();
    Trigger {
        scaler: name.to_owned(),
        name: None,
        metric_type: Some("Utilization".to_owned()),
        metadata: metadata([("value", value)]),
    }
}

fn metadata<const N: usize>(entries: [(&str, String); N]) -> BTreeMap<String, String> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// An average over the pods where the target is one of each, the total where it is one of all.
fn kind_of(wanted: &Wanted) -> String {
    if wanted.per_replica { "AverageValue" } else { "Value" }.to_owned()
}

fn custom(scope: &Scope, wanted: &Wanted, name: &str) -> (Trigger, Vec<Outside>) {
    let metric = scope.pods.metrics.get(name);
    if let Some((metric, address)) =
        metric.and_then(|metric| Some((metric, metric.cloudwatch.as_ref()?)))
    {
        let (namespace, series) = address.node.split_once(':').unwrap_or((&address.node, ""));
        let source = custom_source(wanted, metric, namespace, series);
        return (cloudwatch(scope, wanted, name, &source), Vec::new());
    }
    let series = metric.and_then(|metric| metric.kubernetes.as_ref());
    let series = series.map_or(name, |series| series.node.as_str());
    let query = format!("{}({series})", function(wanted.stat).to_ascii_lowercase());
    prometheus(scope, wanted, name, &query)
}

/// What the `CloudWatch` scaler is told of a series.
struct Source {
    entries: BTreeMap<String, String>,
    period: u64,
}

fn series(namespace: &str, name: &str, dimensions: (String, String), stat: Stat) -> Source {
    let (names, values) = dimensions;
    let entries = metadata([
        ("namespace", namespace.to_owned()),
        ("metricName", name.to_owned()),
        ("dimensionName", names),
        ("dimensionValue", values),
        ("metricStat", statistic(stat).to_owned()),
    ]);
    Source { entries, period: 60 }
}

fn custom_source(wanted: &Wanted, metric: &CustomMetric, namespace: &str, name: &str) -> Source {
    let period = metric.period.as_ref().map_or(60, |period| period.node.seconds());
    // The scaler takes 1, 5, 10, 30 and multiples of 60 (keda.sh/docs/latest/scalers/aws-cloudwatch).
    let period = if matches!(period, 1 | 5 | 10 | 30) { period } else { period.div_ceil(60) * 60 };
    if metric.dimensions.is_empty() {
        // The scaler asks for a dimension unless it has an expression.
        let query = format!("SELECT {}(\"{name}\") FROM \"{namespace}\"", function(wanted.stat));
        return Source { entries: metadata([("expression", query)]), period };
    }
    let join = |part: fn(&(crate::syntax::tree::Word, crate::syntax::tree::Word)) -> &str| {
        metric.dimensions.iter().map(part).collect::<Vec<_>>().join(";")
    };
    let dimensions = (join(|entry| entry.0.node.as_str()), join(|entry| entry.1.node.as_str()));
    Source { period, ..series(namespace, name, dimensions, wanted.stat) }
}

fn cloudwatch(scope: &Scope, wanted: &Wanted, name: &str, source: &Source) -> Trigger {
    let mut entries = source.entries.clone();
    entries.extend(metadata([
        ("awsRegion", scope.region.to_owned()),
        ("identityOwner", "operator".to_owned()),
        ("targetMetricValue", wanted.target.decimal()),
        // What an empty answer means: counts, rates and queues of nothing are 0.
        ("minMetricValue", "0".to_owned()),
        ("metricStatPeriod", source.period.to_string()),
        ("metricCollectionTime", (source.period * 5).to_string()),
    ]));
    Trigger {
        scaler: "aws-cloudwatch".to_owned(),
        name: Some(name.to_owned()),
        metric_type: Some(kind_of(wanted)),
        metadata: entries,
    }
}

fn queue(scope: &Scope, wanted: &Wanted, name: &str, metric: &str) -> (Trigger, Vec<Outside>) {
    let queue = scope.pods.queue.clone().unwrap_or_default();
    let source = series("AWS/SQS", metric, ("QueueName".to_owned(), queue), wanted.stat);
    (cloudwatch(scope, wanted, name, &source), Vec::new())
}

fn balancer(scope: &Scope, wanted: &Wanted, name: &str, metric: &str) -> (Trigger, Vec<Outside>) {
    let dimensions = ("LoadBalancer;TargetGroup".to_owned(), format!("{UNSET};{UNSET}"));
    let source = series("AWS/ApplicationELB", metric, dimensions, wanted.stat);
    let traffic = scope.pods.behind.first().map_or("", String::as_str);
    let prefix = identifier(traffic);
    let workload = identifier(&scope.pods.name);
    let part = |index| Part { delimiter: ";".to_owned(), index };
    let outside = vec![
        Outside {
            key: format!("{prefix}_load_balancer"),
            description: format!("ARN suffix of the balancer of `{traffic}`: `app/name/id`"),
            target: into(scope, name, "dimensionValue", Some(part(0))),
        },
        Outside {
            key: format!("{prefix}_{workload}_target_group"),
            description: format!(
                "ARN suffix of the target group of `{}` behind `{traffic}`: `targetgroup/name/id`",
                scope.pods.name
            ),
            target: into(scope, name, "dimensionValue", Some(part(1))),
        },
    ];
    (cloudwatch(scope, wanted, name, &source), outside)
}

fn into(scope: &Scope, trigger: &str, field: &str, options: Option<Part>) -> ReplacementTarget {
    ReplacementTarget {
        select: Selected { kind: "ScaledObject".to_owned(), name: scope.pods.object.clone() },
        field_paths: vec![format!("spec.triggers.[name={trigger}].metadata.{field}")],
        options,
    }
}

fn prometheus(scope: &Scope, wanted: &Wanted, name: &str, query: &str) -> (Trigger, Vec<Outside>) {
    let trigger = Trigger {
        scaler: "prometheus".to_owned(),
        name: Some(name.to_owned()),
        metric_type: Some(kind_of(wanted)),
        metadata: metadata([
            ("serverAddress", UNSET.to_owned()),
            ("query", query.to_owned()),
            ("threshold", wanted.target.decimal()),
        ]),
    };
    let outside = Outside {
        key: "prometheus_address".to_owned(),
        description: "URL of the Prometheus of the cluster".to_owned(),
        target: into(scope, name, "serverAddress", None),
    };
    (trigger, vec![outside])
}

/// The sum of the gauge over the pods of the workload, which are known by how their names are made.
fn gauge(scope: &Scope) -> String {
    let name = scope.pods.deployment.as_str();
    let pods = match scope.pods.kind {
        Kind::Deployment => format!("{name}-[a-z0-9]+-[a-z0-9]{{5}}"),
        Kind::StatefulSet => format!("{name}-[0-9]+"),
    };
    format!("sum(connections{{pod=~\"{pods}\"}})")
}

fn statistic(stat: Stat) -> &'static str {
    match stat {
        Stat::Avg | Stat::Percentile(_) => "Average",
        Stat::Min => "Minimum",
        Stat::Max => "Maximum",
        Stat::Sum => "Sum",
    }
}

fn function(stat: Stat) -> &'static str {
    match stat {
        Stat::Avg | Stat::Percentile(_) => "AVG",
        Stat::Min => "MIN",
        Stat::Max => "MAX",
        Stat::Sum => "SUM",
    }
}
