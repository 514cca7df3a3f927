//! Balancers: listeners, rules, security groups, and the way to the workloads behind them. In: the traffic blocks of a
//! plan. Out: `<name>.traffic.tf`. Target groups stand with their workloads.

mod functions;
mod listener;
mod pods;

use super::hcl::{Block, bare, list, named, number, object, of, pairs_of, text};
use super::module::{Module, regional};
use super::{names, network};
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::plan::traffic::{Balancer, Traffic};

/// Prints every balancer that is ours, and the outputs of each.
pub fn print(plan: &Plan, module: &mut Module) {
    for traffic in &plan.traffics {
        match traffic.balancer {
            Balancer::Ours => ours(plan, traffic, module),
            Balancer::Given => network::given_balancers(traffic, module),
        }
    }
}

fn ours(plan: &Plan, traffic: &Traffic, module: &mut Module) {
    let file = stem(traffic);
    for block in [balancer(plan, traffic, module), listener::print(plan, traffic, module)] {
        module.add(&file, block, traffic.span);
    }
    for rule in &traffic.rules {
        let block = listener::rule(plan, traffic, rule, module);
        module.add(&file, block, rule.span);
    }
    for block in [security_group(traffic, module), ingress(traffic, module)] {
        module.add(&file, block, traffic.span);
    }
    for workload in &traffic.leads_to {
        instances(plan, traffic, workload, module);
        functions::print(plan, traffic, workload, module);
        pods::print(plan, traffic, workload, module);
    }
    network::certificates(traffic, module);
    outputs(traffic, module);
}

fn stem(traffic: &Traffic) -> String {
    format!("{}.traffic", traffic.name)
}

/// A resource of a traffic block, one per region of it.
fn of_traffic(kind: &'static str, traffic: &Traffic, module: &Module) -> Block {
    regional(kind, identifier(&traffic.name), module.regions(&traffic.name, &traffic.regions))
}

fn balancer(plan: &Plan, traffic: &Traffic, module: &Module) -> Block {
    let name = identifier(&traffic.name);
    of_traffic("aws_lb", traffic, module)
        .set("name", names::real(plan, &traffic.name, names::BALANCER))
        .set("load_balancer_type", text("application"))
        .set("subnets", network::subnets("public_subnets"))
        .set("security_groups", list([of("aws_security_group", &name).each().attr("id")]))
        .set("drop_invalid_header_fields", true)
        .when(plan.protect, |it| it.set("enable_deletion_protection", true))
}

fn security_group(traffic: &Traffic, module: &Module) -> Block {
    of_traffic("aws_security_group", traffic, module)
        .set("name", named(&traffic.name))
        .set("description", text(format!("Balancer of {}", traffic.host)))
        .set("vpc_id", bare("var.network[each.key].vpc_id"))
}

fn ingress(traffic: &Traffic, module: &Module) -> Block {
    let name = identifier(&traffic.name);
    of_traffic("aws_vpc_security_group_ingress_rule", traffic, module)
        .set("security_group_id", of("aws_security_group", &name).each().attr("id"))
        .set("description", text("HTTPS from anywhere"))
        .set("cidr_ipv4", text("0.0.0.0/0"))
        .set("ip_protocol", text("tcp"))
        .set("from_port", number(443))
        .set("to_port", number(443))
}

/// The way to the instances of a scaling group.
fn instances(plan: &Plan, traffic: &Traffic, workload: &str, module: &mut Module) {
    let Some(group) = plan.groups.iter().find(|group| group.name == workload) else { return };
    let regions: Vec<String> =
        group.sizes.keys().filter(|code| traffic.regions.contains(code)).cloned().collect();
    let name = names::joined(&identifier(&traffic.name), &identifier(workload));
    let block =
        regional("aws_vpc_security_group_egress_rule", name, module.regions(workload, &regions))
            .set(
                "security_group_id",
                of("aws_security_group", &identifier(&traffic.name)).each().attr("id"),
            )
            .set("description", text(format!("Requests and health checks to {workload}")))
            .set("referenced_security_group_id", super::group::security_group(group))
            .set("ip_protocol", text("tcp"))
            .set("from_port", number(group.port))
            .set("to_port", number(group.port));
    module.add(&stem(traffic), block, group.span);
}

fn outputs(traffic: &Traffic, module: &mut Module) {
    let name = identifier(&traffic.name);
    let facts = object()
        .key("arn", bare("balancer.arn"))
        .key("dns_name", bare("balancer.dns_name"))
        .key("zone_id", bare("balancer.zone_id"));
    let balancers =
        pairs_of("region", "balancer", of("aws_lb", &name)).object(bare("region"), facts);
    module.output(
        names::joined(&name, "balancers"),
        "By region: the balancer's DNS name, hosted zone and ARN, for checks, records and a web ACL.",
        balancers,
        traffic.span,
    );
    let groups = pairs_of("region", "group", of("aws_security_group", &name))
        .object(bare("region"), bare("group.id"));
    module.output(
        names::joined(&name, "security_group_ids"),
        "By region: the security group of the balancer, for rules of what else stands behind it.",
        groups,
        traffic.span,
    );
}
