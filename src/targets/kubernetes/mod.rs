//! Kubernetes: per region a kustomize base with one object per file, and a component for each attached workload.
//! In: a plan and the versions of the clusters. Out: files in memory. Knows neither the policy's text nor the disk.

mod autoscaler;
mod behavior;
mod codes;
mod cron;
mod demand;
mod deployment;
mod disruption;
mod document;
mod kinds;
mod kustomize;
mod order;
mod outside;
mod patch;
mod print;
mod probes;
mod scalar;
mod scope;
mod serialize;
mod service;
mod since;
mod template;
#[cfg(test)]
mod tests;
mod tolerance;
mod trigger;
mod week;

use std::collections::{BTreeMap, BTreeSet};

pub use self::codes::CODES;
use self::document::Document;
use self::kustomize::{Files, Region};
use self::outside::Outside;
use self::scope::Scope;
use super::{File, Rendered, Thing, Variable};
use crate::diagnostic::Finding;
use crate::plan::Plan;
use crate::plan::pods::Pods;
use crate::settings::Settings;

/// What stands for the values that people fill in into a file, where it has some.
pub fn unset(path: &str) -> Option<&'static str> {
    let is_settings = path.starts_with("kubernetes/") && path.ends_with("/settings.yaml");
    is_settings.then_some(outside::UNSET)
}

/// Everything that a plan has on Kubernetes.
pub fn render(plan: &Plan, settings: &Settings) -> Rendered {
    let header = format!(
        "Compiled by Terrace from policy `{}`; a hand edit is detected and never overwritten without --force.",
        plan.service
    );
    let mut render = Render {
        plan,
        settings,
        header: &header,
        regions: BTreeMap::new(),
        out: Rendered::default(),
    };
    let mut addresses = BTreeSet::new();
    for pods in &plan.pods {
        for group in groups(plan, pods) {
            addresses.extend(render.group(pods, &group));
        }
        render.out.to_do.extend(to_do(plan, pods));
    }
    let addresses: Vec<String> = addresses.into_iter().collect();
    render.out.notes.extend(patch::strangers(&plan.patches, &addresses));
    render.finish()
}

/// Regions in which a workload is the same: the first stands for all of them.
fn groups<'a>(plan: &'a Plan, pods: &'a Pods) -> Vec<Vec<&'a str>> {
    let mut groups: Vec<(_, Vec<&str>)> = Vec::new();
    for region in plan.regions.iter().filter(|region| pods.sizes.contains_key(&region.code)) {
        let code = region.code.as_str();
        let own = pods.workload.regional.contains_key(code) || in_a_region(pods);
        let alike = (own.then_some(code), pods.sizes.get(code), region.zones, names(plan, code));
        match groups.iter_mut().find(|(other, _)| *other == alike) {
            Some((_, codes)) => codes.push(code),
            None => groups.push((alike, vec![code])),
        }
    }
    groups.into_iter().map(|(_, codes)| codes).collect()
}

/// The traffic blocks that a region has.
fn names<'a>(plan: &'a Plan, code: &str) -> Vec<&'a str> {
    let here = plan.traffics.iter().filter(|traffic| traffic.regions.iter().any(|it| it == code));
    here.map(|traffic| traffic.name.as_str()).collect()
}

/// Whether a region's code stands in an object: KEDA asks `CloudWatch` in a region.
fn in_a_region(pods: &Pods) -> bool {
    let resource = |name: &str| matches!(name, "cpu" | "memory" | "connections");
    let body = &pods.workload.body;
    let kept = body.keeps.iter().map(|keep| &keep.node.metric.name.node);
    let stepped = body.steps.iter().flat_map(|step| &step.node.when.terms);
    !kept.chain(stepped.map(|term| &term.metric.name.node)).all(|name| resource(name))
}

struct Render<'a> {
    plan: &'a Plan,
    settings: &'a Settings,
    header: &'a str,
    regions: BTreeMap<&'a str, Region>,
    out: Rendered,
}

impl<'a> Render<'a> {
    /// Renders a workload for regions that are alike; gives the addresses of its objects.
    fn group(&mut self, pods: &'a Pods, group: &[&'a str]) -> Vec<String> {
        let Some(scope) = self.scope(pods, group) else { return Vec::new() };
        let (documents, outside) = documents(&scope, &mut self.out.notes);
        for document in &documents {
            for region in group {
                self.file(region, document);
            }
        }
        for region in group {
            self.regions.entry(region).or_default().outside.extend(outside.iter().cloned());
        }
        documents.into_iter().map(|document| document.address).collect()
    }

    fn scope(&self, pods: &'a Pods, group: &[&'a str]) -> Option<Scope<'a>> {
        let region = *group.first()?;
        let zones = self.plan.regions.iter().find(|known| known.code == region)?.zones;
        let size = *pods.sizes.get(region)?;
        let body = pods.workload.at(region);
        Some(Scope {
            header: self.header,
            plan: self.plan,
            settings: self.settings,
            pods,
            body,
            region,
            size,
            zones,
        })
    }

    fn file(&mut self, region: &'a str, document: &Document) {
        let path = ["kubernetes/", region, "/", &document.path].concat();
        let thing = Thing { name: document.address.clone(), span: document.span };
        self.out.files.push(File { path, text: document.text.clone(), things: vec![thing] });
        self.regions.entry(region).or_default().add(document);
    }

    fn finish(mut self) -> Rendered {
        // Regions that are alike share what is printed.
        let mut printed: Vec<(&Region, Files)> = Vec::new();
        for (region, contents) in &self.regions {
            let known = printed.iter().position(|(known, _)| *known == contents);
            let at = known.unwrap_or_else(|| {
                printed.push((contents, kustomize::files(self.plan, self.header, contents)));
                printed.len() - 1
            });
            for (path, text) in printed.get(at).into_iter().flat_map(|(_, files)| files) {
                let path = ["kubernetes/", region, "/", path].concat();
                let name = path.rsplit('/').next().unwrap_or_default().to_owned();
                let things = vec![Thing { name, span: self.plan.span }];
                self.out.files.push(File { path, text: text.clone(), things });
            }
        }
        let outside = self.regions.values().flat_map(|region| &region.outside);
        self.out.variables = variables(outside);
        self.out.files.sort_by(|one, other| one.path.cmp(&other.path));
        self.out.notes = distinct(self.out.notes);
        self.out
    }
}

fn documents(scope: &Scope, notes: &mut Vec<Finding>) -> (Vec<Document>, Vec<Outside>) {
    let autoscaler = autoscaler::autoscaler(scope, notes);
    let mut outside = autoscaler.outside;
    let scaled = autoscaler.document.is_some();
    let mut documents: Vec<Document> = autoscaler.document.into_iter().collect();
    documents.extend(disruption::budget(scope, autoscaler.lowest, notes));
    documents.extend(service::service(scope, notes));
    documents.extend(service::uses(scope, notes));
    documents.push(deployment::deployment(scope, scaled, notes));
    for (binding, need) in service::bindings(scope, notes) {
        documents.push(binding);
        outside.push(need);
    }
    (documents, outside)
}

fn variables<'a>(outside: impl Iterator<Item = &'a Outside>) -> Vec<Variable> {
    let named: BTreeMap<&str, &str> =
        outside.map(|need| (need.key.as_str(), need.description.as_str())).collect();
    let variable = |(key, description): (&str, &str)| Variable {
        name: format!("{key} (kubernetes/<region>/settings.yaml)"),
        description: description.to_owned(),
    };
    named.into_iter().map(variable).collect()
}

/// Each note once, in the order of the policy.
fn distinct(mut notes: Vec<Finding>) -> Vec<Finding> {
    let key = |note: &Finding| (note.span(), note.code, note.message.clone());
    notes.sort_by_cached_key(key);
    notes.dedup();
    notes
}

fn to_do(plan: &Plan, pods: &Pods) -> Vec<String> {
    let mut regions = pods.sizes.keys();
    let region = regions.find(|code| **code == plan.primary).or(pods.sizes.keys().next());
    let (true, Some(region)) = (pods.attached, region) else { return Vec::new() };
    let (kind, name) = (pods.kind.word(), &pods.deployment);
    let component = format!("<here>/kubernetes/{region}/deployment/{}", pods.name);
    let mut lines = vec![format!(
        "Add to the kustomization of `{kind}/{name}`, per region: `components: [{component}]`."
    )];
    if pods.sizes.values().any(|size| size.min != size.max) {
        let resource = format!("{}/{name}", kind.to_lowercase());
        lines.push(format!(
            "Before the first apply of it take `spec.replicas` out of what was last applied (`kubectl apply edit-last-applied {resource}`): else it falls to one pod."
        ));
    }
    if pods.uses.iter().any(|uses| !uses.settings.is_empty()) {
        lines.push(format!(
            "Read the settings of `{}` from ConfigMap `{}` (`envFrom`).",
            pods.name, pods.object
        ));
    }
    lines
}
