//! The target groups of a group: one per traffic that leads to it. A balancer's listener points to them.

use super::{name, stem};
use crate::plan::Plan;
use crate::plan::group::Group;
use crate::plan::names::identifier;
use crate::plan::traffic::Traffic;
use crate::targets::terraform::hcl::{Block, each_key, number, text, var};
use crate::targets::terraform::module::{Module, regional};
use crate::targets::terraform::names;

/// Prints the target groups, and the attachments of a group that exists already.
pub fn print(plan: &Plan, group: &Group, module: &mut Module) {
    let leads = || plan.traffics.iter().filter(|traffic| traffic.leads_to.contains(&group.name));
    let several = leads().count() > 1;
    for traffic in leads() {
        let regions = shared(group, traffic);
        let each = module.regions(&group.name, &regions);
        let block = one(plan, group, traffic, several).for_each(each.clone());
        module.add(&stem(group), block, group.span);
        if group.attach.is_some() {
            let target = names::target_group_address(plan, &group.name, &traffic.name);
            let address = names::target_group(plan, &group.name, &traffic.name);
            let block = regional("aws_autoscaling_attachment", address, each)
                .set("autoscaling_group_name", name(group))
                .set("lb_target_group_arn", target.each().attr("arn"));
            module.add(&stem(group), block, group.span);
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
    Block::resource("aws_lb_target_group", identifier(&address))
        .note("A new port or protocol means a new group, and the listener holds on to the old one: hence both are in the name.")
        .set("region", each_key())
        .set("name", names::real(plan, &real, names::BALANCER))
        .set("protocol", text(protocol))
        .set("port", number(group.port))
        .set("vpc_id", var("network").each().attr("vpc_id"))
        .set("deregistration_delay", number(group.drain))
        .nested(check(group, protocol))
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

fn check(group: &Group, protocol: &'static str) -> Block {
    let check = &group.check;
    Block::new("health_check")
        .set("protocol", text(protocol))
        .set("path", text(check.path.clone()))
        .set("matcher", text(check.matcher.clone()))
        .set("interval", number(check.interval))
        .set("timeout", number(check.timeout))
        .set("healthy_threshold", number(check.healthy))
        .set("unhealthy_threshold", number(check.unhealthy))
}
