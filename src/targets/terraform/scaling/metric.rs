//! A metric that AWS's list does not have, as tracking takes it: one metric, or an expression over several.

use crate::targets::cloudwatch::{MetricStat, Query, Source, Watched};
use crate::targets::terraform::alarms::value;
use crate::targets::terraform::hcl::{Block, number, text};

/// `customized_metric_specification`
pub fn specification(watched: &Watched) -> Block {
    let block = Block::new("customized_metric_specification");
    match watched {
        Watched::Metric(metric) if !metric.extended() => single(block, metric),
        Watched::Metric(metric) => {
            block.nested(Block::new("metrics").set("id", text("figure")).nested(stat(metric)))
        }
        Watched::Queries(queries) => queries
            .iter()
            .enumerate()
            .fold(block, |block, (at, query)| block.nested(part(query, at == 0))),
    }
}

fn single(block: Block, metric: &MetricStat) -> Block {
    let block = block
        .set("namespace", text(metric.namespace.clone()))
        .set("metric_name", text(metric.metric.clone()))
        .set("statistic", text(metric.stat.clone()))
        .maybe("period", (metric.period != 60).then(|| number(metric.period)));
    metric.dimensions.iter().fold(block, |block, dimension| {
        block.nested(
            Block::new("metric_dimension")
                .set("name", text(dimension.name.clone()))
                .set("value", value(&dimension.value)),
        )
    })
}

/// Only the figure is returned; without saying so, all would be.
fn part(query: &Query, figure: bool) -> Block {
    let block = Block::new("metrics")
        .set("id", text(query.id.clone()))
        .maybe("label", query.label.clone().map(text));
    let block = match &query.source {
        Source::Expression(expression) => block.set("expression", text(expression.clone())),
        Source::Metric(metric) => block.nested(stat(metric)),
    };
    block.set("return_data", figure)
}

fn stat(metric: &MetricStat) -> Block {
    let named = Block::new("metric")
        .set("namespace", text(metric.namespace.clone()))
        .set("metric_name", text(metric.metric.clone()));
    let named = metric.dimensions.iter().fold(named, |block, dimension| {
        block.nested(
            Block::new("dimensions")
                .set("name", text(dimension.name.clone()))
                .set("value", value(&dimension.value)),
        )
    });
    Block::new("metric_stat")
        .set("stat", text(metric.stat.clone()))
        .maybe("period", (metric.period != 60).then(|| number(metric.period)))
        .nested(named)
}
