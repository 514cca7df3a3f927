//! Records of Route 53: one per region, by weight, an alias to the region's balancer. In: the traffic blocks of a plan.
//! Out: `dns.tf`. No `ttl`: an alias has that of its target.

use super::hcl::{Block, Expression, bare, data, each_key, of, text, var};
use super::module::Module;
use super::{names, network};
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::plan::traffic::{Records, Traffic};

/// Prints the records of every traffic block whose policy is compiled.
pub fn print(plan: &Plan, module: &mut Module) {
    let mut said = false;
    for traffic in &plan.traffics {
        if traffic.records == Records::NotCompiled {
            continue;
        }
        zone(traffic, module);
        let each = module.regions(&traffic.name, &traffic.regions);
        let record = record(traffic, each);
        let shared = traffic.check.is_some() && !said;
        said |= shared;
        let record = if shared {
            record.comment("One weighted record per region: a region whose check fails gets no answers, its share goes to the others.")
        } else {
            record
        };
        module.add("dns", record, traffic.span);
    }
}

fn record(traffic: &Traffic, each: Expression) -> Block {
    let name = identifier(&traffic.name);
    let mut record = Block::resource("aws_route53_record", name.clone())
        .for_each(each)
        .set("zone_id", zone_id(traffic))
        .set("name", text(traffic.host.clone()))
        .set("type", text("A"));
    if traffic.records == Records::Weighted {
        record = record.set("set_identifier", each_key());
    }
    if traffic.check.is_some() {
        record =
            record.set("health_check_id", of("aws_route53_health_check", &name).each().attr("id"));
    }
    if traffic.records == Records::Weighted {
        let weight = Block::new("weighted_routing_policy").set("weight", bare("each.value.weight"));
        record = record.nested(weight);
    }
    let balancer = names::balancer(traffic);
    let alias = Block::new("alias")
        .set("name", balancer.clone().attr("dns_name"))
        .set("zone_id", balancer.attr("zone_id"))
        .set("evaluate_target_health", true);
    record.nested(alias)
}

/// Where the policy names the zone it is looked up; an id is taken as it is.
fn zone_id(traffic: &Traffic) -> Expression {
    let name = identifier(&traffic.name);
    match traffic.zone.as_deref() {
        Some(id) if is_id(id) => text(id.to_owned()),
        Some(_) => data("aws_route53_zone", &name).attr("zone_id").into(),
        None => var(&names::joined(&name, "zone_id")).into(),
    }
}

fn zone(traffic: &Traffic, module: &mut Module) {
    match traffic.zone.as_deref() {
        Some(id) if is_id(id) => {}
        Some(zone) => {
            let looked_up = Block::data("aws_route53_zone", identifier(&traffic.name))
                .set("name", text(zone.to_owned()));
            module.add("dns", looked_up, traffic.span);
        }
        None => network::zone(traffic, module),
    }
}

fn is_id(zone: &str) -> bool {
    let rest = zone.strip_prefix('Z').unwrap_or_default();
    !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
