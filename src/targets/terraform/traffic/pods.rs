//! Pods behind a balancer of ours: a target group by address, which a `TargetGroupBinding` in the cluster fills.

use super::stem;
use crate::model::policy::Protocol;
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::plan::pods::Pods;
use crate::plan::traffic::Traffic;
use crate::targets::terraform::hcl::{Block, Expression, bare, number, of, pairs_of, text};
use crate::targets::terraform::module::{Module, regional};
use crate::targets::terraform::names::{self, joined, target_group};
use crate::targets::terraform::target_check;

/// Prints the target group of pods, the way to them, and the output that the binding needs.
pub fn print(plan: &Plan, traffic: &Traffic, workload: &str, module: &mut Module) {
    let Some(pods) = plan.pods.iter().find(|pods| pods.name == workload) else { return };
    let within = |code: &&String| traffic.regions.contains(code);
    let regions: Vec<String> = pods.sizes.keys().filter(within).cloned().collect();
    let each = module.regions(workload, &regions);
    module.add(
        &format!("{workload}.workload"),
        group(plan, traffic, pods, each.clone()),
        pods.span,
    );
    module.add(&stem(traffic), way(traffic, pods, each), pods.span);
    output(plan, traffic, pods, module);
}

/// Port and protocol are in the name, as those of a group cannot change.
fn group(plan: &Plan, traffic: &Traffic, pods: &Pods, each: Expression) -> Block {
    let name = target_group(plan, &pods.name, &traffic.name);
    let before = pods.workload.body.renamed_from.as_ref();
    let mut real = before.map_or(pods.name.as_str(), |before| before.node.as_str()).to_owned();
    if name != identifier(&pods.name) {
        real = format!("{real}-{}", traffic.name);
    }
    let (protocol, port) = (protocol(pods), port(pods));
    let real = format!("{real}-{}-{port}", protocol.to_lowercase());
    regional("aws_lb_target_group", name, each)
        .set("name", names::real(plan, &real, names::BALANCER))
        .set("target_type", text("ip"))
        .set("protocol", text(protocol))
        .set("port", number(port))
        .set("vpc_id", bare("var.network[each.key].vpc_id"))
        .set("deregistration_delay", number(drain(pods)))
        .with_each(&pods.target, |it, check| {
            it.nested(target_check::block(|it| it.set("protocol", text(protocol)), check))
        })
        .lifecycle(|it| it.set("create_before_destroy", true))
}

fn way(traffic: &Traffic, pods: &Pods, each: Expression) -> Block {
    let balancer = identifier(&traffic.name);
    let name = joined(&balancer, &identifier(&pods.name));
    let description = format!("Requests and health checks to the pods of {}", pods.name);
    regional("aws_vpc_security_group_egress_rule", name, each)
        .set("security_group_id", of("aws_security_group", &balancer).each().attr("id"))
        .set("description", text(description))
        .set("cidr_ipv4", text("0.0.0.0/0"))
        .set("ip_protocol", text("tcp"))
        .set("from_port", number(port(pods)))
        .set("to_port", number(port(pods)))
}

fn output(plan: &Plan, traffic: &Traffic, pods: &Pods, module: &mut Module) {
    let name = target_group(plan, &pods.name, &traffic.name);
    let arns = pairs_of("region", "group", of("aws_lb_target_group", &name))
        .object(bare("region"), bare("group.arn"));
    let description = format!(
        "By region: the target group that a TargetGroupBinding fills with the pods of {}.",
        pods.name
    );
    module.output(joined(&name, "target_group_arns"), description, arns, pods.span);
}

fn protocol(pods: &Pods) -> &'static str {
    match pods.check.as_ref().map(|check| check.protocol.node) {
        Some(Protocol::Https) => "HTTPS",
        Some(Protocol::Http) | None => "HTTP",
    }
}

fn port(pods: &Pods) -> u64 {
    let default = if protocol(pods) == "HTTPS" { 443 } else { 80 };
    pods.workload.body.port.as_ref().map_or(default, |port| port.node)
}

fn drain(pods: &Pods) -> u64 {
    pods.workload.body.drain.as_ref().map_or(30, |drain| drain.node.seconds())
}
