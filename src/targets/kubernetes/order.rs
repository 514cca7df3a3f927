//! The order in which people write the keys of Kubernetes objects: what it is, whose it is, how many, by what.
//! Keys that are not listed follow, sorted.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

const KEYS: [&str; 71] = [
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

/// The entries of a mapping in that order.
pub fn sorted(entries: &Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut sorted: Vec<(usize, &str, &Value)> =
        entries.iter().map(|(key, value)| (rank(key), key.as_str(), value)).collect();
    sorted.sort_by_key(|(rank, key, _)| (*rank, *key));
    sorted.into_iter().map(|(_, key, value)| (key, value)).collect()
}

fn rank(key: &str) -> usize {
    RANKS.get(key).copied().unwrap_or(KEYS.len())
}

static RANKS: LazyLock<HashMap<&str, usize>> =
    LazyLock::new(|| KEYS.into_iter().enumerate().map(|(rank, key)| (key, rank)).collect());

/// The keys that are known.
pub fn known() -> impl Iterator<Item = &'static str> {
    KEYS.into_iter()
}
