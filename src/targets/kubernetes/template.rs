//! The pods of a workload: probes, resources, spread, drain. In: a workload where it runs. Out: a pod template,
//! of which an attached workload gets only what the policy says. Knows no Deployment.

use k8s_openapi::api::core::v1::{
    Container, ExecAction, Lifecycle, LifecycleHandler, PodSpec, PodTemplateSpec,
    ResourceRequirements, SleepAction, TopologySpreadConstraint,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as Figure;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use std::collections::BTreeMap;

use super::print::Comment;
use super::probes::probes;
use super::scope::Scope;
use super::since::Field;
use crate::plan::pods::Kind;

/// Seconds for the process to stop after its drain.
const STOP: u64 = 15;

/// The template.
pub fn template(scope: &Scope) -> PodTemplateSpec {
    PodTemplateSpec {
        metadata: Some(ObjectMeta { labels: Some(scope.pod_labels()), ..ObjectMeta::default() }),
        spec: Some(PodSpec {
            termination_grace_period_seconds: Some(
                (scope.drain() + STOP).try_into().unwrap_or(i64::MAX),
            ),
            topology_spread_constraints: Some(vec![zones(scope), hosts(scope)]),
            containers: vec![container(scope)],
            ..PodSpec::default()
        }),
    }
}

/// Why the template is as it is.
pub fn comments(scope: &Scope) -> Vec<Comment> {
    let grace = match scope.drain() {
        0 => format!("{STOP} s to stop."),
        drain => format!("{drain} s of drain, then {STOP} s to stop."),
    };
    let startup = format!(
        "{} s of `startup` and one interval to spare, before the other probes begin.",
        scope.startup()
    );
    vec![
        Comment { path: &["spec", "template", "spec", "terminationGracePeriodSeconds"], text: grace.into() },
        Comment {
            path: &["spec", "template", "spec", "topologySpreadConstraints", "0", "nodeTaintsPolicy"],
            text: "Otherwise the tainted nodes of a lost zone count as an empty zone, and nothing more is placed elsewhere.".into(),
        },
        Comment {
            path: &["spec", "template", "spec", "containers", "0", "startupProbe"],
            text: startup.into(),
        },
        Comment {
            path: &["spec", "template", "spec", "containers", "0", "livenessProbe"],
            text: "Twice as patient as readiness: a pod leaves the service before it is restarted.".into(),
        },
    ]
}

fn container(scope: &Scope) -> Container {
    let probes = scope.pods.check.as_ref().map(|check| probes(scope, check));
    let (startup, readiness, liveness) = match probes {
        Some(probes) => (Some(probes.startup), Some(probes.readiness), Some(probes.liveness)),
        None => (None, None, None),
    };
    Container {
        name: scope.pods.container.clone(),
        resources: resources(scope),
        startup_probe: startup,
        readiness_probe: readiness,
        liveness_probe: liveness,
        lifecycle: lifecycle(scope),
        ..Container::default()
    }
}

fn resources(scope: &Scope) -> Option<ResourceRequirements> {
    let (cpu, memory) = (scope.body.cpu.as_ref(), scope.body.memory.as_ref());
    let cpu = cpu.map(|cpu| {
        (processors(cpu.node.min.base().ceil()), processors(cpu.node.max.base().ceil()))
    });
    let memory =
        memory.map(|size| (bytes(size.node.min.base().ceil()), bytes(size.node.max.base().ceil())));
    let mut requests = BTreeMap::new();
    let mut limits = BTreeMap::new();
    for (name, ends) in [("cpu", cpu), ("memory", memory)] {
        if let Some((request, limit)) = ends {
            requests.insert(name.to_owned(), Figure(request));
            limits.insert(name.to_owned(), Figure(limit));
        }
    }
    (!requests.is_empty()).then(|| ResourceRequirements {
        requests: Some(requests),
        limits: Some(limits),
        ..ResourceRequirements::default()
    })
}

/// Thousandths of a processor.
fn processors(thousandths: u64) -> String {
    match thousandths % 1_000 {
        0 => (thousandths / 1_000).to_string(),
        _ => format!("{thousandths}m"),
    }
}

/// Bytes in the largest unit that takes them whole.
fn bytes(bytes: u64) -> String {
    let units = [
        ("Ti", 1 << 40),
        ("Gi", 1 << 30),
        ("Mi", 1 << 20),
        ("T", 1_000_000_000_000),
        ("G", 1_000_000_000),
        ("M", 1_000_000),
        ("Ki", 1 << 10),
        ("k", 1_000),
    ];
    let whole = |(_, size): &&(&str, u64)| bytes > 0 && bytes.is_multiple_of(*size);
    match units.iter().find(whole) {
        Some((unit, size)) => format!("{}{unit}", bytes / size),
        None => bytes.to_string(),
    }
}

fn lifecycle(scope: &Scope) -> Option<Lifecycle> {
    let seconds = scope.drain();
    let handler = if Field::Sleep.is_in(scope.settings) {
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
        LifecycleHandler { sleep: Some(SleepAction { seconds }), ..LifecycleHandler::default() }
    } else {
        let command = vec!["sleep".to_owned(), seconds.to_string()];
        let exec = Some(ExecAction { command: Some(command) });
        LifecycleHandler { exec, ..LifecycleHandler::default() }
    };
    (seconds > 0).then(|| Lifecycle { pre_stop: Some(handler), ..Lifecycle::default() })
}

fn zones(scope: &Scope) -> TopologySpreadConstraint {
    let taints = Field::NodeTaintsPolicy.is_in(scope.settings);
    // Where tainted nodes cannot be left out, the nodes of a lost zone would stop what is placed elsewhere.
    let unsatisfiable = if taints { "DoNotSchedule" } else { "ScheduleAnyway" };
    TopologySpreadConstraint {
        node_taints_policy: taints.then(|| "Honor".to_owned()),
        ..spread(scope, "topology.kubernetes.io/zone", unsatisfiable)
    }
}

fn hosts(scope: &Scope) -> TopologySpreadConstraint {
    spread(scope, "kubernetes.io/hostname", "ScheduleAnyway")
}

fn spread(scope: &Scope, key: &str, unsatisfiable: &str) -> TopologySpreadConstraint {
    let revision = match scope.pods.kind {
        Kind::Deployment => "pod-template-hash",
        Kind::StatefulSet => "controller-revision-hash",
    };
    let revisions = Field::MatchLabelKeys.is_in(scope.settings);
    TopologySpreadConstraint {
        topology_key: key.to_owned(),
        when_unsatisfiable: unsatisfiable.to_owned(),
        max_skew: 1,
        label_selector: Some(scope.selector()),
        match_label_keys: revisions.then(|| vec![revision.to_owned()]),
        ..TopologySpreadConstraint::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_whole_and_short() {
        assert_eq!(processors(500), "500m");
        assert_eq!(processors(1_000), "1");
        assert_eq!(bytes(512 << 20), "512Mi");
        assert_eq!(bytes(1 << 30), "1Gi");
        assert_eq!(bytes(20_000_000_000), "20G");
        assert_eq!(bytes(1), "1");
    }
}
