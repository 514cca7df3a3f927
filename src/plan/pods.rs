//! Workloads on Kubernetes: the autoscaler, the disruption budget, probes, placement.

use std::collections::BTreeMap;

use super::rest::Dependency;
use super::scaling::Size;
use crate::model::policy::{Window, Workload};
use crate::source::{Span, Spanned};

/// A workload on Kubernetes.
#[derive(Clone, Debug)]
pub struct Pods {
    /// The workload's name.
    pub name: String,
    /// The objects' name, `<service>-<workload>` (of the old name after a renaming).
    pub object: String,
    /// The Deployment's name: the attached one's or ours.
    pub deployment: String,
    /// The kind of what is scaled, `Deployment` or `StatefulSet`.
    pub kind: String,
    /// The container that resources and probes go to.
    pub container: String,
    /// Whether the Deployment exists already.
    pub attached: bool,
    /// The image of a created Deployment.
    pub image: Option<String>,
    /// Bounds by region: also the regions that have it.
    pub sizes: BTreeMap<String, Size>,
    /// The traffic blocks that lead to it, by name.
    pub behind: Vec<String>,
    /// What it uses, by target.
    pub uses: Vec<Dependency>,
    /// Windows by region.
    pub windows: BTreeMap<String, Vec<Spanned<Window>>>,
    /// The resolved workload, whose sentences the autoscaler takes up.
    pub workload: Workload,
    /// Its check, with every default filled in.
    pub check: Option<crate::model::policy::Health>,
    /// The place of its head.
    pub span: Span,
}
