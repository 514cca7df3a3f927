//! The check that a target group makes. In: a check of the plan. Out: its block.

use super::hcl::{Block, number, text};
use crate::plan::traffic::TargetCheck;

/// The block of a check, after what its kind of target says first.
pub fn block(first: impl FnOnce(Block) -> Block, check: &TargetCheck) -> Block {
    first(Block::new("health_check"))
        .set("path", text(check.path.clone()))
        .set("matcher", text(check.matcher.clone()))
        .set("interval", number(check.interval))
        .set("timeout", number(check.timeout))
        .set("healthy_threshold", number(check.healthy))
        .set("unhealthy_threshold", number(check.unhealthy))
}
