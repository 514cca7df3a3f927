//! Alarms of a plan as `CloudWatch` has them. In: a plan. Out: typed alarms, and a file of them per region, each valid for
//! `aws cloudwatch put-metric-alarm --cli-input-json`. The Terraform printer prints the same typed alarms.

mod alarm;
mod json;
mod lower;
mod measure;
mod shared;

pub use alarm::{Comparison, Dimension, MetricAlarm, MetricStat, Query, Source, Value, Watched};
pub use lower::lower;
pub use shared::missing;

use super::{File, Rendered, Thing};
use crate::plan::{Plan, alarm::Alarm};

/// Every alarm of a plan as `CloudWatch` has it, by real name, those of scaling too.
pub fn lowered(plan: &Plan) -> Vec<MetricAlarm<'_>> {
    let mut alarms: Vec<&Alarm> = plan.every_alarm().collect();
    alarms.sort_by(|one, other| one.real.cmp(&other.real));
    alarms.into_iter().map(|alarm| lower(plan, alarm)).collect()
}

/// Writes `cloudwatch/<region>/alarms.json` for each region that has alarms.
pub fn render(plan: &Plan, alarms: &[MetricAlarm]) -> Rendered {
    let mut regions: Vec<&str> =
        alarms.iter().flat_map(|it| &it.alarm.regions).map(String::as_str).collect();
    regions.sort_unstable();
    regions.dedup();
    let mut rendered = Rendered::default();
    for region in regions {
        let path = format!("cloudwatch/{region}/alarms.json");
        let here = || alarms.iter().filter(|it| it.alarm.regions.iter().any(|code| code == region));
        let text = json::print(plan, region, here());
        let thing = |it: &MetricAlarm| Thing { name: it.name.clone(), span: it.alarm.span };
        let things = here().map(thing).collect();
        rendered.files.push(File { path, text: text.into(), things });
    }
    rendered
}

#[cfg(test)]
mod tests;
