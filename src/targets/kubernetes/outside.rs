//! What YAML cannot know: a `ConfigMap` that people fill in, and the places that its values go to.
//! In: the needs of a region's objects. Out: the `ConfigMap` and kustomize's replacements.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ConfigMap;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::kinds::{Replacement, ReplacementSource, ReplacementTarget};

/// What stands where something has to be filled in.
pub const UNSET: &str = "unset";

/// The name of the `ConfigMap`, which never reaches a cluster.
pub const NAME: &str = "settings";

/// One value from outside and one place that it goes to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outside {
    /// Its key.
    pub key: String,
    /// What it is.
    pub description: String,
    /// Where it goes.
    pub target: ReplacementTarget,
}

/// The `ConfigMap`; kustomize takes values from it and leaves it out of what it builds.
pub fn settings(needs: &[&Outside]) -> ConfigMap {
    let local = ("config.kubernetes.io/local-config".to_owned(), "true".to_owned());
    let data = needs.iter().map(|need| (need.key.clone(), UNSET.to_owned())).collect();
    ConfigMap {
        metadata: ObjectMeta {
            name: Some(NAME.to_owned()),
            annotations: Some(BTreeMap::from([local])),
            ..ObjectMeta::default()
        },
        data: Some(data),
        ..ConfigMap::default()
    }
}

/// The ways from the `ConfigMap` to where its values stand, by key.
pub fn replacements(needs: &[&Outside]) -> Vec<Replacement> {
    let mut by_key: BTreeMap<&str, Vec<ReplacementTarget>> = BTreeMap::new();
    for need in needs {
        by_key.entry(need.key.as_str()).or_default().push(need.target.clone());
    }
    let one = |(key, mut targets): (&str, Vec<ReplacementTarget>)| {
        targets.sort();
        targets.dedup();
        let source = ReplacementSource {
            kind: "ConfigMap".to_owned(),
            name: NAME.to_owned(),
            field_path: format!("data.{key}"),
        };
        Replacement { source, targets }
    };
    by_key.into_iter().map(one).collect()
}
