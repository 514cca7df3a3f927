//! The golden trees against the facts of others: the provider's schema, the types of Kubernetes,
//! the limits of `CloudWatch`.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::core::v1::{ConfigMap, Service};
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use terrace::targets::terraform::schema::violations;

use crate::support::{files, package};

/// The golden files with an ending, as text.
fn golden(ending: &str) -> BTreeMap<String, String> {
    let files = files(&package().join("golden")).into_iter();
    let chosen = files.filter(|(name, _)| name.ends_with(ending));
    let chosen: BTreeMap<String, String> =
        chosen.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8"))).collect();
    assert!(!chosen.is_empty(), "no golden {ending}");
    chosen
}

#[test]
fn terraform_keeps_to_the_schema_of_the_provider() {
    let mut seen = 0;
    for (name, text) in golden(".tf") {
        let body: hcl::Body = hcl::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for block in body.blocks() {
            if ["resource", "data"].contains(&block.identifier()) {
                seen += 1;
                let found = violations(block);
                assert!(found.is_empty(), "{name}: {found:?}");
            }
        }
    }
    assert!(seen > 100, "{seen} blocks");
}

#[test]
fn kubernetes_reads_its_objects_back_with_nothing_lost() {
    let mut kinds = BTreeSet::new();
    for (name, text) in golden(".yaml") {
        for document in text.split("\n---\n").filter(|text| !text.trim().is_empty()) {
            let object: Value = serde_yaml::from_str(document).expect("YAML");
            let kind = object["kind"].as_str().expect("a kind").to_owned();
            // A Deployment that stands in a component is a patch: it need not be whole.
            match kind.as_str() {
                "HorizontalPodAutoscaler" => same::<HorizontalPodAutoscaler>(&name, &object),
                "PodDisruptionBudget" => same::<PodDisruptionBudget>(&name, &object),
                "Deployment" => same::<Deployment>(&name, &object),
                "Service" => same::<Service>(&name, &object),
                "ConfigMap" => same::<ConfigMap>(&name, &object),
                "Kustomization" | "Component" | "ScaledObject" => {}
                other => panic!("{name} has an unknown kind {other}"),
            }
            kinds.insert(kind);
        }
    }
    for kind in ["HorizontalPodAutoscaler", "PodDisruptionBudget"] {
        assert!(kinds.contains(kind), "no {kind} among {kinds:?}");
    }
}

fn same<T: Serialize + DeserializeOwned>(name: &str, object: &Value) {
    let typed: T =
        serde_json::from_value(object.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
    let again = serde_json::to_value(&typed).expect("JSON");
    let lost = lost(object, &again, String::new());
    assert!(lost.is_empty(), "{name} loses {lost:?}");
}

/// What stands in the first and not in the second; a type may add what an absent field means.
fn lost(one: &Value, other: &Value, path: String) -> Vec<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => one
            .iter()
            .flat_map(|(key, value)| {
                let path = format!("{path}.{key}");
                match other.get(key) {
                    Some(other) => lost(value, other, path),
                    // `null` takes a field away from the Deployment that the component meets.
                    None if value.is_null() => Vec::new(),
                    None => vec![path],
                }
            })
            .collect(),
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let both = one.iter().zip(other).enumerate();
            both.flat_map(|(at, (one, other))| lost(one, other, format!("{path}.{at}"))).collect()
        }
        _ if one == other => Vec::new(),
        _ => vec![path],
    }
}

/// Limits: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
#[test]
fn alarms_keep_to_the_limits_of_cloudwatch() {
    for (file, text) in golden("alarms.json") {
        let mut names = BTreeSet::new();
        for alarm in alarms(&text) {
            let name = alarm["AlarmName"].as_str().expect("a name").to_owned();
            assert!(name.len() <= 255, "{file}: {name}");
            for key in ["ComparisonOperator", "EvaluationPeriods", "TreatMissingData"] {
                assert!(alarm.get(key).is_some(), "{file}: {name} has no {key}");
            }
            let has = |key: &str| alarm.get(key).is_some();
            assert!(has("Metrics") != has("MetricName"), "{file}: {name}");
            assert!(has("Threshold") || has("ThresholdMetricId"), "{file}: {name}");
            let periods = alarm["EvaluationPeriods"].as_u64().expect("a number");
            let wanted = alarm.get("DatapointsToAlarm").and_then(Value::as_u64).unwrap_or(periods);
            assert!((1..=periods).contains(&wanted), "{file}: {name}");
            let period = period(&alarm);
            assert!([10, 20, 30].contains(&period) || period.is_multiple_of(60), "{file}: {name}");
            let longest = if period < 3600 { 86_400 } else { 604_800 };
            assert!(period * periods <= longest, "{file}: {name}");
            assert!(names.insert(name.clone()), "{file}: {name} twice");
        }
    }
}

fn alarms(text: &str) -> Vec<Value> {
    serde_json::from_str(text).expect("an array of alarms")
}

/// Seconds; the longest of an alarm's measures.
fn period(alarm: &Value) -> u64 {
    let own = alarm.get("Period").and_then(Value::as_u64);
    let metrics = alarm.get("Metrics").and_then(Value::as_array).into_iter().flatten();
    let theirs = metrics.filter_map(|metric| {
        metric.get("Period").or_else(|| metric["MetricStat"].get("Period"))?.as_u64()
    });
    own.into_iter().chain(theirs).max().expect("a period")
}

/// Every alarm of the JSON stands in the Terraform of its environment, and the other way round.
#[test]
fn both_writings_have_the_same_alarms() {
    let mut json: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in golden("alarms.json") {
        let place = place(&file);
        let prefix = format!("{}-", place.replace('/', "-").trim_end_matches("-default"));
        let names = alarms(&text).into_iter().map(|alarm| {
            let name = alarm["AlarmName"].as_str().expect("a name").to_owned();
            name.strip_prefix(&prefix).unwrap_or(&name).to_owned()
        });
        json.entry(place).or_default().extend(names);
    }
    let mut terraform: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in golden(".tf") {
        let body: hcl::Body = hcl::parse(&text).expect("HCL");
        let resources = body.blocks().filter(|block| {
            block
                .labels()
                .first()
                .is_some_and(|label| label.as_str() == "aws_cloudwatch_metric_alarm")
        });
        let names = resources.map(|block| {
            let mut attributes = block.body().attributes();
            let name =
                attributes.find(|attribute| attribute.key() == "alarm_name").expect("a name");
            let name = name.expr().to_string();
            name.trim_matches('"').trim_start_matches("${local.name}-").to_owned()
        });
        terraform.entry(place(&file)).or_default().extend(names);
    }
    for (place, names) in json {
        assert_eq!(Some(&names), terraform.get(&place), "{place}");
    }
}

/// `service/environment` of a file.
fn place(file: &str) -> String {
    file.splitn(3, '/').take(2).collect::<Vec<_>>().join("/")
}
