//! Bounds that change by the clock. In: the actions of a function's provisioned concurrency. Out: one scheduled action
//! each, in six-field cron with a time zone.

use std::collections::BTreeMap;

use super::provisioned::of_target;
use super::{known, stem};
use crate::plan::Plan;
use crate::plan::function::Function;
use crate::plan::names::identifier;
use crate::plan::scaling::{Action, When};
use crate::targets::terraform::hcl::{Block, Expression, number, text};
use crate::targets::terraform::module::{Module, read, regional};
use crate::targets::terraform::names;

/// The longest name of a scheduled action.
const LONGEST_NAME: usize = 256;
const DAYS: [&str; 7] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

pub(super) fn print(plan: &Plan, function: &Function, module: &mut Module) {
    for action in &function.scaling.actions {
        let block = block(plan, function, action, module);
        module.add(&stem(function), block, action.span);
    }
}

/// The arguments of the scalable target that schedules set.
pub(super) fn owned(function: &Function) -> Vec<&'static str> {
    let sets = |pick: fn(&Action) -> &BTreeMap<String, Option<u64>>| {
        function.scaling.actions.iter().any(|action| pick(action).values().any(Option::is_some))
    };
    let min = sets(|action| &action.min).then_some("min_capacity");
    let max = sets(|action| &action.max).then_some("max_capacity");
    min.into_iter().chain(max).collect()
}

fn block(plan: &Plan, function: &Function, action: &Action, module: &mut Module) -> Block {
    let thing = format!("{}-{}", known(function), action.key);
    let address = names::joined(&identifier(&function.name), &identifier(&action.key));
    let regions: Vec<String> = action.min.keys().cloned().collect();
    let min = bound(function, action, "min", &action.min, module);
    let max = bound(function, action, "max", &action.max, module);
    let each = module.regions(&function.name, &regions);
    regional("aws_appautoscaling_scheduled_action", address, each)
        .set("name", names::real(plan, &thing, LONGEST_NAME))
        .set("service_namespace", of_target(function, "service_namespace"))
        .set("scalable_dimension", of_target(function, "scalable_dimension"))
        .set("resource_id", of_target(function, "resource_id"))
        .set("schedule", text(when(&action.when)))
        .set("timezone", text(action.zone.clone()))
        .nested(
            Block::new("scalable_target_action")
                .maybe("min_capacity", min)
                .maybe("max_capacity", max),
        )
}

/// A bound that an action sets: that of the table where it goes back, else its own. One that stays is left out.
fn bound(
    function: &Function,
    action: &Action,
    key: &str,
    values: &BTreeMap<String, Option<u64>>,
    module: &mut Module,
) -> Option<Expression> {
    let values: BTreeMap<String, Expression> =
        values.iter().filter_map(|(code, value)| Some((code.clone(), number((*value)?)))).collect();
    if values.is_empty() {
        return None;
    }
    if action.restores {
        return Some(read(&function.name, key));
    }
    let window = action.key.strip_suffix("-start").unwrap_or(&action.key);
    Some(module.differing(&function.name, &format!("{}_{key}", identifier(window)), &values))
}

/// <https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html>
fn when(when: &When) -> String {
    match when {
        When::Weekly { days, minute } => {
            format!("cron({} {} ? * {} *)", minute % 60, minute / 60, self::days(days))
        }
        When::At(instant) => format!("at({})", instant.trim_end_matches('Z')),
    }
}

/// Sorted days: `MON-FRI`, `MON,WED`.
fn days(days: &[u8]) -> String {
    let name = |day: u8| DAYS.get(usize::from(day)).copied().unwrap_or_default();
    let adjacent = days.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 == *next));
    match days {
        [first, .., last] if adjacent && days.len() > 2 => {
            format!("{}-{}", name(*first), name(*last))
        }
        _ => days.iter().map(|day| name(*day)).collect::<Vec<_>>().join(","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_dates_are_written_as_application_auto_scaling_reads_them() {
        let weekly = When::Weekly { days: vec![0, 1, 2, 3, 4], minute: 8 * 60 + 30 };
        assert_eq!(when(&weekly), "cron(30 8 ? * MON-FRI *)");
        let apart = When::Weekly { days: vec![0, 2], minute: 0 };
        assert_eq!(when(&apart), "cron(0 0 ? * MON,WED *)");
        let once = When::At("2027-11-26T05:00:00Z".to_owned());
        assert_eq!(when(&once), "at(2027-11-26T05:00:00)");
    }
}
