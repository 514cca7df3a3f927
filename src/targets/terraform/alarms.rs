//! Alarms as Terraform has them. In: alarms in `CloudWatch`'s terms, and who is told. Out: `alarms.tf`, and the block of a
//! step's alarm for whoever prints the step.

use super::hcl::{
    Block, Expression, Object, Path, bare, call, decimal, each_of, list, number, object, of,
    template, text, var,
};
use super::module::{Input, Module, Validation, regional};
use super::names;
use crate::model::measure::Ratio;
use crate::plan::Plan;
use crate::plan::alarm::{Alarm, Purpose};
use crate::plan::names::identifier;
use crate::source::Span;
use crate::syntax::tree::Severity;
use crate::targets::cloudwatch::{
    self, Dimension, MetricAlarm, MetricStat, Query, Source, Value, Watched,
};

/// The longest name of an alarm (`PutMetricAlarm`).
const LONGEST_NAME: usize = 255;
/// What an alarm on an expression calls its parts.
const QUERY: &str = "metric_query";

/// Prints the alarms that warn and page.
pub fn print(plan: &Plan, alarms: &[MetricAlarm], module: &mut Module) {
    let [warned, paged] = [Severity::Warn, Severity::Page].map(|severity| topics(plan, severity));
    let mut asking = None;
    for lowered in alarms {
        let told = match lowered.alarm.purpose {
            Purpose::Tell(Severity::Warn) => &warned,
            Purpose::Tell(Severity::Page) => &paged,
            Purpose::Scale(_) => continue,
        };
        let block = block(plan, module, lowered, told.clone(), told.clone());
        module.add("alarms", block, lowered.alarm.span);
        asking = asking.or_else(|| asks_cluster(lowered).then_some(lowered.alarm.span));
    }
    if let Some(span) = asking {
        let regions: Vec<String> = plan.regions.iter().map(|region| region.code.clone()).collect();
        clusters(module, &regions, span);
    }
}

/// The topics of a severity in the same region.
fn topics(plan: &Plan, severity: Severity) -> Vec<Expression> {
    let Some(notice) = plan.notices.iter().find(|it| it.severity == severity) else {
        return Vec::new();
    };
    let own = (!notice.addresses.is_empty())
        .then(|| of("aws_sns_topic", Purpose::Tell(severity).word()).each().attr("arn").into());
    let given = notice.topics.iter().map(|topic| var(&given(topic)).each().into());
    own.into_iter().chain(given).collect()
}

/// The variable of a topic that the policy names.
pub fn given(topic: &str) -> String {
    names::joined(&identifier(topic), "topic_arns")
}

/// An alarm with what it does when it fires and when it is over, one instance per region that has it.
pub fn block(
    plan: &Plan,
    module: &Module,
    lowered: &MetricAlarm,
    actions: Vec<Expression>,
    over: Vec<Expression>,
) -> Block {
    let alarm = lowered.alarm;
    let each = module.regions(alarm.workload().unwrap_or_default(), &alarm.regions);
    let mut block = regional("aws_cloudwatch_metric_alarm", identifier(&alarm.key), each)
        .set("alarm_name", names::real(plan, &alarm.real, LONGEST_NAME))
        .set("alarm_description", text(alarm.description.clone()));
    if let Watched::Metric(metric) = &lowered.watched {
        block = measured(block, metric);
    }
    let block = block
        .set("evaluation_periods", number(alarm.periods))
        .maybe("datapoints_to_alarm", lowered.datapoints().map(number))
        .set("comparison_operator", text(lowered.comparison.word()))
        .set("threshold", figure(lowered.threshold))
        .set("treat_missing_data", text(cloudwatch::missing(alarm.gaps)))
        .maybe("evaluate_low_sample_count_percentiles", lowered.low_samples.map(text))
        .maybe("alarm_actions", (!actions.is_empty()).then(|| list(actions)))
        .maybe("ok_actions", (!over.is_empty()).then(|| list(over)));
    watched(commented(block, alarm, &lowered.watched), &lowered.watched)
}

/// Where the number itself breaks a promise, that surprises.
fn commented(block: Block, alarm: &Alarm, watched: &Watched) -> Block {
    let promise = alarm.terms.first().and_then(|term| term.promise.as_ref());
    match (promise, watched) {
        (Some(promise), Watched::Metric(_)) if promise.strict => block.comment(format!(
            "The promise is {}: at {} it is broken.",
            promise.text, promise.value
        )),
        (Some(_) | None, Watched::Metric(_) | Watched::Queries(_)) => block,
    }
}

fn measured(block: Block, metric: &MetricStat) -> Block {
    let stat = if metric.extended() { "extended_statistic" } else { "statistic" };
    block
        .set("namespace", text(metric.namespace.clone()))
        .set("metric_name", text(metric.metric.clone()))
        .set(stat, text(metric.stat.clone()))
        .set("period", number(metric.period))
}

/// A figure as a decimal.
pub(super) fn figure(ratio: Ratio) -> Expression {
    let fraction = || decimal(&ratio.decimal()).unwrap_or_else(|| number(ratio.floor()));
    ratio.whole().map_or_else(fraction, number)
}

fn watched(block: Block, watched: &Watched) -> Block {
    match watched {
        Watched::Metric(metric) if metric.dimensions.is_empty() => block,
        Watched::Metric(metric) => block.set("dimensions", dimensions(&metric.dimensions)),
        Watched::Queries(queries) => parts(block, queries),
    }
}

/// The first query is the figure; neighbours that are alike but for a word become one dynamic block.
fn parts(mut block: Block, queries: &[Query]) -> Block {
    let mut first = true;
    let mut rest = queries;
    while let Some((query, after)) = rest.split_first() {
        let alike = rest.iter().take_while(|query| query.alike.is_some()).count();
        if alike > 1 {
            let (together, after) = rest.split_at(alike);
            block = dynamic(block, query, together);
            rest = after;
        } else {
            let block_of = part(query, first);
            block = match query.why {
                Some(why) => block.note(why).nested(block_of),
                None => block.nested(block_of),
            };
            rest = after;
        }
        first = false;
    }
    block
}

fn part(query: &Query, figure: bool) -> Block {
    let block = Block::new(QUERY)
        .set("id", text(query.id.clone()))
        .maybe("label", query.label.clone().map(text));
    let block = match &query.source {
        Source::Expression(expression) => block.set("expression", text(expression.clone())),
        Source::Metric(metric) => block.nested(inner(metric, text(metric.metric.clone()))),
    };
    block.maybe("return_data", figure.then_some(true))
}

fn inner(metric: &MetricStat, name: Expression) -> Block {
    let block = Block::new("metric")
        .set("namespace", text(metric.namespace.clone()))
        .set("metric_name", name)
        .set("stat", text(metric.stat.clone()))
        .set("period", number(metric.period));
    if metric.dimensions.is_empty() {
        return block;
    }
    block.set("dimensions", dimensions(&metric.dimensions))
}

fn dynamic(block: Block, first: &Query, together: &[Query]) -> Block {
    let Source::Metric(metric) = &first.source else { return block };
    let word = first.alike.unwrap_or_default();
    let words: Vec<&str> = together.iter().filter_map(|query| query.alike).collect();
    block.dynamic(QUERY, call("toset", [list(words)]), |content| {
        content
            .set("id", with_value(&first.id, word))
            .nested(inner(metric, with_value(&metric.metric, word)))
    })
}

/// A text in which a word stands for the value of the dynamic block.
fn with_value(whole: &str, word: &str) -> Expression {
    match whole.split_once(word) {
        Some((before, after)) => {
            template().text(before).code(bare(QUERY).attr("value")).text(after).into()
        }
        None => text(whole.to_owned()),
    }
}

fn dimensions(dimensions: &[Dimension]) -> Object {
    let add = |object: Object, it: &Dimension| object.key(it.name.clone(), value(&it.value));
    dimensions.iter().fold(object(), add)
}

/// A dimension's value, where it is known only after apply that of the same region.
pub(super) fn value(value: &Value) -> Expression {
    match value {
        Value::Known(known) => text(known.clone()),
        Value::Address { kind, name, attribute, .. } => {
            let path: Path = if *kind == "var" { var(name) } else { of(kind, name) };
            path.each().field(attribute).into()
        }
    }
}

fn asks_cluster(lowered: &MetricAlarm) -> bool {
    let of = |metric: &MetricStat| {
        metric.dimensions.iter().any(|it| {
            matches!(&it.value, Value::Address { kind: "var", name, .. } if name == "clusters")
        })
    };
    match &lowered.watched {
        Watched::Metric(metric) => of(metric),
        Watched::Queries(queries) => queries.iter().any(|query| match &query.source {
            Source::Metric(metric) => of(metric),
            Source::Expression(_) => false,
        }),
    }
}

/// Asks for the clusters whose pods are watched.
fn clusters(module: &mut Module, regions: &[String], span: Span) {
    let fields = object().key("name", bare("string")).key("namespace", bare("string"));
    let codes = module.codes(regions);
    let known = call("contains", (call("keys", [bare("var.clusters")]), bare("region")));
    let condition = each_of("region", codes.clone()).all_true(known);
    let message = template()
        .text("Each of ")
        .code(call("join", (text(", "), codes)))
        .text(" needs the cluster whose pods are watched.");
    let input = Input {
        description: "By region: the EKS cluster and the namespace of the pods, for the metrics of Container Insights.".to_owned(),
        kind: call("map", [call("object", [Expression::from(fields)])]),
        validations: vec![Validation { condition, message: message.into() }],
    };
    module.variable("clusters", input, span);
}
