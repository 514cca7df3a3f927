//! Addresses and real names that several printers have to agree on. In: a plan and names of its things. Out: references.

use super::hcl::{Expression, Path, data, named, of, text, var};
use crate::plan::Plan;
use crate::plan::function::Function;
use crate::plan::names::{identifier, limited};
use crate::plan::traffic::{Balancer, Traffic};

/// The longest name of a balancer or a target group.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html>
pub const BALANCER: usize = 32;

/// `"${local.name}-<thing>"`, or the whole name cut to the limit where it is too long.
pub fn real(plan: &Plan, thing: &str, limit: usize) -> Expression {
    if plan.name.len() + 1 + thing.len() <= limit {
        return named(thing);
    }
    text(limited(&format!("{}-{thing}", plan.name), limit))
}

/// `<name>_<part>`: a part of a thing in addresses, and what it is in variables and outputs.
pub fn joined(name: &str, part: &str) -> String {
    [name, "_", part].concat()
}

/// The name of a workload's target group for a traffic: the workload's alone where one traffic leads to it.
pub fn target_group(plan: &Plan, workload: &str, traffic: &str) -> String {
    let leading = plan.traffics.iter().filter(|it| it.leads_to.iter().any(|name| name == workload));
    let workload = identifier(workload);
    if leading.count() > 1 { joined(&workload, &identifier(traffic)) } else { workload }
}

/// `aws_lb_target_group.<workload>`, or `<workload>_<traffic>` where several lead to it.
pub fn target_group_address(plan: &Plan, workload: &str, traffic: &str) -> Path {
    of("aws_lb_target_group", &target_group(plan, workload, traffic))
}

/// A traffic's balancer in the same region: ours, or the one that comes in. Both have `dns_name`, `zone_id`, `arn_suffix`.
pub fn balancer(traffic: &Traffic) -> Path {
    let name = identifier(&traffic.name);
    match traffic.balancer {
        Balancer::Ours => of("aws_lb", &name).each(),
        Balancer::Given => var(&joined(&name, "balancers")).each(),
    }
}

/// The `arn_suffix` of a traffic's balancer in the same region, for dimensions of its metrics.
pub fn balancer_suffix(traffic: &Traffic) -> Path {
    balancer(traffic).attr("arn_suffix")
}

/// The `arn_suffix` of a workload's target group in the same region, for dimensions of its metrics.
pub fn target_group_suffix(plan: &Plan, workload: &str, traffic: &Traffic) -> Path {
    match traffic.balancer {
        Balancer::Ours => {
            target_group_address(plan, workload, &traffic.name).each().attr("arn_suffix")
        }
        Balancer::Given => balancer(traffic).field(&given_target_group(traffic, workload)),
    }
}

/// The field of a given balancer that has the suffix of a workload's target group: `target_group_arn_suffix`, with the
/// workload before it where several stand behind the balancer.
pub fn given_target_group(traffic: &Traffic, workload: &str) -> String {
    match traffic.leads_to.as_slice() {
        [_] => "target_group_arn_suffix".to_owned(),
        _ => joined(&identifier(workload), "target_group_arn_suffix"),
    }
}

/// A function, or its alias where it has one: data sources for what exists already.
pub fn function_address(function: &Function) -> Path {
    let kind = if function.alias.is_some() { "aws_lambda_alias" } else { "aws_lambda_function" };
    let name = identifier(&function.name);
    if function.attached { data(kind, &name) } else { of(kind, &name) }
}
