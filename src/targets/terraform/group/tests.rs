//! Scaling groups through the whole pipe: from a policy to the text of their file.

use crate::model::{Unit, resolve};
use crate::plan::plan;
use crate::settings::{Settings, Version};
use crate::source::FileId;
use crate::syntax::parse;
use crate::syntax::tree::Date;
use crate::targets::{cloudwatch, terraform};

/// A file of the Terraform of a policy in an environment, and the codes of the plan's findings.
pub fn compiled(text: &str, environment: &str, path: &str) -> (String, Vec<&'static str>) {
    let settings = Settings::new(
        Version { major: 1, minor: 35 },
        Version { major: 2, minor: 18 },
        Date { year: 2026, month: 11, day: 1 },
    );
    let (tree, _) = parse(FileId(0), text);
    let (services, _) = resolve(&[Unit { body: tree.body, used: Vec::new() }]);
    let places = services.iter().flat_map(|service| &service.places);
    let here = places
        .filter(|place| place.environment.as_ref().is_none_or(|name| name.node == environment));
    let Some(policy) = here.flat_map(|place| &place.tiers).next() else {
        return (String::new(), Vec::new());
    };
    let plan = plan(policy, &settings);
    let codes = plan.notes.iter().map(|note| note.code).collect();
    let files = terraform::render(&plan, &cloudwatch::lowered(&plan)).files;
    let file = files.into_iter().find(|file| file.path == path);
    (file.map(|file| file.text.to_string()).unwrap_or_default(), codes)
}

/// A service whose workload `web` on EC2 stands behind a route and says `sentences`.
fn web(sentences: &str) -> (String, Vec<&'static str>) {
    let text = format!(
        "service shop {{
  region eu-west-1 {{ zones = 3 }}
  traffic public {{ host = \"shop.example.com\" }}
  queue jobs on sqs {{ retention = 4d }}
  workload web on ec2 {{
    instance = t3.large, replicas = 2..9, serves = 120/s
    {sentences}
  }}
}}
"
    );
    compiled(&text, "default", "terraform/web.workload.tf")
}

fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn the_example_is_written_as_it_was_by_hand() {
    let policy = include_str!("../../../../policies/tickets.terrace");
    let (text, _) = compiled(policy, "prod", "terraform/web.workload.tf");
    assert_eq!(text, include_str!("testdata/web.workload.tf"));
}

#[test]
fn requests_are_tracked_by_the_minute_and_instance() {
    let (text, _) = web("keep requests at 70% of capacity");
    has(
        &text,
        &[
            "target_value = 5040",
            "\"ALBRequestCountPerTarget\"",
            "\"${aws_lb.public[each.key].arn_suffix}/${aws_lb_target_group.web[each.key].arn_suffix}\"",
        ],
    );
}

#[test]
fn a_step_that_fires_below_its_threshold_is_bounded_above() {
    let (text, _) = web("scale out by 2 when healthy < 60% for 2m");
    has(&text, &["metric_interval_upper_bound = 0", "estimated_instance_warmup = 60"]);
    let (text, _) = web("scale out by 2 when healthy < 60% and cpu > 60% for 2m then wait 90s");
    has(&text, &["metric_interval_lower_bound = 0", "estimated_instance_warmup = 90"]);
}

#[test]
fn an_or_is_one_policy_per_condition() {
    let (text, _) = web("scale out by 10% when cpu > 60% or memory > 80% for 2m");
    has(&text, &["\"web_cpu_out\"", "\"web_memory_out\"", "CloudWatchAgentServerPolicy"]);
}

#[test]
fn what_may_be_taken_away_begins_above_the_minimum() {
    let (text, codes) = web("spot = 60%");
    assert!(codes.contains(&"lowering/one-spot-pool"), "{codes:?}");
    has(
        &text,
        &[
            "on_demand_base_capacity                  = each.value.web.min",
            "on_demand_percentage_above_base_capacity = 40",
            "capacity_rebalance        = true",
        ],
    );
}

#[test]
fn nothing_that_may_be_taken_away_is_no_mixture() {
    let (text, codes) = web("spot = 0%");
    assert!(!text.contains("mixed_instances_policy") && !text.contains("capacity_rebalance"));
    assert!(!codes.contains(&"lowering/one-spot-pool"), "{codes:?}");
}

#[test]
fn an_attached_group_is_read_and_not_written() {
    let (text, _) = web("attach = \"site-asg\", keep cpu at 60%");
    has(
        &text,
        &[
            "data \"aws_autoscaling_group\" \"web\"",
            "data.aws_autoscaling_group.web[each.key].name",
        ],
    );
    for kind in ["resource \"aws_autoscaling_group\"", "aws_launch_template", "aws_iam_role"] {
        assert!(!text.contains(kind), "{kind}\n{text}");
    }
}

#[test]
fn a_renamed_group_keeps_its_real_name() {
    let (text, _) = web("renamed_from = site");
    has(&text, &["resource \"aws_autoscaling_group\" \"web\"", "\"${local.name}-site\""]);
}

#[test]
fn bounds_that_cross_in_overlapping_windows_are_refused() {
    let (_, codes) = web(
        "at least 8 from 08:00 to 20:00 on mon in \"UTC\"\n at most 4 from 10:00 to 12:00 on mon in \"UTC\"",
    );
    assert!(codes.contains(&"scaling/window-bounds-out-of-order"));
}

#[test]
fn predictions_end_at_an_hour() {
    let (text, _) = web("predict cpu at 60% ahead 10m");
    has(
        &text,
        &[
            "\"ForecastAndScale\"",
            "scheduling_buffer_time       = \"600\"",
            "\"ASGCPUUtilization\"",
        ],
    );
    assert!(web("predict cpu at 60% ahead 1h").1.contains(&"scaling/too-far-ahead"));
    assert!(web("predict cpu at 60% ahead 2h").1.contains(&"scaling/too-far-ahead"));
    assert!(web("predict memory at 60% ahead 10m").1.contains(&"scaling/prediction-not-available"));
}
