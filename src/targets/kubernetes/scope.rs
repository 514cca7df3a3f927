//! One workload in one region, or in several that are alike: what its objects are made from.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use crate::model::policy::{Protocol, WorkloadBody};
use crate::plan::Plan;
use crate::plan::names;
use crate::plan::pods::{NAME_LIMIT, Pods};
use crate::plan::scaling::Size;
use crate::settings::Settings;
use crate::source::Span;

/// The label that every selector uses.
pub const LABEL: &str = "terrace.dev/workload";

/// A workload where it runs.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The first line of every file.
    pub header: &'a str,
    /// The plan.
    pub plan: &'a Plan,
    /// The versions.
    pub settings: &'a Settings,
    /// The workload.
    pub pods: &'a Pods,
    /// What is said of it here.
    pub body: &'a WorkloadBody,
    /// The region's code.
    pub region: &'a str,
    /// Its bounds here.
    pub size: Size,
    /// In how many zones it stands.
    pub zones: u64,
}

impl Scope<'_> {
    /// Seconds from start to serving.
    pub fn startup(&self) -> u64 {
        self.body.startup.as_ref().map_or(60, |startup| startup.node.seconds())
    }

    /// Seconds of draining.
    pub fn drain(&self) -> u64 {
        self.body.drain.as_ref().map_or(30, |drain| drain.node.seconds())
    }

    /// The port that it listens on.
    pub fn port(&self) -> u64 {
        let by_protocol = match self.pods.check.as_ref().map(|check| check.protocol.node) {
            Some(Protocol::Https) => 443,
            Some(Protocol::Http) | None => 80,
        };
        self.body.port.as_ref().map_or(by_protocol, |port| port.node)
    }

    /// Name and label of an object of ours.
    pub fn metadata(&self) -> ObjectMeta {
        let name = names::limited(&self.pods.name, NAME_LIMIT);
        ObjectMeta {
            name: Some(self.pods.object.clone()),
            labels: Some(BTreeMap::from([("app.kubernetes.io/name".to_owned(), name)])),
            ..ObjectMeta::default()
        }
    }

    /// The label of the pods.
    pub fn pod_labels(&self) -> BTreeMap<String, String> {
        BTreeMap::from([(LABEL.to_owned(), self.pods.object.clone())])
    }

    /// What selects the pods.
    pub fn selector(&self) -> LabelSelector {
        LabelSelector { match_labels: Some(self.pod_labels()), ..LabelSelector::default() }
    }

    /// The place of the bounds.
    pub fn replicas_span(&self) -> Span {
        self.body.replicas.as_ref().map_or(self.pods.span, |replicas| replicas.span)
    }
}

/// A figure for a field of 32 bits.
pub fn narrow(figure: u64) -> i32 {
    i32::try_from(figure).unwrap_or(i32::MAX)
}
