//! G3: an application that scales from 100 to 500 requests a second, its jobs on EC2.

use std::collections::BTreeMap;

use super::terraform::Module;
use super::{Tree, Waiting, complete, figures, one, operands, refusals};

const WAITING: Waiting = &[
    (
        6,
        "read replicas, the life of cached answers and the hit rate: stores and content networks are not compiled",
    ),
    (7, "load tests are not compiled"),
    (
        8,
        "five minutes beside two: the jobs name no usual load to ramp from; users of a load test have no rate",
    ),
];

const HERE: &str = "kubernetes/us-east-1";

fn tree() -> Tree {
    Tree::of("workflow-app", "default")
}

fn jobs() -> Module {
    tree().terraform()
}

#[test]
fn g3_is_complete() {
    complete("g3", 8, include_str!("g3.rs"), WAITING);
}

/// A `ScaledObject` instead of an autoscaler of our own: the queue and the schedules need one, and a workload has one
/// owner. The policy's bounds are the repaired ones; the weekend's floor is the lowest. In steps of a tenth, because half
/// of the pods every 15 s is not gradual.
#[test]
fn g3_01_one_autoscaler_on_processor_memory_and_queue() {
    let tree = tree();
    assert!(!tree.has(".hpa.yaml"));
    let object = tree.yaml(&format!("{HERE}/app.scaledobject.yaml"));
    let spec = &object["spec"];
    assert_eq!(
        (spec["minReplicaCount"].as_u64(), spec["maxReplicaCount"].as_u64()),
        (Some(2), Some(45))
    );
    let trigger = |kind: &str| {
        let triggers = spec["triggers"].as_sequence().expect("triggers");
        triggers.iter().find(|it| it["type"] == kind).expect("a trigger")
    };
    for (kind, metric, value) in [("cpu", "Utilization", "70"), ("memory", "Utilization", "80")] {
        assert_eq!(trigger(kind)["metricType"], metric);
        assert_eq!(trigger(kind)["metadata"]["value"], value);
    }
    let queue = trigger("aws-cloudwatch");
    assert_eq!(
        (&queue["metricType"], &queue["metadata"]["targetMetricValue"]),
        (&"AverageValue".into(), &"100".into())
    );
    let behavior = &spec["advanced"]["horizontalPodAutoscalerConfig"]["behavior"];
    let steps = |direction: &str| {
        let policies = behavior[direction]["policies"].as_sequence().expect("policies");
        let one = |it: &serde_yaml::Value| {
            (
                it["type"].as_str().unwrap_or("").to_owned(),
                it["value"].as_u64(),
                it["periodSeconds"].as_u64(),
            )
        };
        (
            behavior[direction]["stabilizationWindowSeconds"].as_u64(),
            policies.iter().map(one).collect::<Vec<_>>(),
        )
    };
    let percent = |value, period| ("Percent".to_owned(), Some(value), Some(period));
    let out = vec![percent(100, 15), ("Pods".to_owned(), Some(4), Some(15))];
    assert_eq!(steps("scaleUp"), (Some(0), out));
    assert_eq!(behavior["scaleUp"]["selectPolicy"], "Max");
    assert_eq!(steps("scaleDown"), (Some(300), vec![percent(10, 60)]));
}

#[test]
fn g3_02_resources_where_a_deployment_has_them() {
    let tree = tree();
    let deployment = tree.yaml(&format!("{HERE}/deployment/app/app.deployment.yaml"));
    let container = &deployment["spec"]["template"]["spec"]["containers"][0];
    assert_eq!(container["name"], "my-app");
    for (kind, cpu, memory) in [("requests", "1", "2Gi"), ("limits", "2", "4Gi")] {
        let resources = &container["resources"][kind];
        assert_eq!(
            (&resources["cpu"], &resources["memory"]),
            (&cpu.into(), &memory.into()),
            "{kind}"
        );
    }
    assert!(deployment["spec"]["replicas"].is_null());
    let service = tree.yaml(&format!("{HERE}/app.service.yaml"));
    let port = &service["spec"]["ports"][0];
    assert_eq!((port["port"].as_u64(), port["targetPort"].as_u64()), (Some(80), Some(8080)));
    let label = |labels: &serde_yaml::Value| labels["terrace.dev/workload"].clone();
    let pods = label(&deployment["spec"]["template"]["metadata"]["labels"]);
    assert_eq!(label(&service["spec"]["selector"]), pods);
}

/// Steps instead of a tracking policy: the repaired sentences say by how much. Two trackings on one metric, at 70 and at
/// 30, would pin the fleet.
#[test]
fn g3_03_any_asks_for_more_and_all_allow_less() {
    let module = jobs();
    let policies = module.instances("aws_autoscaling_policy");
    let kinds: BTreeMap<String, String> =
        policies.iter().map(|it| (it.name.clone(), it.text("policy_type"))).collect();
    let expected = [
        ("jobs_cpu_in", "SimpleScaling"),
        ("jobs_cpu_out", "StepScaling"),
        ("jobs_memory_out", "StepScaling"),
        ("jobs_queue_depth_out", "StepScaling"),
    ];
    assert_eq!(kinds, expected.map(|(name, kind)| (name.to_owned(), kind.to_owned())).into());
    for policy in &policies {
        let alarm = module
            .instances("aws_cloudwatch_metric_alarm")
            .into_iter()
            .find(|it| it.name == policy.name);
        let action = format!("[aws_autoscaling_policy.{}[each.key].arn]", policy.name);
        assert!(alarm.expect("its alarm").is("alarm_actions", &action), "{}", policy.name);
    }
    let alarms = tree().alarms("us-east-1");
    for (metric, threshold) in [("cpu", 70), ("memory", 80), ("queue-depth", 100)] {
        let alarm = &alarms[&format!("workflow-app-jobs-{metric}-out")];
        assert_eq!(
            (&alarm["Threshold"], &alarm["ComparisonOperator"]),
            (&threshold.into(), &"GreaterThanThreshold".into())
        );
        assert_eq!((&alarm["Period"], &alarm["EvaluationPeriods"]), (&60.into(), &1.into()));
    }
    let all = &alarms["workflow-app-jobs-cpu-in"];
    let metrics = all["Metrics"].as_array().expect("metrics");
    let expressions: Vec<&str> =
        metrics.iter().filter_map(|it| it["Expression"].as_str()).collect();
    assert_eq!(expressions, ["IF(cpu < 30 AND memory < 50 AND FILL(queue_depth, 0) < 10, 1, 0)"]);
    assert_eq!((metrics.len(), &all["EvaluationPeriods"]), (4, &10.into()));
}

#[test]
fn g3_03_no_composite_alarm_has_to_scale() {
    let module = jobs();
    assert_eq!(module.blocks("aws_cloudwatch_composite_alarm"), 0);
    let groups = module.instances("aws_autoscaling_group");
    let [group] = groups.as_slice() else { panic!("one group") };
    assert_eq!(
        (group.number("min_size"), group.number("max_size"), group.number("desired_capacity")),
        (2.0, 20.0, 5.0)
    );
    assert!(group.is("lifecycle.ignore_changes", "[desired_capacity]"));
}

/// 500 / 20 is 25, with a quarter more 32, at 70 % 36, with both 45: the operands are there for each of them.
#[test]
fn g3_04_the_maximum_is_what_the_peak_needs() {
    let figures = figures("workflow-app", "default");
    let app = one(&figures["capacity"]["workloads"], &[("workload", "app")]);
    let peak = &app["peak"];
    let operands = operands(&peak["full"]);
    let expected = [("carries", "20"), ("headroom", "0.25"), ("load", "500"), ("target", "0.7")];
    assert_eq!(operands, BTreeMap::from(expected));
    assert_eq!((&peak["bare"], &peak["full"]["figure"]), (&25.into(), &"45".into()));
    assert_eq!(app["bounds"]["max"], 45);
    let link = one(&figures["capacity"]["links"], &[("workload", "app"), ("kind", "replicas")]);
    assert_eq!((&link["breaksAt"]["figure"], &link["broken"]), (&"504".into(), &false.into()));
    let least = figures_of("headroom = 25%", "headroom = 0%");
    assert_eq!(least, "36");
    let full = figures_of("keep cpu at 70%\n    keep memory", "keep memory");
    assert_eq!(full, "32");
}

/// What the peak of the application needs when a sentence of the policy is another one.
fn figures_of(sentence: &str, other: &str) -> String {
    let text = super::text("workflow-app");
    assert!(text.contains(sentence), "{sentence}");
    let changed = text.replacen(sentence, other, 1);
    let reported = super::piped("workflow-app", "default", &changed, terrace::report);
    let [(_, figures)] = reported.reports.as_slice() else { panic!("{:#?}", reported.findings) };
    let app = one(&figures["capacity"]["workloads"], &[("workload", "app")]);
    app["peak"]["full"]["figure"].as_str().expect("a figure").to_owned()
}

/// Floors of crons on the cluster instead of scheduled actions: 20 by day, 9 on the other hours of working days, and the
/// lowest floor of the week, 2, as the minimum. The weekend's ceiling is not expressible there, which is a note.
#[test]
fn g3_05_floors_by_the_week_in_a_time_zone() {
    let tree = tree();
    let object = tree.yaml(&format!("{HERE}/app.scaledobject.yaml"));
    let triggers = object["spec"]["triggers"].as_sequence().expect("triggers");
    let crons = triggers.iter().filter(|it| it["type"] == "cron").map(|it| {
        ["timezone", "start", "end", "desiredReplicas"]
            .map(|key| it["metadata"][key].as_str().unwrap_or(""))
    });
    let expected = [
        ["America/New_York", "0 8 * * 1-5", "0 18 * * 1-5", "20"],
        ["America/New_York", "0 0 * * 1", "0 0 * * 6", "9"],
    ];
    assert_eq!(crons.collect::<Vec<_>>(), expected);
    assert_eq!(object["spec"]["minReplicaCount"].as_u64(), Some(2));
}

/// The balancer's check is its owner's: the pods get probes. Of the settings only those of pools and the cache's own.
#[test]
fn g3_06_probes_and_settings_as_written() {
    let tree = tree();
    let deployment = tree.yaml(&format!("{HERE}/deployment/app/app.deployment.yaml"));
    let probe = &deployment["spec"]["template"]["spec"]["containers"][0]["readinessProbe"];
    let figures = ["periodSeconds", "timeoutSeconds", "successThreshold", "failureThreshold"];
    assert_eq!(figures.map(|key| probe[key].as_u64()), [30, 5, 2, 3].map(Some));
    assert_eq!(
        (&probe["httpGet"]["path"], probe["httpGet"]["port"].as_u64()),
        (&"/health".into(), Some(8080))
    );
    let settings = tree.yaml(&format!("{HERE}/app.configmap.yaml"));
    for (key, value) in [
        ("db_pool_min", "5"),
        ("db_pool_max", "20"),
        ("db_idle_ms", "30000"),
        ("db_timeout_ms", "2000"),
        ("cache_ttl_s", "3600"),
    ] {
        assert_eq!(settings["data"][key], value, "{key}");
    }
}

#[test]
fn g3_08_mistakes_of_the_document_are_refused() {
    let any = refusals(
        "workflow-app",
        "default",
        "cpu < 30% and memory < 50% and",
        "cpu < 30% or memory < 50% or",
    );
    assert!(any.contains("scaling/scale-in-needs-all"), "{any:?}");
    let zone = "at least 20 from 08:00 to 18:00 on mon..fri in \"America/New_York\"";
    let zone =
        refusals("workflow-app", "default", zone, "at least 20 from 08:00 to 18:00 on mon..fri");
    assert!(zone.iter().any(|code| code.starts_with("syntax/")), "{zone:?}");
    let two = "keep cpu at 70%\n    keep memory at 80%";
    let two = refusals("workflow-app", "default", two, "keep cpu at 70%\n    keep cpu at 30%");
    assert!(two.contains("scaling/two-targets-one-metric"), "{two:?}");
}

/// At the peak only, so that they are warnings: the usual load holds.
#[test]
fn g3_08_what_is_too_small_is_told() {
    let text = super::text("workflow-app");
    let told = |text: &str, code: &str| {
        let found = super::compiled("workflow-app", "default", text).findings;
        found.iter().filter(|it| it.code == code).count()
    };
    for (repair, mistake, code) in [
        ("replicas = 9..45", "replicas = 9..35", "capacity/max-below-need"),
        ("replicas = 9..45", "replicas = 9..20", "capacity/max-below-need"),
        ("instance = db.r6g.large", "instance = db.t3.medium", "capacity/connections-exhausted"),
    ] {
        assert!(text.contains(repair), "{repair}");
        let mistaken = text.replacen(repair, mistake, 1);
        assert_eq!((told(&text, code), told(&mistaken, code)), (0, 1), "{mistake}");
    }
}
