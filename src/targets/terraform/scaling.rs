//! What moves the size of a scaling group: tracking, steps with their alarms, predictions, schedules. In: the scaling of a
//! group. Out: blocks in the workload's file. Sizes of schedules stand in the table of regions.

mod metric;
mod schedule;
mod step;
mod tracking;
pub mod when;

use std::collections::BTreeMap;

use super::group;
use super::hcl::{Block, text};
use super::module::{Module, regional};
use super::names;
use crate::plan::Plan;
use crate::plan::group::Group;
use crate::plan::names::identifier;
use crate::plan::scaling::Size;

pub use schedule::{sized, tabulate};

/// The longest name of a policy.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html>
const LONGEST_NAME: usize = 255;
const POLICY: &str = "aws_autoscaling_policy";

/// Prints everything that moves the size of a group.
pub fn print(plan: &Plan, group: &Group, module: &mut Module) {
    let stem = format!("{}.workload", group.name);
    for tracking in &group.scaling.tracking {
        let block = tracking::tracking(plan, group, tracking, module);
        module.add(&stem, block, tracking.span);
    }
    let mut explained = None;
    for step in &group.scaling.steps {
        let [policy, alarm] = step::print(plan, group, step, module);
        // The first of each direction says why the kind of policy was taken.
        let policy = if explained == Some(step.direction) {
            policy
        } else {
            policy.comment(step::why(step))
        };
        explained = Some(step.direction);
        module.add(&stem, policy, step.span);
        module.add(&stem, alarm, step.span);
    }
    for prediction in &group.scaling.predictions {
        let block = tracking::prediction(plan, group, prediction, module);
        module.add(&stem, block, prediction.span);
    }
    let mut first = true;
    for action in &group.scaling.actions {
        let block = schedule::print(plan, group, action, module);
        let block = if first { block.comment(schedule::why(&group.scaling)) } else { block };
        module.add(&stem, block, action.span);
        first = false;
    }
}

/// The head of a policy: address, name and group, one instance per region that has it.
fn policy(
    plan: &Plan,
    group: &Group,
    key: &str,
    real: &str,
    regions: &[String],
    module: &Module,
) -> Block {
    regional(POLICY, identifier(key), module.regions(&group.name, regions))
        .set("name", names::real(plan, real, LONGEST_NAME))
        .set("autoscaling_group_name", group::name(group))
}

/// Whether a value is the same in all regions as without a window.
fn unchanged(
    sizes: &BTreeMap<String, Size>,
    values: &BTreeMap<String, Option<u64>>,
    pick: fn(&Size) -> u64,
) -> bool {
    values.iter().all(|(code, value)| sizes.get(code).map(pick) == *value)
}

fn kind(word: &'static str) -> super::hcl::Expression {
    text(word)
}
