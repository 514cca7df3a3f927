//! Golden trees against facts that Terrace did not make: the provider's arguments, typed Kubernetes objects.

use k8s_openapi::api::{apps, autoscaling, core, policy};
use serde::Serialize;
use serde::de::DeserializeOwned;
use terrace::targets::terraform::schema::violations;

use crate::support::{files, root};

fn golden(ending: &str) -> Vec<(String, String)> {
    let all = files(&root().join("golden")).into_iter();
    let found: Vec<(String, String)> = all
        .filter(|(name, _)| name.ends_with(ending))
        .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()))
        .collect();
    assert!(found.len() > 5, "{ending}");
    found
}

#[test]
fn every_block_fits_the_provider() {
    for (name, text) in golden(".tf") {
        let body = hcl::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for block in body.blocks() {
            if ["resource", "data"].contains(&block.identifier()) {
                let found: Vec<String> =
                    violations(block).iter().map(ToString::to_string).collect();
                assert!(found.is_empty(), "{name}: {found:?}");
            }
        }
    }
}

/// Reads a document into its type and back: nothing is lost and nothing is added.
fn round_trip<T: DeserializeOwned + Serialize>(name: &str, text: &str) {
    let given: serde_json::Value = serde_yaml::from_str(text).unwrap();
    let typed: T = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let back = serde_json::to_value(&typed).unwrap();
    assert_eq!(without_nulls(given), back, "{name}");
}

/// A kustomize patch takes a field away by `null`, which no typed object holds.
fn without_nulls(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(map) => map
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, without_nulls(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        serde_json::Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

#[test]
fn kubernetes_objects_lose_nothing_in_their_types() {
    let mut seen = 0;
    for (name, text) in golden(".yaml") {
        let typed: fn(&str, &str) = match name.rsplit('.').nth(1) {
            Some("hpa") => round_trip::<autoscaling::v2::HorizontalPodAutoscaler>,
            Some("pdb") => round_trip::<policy::v1::PodDisruptionBudget>,
            Some("service") => round_trip::<core::v1::Service>,
            Some("configmap") => round_trip::<core::v1::ConfigMap>,
            Some("deployment") if !text.contains("replicas: null") => {
                round_trip::<apps::v1::Deployment>
            }
            _ => continue,
        };
        typed(&name, &text);
        seen += 1;
    }
    assert!(seen >= 5);
}

#[test]
fn alarms_are_unique_and_within_their_limits() {
    for (name, text) in golden("alarms.json") {
        let alarms: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        let names: Vec<&str> =
            alarms.iter().map(|alarm| alarm["AlarmName"].as_str().unwrap()).collect();
        assert!(names.is_sorted() && names.windows(2).all(|pair| pair[0] != pair[1]), "{name}");
        for alarm in &alarms {
            let periods = alarm["EvaluationPeriods"].as_u64().unwrap();
            let period = alarm["Period"].as_u64().unwrap_or(60);
            let longest = if period >= 3_600 { 604_800 } else { 86_400 };
            assert!(periods * period <= longest, "{name}");
            assert!(alarm["AlarmName"].as_str().unwrap().len() <= 255, "{name}");
            assert!(alarm.get("TreatMissingData").is_some(), "{name}");
        }
    }
}
