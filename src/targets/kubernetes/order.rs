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
    let alike = shape(key).and_then(|shape| BY_SHAPE.get(shape));
    let known = alike.into_iter().flatten().find(|(known, _)| *known == key);
    known.map_or(KEYS.len(), |(_, rank)| *rank)
}

/// The key that stands there; none where those follow that are not listed.
pub fn key(rank: usize) -> &'static str {
    KEYS.get(rank).copied().unwrap_or_default()
}

/// Whether a key stands there: letters, which need no quotes.
pub fn is_listed(rank: usize) -> bool {
    rank < KEYS.len()
}

/// How long a key is and how it begins, as one number.
fn shape(key: &str) -> Option<usize> {
    let first = key.bytes().next().filter(u8::is_ascii_lowercase)?;
    Some(key.len() * LETTERS + usize::from(first - b'a'))
}

/// Letters that a key may begin with.
const LETTERS: usize = 26;

/// Keys with their rank by shape: hardly two are alike in that, and comparing them is quicker than a hash.
static BY_SHAPE: LazyLock<Vec<Vec<(&str, usize)>>> = LazyLock::new(|| {
    let shapes = KEYS.into_iter().filter_map(shape).max().map_or(0, |last| last + 1);
    let mut by_shape = vec![Vec::new(); shapes];
    for (rank, key) in KEYS.into_iter().enumerate() {
        let alike = shape(key).and_then(|shape| by_shape.get_mut(shape));
        alike.into_iter().for_each(|alike| alike.push((key, rank)));
    }
    by_shape
});

/// The keys that are known.
pub fn known() -> impl Iterator<Item = &'static str> {
    KEYS.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_where_they_stand_and_need_no_quotes() {
        for (at, known) in KEYS.into_iter().enumerate() {
            assert_eq!((rank(known), key(at)), (at, known));
            assert!(is_listed(at) && known.bytes().all(|letter| letter.is_ascii_alphabetic()));
        }
        for other in ["", "app", "Kind", "minReplica"] {
            assert_eq!(rank(other), KEYS.len());
        }
    }
}
