//! The alarms of the example, from a plan to the bytes that were written by hand, as JSON and as Terraform.

mod metrics;

use super::{lower, lowered};
use crate::model::measure::Ratio;
use crate::plan::alarm::{Alarm, Measure, Missing, Promised, Purpose, Subject, Term};
use crate::plan::function::Function;
use crate::plan::rest::{Budget, Notice};
use crate::plan::scaling::Scaling;
use crate::plan::{Plan, Region};
use crate::source::Span;
use crate::syntax::tree::{Direction, Op, Severity, Stat};
use crate::targets::terraform;

fn regions() -> Vec<String> {
    vec!["eu-central-1".to_owned(), "eu-west-1".to_owned()]
}

fn whole(number: u128) -> Ratio {
    Ratio { over: number, under: 1 }
}

fn term(measure: Measure, metric: &str, stat: Stat, threshold: u128) -> Term {
    Term {
        measure,
        metric: metric.to_owned(),
        stat,
        op: Op::Greater,
        threshold: whole(threshold),
        per: None,
        per_replica: false,
        written: threshold.to_string(),
        via: Vec::new(),
        dense: false,
        counts: false,
        promise: None,
    }
}

fn alarm(purpose: Purpose, key: &str, description: &str, term: Term, periods: u64) -> Alarm {
    let gaps = match purpose {
        Purpose::Scale(_) => Missing::Unknown,
        Purpose::Tell(_) if term.dense => Missing::Bad,
        Purpose::Tell(_) => Missing::Fine,
    };
    Alarm {
        key: key.to_owned(),
        real: key.to_owned(),
        subject: Subject::Workload(key.split('-').next().unwrap_or_default().to_owned()),
        purpose,
        description: description.to_owned(),
        terms: vec![term],
        join: None,
        period: 60,
        periods,
        bad: periods,
        gaps,
        regions: regions(),
        span: Span::default(),
    }
}

const WARN: Purpose = Purpose::Tell(Severity::Warn);
const PAGE: Purpose = Purpose::Tell(Severity::Page);

fn via(term: Term) -> Term {
    Term { via: vec!["public".to_owned()], ..term }
}

fn promised(term: Term, text: &str, value: &str) -> Term {
    let promise = Promised {
        text: format!("{text} < {value}"),
        value: value.to_owned(),
        strict: true,
        span: Span::default(),
    };
    Term { op: Op::GreaterEqual, promise: Some(promise), ..term }
}

fn cpu(threshold: u128) -> Term {
    Term { dense: true, ..term(Measure::Cpu, "cpu", Stat::Avg, threshold) }
}

fn of_thumbs() -> Vec<Alarm> {
    let duration = term(Measure::Duration, "duration p95", Stat::Percentile(950), 800);
    let errors = promised(term(Measure::Errors, "errors", Stat::Sum, 1), "errors", "1 %");
    let throttles = Term { per: Some(60), ..term(Measure::Throttles, "throttles", Stat::Sum, 5) };
    let slow = "warn when duration p95 > 800ms for 3m of 5m";
    let refused = "Thumbnails are throttled: page when throttles > 5/min for 3m";
    vec![
        Alarm { bad: 3, ..alarm(WARN, "thumbs-duration-p95-warn", slow, duration, 5) },
        alarm(PAGE, "thumbs-errors-page", "page when errors > objective for 5m", errors, 5),
        alarm(PAGE, "thumbs-throttles-page", refused, throttles, 3),
    ]
}

fn of_web() -> Vec<Alarm> {
    let latency = |value| via(term(Measure::Latency, "latency p95", Stat::Percentile(950), value));
    let errors = via(promised(term(Measure::Errors, "errors", Stat::Sum, 1), "errors", "1 %"));
    let broken = promised(latency(400), "latency p95", "400 ms");
    let slow = "warn when latency p95 > 300ms for 3m of 5m";
    let late = "page when latency p95 > objective for 5m";
    vec![
        alarm(WARN, "web-cpu-warn", "warn when cpu > 85% for 10m", cpu(85), 10),
        alarm(PAGE, "web-errors-page", "page when errors > objective for 5m", errors, 5),
        alarm(PAGE, "web-latency-p95-page", late, broken, 5),
        Alarm { bad: 3, ..alarm(WARN, "web-latency-p95-warn", slow, latency(300), 5) },
    ]
}

fn scaling() -> Vec<Alarm> {
    let less = Term { op: Op::Less, ..cpu(25) };
    let (inwards, outwards) = (Purpose::Scale(Direction::In), Purpose::Scale(Direction::Out));
    let fewer = "scale in by 1 when cpu < 25% for 10m then wait 5m";
    let more = "scale out by 50% when cpu > 65% for 2m then wait 1m";
    vec![
        alarm(inwards, "web-cpu-in", fewer, less, 10),
        alarm(outwards, "web-cpu-out", more, cpu(65), 2),
    ]
}

fn thumbs() -> Function {
    Function {
        name: "thumbs".to_owned(),
        real: "tickets-thumbs".to_owned(),
        renamed_from: None,
        attached: true,
        image: None,
        alias: Some("live".to_owned()),
        memory: None,
        timeout: None,
        reserved: std::collections::BTreeMap::new(),
        provisioned: std::collections::BTreeMap::new(),
        regions: regions(),
        check: None,
        behind: Vec::new(),
        deployment: None,
        scaling: Scaling::default(),
        uses: Vec::new(),
        consumes: None,
        span: Span::default(),
    }
}

fn notice(severity: Severity, topics: &[&str], addresses: &[&str]) -> Notice {
    let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    Notice {
        severity,
        topics: owned(topics),
        addresses: owned(addresses),
        regions: regions(),
        span: Span::default(),
    }
}

fn tickets() -> Plan {
    let region = |code: String| Region { code, weight: None, zones: 3 };
    let mut alarms = of_thumbs();
    alarms.extend(of_web());
    Plan {
        service: "tickets".to_owned(),
        name: "tickets-prod".to_owned(),
        account: Some("111122223333".to_owned()),
        regions: regions().into_iter().map(region).collect(),
        primary: "eu-west-1".to_owned(),
        functions: vec![thumbs()],
        alarms,
        notices: vec![
            notice(Severity::Warn, &[], &["box-office@example.com"]),
            notice(Severity::Page, &["oncall"], &[]),
        ],
        budget: Some(Budget { dollars: "2500".to_owned(), span: Span::default() }),
        ..Plan::default()
    }
}

#[test]
fn the_example_is_reproduced_as_json() {
    let mut plan = tickets();
    plan.alarms.extend(scaling());
    let rendered = super::render(&plan, &lowered(&plan));
    let paths: Vec<&str> = rendered.files.iter().map(|file| file.path.as_str()).collect();
    let [central, west] = paths.as_slice() else { panic!("two regions, {paths:?}") };
    assert_eq!(
        (*central, *west),
        ("cloudwatch/eu-central-1/alarms.json", "cloudwatch/eu-west-1/alarms.json")
    );
    assert_eq!(&*rendered.files[1].text, include_str!("testdata/alarms.json"));
    let central = include_str!("testdata/alarms.json").replace("eu-west-1", "eu-central-1");
    assert_eq!(*rendered.files[0].text, *central);
}

#[test]
fn the_example_is_reproduced_as_terraform() {
    let rendered = terraform::render(&tickets(), &lowered(&tickets()));
    let text = |path: &str| {
        let file = rendered.files.iter().find(|file| file.path == path);
        file.map(|file| &*file.text).unwrap_or_default()
    };
    let examples = [
        ("terraform/alarms.tf", include_str!("testdata/alarms.tf")),
        ("terraform/notify.tf", include_str!("../terraform/hcl/testdata/notify.tf")),
        ("terraform/budget.tf", include_str!("../terraform/hcl/testdata/budget.tf")),
    ];
    for (path, example) in examples {
        assert_eq!(text(path), example, "{path}");
    }
    let variables = include_str!("../terraform/hcl/testdata/variables.tf");
    let oncall = text("terraform/variables.tf").split_once("\n\n").map(|(_, rest)| rest);
    assert!(variables.contains(oncall.unwrap_or("no variable").trim_end()));
}

#[test]
fn a_step_looks_at_missing_data_as_such() {
    let [inwards, _] = scaling().try_into().expect("two alarms");
    let lowered = lower(&tickets(), &inwards);
    assert_eq!(lowered.name, "tickets-prod-web-cpu-in");
    assert_eq!(lowered.datapoints(), None);
}

#[test]
fn what_cannot_be_named_turns_actions_off_and_is_left_out() {
    let mut plan = tickets();
    plan.notices =
        vec![notice(Severity::Warn, &["chat"], &["a@example.com", "https://example.com/hook"])];
    let rendered = super::render(&plan, &lowered(&plan));
    let json = &rendered.files[0].text;
    assert!(!json.contains("\"ActionsEnabled\": true") && json.contains("tickets-prod-warn"));
    plan.account = None;
    assert!(!super::render(&plan, &lowered(&plan)).files[0].text.contains("AlarmActions"));
}

#[test]
fn several_addresses_are_subscribed_in_each_region() {
    let mut plan = tickets();
    let told = ["a@example.com", "https://example.com/hook"];
    plan.notices = vec![notice(Severity::Warn, &["chat"], &told)];
    let rendered = terraform::render(&plan, &lowered(&plan));
    let text = |path: &str| {
        let file = rendered.files.iter().find(|file| file.path == path);
        file.map(|file| &*file.text).unwrap_or_default()
    };
    let notify = text("terraform/notify.tf");
    assert!(notify.contains(
        "setproduct(keys(local.regions), [\"a@example.com\", \"https://example.com/hook\"])"
    ));
    assert!(notify.contains(
        "protocol  = startswith(each.value.address, \"https://\") ? \"https\" : \"email\""
    ));
    let budget = text("terraform/budget.tf");
    assert!(budget.contains("subscriber_email_addresses = [\"a@example.com\"]"), "{budget}");
    assert!(budget.contains("subscriber_sns_topic_arns  = [var.chat_topic_arns[\"eu-west-1\"]]"));
    assert!(text("terraform/variables.tf").contains("By region: the SNS topic that warns."));
}
