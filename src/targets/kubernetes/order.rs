//! The order in which people write the keys of Kubernetes objects: what it is, whose it is, how many, by what.
//! Keys that are not listed follow, sorted.

use std::sync::LazyLock;

const KEYS: [&str; 74] = [
    "apiVersion",
    "kind",
    "type",
    "name",
    "metricType",
    "metadata",
    "labels",
    "annotations",
    "spec",
    "data",
    "pairs",
    "image",
    "ports",
    "envFrom",
    "resources",
    "components",
    "patches",
    "replacements",
    "source",
    "targets",
    "select",
    "fieldPaths",
    "httpGet",
    "path",
    "port",
    "scaleTargetRef",
    "minReplicas",
    "minReplicaCount",
    "maxReplicas",
    "maxReplicaCount",
    "pollingInterval",
    "cooldownPeriod",
    "metrics",
    "triggers",
    "behavior",
    "advanced",
    "scaleUp",
    "scaleDown",
    "stabilizationWindowSeconds",
    "tolerance",
    "selectPolicy",
    "policies",
    "resource",
    "value",
    "periodSeconds",
    "maxSurge",
    "maxUnavailable",
    "unhealthyPodEvictionPolicy",
    "replicas",
    "selector",
    "strategy",
    "template",
    "terminationGracePeriodSeconds",
    "topologySpreadConstraints",
    "topologyKey",
    "whenUnsatisfiable",
    "maxSkew",
    "nodeTaintsPolicy",
    "labelSelector",
    "matchLabelKeys",
    "containers",
    "requests",
    "limits",
    "startupProbe",
    "readinessProbe",
    "livenessProbe",
    "lifecycle",
    "timeoutSeconds",
    "successThreshold",
    "failureThreshold",
    "timezone",
    "start",
    "end",
    "desiredReplicas",
];

/// Where a key stands in that order.
pub fn rank(key: &str) -> usize {
    let alike = BY_LENGTH.get(key.len()).map_or(&[][..], Vec::as_slice);
    alike.iter().find(|(known, _)| *known == key).map_or(KEYS.len(), |(_, rank)| *rank)
}

/// The key that stands there; none where those follow that are not listed.
pub fn key(rank: usize) -> &'static str {
    KEYS.get(rank).copied().unwrap_or_default()
}

/// Keys with their rank by length: few are alike in that, and comparing them is quicker than a hash.
static BY_LENGTH: LazyLock<Vec<Vec<(&str, usize)>>> = LazyLock::new(|| {
    let longest = KEYS.into_iter().map(str::len).max().unwrap_or_default();
    let of = |length| {
        let ranked = KEYS.into_iter().enumerate().map(|(rank, key)| (key, rank));
        ranked.filter(|(key, _)| key.len() == length).collect()
    };
    (0..=longest).map(of).collect()
});

/// The keys that are known.
pub fn known() -> impl Iterator<Item = &'static str> {
    KEYS.into_iter()
}
