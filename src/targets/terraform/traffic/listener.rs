//! A listener and its rules: everything to one workload, by weight, or by path.

use super::of_traffic;
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::plan::traffic::{Action, Rule, Traffic};
use crate::targets::terraform::hcl::{Block, list, number, of, text, var};
use crate::targets::terraform::module::{Module, regional};
use crate::targets::terraform::names::{joined, target_group_address};

/// The oldest TLS that is spoken is 1.2, with forward secrecy only.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html>
const TLS: &str = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/// The listener of a balancer.
pub fn print(plan: &Plan, traffic: &Traffic, module: &Module) -> Block {
    let name = identifier(&traffic.name);
    let certificates = joined(&name, "certificate_arns");
    of_traffic("aws_lb_listener", traffic, module)
        .set("load_balancer_arn", of("aws_lb", &name).each().attr("arn"))
        .set("protocol", text("HTTPS"))
        .set("port", number(443))
        .set("certificate_arn", var(&certificates).each())
        .set("ssl_policy", text(TLS))
        .nested(default(plan, traffic))
}

fn default(plan: &Plan, traffic: &Traffic) -> Block {
    match &traffic.default {
        Action::Forward(to) => forward(plan, traffic, to),
        Action::NotFound => {
            Block::new("default_action").set("type", text("fixed-response")).nested(
                Block::new("fixed_response")
                    .set("content_type", text("text/plain"))
                    .set("message_body", text("Not found"))
                    .set("status_code", text("404")),
            )
        }
    }
}

fn forward(plan: &Plan, traffic: &Traffic, to: &[(String, u64)]) -> Block {
    let arn =
        |workload: &str| target_group_address(plan, workload, &traffic.name).each().attr("arn");
    let action = Block::new("default_action").set("type", text("forward"));
    if let [(only, _)] = to {
        return action.set("target_group_arn", arn(only));
    }
    let group = |(workload, weight): &(String, u64)| {
        Block::new("target_group").set("arn", arn(workload)).set("weight", number(*weight))
    };
    action.block("forward", |forward| {
        forward.with_each(to, |forward, share| forward.nested(group(share)))
    })
}

/// A rule by path.
pub fn rule(plan: &Plan, traffic: &Traffic, rule: &Rule, module: &Module) -> Block {
    let name = identifier(&traffic.name);
    let path = Block::new("path_pattern").set("values", list([text(rule.path.clone())]));
    let to = target_group_address(plan, &rule.to, &traffic.name).each().attr("arn");
    let each = module.regions(&rule.to, &rule.regions);
    regional("aws_lb_listener_rule", format!("{name}_{}", rule.key), each)
        .set("listener_arn", of("aws_lb_listener", &name).each().attr("arn"))
        .set("priority", number(rule.priority))
        .nested(Block::new("condition").nested(path))
        .nested(Block::new("action").set("type", text("forward")).set("target_group_arn", to))
}
