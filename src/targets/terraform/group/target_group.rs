//! The target groups of a group: one per traffic that leads to it. A balancer's listener points to them.

use super::{Scope, name};
use crate::plan::Plan;
use crate::plan::group::Group;
use crate::plan::traffic::Traffic;
use crate::targets::terraform::hcl::{Block, bare, each_key, number, text};
use crate::targets::terraform::module::{Module, regional};
use crate::targets::terraform::{names, target_check};

/// Prints the target groups, and the attachments of a group that exists already.
pub fn print(scope: &Scope, module: &mut Module) {
    let (plan, group) = (scope.plan, scope.group);
    let leads = || plan.traffics.iter().filter(|traffic| traffic.leads_to.contains(&group.name));
    let several = leads().count() > 1;
    for traffic in leads() {
        let regions = shared(group, traffic);
        let each = module.regions(&group.name, &regions);
        let block = one(plan, group, traffic, several).for_each(each.clone());
        scope.add(block, module);
        if group.attach.is_some() {
            let target = names::target_group_address(plan, &group.name, &traffic.name);
            let address = names::target_group(plan, &group.name, &traffic.name);
            let block = regional("aws_autoscaling_attachment", address, each)
                .set("autoscaling_group_name", name(group))
                .set("lb_target_group_arn", target.each().attr("arn"));
            scope.add(block, module);
        }
    }
}

fn shared(group: &Group, traffic: &Traffic) -> Vec<String> {
    group.regions().into_iter().filter(|code| traffic.regions.contains(code)).collect()
}

fn one(plan: &Plan, group: &Group, traffic: &Traffic, several: bool) -> Block {
    let protocol = if group.check.https { "HTTPS" } else { "HTTP" };
    let end = format!("{}-{}", protocol.to_lowercase(), group.port);
    let real = if several {
        format!("{}-{}-{end}", group.thing(), traffic.name)
    } else {
        format!("{}-{end}", group.thing())
    };
    let address = names::target_group(plan, &group.name, &traffic.name);
    Block::resource("aws_lb_target_group", address)
        .note("A new port or protocol means a new group, and the listener holds on to the old one: hence both are in the name.")
        .set("region", each_key())
        .set("name", names::real(plan, &real, names::BALANCER))
        .set("protocol", text(protocol))
        .set("port", number(group.port))
        .set("vpc_id", bare("var.network[each.key].vpc_id"))
        .set("deregistration_delay", number(group.drain))
        .nested(target_check::block(|it| it.set("protocol", text(protocol)), &group.check))
        .when(group.sticky.is_some(), |it| {
            let cookie = group.sticky.clone().unwrap_or_default();
            it.nested(
                Block::new("stickiness")
                    .set("type", text("app_cookie"))
                    .set("cookie_name", text(cookie)),
            )
        })
        .lifecycle(|it| it.set("create_before_destroy", true))
}
