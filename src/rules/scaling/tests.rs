//! What is said of sizes that do not come to rest, with the figures in it.

use proptest::prelude::*;

use crate::diagnostic::{Finding, Level};
use crate::rules::tests::found;

/// The findings of a family's rule over a workload whose body is given.
fn said(code: &str, platform: &str, body: &str) -> Vec<Finding> {
    let text = format!(
        "service shop {{
  budget = $500/month
  region eu-west-1 {{ zones = 3 }}
  traffic public {{ host = \"shop.example.com\" }}
  queue jobs on sqs {{ }}
  workload web on {platform} {{
    serves = 100/s
    consumes = jobs
    {body}
  }}
}}
"
    );
    found(&text).into_iter().filter(|finding| finding.code == code).collect()
}

fn flapping(body: &str) -> Vec<Finding> {
    said("scaling/flapping", "ec2", &format!("instance = t3.small\n{body}"))
}

/// Message, labels and help of the only finding.
fn words(findings: &[Finding]) -> Vec<&str> {
    let [finding] = findings else { panic!("{findings:#?}") };
    let labels = finding.labels.iter().map(|label| label.text.as_str());
    [finding.message.as_str()].into_iter().chain(labels).chain(finding.help.as_deref()).collect()
}

#[test]
fn flapping_names_count_load_both_rules_and_the_mend() {
    let findings = flapping(
        "replicas = 2..40
         scale out by 50% when requests > 80% of capacity for 1m
         scale in by 25% when requests < 60% of capacity for 10m",
    );
    assert_eq!(
        words(&findings),
        [
            "at a `requests` load of 170% of one replica `web` never comes to rest: 2 → 3 → 2",
            "scales in: 56.67% at 3",
            "scales out: 85% at 2",
            "write `scale in by 25% when requests < 53% of capacity for 10m`",
        ]
    );
}

/// The mend of the message is the last that rests: one more flaps.
#[test]
fn the_mend_is_the_highest_that_rests() {
    let with = |percent: u64| {
        flapping(&format!(
            "replicas = 2..40
             scale out by 50% when requests > 80% of capacity for 1m
             scale in by 25% when requests < {percent}% of capacity for 10m"
        ))
    };
    assert!(with(53).is_empty() && !with(54).is_empty());
}

#[test]
fn rates_are_compared_in_one_unit() {
    let findings = flapping(
        "replicas = 1..400
         scale out by 25% when requests > 80/s per replica for 1m
         scale in by 25% when requests < 4k/min per replica for 10m",
    );
    assert_eq!(
        words(&findings),
        [
            "at a `requests` load of 100/s in all `web` never comes to rest: 1 → 2 → 1",
            "scales in: 50/s at 2",
            "scales out: 100/s at 1",
            "write `scale in by 25% when requests < 2k/min per replica for 10m`",
        ]
    );
}

/// 80 % of 100/s against 70/s of a replica.
#[test]
fn a_share_of_capacity_is_compared_with_a_rate() {
    let findings = flapping(
        "replicas = 2..40
         scale out by 1 when requests > 80% of capacity for 1m
         scale in by 1 when requests < 70/s per replica for 10m",
    );
    assert_eq!(words(&findings)[1..3], ["scales in: 66.67/s at 3", "scales out: 100/s at 2"]);
}

#[test]
fn thresholds_that_overlap_are_an_error_everywhere() {
    let body = "replicas = 1..4
         scale out by 1 when cpu > 50% for 2m
         scale in by 1 when cpu < 60% for 10m";
    let ec2 = flapping(body);
    let message = "between 50% and 60% of `cpu` both `scale out` and `scale in` hold";
    assert_eq!(words(&ec2)[0], message);
    assert_eq!(words(&ec2)[3], "write `scale in by 1 when cpu < 25% for 10m`");
    let kubernetes = format!("image = \"shop/web:1\", cpu = 0.5vcpu, memory = 1GiB\n{body}");
    assert_eq!(words(&said("scaling/flapping", "kubernetes", &kubernetes))[0], message);
}

/// Its autoscaler goes where the metric asks, and rests there.
#[test]
fn steps_of_kubernetes_are_limits_and_do_not_flap() {
    let body = "image = \"shop/web:1\", cpu = 0.5vcpu, memory = 1GiB
         replicas = 2..10
         scale out by 1 when cpu > 70% for 2m
         scale in by 1 when cpu < 60% for 10m";
    assert!(said("scaling/flapping", "kubernetes", body).is_empty());
}

#[test]
fn totals_do_not_fall_with_replicas() {
    let findings = flapping(
        "replicas = 2..10
         scale out by 1 when queue_depth > 100 for 2m
         scale in by 1 when queue_depth < 99 for 10m",
    );
    assert!(findings.is_empty(), "{findings:#?}");
}

/// Both must hold to go out, and one of them keeps it from going in.
#[test]
fn conditions_that_exclude_each_other_are_left_aside() {
    let findings = flapping(
        "replicas = 2..10
         scale out by 1 when cpu > 70% and queue_depth > 100 for 2m
         scale in by 1 when cpu < 60% and queue_depth < 10 for 10m",
    );
    assert!(findings.is_empty(), "{findings:#?}");
}

/// 75 % of 2 leaves 50 % of 3 of both.
#[test]
fn of_conditions_joined_by_and_the_widest_gap_decides() {
    let with = |memory: u64| {
        flapping(&format!(
            "replicas = 2..10
             scale out by 1 when cpu > 70% and memory > {memory}% for 2m
             scale in by 1 when cpu < 60% and memory < 60% for 10m"
        ))
    };
    let message = "at a `memory` load of 160% of one replica `web` never comes to rest: 2 → 3 → 2";
    assert_eq!(words(&with(75))[0], message);
    assert!(with(95).is_empty());
}

#[test]
fn a_fixed_size_is_not_judged() {
    let findings = flapping(
        "replicas = 3
         scale out by 1 when cpu > 70% for 2m
         scale in by 1 when cpu < 60% for 10m",
    );
    assert!(findings.is_empty(), "{findings:#?}");
}

fn overshoot(body: &str) -> Vec<Finding> {
    said("scaling/overshoot", "ec2", &format!("instance = t3.small\n{body}"))
}

#[test]
fn a_step_that_is_taken_back_is_a_note() {
    let findings = overshoot(
        "replicas = 2..20
         scale out by 2 when memory > 80% for 1m
         scale in by 1 when memory < 50% for 10m",
    );
    assert_eq!(findings.first().map(|finding| finding.level), Some(Level::Note));
    assert_eq!(
        words(&findings),
        [
            "at a `memory` load of 170% of one replica `web` steps out and back: 2 → 4 → 3",
            "scales out: 85% at 2",
            "scales in: 42.5% at 4",
            "write `scale out by 1 when memory > 80% for 1m`",
        ]
    );
}

#[test]
fn what_scale_in_does_not_ask_is_a_note() {
    let findings = overshoot(
        "replicas = 2..20
         scale out by 1 when cpu > 70% or memory > 80% for 1m
         scale in by 1 when cpu < 30% for 10m",
    );
    assert_eq!(
        words(&findings),
        [
            "`web` scales out on `memory`, and its scale-in does not ask that",
            "not asked by scale-in",
            "scales in",
            "write `scale in by 1 when cpu < 30% and memory < 40% for 10m`",
        ]
    );
    let tracked = overshoot(
        "replicas = 2..20
         keep cpu at 60%
         scale out by 1 when memory > 80% for 1m",
    );
    assert_eq!(words(&tracked).last(), Some(&"write `keep memory at 80%`"));
}

#[test]
fn a_ratchet_offers_a_scale_in_on_every_metric() {
    let findings = said(
        "scaling/ratchet",
        "ec2",
        "instance = t3.small
         replicas = 2..20
         scale out by 1 when cpu > 90% or memory > 80% for 1m
         scale out by 50% when cpu > 70% for 1m",
    );
    assert_eq!(
        words(&findings),
        [
            "nothing takes away what `web` adds: it stays at up to 20 replicas",
            "only ever adds",
            "ends here",
            "add `scale in by 1 when cpu < 35% and memory < 40% for 10m`",
        ]
    );
}

#[test]
fn what_lowers_a_size_is_no_ratchet() {
    let step = "scale out by 1 when cpu > 70% for 1m";
    let windows = "at most 3 from 00:00 to 06:00 on sat..sun in \"Europe/Berlin\"";
    for more in ["keep memory at 60%", windows] {
        let body = format!("instance = t3.small\nreplicas = 2..20\n{step}\n{more}");
        assert!(said("scaling/ratchet", "ec2", &body).is_empty(), "{more}");
    }
    let pods = "image = \"shop/web:1\", cpu = 0.5vcpu, memory = 1GiB, replicas = 2..20";
    let paced = format!("{pods}\n{step}\nscale in at most 10% every 1m");
    assert!(said("scaling/ratchet", "kubernetes", &paced).is_empty());
    let alone = format!("{pods}\n{step}");
    assert_eq!(said("scaling/ratchet", "kubernetes", &alone).len(), 1);
}

/// The sentence that a finding offers.
fn offered(finding: &Finding) -> Option<&str> {
    finding.help.as_deref()?.strip_prefix("write `")?.strip_suffix('`')
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whoever writes what a finding offers has mended it.
    #[test]
    fn what_a_finding_offers_mends_it(
        out in prop::sample::select(vec!["1", "2", "3", "7", "25%", "50%", "100%"]),
        within in prop::sample::select(vec!["1", "2", "10%", "25%", "50%"]),
        high in 30..95u64,
        low in 10..95u64,
        min in 1..6u64,
        span in 1..40u64,
    ) {
        let head = format!("replicas = {min}..{}", min + span);
        let step_out = format!("scale out by {out} when cpu > {high}% for 2m");
        let step_in = format!("scale in by {within} when cpu < {low}% for 10m");
        let body = |out: &str, within: &str| format!("{head}\n{out}\n{within}");
        if let [finding] = flapping(&body(&step_out, &step_in)).as_slice()
            && let Some(offered) = offered(finding)
        {
            prop_assert_eq!(flapping(&body(&step_out, offered)), []);
        }
        if let [finding] = overshoot(&body(&step_out, &step_in)).as_slice()
            && let Some(offered) = offered(finding)
        {
            let mended = if offered.starts_with("scale out") {
                body(offered, &step_in)
            } else {
                body(&step_out, offered)
            };
            prop_assert_eq!(overshoot(&mended), []);
            prop_assert_eq!(flapping(&mended), []);
        }
    }
}
