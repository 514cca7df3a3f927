//! What an autoscaler of Kubernetes cannot do as written is said, with its numbers.

use serde_json::Value;

use super::fixture::{api, keep, pace, plan, pods, settings, step};
use super::golden::{tickets, workflow};
use crate::diagnostic::Level;
use crate::model::policy::WorkloadBody;
use crate::plan::Plan;
use crate::syntax::tree::{Direction, Join, Op};
use crate::targets::Rendered;
use crate::targets::kubernetes::{CODES, render};

fn one(body: WorkloadBody) -> Plan {
    plan("status", "prod", &["us-east-1"], pods("status", "sse", body, &["us-east-1"]))
}

fn object(rendered: &Rendered, file: &str) -> Value {
    let path = format!("kubernetes/us-east-1/{file}");
    let file = rendered.files.iter().find(|file| file.path == path).expect("written");
    serde_yaml::from_str(&file.text).expect("YAML")
}

fn codes(rendered: &Rendered) -> Vec<&str> {
    rendered.notes.iter().map(|note| note.code).collect()
}

fn messages(rendered: &Rendered, code: &str) -> Vec<String> {
    let notes = rendered.notes.iter().filter(|note| note.code == code);
    notes.map(|note| note.message.clone()).collect()
}

/// Steps on connections, as a status page writes them.
pub fn steps() -> Plan {
    let out =
        |by, value| step(Direction::Out, by, &[("connections", Op::Greater, value)], None, "1m");
    let body = WorkloadBody {
        steps: vec![
            out("2", "80k"),
            out("25%", "85k"),
            step(Direction::In, "1", &[("connections", Op::Less, "20k")], None, "15m"),
        ],
        ..api()
    };
    one(body)
}

#[test]
fn steps_become_a_target_policies_and_tolerances() {
    let rendered = render(&steps(), &settings(35));
    let spec = &object(&rendered, "sse.scaledobject.yaml")["spec"];
    assert_eq!(spec["triggers"][0]["metadata"]["threshold"], "80000");
    assert_eq!(spec["triggers"][0]["metricType"], "AverageValue");
    let behavior = &spec["advanced"]["horizontalPodAutoscalerConfig"]["behavior"];
    assert_eq!(behavior["scaleUp"]["stabilizationWindowSeconds"], 60);
    assert_eq!(behavior["scaleUp"]["tolerance"], "0");
    assert_eq!(behavior["scaleUp"]["policies"].as_array().map(Vec::len), Some(2));
    assert_eq!(behavior["scaleDown"]["stabilizationWindowSeconds"], 900);
    assert_eq!(behavior["scaleDown"]["tolerance"], "0.75");
    let limits = messages(&rendered, "lowering/step-as-limit").join("\n");
    assert!(limits.contains("`by 2` is the most that one step adds"), "{limits}");
    assert!(codes(&rendered).contains(&"lowering/one-behavior"));
}

#[test]
fn without_tolerance_a_threshold_in_is_reported() {
    let rendered = render(&steps(), &settings(34));
    let message = messages(&rendered, "lowering/tolerance").join("");
    assert!(message.contains("Kubernetes 1.34 with KEDA 2.18"), "{message}");
}

#[test]
fn joined_conditions_that_read_otherwise_are_reported() {
    let terms = [("cpu", Op::Greater, "70%"), ("memory", Op::Greater, "80%")];
    let body = WorkloadBody {
        steps: vec![step(Direction::Out, "1", &terms, Some(Join::And), "1m")],
        ..api()
    };
    let rendered = render(&one(body), &settings(35));
    assert_eq!(messages(&rendered, "lowering/any-metric").len(), 1);
    let down = &object(&rendered, "sse.hpa.yaml")["spec"]["behavior"]["scaleDown"];
    assert_eq!(down["selectPolicy"], "Disabled");
}

#[test]
fn what_is_over_a_limit_is_an_error_with_the_limit() {
    let paces = [
        (pace(Direction::In, &["1"], "1m", Some("2h")), "at most 60m"),
        (pace(Direction::In, &["1"], "31m", None), "at most 30m"),
    ];
    for (pace, limit) in paces {
        let keeps = vec![keep("cpu", "70%", false)];
        let body = WorkloadBody { keeps, paces: vec![pace], ..api() };
        let rendered = render(&one(body), &settings(35));
        let errors: Vec<_> =
            rendered.notes.iter().filter(|note| note.level == Level::Error).collect();
        assert!(matches!(errors.as_slice(), [only] if only.message.contains(limit)), "{errors:?}");
    }
}

fn crons(rendered: &Rendered) -> Vec<(String, String, String)> {
    let object = object(rendered, "app.scaledobject.yaml");
    let triggers = object["spec"]["triggers"].as_array().cloned().unwrap_or_default();
    let crons = triggers.iter().filter(|trigger| trigger["type"] == "cron");
    let text = |cron: &Value, key: &str| cron["metadata"][key].as_str().unwrap_or("").to_owned();
    crons
        .map(|cron| (text(cron, "start"), text(cron, "end"), text(cron, "desiredReplicas")))
        .collect()
}

#[test]
fn floors_by_the_clock_are_crons_over_the_lowest() {
    let rendered = render(&workflow(), &settings(35));
    let spec = &object(&rendered, "app.scaledobject.yaml")["spec"];
    assert_eq!((&spec["minReplicaCount"], &spec["maxReplicaCount"]), (&2.into(), &45.into()));
    let expected = [("0 8 * * 1-5", "0 18 * * 1-5", "20"), ("0 0 * * 1", "0 0 * * 6", "9")];
    for (start, end, floor) in expected {
        let cron = (start.to_owned(), end.to_owned(), floor.to_owned());
        assert!(crons(&rendered).contains(&cron), "{:?}", crons(&rendered));
    }
    assert_eq!(messages(&rendered, "lowering/ceiling").len(), 1);
}

#[test]
fn an_older_cluster_is_asked_for_a_tenth_more() {
    let rendered = render(&workflow(), &settings(34));
    let asked: Vec<String> = crons(&rendered).into_iter().map(|cron| cron.2).collect();
    assert!(asked.contains(&"21".to_owned()) && asked.contains(&"9".to_owned()), "{asked:?}");
    assert_eq!(messages(&rendered, "lowering/floor").len(), 1);
}

#[test]
fn every_code_is_known() {
    for plan in [tickets(), workflow(), steps()] {
        for code in codes(&render(&plan, &settings(34))) {
            assert!(CODES.iter().any(|known| known.code == code), "{code}");
        }
    }
}

#[test]
fn rounding_up_is_said_with_its_numbers() {
    let rendered = render(&tickets(), &settings(35));
    let message = "the autoscaler rounds `10%` of 3 pods up to 1, every 1m";
    assert_eq!(messages(&rendered, "lowering/rounding"), [message]);
}
