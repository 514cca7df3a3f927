//! Each row of the table of metrics, from a term to namespace, metric, dimensions and threshold.

use std::collections::BTreeMap;

use super::*;
use crate::model::policy::{Platform, Workload, WorkloadBody};
use crate::plan::metrics::Custom;
use crate::plan::pods::{Kind, Pods};
use crate::plan::rest::Queue;
use crate::source::Spanned;
use crate::syntax::tree::Join;
use crate::targets::cloudwatch::{MetricAlarm, MetricStat, Source, Value, Watched};

fn pods() -> Pods {
    let name = Spanned::new("api".to_owned(), Span::default());
    let workload = Workload {
        name,
        platform: Spanned::new(Platform::Kubernetes, Span::default()),
        head: Span::default(),
        body: WorkloadBody::default(),
        regional: BTreeMap::new(),
    };
    Pods {
        name: "api".to_owned(),
        object: "tickets-api".to_owned(),
        deployment: "tickets-api".to_owned(),
        kind: Kind::Deployment,
        container: "api".to_owned(),
        attached: true,
        image: None,
        sizes: BTreeMap::new(),
        behind: Vec::new(),
        uses: Vec::new(),
        windows: BTreeMap::new(),
        metrics: BTreeMap::new(),
        queue: None,
        workload,
        check: None,
        target: None,
        span: Span::default(),
    }
}

fn pages(period: u64) -> Custom {
    Custom {
        namespace: "Shop/Web".to_owned(),
        metric: "Pages".to_owned(),
        dimensions: vec![("Site".to_owned(), "shop".to_owned())],
        unit: (1_000, 1),
        stat: Stat::Avg,
        period,
        gaps: None,
        counts: false,
        span: Span::default(),
    }
}

fn plan() -> Plan {
    let queue = Queue {
        name: "work".to_owned(),
        real: "tickets-prod-work".to_owned(),
        attached: false,
        renamed_from: None,
        retention: None,
        dead_letter_after: None,
        visibility: None,
        regions: regions(),
        span: Span::default(),
    };
    Plan {
        pods: vec![pods()],
        queues: vec![queue],
        metrics: BTreeMap::from([("pages".to_owned(), pages(60))]),
        ..tickets()
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Known(known) => known.clone(),
        Value::Address { kind, name, attribute, .. } => format!("{kind}.{name}.{attribute}"),
    }
}

fn metric(metric: &MetricStat) -> String {
    let dimension = |it: &crate::targets::cloudwatch::Dimension| value(&it.value);
    let dimensions: Vec<String> = metric.dimensions.iter().map(dimension).collect();
    format!("{}:{} {} ({})", metric.namespace, metric.metric, metric.stat, dimensions.join(", "))
}

fn shown(lowered: &MetricAlarm) -> String {
    let what = match &lowered.watched {
        Watched::Metric(only) => metric(only),
        Watched::Queries(queries) => {
            let part = |query: &crate::targets::cloudwatch::Query| match &query.source {
                Source::Expression(expression) => format!("{} = {expression}", query.id),
                Source::Metric(of) => format!("{} = {}", query.id, metric(of)),
            };
            queries.iter().map(part).collect::<Vec<_>>().join("; ")
        }
    };
    format!("{what} {} {}", lowered.comparison.word(), lowered.threshold.decimal())
}

fn of(purpose: Purpose, workload: &str, term: Term) -> String {
    let alarm = alarm(purpose, &format!("{workload}-x"), "", term, 1);
    shown(&lower(&plan(), &alarm))
}

fn page(workload: &str, measure: Measure, name: &str, stat: Stat) -> String {
    of(PAGE, workload, term(measure, name, stat, 50))
}

const OVER: &str = "GreaterThanThreshold";

#[test]
fn instances() {
    let group = "(aws_autoscaling_group.web.name)";
    assert_eq!(
        page("web", Measure::Cpu, "cpu", Stat::Avg),
        format!("AWS/EC2:CPUUtilization Average {group} {OVER} 50")
    );
    assert_eq!(
        page("web", Measure::Memory, "memory", Stat::Avg),
        format!("CWAgent:mem_used_percent Average {group} {OVER} 50")
    );
    assert_eq!(
        page("web", Measure::Healthy, "healthy", Stat::Min),
        format!(
            "healthy_share = 100 * healthy / wanted; \
             healthy = AWS/AutoScaling:GroupInServiceInstances Minimum {group}; \
             wanted = AWS/AutoScaling:GroupDesiredCapacity Minimum {group} {OVER} 50"
        )
    );
}

#[test]
fn behind_a_route() {
    let behind = "(aws_lb.public.arn_suffix, aws_lb_target_group.web.arn_suffix)";
    let at = |measure, name: &str, stat| of(PAGE, "web", via(term(measure, name, stat, 50)));
    assert_eq!(
        at(Measure::Requests, "requests", Stat::Sum),
        format!("AWS/ApplicationELB:RequestCount Sum {behind} {OVER} 50")
    );
    assert_eq!(
        at(Measure::Latency, "latency", Stat::Avg),
        format!("AWS/ApplicationELB:TargetResponseTime Average {behind} {OVER} 0.05")
    );
    let healthy = at(Measure::Healthy, "healthy", Stat::Min);
    assert!(
        healthy
            .contains(&format!("healthy = AWS/ApplicationELB:HealthyHostCount Minimum {behind}"))
    );
    let errors = of(PAGE, "thumbs", via(term(Measure::Errors, "errors", Stat::Sum, 1)));
    assert!(errors.contains("FILL(function_errors, 0) + FILL(function_failures, 0)"), "{errors}");
}

#[test]
fn requests_of_several_balancers_are_one_figure() {
    let requests = Term {
        via: vec!["other".to_owned(), "public".to_owned()],
        ..term(Measure::Requests, "requests", Stat::Sum, 50)
    };
    let told = of(PAGE, "web", requests.clone());
    assert!(told.starts_with("requests = SUM([requests_other, requests_public]); "), "{told}");
    let inwards = Term { counts: true, per_replica: true, ..requests };
    let inwards = of(Purpose::Scale(Direction::In), "web", inwards);
    let figure = "(FILL(requests_other, 0) + FILL(requests_public, 0)) / replicas";
    assert!(inwards.starts_with(&format!("requests_per_replica = {figure}; ")), "{inwards}");
}

#[test]
fn functions() {
    let whose = "(tickets-thumbs, tickets-thumbs:live)";
    let cases = [
        (Measure::Requests, "requests", "AWS/Lambda:Invocations", "50"),
        (Measure::Latency, "latency", "AWS/Lambda:Duration", "50"),
        (Measure::Duration, "duration", "AWS/Lambda:Duration", "50"),
        (Measure::Throttles, "throttles", "AWS/Lambda:Throttles", "50"),
        (
            Measure::Utilization,
            "utilization",
            "AWS/Lambda:ProvisionedConcurrencyUtilization",
            "0.5",
        ),
    ];
    for (measure, name, metric, threshold) in cases {
        assert_eq!(
            page("thumbs", measure, name, Stat::Avg),
            format!("{metric} Average {whose} {OVER} {threshold}")
        );
    }
    assert_eq!(
        page("thumbs", Measure::ColdStart, "cold_start p99.9", Stat::Percentile(999)),
        format!("LambdaInsights:init_duration p99.9 (tickets-thumbs) {OVER} 50")
    );
}

#[test]
fn pods_are_measured_against_their_request() {
    let whose = "(var.clusters.name, var.clusters.namespace, tickets-api)";
    assert_eq!(
        page("api", Measure::Cpu, "cpu", Stat::Avg),
        format!(
            "cpu_share = 100 * cpu_used / cpu_requested; \
             cpu_used = ContainerInsights:pod_cpu_usage_total Average {whose}; \
             cpu_requested = ContainerInsights:pod_cpu_request Average {whose} {OVER} 50"
        )
    );
    let memory = page("api", Measure::Memory, "memory", Stat::Avg);
    assert!(memory.contains("pod_memory_working_set") && memory.contains("pod_memory_request"));
    let gauge =
        Term { per_replica: true, ..term(Measure::Connections, "connections", Stat::Sum, 50) };
    assert_eq!(
        of(PAGE, "api", gauge),
        format!("ContainerInsights/Prometheus:connections Average {whose} {OVER} 50")
    );
}

#[test]
fn queues_and_metrics_of_ones_own() {
    let depth = || term(Measure::QueueDepth("work".to_owned()), "queue_depth", Stat::Max, 50);
    let queue = "(aws_sqs_queue.work.name)";
    assert_eq!(
        of(PAGE, "web", depth()),
        format!("AWS/SQS:ApproximateNumberOfMessagesVisible Maximum {queue} {OVER} 50")
    );
    let age = term(Measure::QueueAge("work".to_owned()), "queue_age", Stat::Max, 120_000);
    assert_eq!(
        of(PAGE, "web", age),
        format!("AWS/SQS:ApproximateAgeOfOldestMessage Maximum {queue} {OVER} 120")
    );
    assert_eq!(
        page("web", Measure::Custom("pages".to_owned()), "pages", Stat::Avg),
        format!("Shop/Web:Pages Average (shop) {OVER} 0.05")
    );
    let fewer = Term { op: Op::Less, counts: true, per_replica: true, ..depth() };
    let group = "(aws_autoscaling_group.web.name)";
    assert_eq!(
        of(Purpose::Scale(Direction::In), "web", fewer),
        format!(
            "queue_depth_per_replica = FILL(queue_depth, 0) / replicas; \
             queue_depth = AWS/SQS:ApproximateNumberOfMessagesVisible Maximum {queue}; \
             replicas = AWS/AutoScaling:GroupInServiceInstances Average {group} LessThanThreshold 50"
        )
    );
}

#[test]
fn a_gap_is_no_message_for_scale_in_only() {
    let depth = Term {
        op: Op::Less,
        counts: true,
        ..term(Measure::QueueDepth("work".to_owned()), "queue_depth", Stat::Max, 50)
    };
    let inwards = of(Purpose::Scale(Direction::In), "web", depth.clone());
    assert!(inwards.starts_with("queue_depth_filled = FILL(queue_depth, 0); "), "{inwards}");
    assert!(of(Purpose::Scale(Direction::Out), "web", depth).starts_with("AWS/SQS:"));
}

#[test]
fn a_rate_counts_over_the_period() {
    let rate = Term { per: Some(1), ..term(Measure::Requests, "requests", Stat::Sum, 50) };
    assert!(of(PAGE, "thumbs", rate).ends_with("GreaterThanThreshold 3000"));
}

#[test]
fn conditions_that_are_joined_yield_one_or_nothing() {
    let mut joined = alarm(PAGE, "web-cpu-page", "", cpu(70), 1);
    joined.terms.push(Term {
        op: Op::Less,
        ..term(Measure::QueueDepth("work".to_owned()), "queue_depth", Stat::Max, 10)
    });
    joined.join = Some(Join::And);
    let text = shown(&lower(&plan(), &joined));
    assert!(text.starts_with("holds = IF(cpu > 70 AND queue_depth < 10, 1, 0); cpu = "), "{text}");
    assert!(text.ends_with("GreaterThanOrEqualToThreshold 1"), "{text}");
    joined.terms.push(term(Measure::Memory, "memory", Stat::Avg, 80));
    joined.join = Some(Join::Or);
    let text = shown(&lower(&plan(), &joined));
    assert!(text.contains("cpu > 70 OR queue_depth < 10 OR FILL(memory, 0) > 80"), "{text}");
}
