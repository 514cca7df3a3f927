//! What each metric of the language is in `CloudWatch`. In: a term of an alarm. Out: metrics, the expression over them
//! where one alone does not say it, and the threshold in that unit.

use std::borrow::Cow;

use super::alarm::{MetricStat, Query, Source};
use super::shared::{self, balancer, behind, function, function_name, group, metric, pods, queue};
use crate::model::measure::Ratio;
use crate::plan::Plan;
use crate::plan::alarm::{Alarm, Measure, Purpose, Term};
use crate::plan::names::identifier;
use crate::syntax::tree::Direction;

/// What a term asks for.
pub struct Series {
    /// The name of the metric, or of the figure that an expression makes.
    pub id: Cow<'static, str>,
    /// The expression; none where the metric itself is the figure.
    pub expression: Option<Cow<'static, str>>,
    /// What the figure is, for people.
    pub label: Cow<'static, str>,
    /// The metrics and expressions that it needs, the metric itself where that is the figure.
    pub queries: Vec<Query>,
    /// The threshold in the unit of the figure.
    pub threshold: Ratio,
}

/// Lowers a term of an alarm.
pub fn series(plan: &Plan, alarm: &Alarm, term: &Term) -> Series {
    match (&term.measure, term.via.first()) {
        (Measure::Errors, Some(traffic)) => balancer_errors(plan, alarm, term, traffic),
        (Measure::Errors, None) => function_errors(plan, alarm, term),
        (Measure::Healthy, _) => healthy(plan, alarm, term),
        (Measure::Requests, Some(_)) => requests(plan, alarm, term),
        (Measure::Cpu, _) if is_pods(plan, alarm) => {
            of_request(plan, alarm, term, "cpu", "pod_cpu_usage_total", "pod_cpu_request")
        }
        (Measure::Memory, _) if is_pods(plan, alarm) => {
            of_request(plan, alarm, term, "memory", "pod_memory_working_set", "pod_memory_request")
        }
        _ => single(plan, alarm, term),
    }
}

fn workload(alarm: &Alarm) -> &str {
    alarm.workload().unwrap_or_default()
}

fn is_pods(plan: &Plan, alarm: &Alarm) -> bool {
    plan.pods.iter().any(|pods| Some(pods.name.as_str()) == alarm.workload())
}

/// A query of a metric.
fn query(id: impl Into<Cow<'static, str>>, metric: MetricStat) -> Query {
    Query { id: id.into(), label: None, source: Source::Metric(metric), why: None, alike: None }
}

fn expression(
    id: &'static str,
    expression: impl Into<Cow<'static, str>>,
    why: Option<&'static str>,
) -> Query {
    let source = Source::Expression(expression.into());
    Query { id: id.into(), label: None, source, why, alike: None }
}

const NOTHING_COUNTED: &str = "A counter without data counted nothing. A minute without a request has no share: 0 / 0 is a gap.";
const REFUSED: &str = "RequestCount leaves out what the balancer refuses for want of a target. Without these, an outage has no requests.";
const ELB: &str = "AWS/ApplicationELB";

/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html>
fn balancer_errors(plan: &Plan, alarm: &Alarm, term: &Term, traffic: &str) -> Series {
    let both = || behind(plan, traffic, alarm.workload());
    let sum = |name, dimensions| metric(ELB, name, "Sum", alarm.period, dimensions);
    let mut failed: Vec<(&str, MetricStat)> =
        vec![("target_5xx", sum("HTTPCode_Target_5XX_Count", both()))];
    if plan.functions.iter().any(|function| Some(function.name.as_str()) == alarm.workload()) {
        // Of a function the balancer counts what it throws and what it could not be called for apart, by target group.
        failed.push(("function_errors", sum("LambdaUserError", both())));
        failed.push(("function_failures", sum("LambdaInternalError", both())));
    }
    let own = [
        ("502", "balancer_502", "HTTPCode_ELB_502_Count"),
        ("503", "balancer_503", "HTTPCode_ELB_503_Count"),
        ("504", "balancer_504", "HTTPCode_ELB_504_Count"),
    ];
    let ids = failed.iter().map(|(id, _)| *id).chain(own.iter().map(|(_, id, _)| *id));
    let errors: Vec<String> = ids.map(|id| format!("FILL({id}, 0)")).collect();
    let mut queries = vec![
        expression("errors", errors.join(" + "), Some(NOTHING_COUNTED)),
        expression("total", "FILL(requests, 0) + FILL(balancer_503, 0)", Some(REFUSED)),
        query("requests", sum("RequestCount", both())),
    ];
    queries.extend(failed.into_iter().map(|(id, metric)| query(id, metric)));
    queries.extend(own.into_iter().map(|(code, id, name)| Query {
        alike: Some(code),
        ..query(id, sum(name, vec![balancer(plan, traffic)]))
    }));
    Series {
        id: "share".into(),
        expression: Some("100 * errors / total".into()),
        label: "errors, % of requests".into(),
        queries,
        threshold: term.threshold,
    }
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html>
fn function_errors(plan: &Plan, alarm: &Alarm, term: &Term) -> Series {
    let sum =
        |name| metric("AWS/Lambda", name, "Sum", alarm.period, function(plan, workload(alarm)));
    Series {
        id: "share".into(),
        expression: Some("100 * FILL(errors, 0) / invocations".into()),
        label: "errors, % of invocations".into(),
        queries: vec![query("errors", sum("Errors")), query("invocations", sum("Invocations"))],
        threshold: term.threshold,
    }
}

const GROUP: &str = "AWS/AutoScaling";

/// Healthy replicas over wanted ones. Of pods the balancer knows only those that are registered.
fn healthy(plan: &Plan, alarm: &Alarm, term: &Term) -> Series {
    let name = workload(alarm);
    let of_group =
        |metric_name| metric(GROUP, metric_name, "Minimum", alarm.period, vec![group(plan, name)]);
    let of_balancer = |traffic: &str, metric_name, stat: &'static str| {
        metric(ELB, metric_name, stat, alarm.period, behind(plan, traffic, Some(name)))
    };
    let mut expression = "100 * healthy / wanted";
    let queries = match term.via.first() {
        Some(traffic) if is_pods(plan, alarm) => {
            expression = "100 * healthy / (healthy + unhealthy)";
            vec![
                query("healthy", of_balancer(traffic, "HealthyHostCount", "Minimum")),
                query("unhealthy", of_balancer(traffic, "UnHealthyHostCount", "Maximum")),
            ]
        }
        Some(traffic) => vec![
            query("healthy", of_balancer(traffic, "HealthyHostCount", "Minimum")),
            query("wanted", of_group("GroupDesiredCapacity")),
        ],
        None => vec![
            query("healthy", of_group("GroupInServiceInstances")),
            query("wanted", of_group("GroupDesiredCapacity")),
        ],
    };
    Series {
        id: "healthy_share".into(),
        expression: Some(expression.into()),
        label: "healthy, % of what is wanted".into(),
        queries,
        threshold: term.threshold,
    }
}

/// Used over asked for, of pods.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html>
fn of_request(
    plan: &Plan,
    alarm: &Alarm,
    term: &Term,
    word: &str,
    used: &'static str,
    asked: &'static str,
) -> Series {
    let stat = shared::stat(term.stat);
    let one = |name, stat| {
        metric("ContainerInsights", name, stat, alarm.period, pods(plan, workload(alarm)))
    };
    let (used_id, asked_id) = (format!("{word}_used"), format!("{word}_requested"));
    Series {
        id: format!("{word}_share").into(),
        expression: Some(format!("100 * {used_id} / {asked_id}").into()),
        label: format!("{word}, % of the request").into(),
        queries: vec![
            query(used_id, one(used, stat)),
            query(asked_id, one(asked, "Average".into())),
        ],
        threshold: term.threshold,
    }
}

/// Requests of all balancers that lead to a workload, each with a target group of its own.
fn requests(plan: &Plan, alarm: &Alarm, term: &Term) -> Series {
    let stat = shared::stat(term.stat);
    let of = |traffic: &str| {
        let dimensions = behind(plan, traffic, alarm.workload());
        metric(ELB, "RequestCount", stat.clone(), alarm.period, dimensions)
    };
    match term.via.as_slice() {
        [only] => divided(plan, alarm, term, vec![query(id(term), of(only))]),
        several => {
            let own = |traffic: &String| format!("{}_{}", id(term), identifier(traffic));
            let queries = several.iter().map(|traffic| query(own(traffic), of(traffic))).collect();
            divided(plan, alarm, term, queries)
        }
    }
}

/// A term that one metric says.
fn single(plan: &Plan, alarm: &Alarm, term: &Term) -> Series {
    divided(plan, alarm, term, vec![query(id(term), source(plan, alarm, term))])
}

/// The sum of metrics, filled or divided where that is asked for.
fn divided(plan: &Plan, alarm: &Alarm, term: &Term, mut queries: Vec<Query>) -> Series {
    let id = id(term);
    let fill = alarm.purpose == Purpose::Scale(Direction::In) && term.counts;
    let several = queries.len() > 1;
    let figure = sum(&queries, fill);
    let threshold = threshold(plan, alarm, term);
    let label = &term.metric;
    // A gauge of each pod: its average is what one of them has.
    let averaged = is_pods(plan, alarm) && term.measure == Measure::Connections;
    if term.per_replica && !averaged {
        queries.push(query("replicas", replicas(plan, alarm)));
        let figure = if several && fill { format!("({figure})") } else { figure };
        return Series {
            id: format!("{id}_per_replica").into(),
            expression: Some(format!("{figure} / replicas").into()),
            label: format!("{label} per replica").into(),
            queries,
            threshold,
        };
    }
    let expression = (fill || several).then(|| figure.into());
    Series { id: id.into(), expression, label: label.clone().into(), queries, threshold }
}

/// One figure of several metrics. A sum over a list leaves out what has no data, where `+` would have none itself.
fn sum(queries: &[Query], fill: bool) -> String {
    let ids: Vec<&str> = queries.iter().map(|query| query.id.as_ref()).collect();
    match ids.as_slice() {
        [only] if !fill => (*only).to_owned(),
        several if !fill => format!("SUM([{}])", several.join(", ")),
        all => all.iter().map(|id| format!("FILL({id}, 0)")).collect::<Vec<_>>().join(" + "),
    }
}

/// A name in expressions: small letters, digits, `_`, and a letter first.
fn id(term: &Term) -> String {
    term.metric.replace([' ', '.'], "_")
}

/// How many replicas there are.
fn replicas(plan: &Plan, alarm: &Alarm) -> MetricStat {
    let name = workload(alarm);
    if is_pods(plan, alarm) {
        let dimensions = pods(plan, name);
        return metric("ContainerInsights", "replicas_ready", "Average", alarm.period, dimensions);
    }
    let dimensions = vec![group(plan, name)];
    metric(GROUP, "GroupInServiceInstances", "Average", alarm.period, dimensions)
}

fn source(plan: &Plan, alarm: &Alarm, term: &Term) -> MetricStat {
    let name = workload(alarm);
    let stat = shared::stat(term.stat);
    let of = |namespace, metric_name, dimensions| {
        metric(namespace, metric_name, stat.clone(), alarm.period, dimensions)
    };
    let lambda = |metric_name| of("AWS/Lambda", metric_name, function(plan, name));
    match (&term.measure, term.via.first()) {
        (Measure::Cpu, _) => of("AWS/EC2", "CPUUtilization", vec![group(plan, name)]),
        (Measure::Memory, _) => of("CWAgent", "mem_used_percent", vec![group(plan, name)]),
        (Measure::Latency, Some(traffic)) => {
            of(ELB, "TargetResponseTime", behind(plan, traffic, alarm.workload()))
        }
        (Measure::Requests, _) => lambda("Invocations"),
        (Measure::Latency | Measure::Duration, _) => lambda("Duration"),
        (Measure::Throttles, _) => lambda("Throttles"),
        (Measure::Errors, _) => lambda("Errors"),
        (Measure::Utilization, _) => lambda("ProvisionedConcurrencyUtilization"),
        // The extension's metrics know the function alone.
        (Measure::ColdStart, _) => {
            let value = super::Value::Known(function_name(plan, name));
            of("LambdaInsights", "init_duration", vec![shared::dimension("function_name", value)])
        }
        (Measure::Connections, _) => {
            let averaged = term.per_replica && is_pods(plan, alarm);
            let gauge = of("ContainerInsights/Prometheus", "connections", pods(plan, name));
            if averaged { MetricStat { stat: "Average".into(), ..gauge } } else { gauge }
        }
        (Measure::Healthy, _) => of(GROUP, "GroupInServiceInstances", vec![group(plan, name)]),
        (Measure::QueueDepth(of_queue), _) => {
            of("AWS/SQS", "ApproximateNumberOfMessagesVisible", queue(plan, of_queue))
        }
        (Measure::QueueAge(of_queue), _) => {
            of("AWS/SQS", "ApproximateAgeOfOldestMessage", queue(plan, of_queue))
        }
        (Measure::Custom(own), _) => custom(plan, own, stat, alarm.period),
    }
}

fn custom(plan: &Plan, name: &str, stat: Cow<'static, str>, period: u64) -> MetricStat {
    let known = plan.metrics.get(name);
    let dimension = |(key, value): &(String, String)| super::Dimension {
        name: key.clone().into(),
        value: super::Value::Known(value.clone()),
    };
    MetricStat {
        namespace: known.map_or_else(String::new, |own| own.namespace.clone()).into(),
        metric: known.map_or_else(|| name.to_owned(), |own| own.metric.clone()).into(),
        dimensions: known
            .map_or_else(Vec::new, |own| own.dimensions.iter().map(dimension).collect()),
        stat,
        period,
    }
}

/// The threshold in the unit of the metric, a rate as a sum within the period.
fn threshold(plan: &Plan, alarm: &Alarm, term: &Term) -> Ratio {
    let figure = term.threshold;
    let times = |over: u64, under: u64| Ratio {
        over: figure.over * u128::from(over),
        under: figure.under * u128::from(under),
    };
    if let Some(per) = term.per {
        return times(alarm.period, per);
    }
    match (&term.measure, term.via.first()) {
        // Seconds, where the language has milliseconds.
        (Measure::Latency, Some(_)) | (Measure::QueueAge(_), _) => times(1, 1_000),
        // 0 to 1, where the language has percent.
        (Measure::Utilization, _) => times(1, 100),
        (Measure::Custom(own), _) => {
            let (over, under) = plan.metrics.get(own).map_or((1, 1), |own| own.unit);
            times(under, over)
        }
        (
            Measure::Cpu
            | Measure::Memory
            | Measure::Requests
            | Measure::Latency
            | Measure::Errors
            | Measure::Connections
            | Measure::Healthy
            | Measure::Duration
            | Measure::Throttles
            | Measure::ColdStart
            | Measure::QueueDepth(_),
            _,
        ) => figure,
    }
}
