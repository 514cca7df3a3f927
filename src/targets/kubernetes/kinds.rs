//! Kinds that the API of Kubernetes itself does not have: KEDA's, the balancer controller's, kustomize's.
//! Only the fields that are written here; a patch of another one is refused.

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::DeploymentStrategy;
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscalerBehavior;
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::{Deserialize, Serialize};

/// KEDA's autoscaler (keda.sh/docs/latest/reference/scaledobject-spec).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScaledObject {
    /// `keda.sh/v1alpha1`
    pub api_version: String,
    /// `ScaledObject`
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMeta,
    /// What it scales, between which bounds, by what.
    pub spec: ScaledObjectSpec,
}

/// What a `ScaledObject` says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScaledObjectSpec {
    /// What is scaled.
    pub scale_target_ref: ScaleTarget,
    /// Seconds between two looks at the triggers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polling_interval: Option<u32>,
    /// Seconds of idleness before zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cooldown_period: Option<u32>,
    /// The lowest size.
    pub min_replica_count: u32,
    /// The highest size.
    pub max_replica_count: u32,
    /// What is asked.
    pub triggers: Vec<Trigger>,
    /// How the autoscaler behaves.
    pub advanced: Advanced,
}

/// What is scaled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScaleTarget {
    /// `apps/v1`
    pub api_version: String,
    /// `Deployment`
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Trigger {
    /// The scaler.
    #[serde(rename = "type")]
    pub scaler: String,
    /// A name, where something refers to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `AverageValue`, `Value` or `Utilization`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_type: Option<String>,
    /// The scaler's own settings.
    pub metadata: BTreeMap<String, String>,
}

/// The part that goes to the autoscaler behind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Advanced {
    /// Its configuration.
    pub horizontal_pod_autoscaler_config: AutoscalerConfig,
}

/// The configuration of the autoscaler behind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AutoscalerConfig {
    /// How fast it goes.
    pub behavior: HorizontalPodAutoscalerBehavior,
}

/// Fills a target group with pods (the AWS Load Balancer Controller's `elbv2.k8s.aws/v1beta1`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetGroupBinding {
    /// `elbv2.k8s.aws/v1beta1`
    pub api_version: String,
    /// `TargetGroupBinding`
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMeta,
    /// Which group, from which Service.
    pub spec: TargetGroupBindingSpec,
}

/// What a `TargetGroupBinding` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetGroupBindingSpec {
    /// The Service whose pods are the targets.
    pub service_ref: ServiceRef,
    /// The group.
    #[serde(rename = "targetGroupARN")]
    pub target_group_arn: String,
    /// `ip`
    pub target_type: String,
}

/// A port of a Service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRef {
    /// The Service.
    pub name: String,
    /// Its port.
    pub port: i32,
}

/// What is laid over a Deployment or a `StatefulSet` that exists, field by field.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Overlay {
    /// `apps/v1`
    pub api_version: &'static str,
    /// `Deployment` or `StatefulSet`
    pub kind: &'static str,
    /// The name.
    pub metadata: ObjectMeta,
    /// What is set.
    pub spec: OverlaySpec,
}

/// The fields that are laid over.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverlaySpec {
    /// The size; none takes out what stands there.
    pub replicas: Option<i32>,
    /// How a new version comes out, of a Deployment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strategy: Option<DeploymentStrategy>,
    /// The pods.
    pub template: PodTemplateSpec,
}

/// A kustomization, or a component of one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kustomization {
    /// `kustomize.config.k8s.io/v1beta1`, of a component `v1alpha1`
    pub api_version: String,
    /// `Kustomization` or `Component`
    pub kind: String,
    /// Labels of all objects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Labels>,
    /// Files with objects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<String>,
    /// Files with patches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patches: Vec<PatchFile>,
    /// What comes from one object into another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replacements: Vec<Replacement>,
}

/// Labels that objects get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// Key and value.
    pub pairs: BTreeMap<String, String>,
}

/// A file with a patch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatchFile {
    /// Its path.
    pub path: String,
}

/// A value that goes from one object into others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// Where it stands.
    pub source: ReplacementSource,
    /// Where it goes.
    pub targets: Vec<ReplacementTarget>,
}

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplacementSource {
    /// The object's kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The field.
    pub field_path: String,
}

/// Where a value goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplacementTarget {
    /// The object.
    pub select: Selected,
    /// Its fields.
    pub field_paths: Vec<String>,
    /// A part of the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Part>,
}

/// An object by kind and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Selected {
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// A part of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part {
    /// What separates the parts.
    pub delimiter: String,
    /// Which part, from 0.
    pub index: u32,
}
