//! Copies of images: the replication of a registry. In: a plan that copies images. Out: `images.tf`.

use super::hcl::{Block, Expression, bare, call, list, text};
use super::module::Module;
use crate::plan::Plan;
use crate::plan::rest::Images;

const STEM: &str = "images";

/// Prints where images are copied to.
pub fn print(plan: &Plan, module: &mut Module) {
    let Some(images) = &plan.images else { return };
    let block = Block::resource("aws_ecr_replication_configuration", "images")
        .comment(format!(
            "A registry has one replication configuration per region: this one replaces any other in {}.",
            images.from
        ))
        .set("region", text(images.from.clone()))
        .nested(Block::new("replication_configuration").nested(rule(plan, images)));
    module.add(STEM, block, images.span);
}

fn rule(plan: &Plan, images: &Images) -> Block {
    let filter = Block::new("repository_filter")
        .set("filter", text(plan.service.clone()))
        .set("filter_type", text("PREFIX_MATCH"));
    let rule = match &images.to {
        None => Block::new("rule").dynamic("destination", others(images), |content| {
            content
                .set("region", bare("destination.value"))
                .set("registry_id", bare("local.account_id"))
        }),
        Some(to) => Block::new("rule").with_each(to, |rule, code| {
            rule.nested(
                Block::new("destination")
                    .set("region", text(code.clone()))
                    .set("registry_id", bare("local.account_id")),
            )
        }),
    };
    rule.nested(filter)
}

/// All regions of the table but the one that images are pushed to.
fn others(images: &Images) -> Expression {
    call("setsubtract", (call("keys", [bare("local.regions")]), list([text(images.from.clone())])))
}
