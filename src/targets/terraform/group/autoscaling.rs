//! The scaling group itself: bounds, zones, health, refresh. An attached one is a data source.

use super::Scope;
use crate::plan::Plan;
use crate::plan::group::{Group, Refresh};
use crate::plan::names::identifier;
use crate::targets::terraform::hcl::{Block, Expression, bare, each_key, list, number, of, text};
use crate::targets::terraform::module::{Module, read};
use crate::targets::terraform::{names, network};

/// The longest name of a scaling group.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html>
const LONGEST_NAME: usize = 255;
const KIND: &str = "aws_autoscaling_group";

/// Reads a group that exists already.
pub fn adopt(scope: &Scope, module: &mut Module) {
    let block = Block::data(KIND, scope.address.clone())
        .comment("The group is made and released elsewhere; what moves its size is here.")
        .for_each(scope.each.clone())
        .set("region", each_key())
        .set("name", text(scope.group.real.clone()));
    scope.add(block, module);
}

/// Prints a group of ours.
pub fn print(scope: &Scope, module: &mut Module) {
    let group = scope.group;
    let desired = desired(group, module);
    let groups = target_groups(scope.plan, group);
    let behind = !groups.is_empty();
    let created = desired.is_some();
    let block = scope
        .regional(KIND)
        .set("name", scope.real(LONGEST_NAME))
        .set("min_size", read(&group.name, "min"))
        .set("max_size", read(&group.name, "max"))
        .maybe("desired_capacity", desired)
        .maybe("capacity_rebalance", group.spot.map(|_| true))
        .set("vpc_zone_identifier", network::subnets("private_subnets"))
        .when(behind, |it| it.set("target_group_arns", list(groups)))
        .set("health_check_type", text(if behind { "ELB" } else { "EC2" }))
        .set("health_check_grace_period", number(group.startup))
        .set("default_instance_warmup", number(group.startup))
        .when(group.counted, |it| {
            it.note("What alarms divide by; a group does not count itself unless asked to.").set(
                "enabled_metrics",
                list([text("GroupDesiredCapacity"), text("GroupInServiceInstances")]),
            )
        });
    let block = launch(block, scope).nested(refresh(group)).nested(tags());
    scope.add(owned(block, group, created), module);
}

fn desired(group: &Group, module: &mut Module) -> Option<Expression> {
    if group.desired.len() != group.sizes.len() || group.desired.is_empty() {
        return None;
    }
    let values = group.desired.iter().map(|(code, size)| (code.clone(), number(*size))).collect();
    Some(module.differing(&group.name, "desired", &values))
}

fn target_groups(plan: &Plan, group: &Group) -> Vec<Expression> {
    let leads = plan.traffics.iter().filter(|traffic| traffic.leads_to.contains(&group.name));
    leads
        .map(|traffic| {
            let address = names::target_group_address(plan, &group.name, &traffic.name);
            address.each().attr("arn").into()
        })
        .collect()
}

/// Launches by template; where a part may be taken away, what always runs stays on demand.
fn launch(block: Block, scope: &Scope) -> Block {
    let group = scope.group;
    let template = of("aws_launch_template", &scope.address).each();
    let (id, version) = (template.clone().attr("id"), template.attr("latest_version"));
    let Some(spot) = group.spot else {
        return block.nested(Block::new("launch_template").set("id", id).set("version", version));
    };
    let distribution = Block::new("instances_distribution")
        .set("on_demand_base_capacity", read(&group.name, "min"))
        .set("on_demand_percentage_above_base_capacity", number(100 - spot))
        .set("spot_allocation_strategy", text("price-capacity-optimized"));
    let specification = Block::new("launch_template_specification")
        .set("launch_template_id", id)
        .set("version", version);
    let policy = Block::new("mixed_instances_policy")
        .nested(distribution)
        .nested(Block::new("launch_template").nested(specification));
    block.note(format!("{spot} % of what runs above the minimum may be taken away.")).nested(policy)
}

fn refresh(group: &Group) -> Block {
    let refresh = &group.refresh;
    let watched = watched(refresh);
    let rollback = !watched.is_empty();
    let preferences = Block::new("preferences")
        .set("min_healthy_percentage", number(refresh.min_healthy))
        .set("max_healthy_percentage", number(refresh.max_healthy))
        .set("auto_rollback", true)
        .maybe("checkpoint_delay", refresh.checkpoint_delay.map(number))
        .when(!refresh.checkpoints.is_empty(), |it| {
            let points = refresh.checkpoints.iter().map(|point| number(*point));
            it.set("checkpoint_percentages", list(points.collect::<Vec<_>>()))
        })
        .when(rollback, |it| {
            it.nested(Block::new("alarm_specification").set("alarms", list(watched)))
        });
    Block::new("instance_refresh")
        .set("strategy", text("Rolling"))
        .note(refresh.why.clone())
        .nested(preferences)
}

fn watched(refresh: &Refresh) -> Vec<Expression> {
    let name = |key: &String| {
        of("aws_cloudwatch_metric_alarm", &identifier(key)).each().attr("alarm_name").into()
    };
    refresh.alarms.iter().map(name).collect()
}

fn tags() -> Block {
    let content = Block::new("content")
        .set("key", bare("tag.key"))
        .set("value", bare("tag.value"))
        .set("propagate_at_launch", false);
    Block::new("dynamic").label("tag").for_each(bare("local.tags")).nested(content)
}

/// What schedules and policies own is not set again.
fn owned(block: Block, group: &Group, created: bool) -> Block {
    let (min, max) = (group.scaling.owns_min(), group.scaling.owns_max());
    let mut ignored = Vec::new();
    if created {
        ignored.push("desired_capacity");
    }
    if max {
        ignored.push("max_size");
    }
    if min {
        ignored.push("min_size");
    }
    let schedules = match (min, max) {
        (true, true) => "The schedules own the bounds. ",
        (true, false) => "The schedules own the minimum. ",
        (false, true) => "The schedules own the maximum. ",
        (false, false) => "",
    };
    let size = if created {
        "The size is that at creation; from then on the scaling policies own it."
    } else {
        "The scaling policies own the size, which is therefore not given at all."
    };
    if ignored.is_empty() {
        return block;
    }
    block.ignore_changes(format!("{schedules}{size}"), &ignored)
}
