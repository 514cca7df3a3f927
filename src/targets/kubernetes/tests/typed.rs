//! What is written is read back by the types of the API with nothing lost, in every version.

use super::fixture::settings;
use super::golden::{tickets, workflow};
use super::kustomize::behind_ours;
use super::lowering::steps;
use crate::plan::Plan;
use crate::targets::kubernetes::kinds::Kustomization;
use crate::targets::kubernetes::{patch, render};

fn objects(plan: &Plan, minor: u32) -> Vec<(String, serde_json::Value)> {
    let rendered = render(plan, &settings(minor));
    let read = |file: &crate::targets::File| {
        (file.path.clone(), serde_yaml::from_str(&file.text).expect("YAML"))
    };
    rendered.files.iter().map(read).collect()
}

#[test]
fn nothing_is_lost_in_the_types_of_the_api() {
    for plan in [tickets(), workflow(), behind_ours(), steps()] {
        for minor in 25..=37 {
            for (path, object) in objects(&plan, minor) {
                let kind = object["kind"].as_str().expect("a kind").to_owned();
                if matches!(kind.as_str(), "Kustomization" | "Component") {
                    let typed: Kustomization =
                        serde_json::from_value(object.clone()).expect("a kustomization");
                    assert_eq!(serde_json::to_value(typed).expect("JSON"), object, "{path}");
                } else {
                    assert!(patch::check(&kind, &object).is_ok(), "{path} for 1.{minor}");
                }
            }
        }
    }
}

fn has(plan: &Plan, minor: u32, field: &str) -> bool {
    objects(plan, minor).iter().any(|(_, object)| object.to_string().contains(field))
}

#[test]
fn the_version_decides_which_fields_exist() {
    let plan = tickets();
    for (field, since) in [
        ("nodeTaintsPolicy", 26),
        ("matchLabelKeys", 27),
        ("unhealthyPodEvictionPolicy", 27),
        ("\"sleep\":{", 30),
    ] {
        assert!(has(&plan, since, field) && !has(&plan, since - 1, field), "{field}");
    }
    assert!(has(&plan, 29, "\"command\":[\"sleep\",\"15\"]"));
    assert!(has(&workflow(), 35, "\"tolerance\":\"0\"") && !has(&workflow(), 34, "tolerance"));
}
