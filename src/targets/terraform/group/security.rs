//! Who may reach the instances: the balancers that lead to them, on their port, and nobody else.

use super::Scope;
use crate::plan::group::Group;
use crate::plan::names::identifier;
use crate::plan::traffic::Traffic;
use crate::targets::terraform::hcl::{Block, Path, bare, number, of, text, var};
use crate::targets::terraform::module::{Module, regional};
use crate::targets::terraform::names::joined;

const KIND: &str = "aws_security_group";
/// The longest name of a security group.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
const LONGEST_NAME: usize = 255;

/// The id of the instances' security group in the same region.
pub fn id(group: &Group) -> Path {
    if group.attach.is_some() {
        return var(&given_name(group)).each();
    }
    of(KIND, &identifier(&group.name)).each().attr("id")
}

fn given_name(group: &Group) -> String {
    joined(&identifier(&group.name), "security_group_ids")
}

/// Asks for the security group of instances that exist already, where a balancer has to reach them.
pub fn given(group: &Group, module: &mut Module) {
    if group.behind.is_empty() {
        return;
    }
    let description = format!(
        "By region: the security group of the instances of {}, which has to let the balancer in on port {}.",
        group.real, group.port
    );
    let (needs, regions) = ("a security group", group.regions());
    module.regional_variable(
        &given_name(group),
        description,
        text("sg-"),
        needs,
        &regions,
        group.span,
    );
}

/// Prints the security group and its rules.
pub fn print(scope: &Scope, module: &mut Module) {
    let (plan, group) = (scope.plan, scope.group);
    let block = scope
        .regional(KIND)
        .set("name", scope.real(LONGEST_NAME))
        .set("description", scope.described("Instances of"))
        .set("vpc_id", bare("var.network[each.key].vpc_id"));
    scope.add(block, module);
    for traffic in plan.traffics.iter().filter(|it| it.leads_to.contains(&group.name)) {
        let block = ingress(scope, traffic, module);
        scope.add(block, module);
    }
    let egress = scope
        .regional("aws_vpc_security_group_egress_rule")
        .set("security_group_id", id(group))
        .set(
            "description",
            text(format!(
                "Anywhere: the addresses of what {} calls are not known here",
                group.name
            )),
        )
        .set("cidr_ipv4", text("0.0.0.0/0"))
        .set("ip_protocol", text("-1"));
    scope.add(egress, module);
}

fn ingress(scope: &Scope, traffic: &Traffic, module: &Module) -> Block {
    let group = scope.group;
    let regions: Vec<String> =
        group.regions().into_iter().filter(|code| traffic.regions.contains(code)).collect();
    let traffic = identifier(&traffic.name);
    let address = joined(&scope.address, &traffic);
    let balancer = of(KIND, &traffic).each().attr("id");
    regional("aws_vpc_security_group_ingress_rule", address, module.regions(&group.name, &regions))
        .set("security_group_id", id(group))
        .set("description", text("Requests and health checks from the balancer"))
        .set("referenced_security_group_id", balancer)
        .set("ip_protocol", text("tcp"))
        .set("from_port", number(group.port))
        .set("to_port", number(group.port))
}
