//! Bases build alone, components over a Deployment of somebody else, with the tool that people use.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

use super::fixture::{api, at, keep, plan, pods, settings};
use super::golden::{tickets, workflow};
use crate::model::policy::WorkloadBody;
use crate::plan::Plan;
use crate::plan::traffic::{Action, Balancer, Records, Traffic};
use crate::source::Span;
use crate::targets::kubernetes::render;

/// Builds a folder; none without the tool.
fn build(folder: &Path) -> Option<Vec<Value>> {
    let output = Command::new("kubectl").arg("kustomize").arg(folder).output();
    let Ok(output) = output else {
        eprintln!("SKIPPED: kubectl is not installed, no kustomization is built");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let documents = serde_yaml::Deserializer::from_str(&text);
    Some(documents.map(|document| Value::deserialize(document).expect("YAML")).collect())
}

fn write(plan: &Plan, folder: &Path) {
    for file in render(plan, &settings(35)).files {
        let path = folder.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        std::fs::write(path, file.text.as_bytes()).expect("written");
    }
}

fn over(folder: &Path, component: &str, name: &str, container: &str) -> Option<Value> {
    let user = folder.join("user");
    std::fs::create_dir_all(&user).expect("created");
    let deployment = format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}}}\nspec:\n  replicas: 7\n  selector: {{matchLabels: {{app: x}}}}\n  template:\n    metadata: {{labels: {{app: x}}}}\n    spec: {{containers: [{{name: {container}, image: \"x:1\"}}]}}\n"
    );
    std::fs::write(user.join("deployment.yaml"), deployment).expect("written");
    let kustomization = format!("resources: [deployment.yaml]\ncomponents: [../{component}]\n");
    std::fs::write(user.join("kustomization.yaml"), kustomization).expect("written");
    build(&user)?.into_iter().next()
}

#[test]
fn a_base_builds_alone_and_a_component_over_a_deployment() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&tickets(), folder.path());
    let base = build(&folder.path().join("kubernetes/eu-west-1"));
    let Some(base) = base else { return };
    assert_eq!(base.len(), 2);
    let component = "kubernetes/eu-west-1/deployment/api";
    let built = over(folder.path(), component, "tickets-api", "api").expect("a Deployment");
    assert!(built["spec"].get("replicas").is_none());
    let template = &built["spec"]["template"];
    assert_eq!(template["metadata"]["labels"]["app"], "x");
    assert_eq!(template["metadata"]["labels"]["terrace.dev/workload"], "tickets-api");
    assert_eq!(template["spec"]["containers"].as_array().map(Vec::len), Some(1));
    assert_eq!(template["spec"]["containers"][0]["image"], "x:1");
    assert_eq!(template["spec"]["containers"][0]["readinessProbe"]["failureThreshold"], 3);
}

#[test]
fn the_objects_of_keda_build_too() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&workflow(), folder.path());
    let Some(base) = build(&folder.path().join("kubernetes/us-east-1")) else { return };
    let kinds: Vec<&str> = base.iter().filter_map(|object| object["kind"].as_str()).collect();
    assert_eq!(kinds, ["ConfigMap", "Service", "PodDisruptionBudget", "ScaledObject"]);
}

#[test]
fn what_is_filled_in_reaches_its_place() {
    let mut plan = workflow();
    for pods in &mut plan.pods {
        let metric = pods.metrics.get_mut("request_queue").expect("the metric");
        metric.cloudwatch = None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    write(&plan, folder.path());
    let settings = folder.path().join("kubernetes/us-east-1/settings.yaml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    std::fs::write(&settings, text.replace("unset", "http://prometheus:9090")).expect("written");
    let Some(base) = build(&folder.path().join("kubernetes/us-east-1")) else { return };
    let scaled = base.iter().find(|object| object["kind"] == "ScaledObject").expect("one");
    let triggers = scaled["spec"]["triggers"].as_array().expect("triggers");
    let asked = triggers.iter().find(|trigger| trigger["type"] == "prometheus").expect("one");
    assert_eq!(asked["metadata"]["serverAddress"], "http://prometheus:9090");
    assert_eq!(asked["metadata"]["query"], "sum(request_queue_depth)");
    assert!(!base.iter().any(|object| object["metadata"]["name"] == "settings"));
}

/// A workload of our own behind a balancer of ours, scaled by what the balancer counts.
pub fn behind_ours() -> Plan {
    let body = WorkloadBody {
        attach: None,
        image: Some(at("registry.example.com/shop/web:1.2".to_owned())),
        keeps: vec![keep("requests", "20/s", true)],
        ..api()
    };
    let mut pods = pods("shop", "web", body, &["eu-west-1"]);
    pods.behind = vec!["public".to_owned()];
    let mut plan = plan("shop", "prod", &["eu-west-1"], pods);
    plan.traffics = vec![Traffic {
        name: "public".to_owned(),
        host: "shop.example.com".to_owned(),
        balancer: Balancer::Ours,
        zone: None,
        regions: vec!["eu-west-1".to_owned()],
        records: Records::Single,
        check: None,
        default: Action::NotFound,
        rules: Vec::new(),
        leads_to: vec!["web".to_owned()],
        span: Span::default(),
    }];
    plan
}

#[test]
fn a_part_of_a_field_can_be_filled_in() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&behind_ours(), folder.path());
    let region = folder.path().join("kubernetes/eu-west-1");
    let settings = region.join("settings.yaml");
    let mut text = std::fs::read_to_string(&settings).expect("settings");
    for (key, value) in [
        ("public_load_balancer", "app/a/1"),
        ("public_web_target_group", "targetgroup/b/2"),
        ("public_web_target_group_arn", "arn:aws:x"),
    ] {
        text = text.replace(&format!("{key}: unset"), &format!("{key}: \"{value}\""));
    }
    std::fs::write(&settings, text).expect("written");
    let Some(base) = build(&region) else { return };
    let one = |kind: &str| base.iter().find(|object| object["kind"] == kind).expect("one");
    let asked = &one("ScaledObject")["spec"]["triggers"][0]["metadata"];
    assert_eq!(asked["dimensionValue"], "app/a/1;targetgroup/b/2");
    assert_eq!(asked["targetMetricValue"], "1200");
    assert_eq!(one("TargetGroupBinding")["spec"]["targetGroupARN"], "arn:aws:x");
    assert_eq!(one("Deployment")["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"], 0);
    assert!(one("Deployment")["spec"].get("replicas").is_none());
}
