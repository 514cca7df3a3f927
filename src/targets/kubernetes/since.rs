//! Which field exists since which version. In: the versions of a cluster. Out: yes or no. Knows no object.

use crate::settings::{Settings, Version};

/// A field that not every supported Kubernetes has switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// `topologySpreadConstraints[].nodeTaintsPolicy`
    NodeTaintsPolicy,
    /// `topologySpreadConstraints[].matchLabelKeys`
    MatchLabelKeys,
    /// `PodDisruptionBudget.spec.unhealthyPodEvictionPolicy`
    UnhealthyPodEvictionPolicy,
    /// `lifecycle.preStop.sleep`
    Sleep,
    /// `behavior.scaleUp.tolerance`, `behavior.scaleDown.tolerance`
    Tolerance,
}

impl Field {
    /// The first Kubernetes that has the field switched on without a feature gate being set
    /// (kubernetes.io/docs/reference/command-line-tools-reference/feature-gates).
    pub fn since(self) -> Version {
        let minor = match self {
            // NodeInclusionPolicyInPodTopologySpread: beta 1.26, stable 1.33
            Field::NodeTaintsPolicy => 26,
            // MatchLabelKeysInPodTopologySpread, PDBUnhealthyPodEvictionPolicy: beta 1.27
            Field::MatchLabelKeys | Field::UnhealthyPodEvictionPolicy => 27,
            // PodLifecycleSleepAction: beta 1.30, stable 1.34
            Field::Sleep => 30,
            // HPAConfigurableTolerance (KEP-4951): alpha 1.33, beta 1.35
            Field::Tolerance => 35,
        };
        Version { major: 1, minor }
    }

    /// Whether the clusters have it.
    pub fn is_in(self, settings: &Settings) -> bool {
        settings.kubernetes >= self.since()
    }
}

/// The first KEDA that hands tolerances through: it is built with the types of Kubernetes 1.33 or later.
const KEDA_TOLERANCE: Version = Version { major: 2, minor: 18 };

/// Whether a `ScaledObject` may say a tolerance.
pub fn scaled_object_tolerance(settings: &Settings) -> bool {
    Field::Tolerance.is_in(settings) && settings.keda >= KEDA_TOLERANCE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::tree::Date;

    #[test]
    fn a_field_begins_with_its_version() {
        for (field, first) in [
            (Field::NodeTaintsPolicy, 26),
            (Field::MatchLabelKeys, 27),
            (Field::UnhealthyPodEvictionPolicy, 27),
            (Field::Sleep, 30),
            (Field::Tolerance, 35),
        ] {
            let on = |minor| {
                let date = Date { year: 2026, month: 11, day: 1 };
                let kubernetes = Version { major: 1, minor };
                let catalogue = std::sync::Arc::default();
                field.is_in(&Settings { kubernetes, keda: KEDA_TOLERANCE, date, catalogue })
            };
            assert!(on(first) && !on(first - 1), "{field:?}");
        }
    }
}
