//! How many pods may be taken away at once. In: the lowest size and the zones. Out: a budget, or why there is none.

use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::codes;
use super::document::Document;
use super::print::Comment;
use super::scope::{Scope, narrow};
use super::since::Field;
use crate::diagnostic::Finding;
use crate::words::tick;

/// The budget of a workload whose size is at least `lowest`.
pub fn budget(scope: &Scope, lowest: u64, notes: &mut Vec<Finding>) -> Option<Document> {
    if lowest <= 1 {
        notes.push(single(scope));
        return None;
    }
    let evict = Field::UnhealthyPodEvictionPolicy.is_in(scope.settings);
    let object = PodDisruptionBudget {
        metadata: scope.metadata(),
        spec: Some(PodDisruptionBudgetSpec {
            max_unavailable: Some(IntOrString::Int(narrow(spare(lowest, scope.zones)))),
            min_available: None,
            selector: Some(scope.selector()),
            unhealthy_pod_eviction_policy: evict.then(|| "AlwaysAllow".to_owned()),
        }),
        status: None,
    };
    let why = "A pod that serves nothing must not keep its node from being drained.";
    let comments = [Comment { path: &["spec", "unhealthyPodEvictionPolicy"], text: why.into() }];
    let path = format!("{}.pdb.yaml", scope.pods.name);
    let document = Document::of(scope, "PodDisruptionBudget", path, &object, &comments, notes);
    Some(document.caused_by(scope.replicas_span()))
}

/// The pods of one zone at the lowest size, at least one, never all.
fn spare(lowest: u64, zones: u64) -> u64 {
    (lowest / zones.max(1)).clamp(1, lowest - 1)
}

fn single(scope: &Scope) -> Finding {
    let message = format!(
        "{} may be a single pod: a disruption budget would keep its node from being drained, and none is written",
        tick(&scope.pods.name)
    );
    Finding::note(codes::DISRUPTION.code, message, scope.replicas_span(), "a single pod")
}

#[cfg(test)]
mod tests {
    use super::spare;

    #[test]
    fn one_zone_may_go_and_never_all() {
        assert_eq!(spare(3, 3), 1);
        assert_eq!(spare(10, 3), 3);
        assert_eq!(spare(2, 3), 1);
        assert_eq!(spare(2, 1), 1);
        assert_eq!(spare(9, 1), 8);
    }
}
