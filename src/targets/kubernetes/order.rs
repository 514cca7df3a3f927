//! The order in which people write the keys of Kubernetes objects: what it is, whose it is, how many, by what.
//! Keys that are not listed follow, sorted.

use std::collections::HashMap;
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
    RANKS.get(key).copied().unwrap_or(KEYS.len())
}

/// The key that stands there; none where those follow that are not listed.
pub fn key(rank: usize) -> &'static str {
    KEYS.get(rank).copied().unwrap_or_default()
}

static RANKS: LazyLock<HashMap<&str, usize>> =
    LazyLock::new(|| KEYS.into_iter().enumerate().map(|(rank, key)| (key, rank)).collect());

/// The keys that are known.
pub fn known() -> impl Iterator<Item = &'static str> {
    KEYS.into_iter()
}
