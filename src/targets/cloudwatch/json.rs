//! Alarms as `aws cloudwatch put-metric-alarm --cli-input-json` takes them. In: typed alarms and a region. Out: an array,
//! one element per alarm. Nothing is decided here but which actions can be named.

use super::alarm::{MetricAlarm, MetricStat, Query, Source, Value, Watched};
use super::shared;
use crate::json::Json;
use crate::model::measure::Ratio;
use crate::plan::Plan;
use crate::plan::alarm::Purpose;

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
    let alarms: Vec<&MetricAlarm> = alarms.collect();
    let mut file = Json::with_capacity(ALARM * alarms.len());
    file.list(alarms, |file, alarm| {
        file.object(|it| element(it, alarm, of(alarm.alarm.purpose), region));
    });
    file.finish()
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

/// The fields in the order of `PutMetricAlarm`'s reference.
fn element(it: &mut Json, lowered: &MetricAlarm, topics: &Topics, region: &str) {
    it.key("AlarmName").text(&lowered.name);
    it.key("AlarmDescription").text(&lowered.alarm.description);
    it.key("ActionsEnabled").plain(topics.all);
    if !topics.named.is_empty() {
        for key in ["AlarmActions", "OKActions"] {
            it.key(key).list(&topics.named, |it, arn| it.text(arn));
        }
    }
    match &lowered.watched {
        Watched::Metric(metric) => measured(it, metric, region),
        Watched::Queries(queries) => {
            it.key("Metrics").list(queries.iter().enumerate(), |it, (at, query)| {
                it.object(|it| part(it, query, at == 0, region));
            });
        }
    }
    it.key("EvaluationPeriods").plain(lowered.alarm.periods);
    if let Some(bad) = lowered.datapoints() {
        it.key("DatapointsToAlarm").plain(bad);
    }
    it.key("ComparisonOperator").text(lowered.comparison.word());
    it.key("Threshold").plain(number(lowered.threshold));
    it.key("TreatMissingData").text(shared::missing(lowered.alarm.gaps));
    if let Some(few) = lowered.low_samples {
        it.key("EvaluateLowSampleCountPercentile").text(few);
    }
}

fn measured(it: &mut Json, metric: &MetricStat, region: &str) {
    named(it, metric, region);
    it.key(if metric.extended() { "ExtendedStatistic" } else { "Statistic" }).text(&metric.stat);
    it.key("Period").plain(metric.period);
}

fn part(it: &mut Json, query: &Query, is_figure: bool, region: &str) {
    it.key("Id").text(&query.id);
    if let Some(label) = &query.label {
        it.key("Label").text(label);
    }
    match &query.source {
        Source::Expression(expression) => it.key("Expression").text(expression),
        Source::Metric(metric) => it.key("MetricStat").object(|it| {
            it.key("Metric").object(|it| named(it, metric, region));
            it.key("Period").plain(metric.period);
            it.key("Stat").text(&metric.stat);
        }),
    }
    it.key("ReturnData").plain(is_figure);
}

/// A metric by its names and dimensions.
fn named(it: &mut Json, metric: &MetricStat, region: &str) {
    it.key("Namespace").text(&metric.namespace);
    it.key("MetricName").text(&metric.metric);
    if !metric.dimensions.is_empty() {
        it.key("Dimensions").list(&metric.dimensions, |it, dimension| {
            it.object(|it| {
                it.key("Name").text(&dimension.name);
                value(it.key("Value"), &dimension.value, region);
            });
        });
    }
}

/// What is not known yet stands as the address where Terraform has it.
fn value(it: &mut Json, value: &Value, region: &str) {
    match value {
        Value::Known(known) | Value::Address { known: Some(known), .. } => it.text(known),
        Value::Address { kind, name, attribute, known: None } => {
            it.texts(&["${", kind, ".", name, "[\"", region, "\"].", attribute, "}"]);
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
