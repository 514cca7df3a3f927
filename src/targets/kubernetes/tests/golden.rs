//! The model tree, byte for byte, and the workload of a workflow application as people would write it.

use super::fixture::{api, at, keep, pace, plan, pods, q, request_queue, settings, window};
use crate::model::measure::{Bounds, Duration};
use crate::model::policy::WorkloadBody;
use crate::plan::Plan;
use crate::plan::rest::{Dependency, DependencyKind};
use crate::source::Span;
use crate::syntax::tree::Direction;
use crate::targets::Rendered;
use crate::targets::kubernetes::render;

/// The plan behind the model tree.
pub fn tickets() -> Plan {
    let regions = ["eu-central-1", "eu-west-1"];
    let mut body = api();
    body.keeps = vec![keep("cpu", "70%", false)];
    body.paces = vec![
        pace(Direction::Out, &["100%", "4"], "30s", None),
        pace(Direction::In, &["10%"], "1m", Some("5m")),
    ];
    plan("tickets", "prod", &regions, pods("tickets", "api", body, &regions))
}

/// Everything that KEDA is needed for, behind a route, with things that it uses.
pub fn workflow() -> Plan {
    let body = WorkloadBody {
        attach: Some(at("Deployment/my-app".to_owned())),
        replicas: Some(at(Bounds { min: 9, max: 45 })),
        drain: Some(at(Duration(q("30s")))),
        keeps: vec![
            keep("cpu", "70%", false),
            keep("memory", "80%", false),
            keep("request_queue", "100", true),
        ],
        paces: vec![
            pace(Direction::Out, &["100%", "4"], "15s", None),
            pace(Direction::In, &["10%"], "1m", Some("5m")),
        ],
        windows: vec![
            window(Some("20"), None, Some((8, 18)), ("mon", "fri")),
            window(Some("2"), Some("20"), None, ("sat", "sun")),
        ],
        ..api()
    };
    let mut pods = pods("workflow-app", "app", body, &["us-east-1"]);
    pods.metrics.insert("request_queue".to_owned(), request_queue());
    pods.behind = vec!["public".to_owned()];
    pods.uses = vec![Dependency {
        target: "db".to_owned(),
        kind: DependencyKind::Store,
        otherwise: Vec::new(),
        settings: [("pool_min".to_owned(), 5), ("pool_max".to_owned(), 20)].into(),
        span: Span::default(),
    }];
    plan("workflow-app", "default", &["us-east-1"], pods)
}

/// The text of a file.
pub fn text<'a>(rendered: &'a Rendered, path: &str) -> &'a str {
    let file = rendered.files.iter().find(|file| file.path == path);
    file.map_or_else(|| panic!("no {path}"), |file| &file.text)
}

#[test]
fn the_autoscaler_of_the_model_tree_is_written_as_it_stands_there() {
    let rendered = render(&tickets(), &settings(35));
    let written = text(&rendered, "kubernetes/eu-west-1/api.hpa.yaml");
    insta::assert_snapshot!(written);
    let patch = text(&rendered, "kubernetes/eu-west-1/deployment/api/api.deployment.yaml");
    insta::assert_snapshot!(patch);
}

#[test]
fn regions_that_are_alike_share_their_texts() {
    let rendered = render(&tickets(), &settings(35));
    let twin = |path: &str| path.replace("eu-west-1", "eu-central-1");
    for file in rendered.files.iter().filter(|file| file.path.contains("eu-west-1")) {
        let other = rendered.files.iter().find(|other| other.path == twin(&file.path));
        assert!(other.is_some_and(|other| std::sync::Arc::ptr_eq(&other.text, &file.text)));
    }
    assert_eq!(rendered.files.len(), 10);
}

#[test]
fn schedules_and_a_queue_go_through_one_scaled_object() {
    let rendered = render(&workflow(), &settings(35));
    insta::assert_snapshot!(text(&rendered, "kubernetes/us-east-1/app.scaledobject.yaml"));
    assert!(!rendered.files.iter().any(|file| file.path.ends_with("hpa.yaml")));
    insta::assert_snapshot!(text(&rendered, "kubernetes/us-east-1/app.service.yaml"));
    insta::assert_snapshot!(text(&rendered, "kubernetes/us-east-1/app.configmap.yaml"));
}
