//! Alarms as `aws cloudwatch put-metric-alarm --cli-input-json` takes them. In: typed alarms and a region. Out: an array,
//! one element per alarm. Nothing is decided here but which actions can be named.

use std::borrow::Cow;

use serde::Serialize;

use super::alarm::{MetricAlarm, MetricStat, Query, Source, Value, Watched};
use super::shared;
use crate::json::pretty;
use crate::model::measure::Ratio;
use crate::plan::Plan;
use crate::plan::alarm::Purpose;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
#[allow(clippy::struct_field_names, reason = "the fields are those of PutMetricAlarm")]
struct Alarm<'a> {
    alarm_name: &'a str,
    alarm_description: &'a str,
    actions_enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    alarm_actions: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "OKActions")]
    ok_actions: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metric_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dimensions: Vec<Dimension<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistic: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extended_statistic: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metrics: Vec<DataQuery<'a>>,
    evaluation_periods: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    datapoints_to_alarm: Option<u64>,
    comparison_operator: &'static str,
    threshold: serde_json::Number,
    treat_missing_data: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    evaluate_low_sample_count_percentile: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Dimension<'a> {
    name: &'a str,
    value: Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct DataQuery<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metric_stat: Option<Statistic<'a>>,
    return_data: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Statistic<'a> {
    metric: Metric<'a>,
    period: u64,
    stat: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
#[allow(clippy::struct_field_names, reason = "the fields are those of PutMetricAlarm")]
struct Metric<'a> {
    namespace: &'a str,
    metric_name: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dimensions: Vec<Dimension<'a>>,
}

/// The topics that a severity reaches in a region, as far as they can be named.
struct Topics {
    named: Vec<String>,
    all: bool,
}

/// An alarm takes less than so many bytes, unless it is on an expression of many metrics.
const ALARM: usize = 2_048;

/// The alarms of a region as a file.
pub fn print<'a>(
    plan: &Plan,
    region: &str,
    alarms: impl Iterator<Item = &'a MetricAlarm<'a>>,
) -> String {
    let told: Vec<(Purpose, Topics)> = plan
        .notices
        .iter()
        .map(|it| (Purpose::Tell(it.severity), topics(plan, it, region)))
        .collect();
    let none = Topics { named: Vec::new(), all: false };
    let of = |purpose: Purpose| {
        told.iter().find(|(known, _)| *known == purpose).map_or(&none, |(_, topics)| topics)
    };
    let printed: Vec<Alarm> =
        alarms.map(|alarm| element(alarm, of(alarm.alarm.purpose), region)).collect();
    pretty(&printed, ALARM * printed.len())
}

fn topics(plan: &Plan, notice: &crate::plan::rest::Notice, region: &str) -> Topics {
    let own = !notice.addresses.is_empty();
    let arn = plan.account.as_ref().filter(|_| own).map(|account| {
        let name = format!("{}-{}", plan.name, Purpose::Tell(notice.severity).word());
        format!("arn:{}:sns:{region}:{account}:{name}", partition(region))
    });
    let all = notice.topics.is_empty() && arn.is_some();
    Topics { named: arn.into_iter().collect(), all }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
fn partition(region: &str) -> &'static str {
    if region.starts_with("cn-") {
        "aws-cn"
    } else if region.starts_with("us-gov-") {
        "aws-us-gov"
    } else {
        "aws"
    }
}

fn element<'a>(lowered: &'a MetricAlarm<'a>, topics: &'a Topics, region: &str) -> Alarm<'a> {
    let actions = Some(topics.named.as_slice()).filter(|named| !named.is_empty());
    let (metric, queries) = match &lowered.watched {
        Watched::Metric(metric) => (Some(metric), Vec::new()),
        Watched::Queries(queries) => (None, data(queries, region)),
    };
    let statistic = |extended: bool| {
        metric.filter(|metric| metric.extended() == extended).map(|metric| metric.stat.as_ref())
    };
    Alarm {
        alarm_name: &lowered.name,
        alarm_description: &lowered.alarm.description,
        actions_enabled: topics.all,
        alarm_actions: actions,
        ok_actions: actions,
        namespace: metric.map(|metric| metric.namespace.as_ref()),
        metric_name: metric.map(|metric| metric.metric.as_ref()),
        dimensions: metric.map_or_else(Vec::new, |metric| dimensions(metric, region)),
        statistic: statistic(false),
        extended_statistic: statistic(true),
        period: metric.map(|metric| metric.period),
        metrics: queries,
        evaluation_periods: lowered.alarm.periods,
        datapoints_to_alarm: lowered.datapoints(),
        comparison_operator: lowered.comparison.word(),
        threshold: number(lowered.threshold),
        treat_missing_data: shared::missing(lowered.alarm.gaps),
        evaluate_low_sample_count_percentile: lowered.low_samples,
    }
}

fn data<'a>(queries: &'a [Query], region: &str) -> Vec<DataQuery<'a>> {
    let query = |(index, query): (usize, &'a Query)| {
        let (expression, metric) = match &query.source {
            Source::Expression(expression) => (Some(&**expression), None),
            Source::Metric(metric) => (None, Some(statistic(metric, region))),
        };
        let label = query.label.as_deref();
        DataQuery { id: &query.id, label, expression, metric_stat: metric, return_data: index == 0 }
    };
    queries.iter().enumerate().map(query).collect()
}

fn statistic<'a>(metric: &'a MetricStat, region: &str) -> Statistic<'a> {
    Statistic {
        metric: Metric {
            namespace: &metric.namespace,
            metric_name: &metric.metric,
            dimensions: dimensions(metric, region),
        },
        period: metric.period,
        stat: &metric.stat,
    }
}

fn dimensions<'a>(metric: &'a MetricStat, region: &str) -> Vec<Dimension<'a>> {
    let one =
        |it: &'a super::Dimension| Dimension { name: &it.name, value: value(&it.value, region) };
    metric.dimensions.iter().map(one).collect()
}

/// What is not known yet stands as the address where Terraform has it.
fn value<'a>(value: &'a Value, region: &str) -> Cow<'a, str> {
    match value {
        Value::Known(known) | Value::Address { known: Some(known), .. } => known.into(),
        Value::Address { kind, name, attribute, known: None } => {
            ["${", kind, ".", name, "[\"", region, "\"].", attribute, "}"].concat().into()
        }
    }
}

/// A whole number where it is one, as people write it.
fn number(ratio: Ratio) -> serde_json::Number {
    let fraction = || ratio.decimal().parse().ok().and_then(serde_json::Number::from_f64);
    match ratio.whole() {
        Some(whole) => whole.into(),
        None => fraction().unwrap_or_else(|| ratio.floor().into()),
    }
}
