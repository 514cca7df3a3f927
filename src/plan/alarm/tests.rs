//! Alarms from the text of a policy: thresholds, promises, gaps, names, regions, and what is refused.

use super::{Alarm, Missing, of_policy, of_steps};
use crate::diagnostic::{Finding, Level};
use crate::model::{Unit, resolve};
use crate::plan::context::Context;
use crate::settings::{Settings, Version};
use crate::source::FileId;
use crate::syntax::parse;
use crate::syntax::tree::{Date, Op};

fn settings() -> Settings {
    Settings {
        kubernetes: Version { major: 1, minor: 35 },
        keda: Version { major: 2, minor: 18 },
        date: Date { year: 2026, month: 11, day: 1 },
        catalogue: std::sync::Arc::default(),
    }
}

/// The alarms that tell people, then those of the steps of `web`, and what was found.
fn alarms(text: &str) -> (Vec<Alarm>, Vec<Finding>) {
    let (tree, syntax) = parse(FileId::default(), text);
    assert_eq!(syntax, Vec::new(), "{text}");
    let (services, found) = resolve(&[Unit { body: tree.body, used: Vec::new() }]);
    assert_eq!(found, Vec::new(), "{text}");
    let policy = services.first().and_then(|service| service.places.last()?.current());
    let policy = policy.expect("a policy");
    let settings = settings();
    let context = Context::new(policy, &settings);
    let mut findings = Vec::new();
    let mut alarms = of_policy(&context, &mut findings);
    if let Some(web) = context.workload("web") {
        let steps = of_steps(&context, web, &mut findings);
        alarms.extend(steps.into_iter().map(|(alarm, _)| alarm));
    }
    (alarms, findings)
}

/// A service whose workload `web` on EC2 stands behind a route and says `sentences`.
fn web(sentences: &str) -> String {
    format!(
        "service shop {{
  objective {{ latency p95 < 400ms, latency p99 <= 1s, errors < 1% }}
  region eu-west-1 {{ zones = 3 }}
  region eu-central-1 {{ zones = 3 }}
  traffic public {{ host = \"shop.example.com\", policy = latency }}
  workload web on ec2 {{
    instance = m6i.large, replicas = 2..9, serves = 120/s
    {sentences}
  }}
}}
"
    )
}

fn one(sentence: &str) -> Alarm {
    let (alarms, findings) = alarms(&web(sentence));
    let errors: Vec<&Finding> = findings.iter().filter(|it| it.level == Level::Error).collect();
    assert!(errors.is_empty(), "{sentence}: {errors:?}");
    let [alarm] = alarms.try_into().expect("one alarm");
    alarm
}

fn error(text: &str) -> (&'static str, String) {
    let (_, findings) = alarms(text);
    let found = findings.into_iter().find(|finding| finding.level == Level::Error);
    found.map(|it| (it.code, it.help.unwrap_or_default())).unwrap_or_default()
}

#[test]
fn a_promise_is_turned_into_its_breach() {
    let strict = one("page when latency p95 > objective for 5m");
    assert_eq!(
        (strict.terms[0].op, strict.terms[0].threshold.whole()),
        (Op::GreaterEqual, Some(400))
    );
    assert_eq!(strict.key, "web-latency-p95-page");
    let lax = one("page when latency p99 > objective for 5m");
    assert_eq!((lax.terms[0].op, lax.terms[0].threshold.whole()), (Op::Greater, Some(1_000)));
    let own = one("objective { latency p95 < 200ms }\n page when latency p95 > objective");
    assert_eq!((own.terms[0].threshold.whole(), own.periods), (Some(200), 1));
}

#[test]
fn a_promise_that_is_not_there_is_no_threshold() {
    let (code, help) = error(&web("page when latency p90 > objective for 5m"));
    assert_eq!(code, "alarms/no-promise");
    assert!(help.contains("latency p90 <"), "{help}");
}

#[test]
fn gaps_are_bad_only_where_the_metric_is_dense() {
    let cases = [
        ("warn when cpu > 85% for 10m", Missing::Bad),
        ("warn when memory > 85% for 10m", Missing::Fine),
        ("page when errors > 1% for 5m", Missing::Fine),
        ("page when healthy < 100% for 5m", Missing::Bad),
        ("warn when cpu > 85% and errors > 1% for 5m", Missing::Fine),
        ("warn when cpu > 85% for 10m treating gaps as ignored", Missing::Ignored),
        ("page when errors > 1% for 5m treating gaps as bad", Missing::Bad),
        ("scale out by 1 when cpu > 85% for 2m", Missing::Unknown),
    ];
    for (sentence, gaps) in cases {
        assert_eq!(one(sentence).gaps, gaps, "{sentence}");
    }
}

#[test]
fn the_unit_of_a_rate_is_the_period() {
    let cases = [
        ("warn when requests > 100/s for 5m", 60, 5, Some(1)),
        ("warn when requests > 100/min for 5m", 60, 5, Some(60)),
        ("warn when requests > 100/h for 2h", 3_600, 2, Some(3_600)),
        ("warn when requests > 100/day", 86_400, 1, Some(86_400)),
        ("warn when cpu > 50% for 2d", 3_600, 48, None),
    ];
    for (sentence, period, periods, per) in cases {
        let alarm = one(sentence);
        assert_eq!((alarm.period, alarm.periods, alarm.terms[0].per), (period, periods, per));
    }
    assert_eq!(error(&web("warn when requests > 100/h for 90m")).1, "write `1h` or `2h`");
    assert_eq!(error(&web("warn when requests > 60M/month")).0, "alarms/period-not-supported");
}

#[test]
fn capacity_is_what_one_replica_carries() {
    let alarm = one("warn when requests > 80% of capacity for 5m");
    let term = &alarm.terms[0];
    assert_eq!((term.threshold.whole(), term.per, term.per_replica), (Some(96), Some(1), true));
    assert!(alarm.asks_group() && !alarm.of_balancer());
}

#[test]
fn a_metric_that_is_not_there_names_those_that_are() {
    let (code, help) = error(&web("warn when connections > 100 for 5m"));
    assert_eq!(code, "scaling/metric-not-available");
    assert!(
        help.contains("`cpu`") && help.contains("`healthy`") && !help.contains("throttles"),
        "{help}"
    );
    let unrouted = web("warn when latency > 1s").replace("traffic public", "#");
    assert_eq!(error(&unrouted).0, "scaling/metric-not-available");
    let queue = web("page when queue_depth > 1k for 10m");
    assert_eq!(error(&queue).0, "scaling/metric-not-available");
    assert_eq!(error(&web("page when errors p95 > 1%")).0, "scaling/metric-not-available");
}

#[test]
fn conditions_joined_by_or_scale_each_by_itself() {
    let text = web(
        "scale out by 2 when cpu > 70% or memory > 80% for 1m\n scale in by 1 when cpu < 30% and memory < 50% for 10m",
    );
    let (alarms, _) = alarms(&text);
    let keys: Vec<&str> = alarms.iter().map(|alarm| alarm.key.as_str()).collect();
    assert_eq!(keys, ["web-cpu-in", "web-cpu-out", "web-memory-out"]);
    assert_eq!(alarms[0].terms.len(), 2);
}

#[test]
fn names_that_clash_are_told_apart_by_the_threshold() {
    let (alarms, findings) =
        alarms(&web("scale out by 1 when cpu > 65% for 2m\n scale out by 3 when cpu > 80% for 1m"));
    assert!(findings.is_empty(), "{findings:?}");
    let keys: Vec<&str> = alarms.iter().map(|alarm| alarm.key.as_str()).collect();
    assert_eq!(keys, ["web-cpu-65-out", "web-cpu-80-out"]);
    let twice = web("warn when cpu > 65% for 2m\n warn when cpu > 65% for 5m");
    assert_eq!(error(&twice).0, "scaling/two-values-for-one-thing");
}

#[test]
fn a_region_with_a_sentence_of_its_own_has_an_address_of_its_own() {
    let text = web("warn when cpu > 85% for 10m\n in eu-central-1 { warn when cpu > 75% for 10m }");
    let (alarms, findings) = alarms(&text);
    assert!(findings.is_empty(), "{findings:?}");
    let shown: Vec<(&str, &str, &[String])> = alarms
        .iter()
        .map(|it| (it.key.as_str(), it.real.as_str(), it.regions.as_slice()))
        .collect();
    let (central, west) = (["eu-central-1".to_owned()], ["eu-west-1".to_owned()]);
    assert_eq!(
        shown,
        [
            ("web-cpu-eu-central-1-warn", "web-cpu-warn", central.as_slice()),
            ("web-cpu-warn", "web-cpu-warn", west.as_slice()),
        ]
    );
}

#[test]
fn an_overlay_without_a_sentence_of_its_own_changes_no_alarm() {
    let text = web("warn when cpu > 85% for 10m\n in eu-central-1 { replicas = 2..4 }");
    let (alarms, _) = alarms(&text);
    assert_eq!(alarms.len(), 1);
    assert_eq!(alarms[0].regions, ["eu-central-1", "eu-west-1"]);
}

#[test]
fn the_text_stands_before_the_sentence_and_has_to_fit() {
    let alarm = one("page \"it burns\" when cpu > 95% for 5m");
    assert_eq!(alarm.description, "it burns: page when cpu > 95% for 5m");
    let long = web(&format!("page \"{}\" when cpu > 95% for 5m", "x".repeat(1_024)));
    let (code, help) = error(&long);
    assert_eq!(code, "alarms/description-too-long");
    assert!(help.starts_with("shorten the text by "), "{help}");
}
