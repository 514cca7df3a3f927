//! How requests reach the pods, and what the pods are told. In: a workload where it runs. Out: a Service where a
//! route leads to it, the binding of a target group of ours, the `ConfigMap` of what it uses.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{ConfigMap, Service, ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::codes;
use super::document::Document;
use super::kinds::{
    ReplacementTarget, Selected, ServiceRef, TargetGroupBinding, TargetGroupBindingSpec,
};
use super::outside::{Outside, UNSET};
use super::scope::{Scope, narrow};
use crate::diagnostic::Finding;
use crate::plan::names::{identifier, limited};
use crate::plan::pods::NAME_LIMIT;
use crate::plan::rest::Dependency;
use crate::plan::traffic::{Balancer, Traffic};

/// The port of every Service.
const PORT: i32 = 80;

/// The Service, where a route leads to the workload.
pub fn service(scope: &Scope, notes: &mut Vec<Finding>) -> Option<Document> {
    if scope.pods.behind.is_empty() {
        return None;
    }
    notes.extend(affinity(scope));
    let object = Service {
        metadata: scope.metadata(),
        spec: Some(ServiceSpec {
            selector: Some(scope.pod_labels()),
            ports: Some(vec![ServicePort {
                name: Some("http".to_owned()),
                port: PORT,
                target_port: Some(IntOrString::Int(narrow(scope.port()))),
                ..ServicePort::default()
            }]),
            ..ServiceSpec::default()
        }),
        status: None,
    };
    let span = scope.body.port.as_ref().map_or(scope.pods.span, |port| port.span);
    let path = format!("{}.service.yaml", scope.pods.name);
    Some(Document::of(scope, "Service", path, &object, &[], notes).caused_by(span))
}

fn affinity(scope: &Scope) -> Option<Finding> {
    let affinity = scope.body.affinity.as_ref().filter(|affinity| affinity.node != "none")?;
    let message = "a Service does not tie requests to a pod by what they carry: the balancer before it has to";
    Some(Finding::note(codes::AFFINITY.code, message, affinity.span, "not expressible here"))
}

/// Bindings of the target groups of our balancers, by traffic.
pub fn bindings(scope: &Scope, notes: &mut Vec<Finding>) -> Vec<(Document, Outside)> {
    let ours = |traffic: &&Traffic| {
        traffic.balancer == Balancer::Ours
            && scope.pods.behind.contains(&traffic.name)
            && traffic.regions.iter().any(|code| code == scope.region)
    };
    let traffics = scope.plan.traffics.iter().filter(ours);
    traffics.map(|traffic| binding(scope, &traffic.name, notes)).collect()
}

fn binding(scope: &Scope, traffic: &str, notes: &mut Vec<Finding>) -> (Document, Outside) {
    let kind = "TargetGroupBinding";
    let name = limited(&format!("{}-{traffic}", scope.pods.object), NAME_LIMIT);
    let object = TargetGroupBinding {
        api_version: "elbv2.k8s.aws/v1beta1".to_owned(),
        kind: kind.to_owned(),
        metadata: ObjectMeta { name: Some(name.clone()), ..scope.metadata() },
        spec: TargetGroupBindingSpec {
            service_ref: ServiceRef { name: scope.pods.object.clone(), port: PORT },
            target_group_arn: UNSET.to_owned(),
            target_type: "ip".to_owned(),
        },
    };
    let workload = &scope.pods.name;
    let outside = Outside {
        key: format!("{}_{}_target_group_arn", identifier(traffic), identifier(workload)),
        description: format!(
            "ARN of the target group of `{workload}` behind `{traffic}`, an output of Terraform"
        ),
        target: ReplacementTarget {
            select: Selected { kind: kind.to_owned(), name },
            field_paths: vec!["spec.targetGroupARN".to_owned()],
            options: None,
        },
    };
    let path = format!("{workload}.{traffic}.targetgroupbinding.yaml");
    (Document::of(scope, kind, path, &object, &[], notes), outside)
}

/// Whether anything is said of what the workload uses but its name.
pub fn has_settings(scope: &Scope) -> bool {
    let said = |dependency: &Dependency| {
        !dependency.settings.is_empty() || !dependency.otherwise.is_empty()
    };
    scope.pods.uses.iter().any(said)
}

/// The `ConfigMap` of what the workload uses, where that says more than a name.
pub fn uses(scope: &Scope, notes: &mut Vec<Finding>) -> Option<Document> {
    if !has_settings(scope) {
        return None;
    }
    let mut data: BTreeMap<String, String> = BTreeMap::new();
    for dependency in &scope.pods.uses {
        for (key, value) in entries(dependency) {
            let plain = format!("{}_{key}", dependency.target.replace(['-', '.'], "_"));
            // Two hosts that differ in `-` and `.` only keep these.
            let key = if data.contains_key(&plain) {
                format!("{}_{key}", dependency.target)
            } else {
                plain
            };
            data.insert(key, value);
        }
    }
    let span = scope.pods.uses.first().map(|dependency| dependency.span)?;
    let object = ConfigMap { metadata: scope.metadata(), data: Some(data), ..ConfigMap::default() };
    let path = format!("{}.configmap.yaml", scope.pods.name);
    Some(Document::of(scope, "ConfigMap", path, &object, &[], notes).caused_by(span))
}

fn entries(dependency: &Dependency) -> Vec<(String, String)> {
    let settings = dependency.settings.iter().map(|(key, value)| (key.clone(), value.to_string()));
    let otherwise = dependency.otherwise.join(" ");
    let otherwise = (!otherwise.is_empty()).then(|| ("else".to_owned(), otherwise));
    settings.chain(otherwise).collect()
}
