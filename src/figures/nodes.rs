//! Nodes of Kubernetes. In: what a replica asks for and an instance type. Out: how many replicas fit on a node. Formula:
//! the lesser of floor(0.92 × vCPU / cpu request) and floor(0.88 × memory / memory request); what is left of a node is
//! taken by the system.

use super::money::Reason;
use crate::catalog::{self, Catalogue, Family};
use crate::model::measure::Ratio;
use crate::model::policy::WorkloadBody;

/// What of a node's processors replicas may ask for.
pub const PROCESSOR_SHARE: Ratio = Ratio { over: 92, under: 100 };

/// What of a node's memory replicas may ask for.
pub const MEMORY_SHARE: Ratio = Ratio { over: 88, under: 100 };

/// How a node is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerNode {
    /// Replicas that fit.
    pub replicas: u64,
    /// Whether memory is what limits them.
    pub by_memory: bool,
}

/// Replicas on a node; why not, where that is not known.
pub fn per_node(body: &WorkloadBody, catalogue: &Catalogue) -> Result<PerNode, Reason> {
    let (Some(instance), Some(cpu), Some(memory)) = (&body.instance, body.cpu, body.memory) else {
        return Err(Reason::NotSaid("the policy does not name instance, cpu and memory"));
    };
    let size =
        catalog::instance_type(&instance.node).ok_or_else(|| unknown(&instance.node, catalogue))?;
    let (Some(vcpu), Some(mib)) = (size.vcpu, size.memory_mib) else {
        return Err(without_size(&instance.node));
    };
    let (cpu, memory) = (cpu.node.min.base(), memory.node.min.base());
    let processors = PROCESSOR_SHARE * Ratio::from_whole(u64::from(vcpu) * 1_000);
    let bytes = MEMORY_SHARE * Ratio::of(u128::from(mib) << 20, 1);
    let by = |all: Ratio, one: Ratio| if one.is_zero() { u64::MAX } else { (all / one).floor() };
    let (by_processor, by_memory) = (by(processors, cpu), by(bytes, memory));
    match by_processor.min(by_memory) {
        0 => Err(Reason::NotSaid("no replica fits on a node of the type")),
        replicas => Ok(PerNode { replicas, by_memory: by_memory < by_processor }),
    }
}

/// Only the project's own file may have a type without its size.
fn unknown(instance: &str, catalogue: &Catalogue) -> Reason {
    if Family::Instances.knows(instance, catalogue) {
        without_size(instance)
    } else {
        Reason::UnknownType(instance.to_owned())
    }
}

fn without_size(instance: &str) -> Reason {
    Reason::NoPrice(format!("{instance}, nor its size"))
}
