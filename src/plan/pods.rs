//! Workloads on Kubernetes: what the autoscaler, the disruption budget, probes and placement are made from.
//! In: the policy. Out: one entry per workload, names resolved. Knows no YAML.

use std::collections::BTreeMap;

use super::context::Context;
use super::rest::Dependency;
use super::scaling::Size;
use super::traffic::{Balancer, TargetCheck, Traffic};
use super::{dependency, names, target_check};
use crate::diagnostic::{Code, Edit, Finding};
use crate::model::policy::{CustomMetric, Health, Platform, Window, Workload, WorkloadBody};
use crate::source::{Span, Spanned};
use crate::words::tick;

/// A value of a label, a Service's name and the name of what KEDA labels end after 63 characters
/// (kubernetes.io/docs/concepts/overview/working-with-objects/names).
pub const NAME_LIMIT: usize = 63;

const ATTACH: Code = Code {
    code: "attach/kubernetes-form",
    why: "A workload on Kubernetes is adopted as `Deployment/name` or `StatefulSet/name`, with `/container` where the container has another name.",
};

const NOTHING: Code = Code {
    code: "attach/nothing-to-run",
    why: "A workload on Kubernetes is either one that exists, which `attach` names, or one of ours, which runs an `image`.",
};

/// The codes of this module.
pub const CODES: &[Code] = &[ATTACH, NOTHING];

/// A workload on Kubernetes.
#[derive(Clone, Debug)]
pub struct Pods {
    /// The workload's name.
    pub name: String,
    /// The objects' name, `<service>-<workload>` (of the old name after a renaming).
    pub object: String,
    /// The Deployment's name: the attached one's or ours.
    pub deployment: String,
    /// The kind of what is scaled.
    pub kind: Kind,
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
    /// The metrics of the policy's own, by name.
    pub metrics: BTreeMap<String, CustomMetric>,
    /// The real name of the queue on SQS that it reads.
    pub queue: Option<String>,
    /// Its check, with every default filled in.
    pub check: Option<Health>,
    /// The check of its target groups, where a balancer of ours leads to it.
    pub target: Option<TargetCheck>,
    /// The place of its head.
    pub span: Span,
}

/// What is scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `Deployment`
    Deployment,
    /// `StatefulSet`
    StatefulSet,
}

impl Kind {
    /// As the API names it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Deployment => "Deployment",
            Kind::StatefulSet => "StatefulSet",
        }
    }
}

/// The workloads on Kubernetes, by name, and what is wrong with how they are attached.
pub fn plan(context: &Context, traffics: &[Traffic]) -> (Vec<Pods>, Vec<Finding>) {
    let mut notes = Vec::new();
    let on = |workload: &&Workload| workload.platform.node == Platform::Kubernetes;
    let workloads = context.policy.workloads.iter().filter(on);
    let pods = workloads.map(|workload| one(context, workload, traffics, &mut notes)).collect();
    (pods, notes)
}

fn one(
    context: &Context,
    workload: &Workload,
    traffics: &[Traffic],
    notes: &mut Vec<Finding>,
) -> Pods {
    let body = &workload.body;
    let service = context.policy.service.node.as_str();
    let known = body.renamed_from.as_ref().unwrap_or(&workload.name);
    let object = names::limited(&format!("{service}-{}", known.node), NAME_LIMIT);
    let adopted = adopted(body, notes);
    if body.attach.is_none() && body.image.is_none() {
        notes.push(nothing(workload));
    }
    let behind = behind(context, &workload.name.node);
    let ours =
        |traffic: &Traffic| traffic.balancer == Balancer::Ours && behind.contains(&traffic.name);
    let target = traffics.iter().any(ours) && body.health.is_some();
    let target = target.then(|| target_check::plan(context, body, 0, notes));
    let deployment = adopted.name.unwrap_or_else(|| object.clone());
    Pods {
        name: workload.name.node.clone(),
        container: adopted.container.unwrap_or_else(|| match &body.attach {
            Some(_) => deployment.clone(),
            None => workload.name.node.clone(),
        }),
        object,
        deployment,
        kind: adopted.kind,
        attached: body.attach.is_some(),
        image: body.image.as_ref().map(|image| image.node.clone()),
        sizes: sizes(context, workload),
        behind,
        uses: dependency::dependencies(context.policy, body),
        windows: windows(context, workload),
        metrics: context.policy.metrics.clone(),
        queue: queue(context, body),
        check: body.health.as_ref().and_then(|name| context.policy.health.get(&name.node).cloned()),
        target,
        span: workload.head,
        workload: workload.clone(),
    }
}

/// What an `attach` names.
struct Adopted {
    kind: Kind,
    name: Option<String>,
    container: Option<String>,
}

fn adopted(body: &WorkloadBody, notes: &mut Vec<Finding>) -> Adopted {
    let ours = Adopted { kind: Kind::Deployment, name: None, container: None };
    let Some(attach) = &body.attach else { return ours };
    let mut parts = attach.node.split('/');
    let kind = match parts.next() {
        Some("Deployment") => Some(Kind::Deployment),
        Some("StatefulSet") => Some(Kind::StatefulSet),
        Some(_) | None => None,
    };
    let name = parts.next().filter(|name| !name.is_empty()).map(str::to_owned);
    let container = parts.next().map(str::to_owned);
    if let (Some(kind), Some(name), None) = (kind, name, parts.next()) {
        return Adopted { kind, name: Some(name), container };
    }
    notes.push(misnamed(attach.node.as_str(), attach.span));
    ours
}

fn nothing(workload: &Workload) -> Finding {
    let name = &workload.name.node;
    let message =
        format!("{} has neither `attach` nor `image`: nothing says what it runs", tick(name));
    let adopted = format!("attach = \"Deployment/{name}\"");
    Finding::error(NOTHING.code, message, workload.head, "nothing to run")
        .help(format!("add `{adopted}`, or `image` with what is to run"))
        .edit(Edit::Add(workload.head, adopted))
}

fn misnamed(attach: &str, span: Span) -> Finding {
    let last = attach.rsplit('/').next().unwrap_or(attach);
    let message = format!(
        "{} names no workload of a cluster: a `Deployment` or a `StatefulSet` by its name",
        tick(attach)
    );
    Finding::error(ATTACH.code, message, span, "not kind and name")
        .help(format!("attach = \"Deployment/{last}\""))
}

fn sizes(context: &Context, workload: &Workload) -> BTreeMap<String, Size> {
    let size = |code: &str| {
        let replicas = workload.at(code).replicas.as_ref()?.node;
        Some(Size { min: replicas.min, max: replicas.max })
    };
    let regions = context.regions_of(&workload.body).into_iter();
    regions.map(|code| (size(&code).unwrap_or(Size { min: 1, max: 1 }), code)).map(swap).collect()
}

fn swap<A, B>((one, other): (A, B)) -> (B, A) {
    (other, one)
}

fn windows(context: &Context, workload: &Workload) -> BTreeMap<String, Vec<Spanned<Window>>> {
    let regions = context.regions_of(&workload.body).into_iter();
    regions.map(|code| (workload.at(&code).windows.clone(), code)).map(swap).collect()
}

fn behind(context: &Context, workload: &str) -> Vec<String> {
    let leads = context.leads_to(workload).into_iter();
    let mut names: Vec<String> = leads.map(|traffic| traffic.name.node.clone()).collect();
    names.sort();
    names
}

fn queue(context: &Context, body: &WorkloadBody) -> Option<String> {
    let read = body.consumes.as_ref()?.node.as_str();
    let queue = context.policy.queues.iter().find(|queue| queue.name.node == read)?;
    let ours = queue.renamed_from.as_ref().unwrap_or(&queue.name);
    (queue.engine.node == "sqs").then(|| match &queue.attach {
        Some(attach) => attach.node.clone(),
        None => context.real(&ours.node, 80),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Unit, resolve};
    use crate::plan::traffic;
    use crate::settings::{Settings, Version};
    use crate::source::FileId;
    use crate::syntax::parse;
    use crate::syntax::tree::Date;

    const POLICY: &str = r#"service shop {
  region eu-west-1 { zones = 3 }
  health slow { path = "/", interval = 300s, timeout = 200s }
  traffic public { host = "shop.example.com", route "/api/*" to api, route default to web }
  workload web on ec2 { replicas = 2 }
  workload api on kubernetes { image = "api:1", replicas = 2, health = slow }
}
"#;

    /// The check of its target groups, and the codes of the notes about them.
    fn target(text: &str) -> (Option<TargetCheck>, Vec<&'static str>) {
        let (tree, _) = parse(FileId(0), text);
        let (services, _) = resolve(&[Unit { body: tree.body, used: Vec::new() }]);
        let settings = Settings::new(
            Version { major: 1, minor: 35 },
            Version { major: 2, minor: 18 },
            Date { year: 2026, month: 11, day: 1 },
        );
        let context = Context::new(&services[0].places[0].tiers[0], &settings);
        let traffics = traffic::plan(&context, &mut Vec::new());
        let (mut pods, notes) = plan(&context, &traffics);
        (pods.remove(0).target, notes.iter().map(|note| note.code).collect())
    }

    #[test]
    fn a_target_group_of_pods_waits_as_long_as_any_other_and_says_so() {
        let (check, notes) = target(POLICY);
        assert_eq!(check.map(|check| (check.interval, check.timeout)), Some((300, 120)));
        assert_eq!(notes, ["lowering/target-check-timeout"]);
    }

    #[test]
    fn pods_behind_a_balancer_of_others_have_no_target_group_here() {
        let (check, notes) =
            target(&POLICY.replace("route default to web", "route default to api"));
        assert_eq!((check, notes), (None, Vec::new()));
    }
}
