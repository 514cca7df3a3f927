//! Scheduled actions of a scaling group. In: changes of the bounds by the clock. Out: one action each, with both bounds;
//! values that windows set stand in the table of regions, and `replicas` comes back from there.

use std::collections::BTreeMap;

use super::unchanged;
use super::when;
use crate::plan::Plan;
use crate::plan::group::Group;
use crate::plan::names::identifier;
use crate::plan::scaling::{Action, Scaling, Size, When};
use crate::targets::terraform::group;
use crate::targets::terraform::hcl::{Block, Expression, number, text};
use crate::targets::terraform::module::{Module, read, regional};
use crate::targets::terraform::names;

/// The longest name of a scheduled action.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html>
const LONGEST_NAME: usize = 255;

type Values = BTreeMap<String, Option<u64>>;

/// Puts the sizes of windows into the table: `local.regions["eu-west-1"].web.window_min`. A size that stays is -1.
pub fn tabulate(
    thing: &str,
    scaling: &Scaling,
    sizes: &BTreeMap<String, Size>,
    module: &mut Module,
) {
    for action in &scaling.actions {
        for (bound, values, pick) in bounds(action) {
            if kept(values) || unchanged(sizes, values, pick) {
                continue;
            }
            for (code, value) in values {
                let value = value.map_or_else(|| number(-1), number);
                module.cell(code, thing, &cell(action, bound), value);
            }
        }
    }
}

type Bounds<'a> = [(&'static str, &'a Values, fn(&Size) -> u64); 2];

fn bounds(action: &Action) -> Bounds<'_> {
    [("min", &action.min, |size| size.min), ("max", &action.max, |size| size.max)]
}

/// Whether an action leaves a bound alone everywhere.
fn kept(values: &Values) -> bool {
    values.values().all(Option::is_none)
}

/// `window_min`, `mon_fri_0800_max`
fn cell(action: &Action, bound: &str) -> String {
    let key = action.key.strip_suffix("-start").filter(|key| *key == "window");
    format!("{}_{bound}", identifier(key.unwrap_or(&action.key)))
}

/// The smallest and the largest size that an action sets, each from the table; none where it stays.
pub fn sized(
    thing: &str,
    action: &Action,
    sizes: &BTreeMap<String, Size>,
) -> [Option<Expression>; 2] {
    bounds(action).map(|(bound, values, pick)| {
        if kept(values) {
            None
        } else if unchanged(sizes, values, pick) {
            Some(read(thing, bound))
        } else {
            Some(read(thing, &cell(action, bound)))
        }
    })
}

/// Prints one action.
pub fn print(plan: &Plan, group: &Group, action: &Action, module: &Module) -> Block {
    let regions: Vec<String> = action.min.keys().cloned().collect();
    let key = format!("{}-{}", group.name, action.key);
    let real = format!("{}-{}", group.thing(), action.key);
    let each = module.regions(&group.name, &regions);
    let block = regional("aws_autoscaling_schedule", identifier(&key), each)
        .set("scheduled_action_name", names::real(plan, &real, LONGEST_NAME))
        .set("autoscaling_group_name", group::name(group));
    let [min, max] = sized(&group.name, action, &group.sizes);
    let stays = || number(-1);
    timed(block, action)
        .set("min_size", min.unwrap_or_else(stays))
        .set("max_size", max.unwrap_or_else(stays))
        .set("desired_capacity", stays())
}

fn timed(block: Block, action: &Action) -> Block {
    match &action.when {
        When::Weekly { days, minute } => block
            .set("recurrence", text(when::recurrence(days, *minute)))
            .set("time_zone", text(action.zone.clone())),
        When::At(instant) => block.set("start_time", text(instant.clone())),
    }
}

/// Why the actions are as they are, above the first of them.
pub fn why(scaling: &Scaling) -> String {
    let what = match (scaling.owns_min(), scaling.owns_max()) {
        (true, true) => "bounds",
        (true, false) => "minimum",
        (false, _) => "maximum",
    };
    let single = scaling.actions.iter().any(|action| action.key == "window-start");
    let who = if single {
        format!("The window sets the {what} while it lasts, `replicas` after it.")
    } else {
        format!("The windows set the {what} while they last, `replicas` after them.")
    };
    format!("{who} -1 leaves a size alone; left out, it would become 0.")
}
