//! Metrics that are counted in log groups. In: a plan. Out: `log_metrics.tf`, a filter per region on a group that exists.

use super::hcl::{Block, bare, text};
use super::module::{Module, regional};
use super::names;
use crate::plan::Plan;
use crate::plan::names::identifier;

/// The longest name of a metric filter.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html>
const LONGEST_NAME: usize = 512;

/// Prints the filters of a plan.
pub fn print(plan: &Plan, module: &mut Module) {
    for metric in &plan.log_metrics {
        let real = metric.name.replace('_', "-");
        let block = regional(
            "aws_cloudwatch_log_metric_filter",
            identifier(&metric.name),
            bare("local.regions").into(),
        )
        .set("name", names::real(plan, &real, LONGEST_NAME))
        .set("log_group_name", text(metric.log.clone()))
        .set("pattern", text(metric.pattern.clone()))
        .nested(
            Block::new("metric_transformation")
                .set("name", text(metric.name.clone()))
                .set("namespace", bare("local.name"))
                .set("value", text("1")),
        );
        module.add("log_metrics", block, metric.span);
    }
}
