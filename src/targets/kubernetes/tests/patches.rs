//! Fields that the language has no word for: set where the object has them, refused where not.

use super::fixture::{at, settings};
use super::golden::{text, tickets};
use crate::model::policy::Patch;
use crate::syntax::tree::{Attribute, Value};
use crate::targets::Rendered;
use crate::targets::kubernetes::render;

fn patched(address: &str, path: &str, value: &str) -> Rendered {
    let value = Value::Text(value.to_owned());
    let field = Attribute { name: at(path.to_owned()), value: at(value) };
    let wanted = Patch {
        target: at("kubernetes".to_owned()),
        address: at(address.to_owned()),
        fields: vec![at(field)],
    };
    let mut plan = tickets();
    plan.patches = vec![wanted];
    render(&plan, &settings(35))
}

fn refused(rendered: &Rendered) -> Option<(&str, Option<&str>)> {
    let refused = rendered.notes.iter().find(|note| note.code.starts_with("patch/"));
    refused.map(|note| (note.code, note.help.as_deref()))
}

#[test]
fn a_field_of_the_api_is_set_in_every_region() {
    let rendered =
        patched("HorizontalPodAutoscaler/api", "spec.behavior.scaleUp.selectPolicy", "Min");
    for region in ["eu-west-1", "eu-central-1"] {
        let written = text(&rendered, &format!("kubernetes/{region}/api.hpa.yaml"));
        assert!(written.contains("      selectPolicy: Min\n"), "{written}");
    }
    assert_eq!(refused(&rendered), None);
}

#[test]
fn an_existing_deployment_takes_fields_too() {
    let rendered = patched("Deployment/api", "spec.template.spec.priorityClassName", "high");
    let path = "kubernetes/eu-west-1/deployment/api/api.deployment.yaml";
    assert!(text(&rendered, path).contains("      priorityClassName: high\n"));
    assert!(text(&rendered, path).contains("  replicas: null\n"));
    assert!(text(&rendered, path).contains("  # The autoscaler owns the size: "));
    assert!(text(&rendered, path).contains("      # 15 s of drain, then 15 s to stop.\n"));
}

#[test]
fn what_does_not_exist_is_refused_with_the_likely_word() {
    let rendered = patched("HorizontalPodAutoscaler/app", "spec.maxReplicas", "3");
    let help = Some("patch kubernetes HorizontalPodAutoscaler/api");
    assert_eq!(refused(&rendered), Some(("patch/unknown-object", help)));
    let rendered =
        patched("HorizontalPodAutoscaler/api", "spec.behavior.scaleUp.selectPolicies", "Min");
    let help = Some("spec.behavior.scaleUp.selectPolicy");
    assert_eq!(refused(&rendered), Some(("patch/unknown-field", help)));
}

#[test]
fn a_value_of_another_kind_is_refused() {
    let rendered = patched("HorizontalPodAutoscaler/api", "spec.maxReplicas", "many");
    assert_eq!(refused(&rendered), Some(("patch/wrong-value", None)));
}
