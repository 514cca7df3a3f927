//! The kustomizations of a region: its base, and a component for each attached workload. In: what stands in the
//! region. Out: texts by path, each printed once however many regions are alike.

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
#[derive(Debug, Default)]
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

/// Texts that are printed already, by what is in them.
#[derive(Default)]
pub struct Printed {
    bases: BTreeMap<(Vec<String>, Vec<Outside>), Arc<str>>,
    settings: BTreeMap<Vec<Outside>, Arc<str>>,
    components: BTreeMap<String, Arc<str>>,
}

impl Printed {
    /// The files of a region that hold no object of a workload.
    pub fn files(&mut self, plan: &Plan, header: &str, region: &Region) -> Vec<(String, Arc<str>)> {
        let mut files = Vec::new();
        let outside: Vec<Outside> = region.outside.iter().cloned().collect();
        let mut resources: Vec<String> = region.resources.iter().cloned().collect();
        if !outside.is_empty() {
            resources.push("settings.yaml".to_owned());
            resources.sort();
            let yours = format!(
                "Compiled by Terrace from policy `{}`; the values below `data` are yours and stay, any other edit is detected.",
                plan.service
            );
            let print = || print(&yours, &outside::settings(&outside), &[]).into();
            let text = self.settings.entry(outside.clone()).or_insert_with(print);
            files.push(("settings.yaml".to_owned(), text.clone()));
        }
        if !resources.is_empty() {
            let key = (resources, outside);
            let text = self.bases.entry(key).or_insert_with_key(|(resources, outside)| {
                print(header, &base(plan, resources.clone(), outside), &[]).into()
            });
            files.push(("kustomization.yaml".to_owned(), text.clone()));
        }
        files.extend(region.patches.iter().map(|path| self.component(header, path)));
        files
    }

    fn component(&mut self, header: &str, path: &str) -> (String, Arc<str>) {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let component = Kustomization {
            api_version: "kustomize.config.k8s.io/v1alpha1".to_owned(),
            kind: "Component".to_owned(),
            patches: vec![PatchFile { path: file.to_owned() }],
            ..Kustomization::default()
        };
        let print = || print(header, &component, &[]).into();
        let text = self.components.entry(path.to_owned()).or_insert_with(print);
        (format!("{folder}/kustomization.yaml"), text.clone())
    }
}

fn base(plan: &Plan, resources: Vec<String>, outside: &[Outside]) -> Kustomization {
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
