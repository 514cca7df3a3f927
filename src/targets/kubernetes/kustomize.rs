//! The kustomizations of a region: its base, and a component for each attached workload. In: what stands in the
//! region. Out: texts by path.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::document::Document;
use super::kinds::{Kustomization, Labels, PatchFile};
use super::outside::{self, Outside};
use super::print::print;
use crate::plan::Plan;
use crate::plan::names::limited;
use crate::plan::pods::NAME_LIMIT;

/// What stands in a region.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Region {
    /// Files of objects.
    resources: BTreeSet<String>,
    /// Patches of attached workloads, with their folders.
    patches: BTreeSet<String>,
    /// What comes from outside.
    pub outside: BTreeSet<Outside>,
}

impl Region {
    /// Takes a document in.
    pub fn add(&mut self, document: &Document) {
        let list = if document.over { &mut self.patches } else { &mut self.resources };
        list.insert(document.path.clone());
    }
}

/// Texts by path.
pub type Files = Vec<(String, Arc<str>)>;

/// The files of a region that hold no object of a workload.
pub fn files(plan: &Plan, header: &str, region: &Region) -> Files {
    let mut files = Vec::new();
    let outside: Vec<&Outside> = region.outside.iter().collect();
    let mut resources: Vec<String> = region.resources.iter().cloned().collect();
    if !outside.is_empty() {
        resources.push("settings.yaml".to_owned());
        resources.sort();
        let yours = format!(
            "Compiled by Terrace from policy `{}`; the values below `data` are yours and stay, any other edit is detected.",
            plan.service
        );
        let text = print(&yours, &outside::settings(&outside), &[]);
        files.push(("settings.yaml".to_owned(), text.into()));
    }
    if !resources.is_empty() {
        let text = print(header, &base(plan, resources, &outside), &[]);
        files.push(("kustomization.yaml".to_owned(), text.into()));
    }
    files.extend(region.patches.iter().map(|path| component(header, path)));
    files
}

fn component(header: &str, path: &str) -> (String, Arc<str>) {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let component = Kustomization {
        api_version: "kustomize.config.k8s.io/v1alpha1".to_owned(),
        kind: "Component".to_owned(),
        patches: vec![PatchFile { path: file.to_owned() }],
        ..Kustomization::default()
    };
    (format!("{folder}/kustomization.yaml"), print(header, &component, &[]).into())
}

fn base(plan: &Plan, resources: Vec<String>, outside: &[&Outside]) -> Kustomization {
    let pair =
        |key: &str, value: &str| (format!("app.kubernetes.io/{key}"), limited(value, NAME_LIMIT));
    let pairs = BTreeMap::from([
        pair("instance", &plan.name),
        pair("managed-by", "terrace"),
        pair("part-of", &plan.service),
    ]);
    Kustomization {
        api_version: "kustomize.config.k8s.io/v1beta1".to_owned(),
        kind: "Kustomization".to_owned(),
        labels: vec![Labels { pairs }],
        resources,
        patches: Vec::new(),
        replacements: outside::replacements(outside),
    }
}
