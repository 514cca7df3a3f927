//! Checks of Route 53, each on its own region's balancer. In: the checks of a plan. Out: `health.tf`.

use super::hcl::{Block, bare, each_key, number, object, of, pairs_of, template, text};
use super::module::Module;
use super::names;
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::plan::traffic::{Check, Traffic};

/// Prints a check for every record that has one.
pub fn print(plan: &Plan, module: &mut Module) {
    let mut said = false;
    for traffic in &plan.traffics {
        let Some(check) = &traffic.check else { continue };
        let block = block(traffic, check, module);
        let block = if said {
            block
        } else {
            block.comment("Each check asks its own balancer: one that asked the shared name would follow the failover and see the other region.")
        };
        said = true;
        module.add("health", block, check.span);
        output(traffic, check, module);
    }
}

fn block(traffic: &Traffic, check: &Check, module: &Module) -> Block {
    let label = template()
        .code(bare("local.name"))
        .text("-")
        .text(&traffic.name)
        .text("-")
        .code(each_key());
    Block::resource("aws_route53_health_check", identifier(&traffic.name))
        .for_each(module.regions(&traffic.name, &traffic.regions))
        .set("type", text("HTTPS"))
        .set("fqdn", names::balancer(traffic).attr("dns_name"))
        .set("port", number(443))
        .set("resource_path", text(check.path.clone()))
        .set("request_interval", number(check.interval))
        .set("failure_threshold", number(check.threshold))
        .set("tags", object().key("Name", label))
}

fn output(traffic: &Traffic, check: &Check, module: &mut Module) {
    let name = identifier(&traffic.name);
    let ids = pairs_of("region", "check", of("aws_route53_health_check", &name))
        .object(bare("region"), bare("check.id"));
    let description = "By region: the Route 53 health check of the balancer.";
    module.output(names::joined(&name, "health_check_ids"), description, ids, check.span);
}
