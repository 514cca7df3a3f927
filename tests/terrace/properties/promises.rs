//! What every policy that compiles holds.

use hcl::Body;
use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::core::v1::Service;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use terrace::targets::terraform::schema::violations;
use terrace::{output, syntax};

use super::pipeline::{cases, compiled, files, shown};
use super::shape::shapes;

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn the_same_text_is_the_same_bytes(shape in shapes()) {
        let text = shape.text();
        prop_assert_eq!(files(&compiled(&text)), files(&compiled(&text)));
    }

    #[test]
    fn formatting_is_idempotent_and_changes_no_file(shape in shapes()) {
        let text = shape.text();
        let formatted = syntax::format(&text);
        prop_assert_eq!(syntax::format(&formatted), formatted.clone());
        same(&without_lines(&compiled(&formatted)), &without_lines(&compiled(&text)));
    }

    #[test]
    fn the_order_of_blocks_changes_no_target(mut shape in shapes()) {
        shape.profile = false;
        same(&without_lines(&compiled(&shape.turned())), &without_lines(&compiled(&shape.text())));
    }

    /// Of the last ring: what is shown of an earlier one has no ring after it, and is then bound as the last.
    #[test]
    fn what_is_shown_shows_itself_and_builds_the_same(shape in shapes()) {
        let text = shape.text();
        let whole = without_lines(&compiled(&text));
        let policies = shown(&text);
        for policy in &policies {
            prop_assert_eq!(shown(policy), vec![policy.clone()]);
        }
        let last = without_lines(&compiled(policies.last().expect("a policy")));
        let wanted: Vec<_> =
            whole.into_iter().filter(|(path, _)| path.starts_with("shop/prod/")).collect();
        same(&last, &wanted);
    }

    #[test]
    fn every_file_is_read_back_by_others(shape in shapes()) {
        for (path, text) in files(&compiled(&shape.text())) {
            match path.rsplit('.').next() {
                Some("tf") => terraform(&path, &text),
                Some("yaml") => kubernetes(&path, &text),
                Some("json") => drop(serde_json::from_str::<Value>(&text).expect("JSON")),
                _ => {}
            }
        }
    }

    #[test]
    fn a_second_build_writes_nothing(shape in shapes()) {
        let folder = tempfile::tempdir().expect("a folder");
        for built in compiled(&shape.text()).trees {
            let write = || output::write(folder.path(), &built.tree, output::Options::default());
            prop_assert!(!write().expect("written").written.is_empty());
            let compared = output::compare(folder.path(), &built.tree).expect("compared");
            prop_assert!(compared.differences.is_empty() && !compared.is_unfinished);
            let again = write().expect("written");
            prop_assert!(again.written.is_empty() && again.removed.is_empty(), "{again:?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(8))]

    /// What a change of the description says: the policy goes on compiling.
    #[test]
    fn a_changed_shape_compiles(shape in shapes()) {
        compiled(&shape.clone().more_replicas(2).text());
        compiled(&shape.clone().scaled(2).text());
        if let Some(wider) = shape.one_more_region() {
            compiled(&wider.text());
        }
    }
}

/// Compares files one by one, so that a failure shows the lines that differ.
fn same(left: &[(String, String)], right: &[(String, String)]) {
    let paths = |files: &[(String, String)]| files.iter().map(|(path, _)| path.clone()).collect();
    let (left_paths, right_paths): (Vec<String>, Vec<String>) = (paths(left), paths(right));
    assert_eq!(left_paths, right_paths);
    for ((path, old), (_, new)) in left.iter().zip(right) {
        let difference = similar::TextDiff::from_lines(old, new).unified_diff().to_string();
        assert!(difference.is_empty(), "{path} differs:\n{difference}");
    }
}

/// The files of the targets: the report names lines of the policy.
fn without_lines(compiled: &terrace::Compiled) -> Vec<(String, String)> {
    let mut files = files(compiled);
    files.retain(|(path, _)| !path.ends_with("report.md"));
    files
}

fn terraform(path: &str, text: &str) {
    let body: Body = hcl::parse(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
    for block in body.blocks() {
        let found: Vec<String> = violations(block).iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}

fn kubernetes(path: &str, text: &str) {
    let object: Value =
        serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    match object["kind"].as_str().expect("a kind") {
        "Deployment" if object["spec"].get("selector").is_some() => {
            kept::<Deployment>(path, &object);
        }
        "HorizontalPodAutoscaler" => kept::<HorizontalPodAutoscaler>(path, &object),
        "PodDisruptionBudget" => kept::<PodDisruptionBudget>(path, &object),
        "Service" => kept::<Service>(path, &object),
        _ => {}
    }
}

fn kept<T: DeserializeOwned + Serialize>(path: &str, object: &Value) {
    let typed: T = serde_json::from_value(object.clone()).expect("an object of the API");
    assert_eq!(&serde_json::to_value(typed).expect("JSON"), object, "{path} loses a field");
}
