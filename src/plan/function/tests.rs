use super::*;
use crate::model::{Unit, resolve};
use crate::settings::{Settings, Version};
use crate::source::FileId;
use crate::syntax::parse;
use crate::syntax::tree::{Date, Frequency};
use crate::targets::{cloudwatch, terraform};

fn planned(text: &str, environment: &str) -> Plan {
    let (tree, _) = parse(FileId(0), text);
    let (services, _) = resolve(&[Unit { body: tree.body, used: Vec::new() }]);
    let settings = Settings::new(
        Version { major: 1, minor: 35 },
        Version { major: 2, minor: 18 },
        Date { year: 2026, month: 11, day: 1 },
    );
    let places = services.iter().flat_map(|service| &service.places);
    let mut policies = places
        .flat_map(|place| &place.tiers)
        .filter(|policy| policy.environment.as_ref().is_none_or(|it| it.name.node == environment));
    policies.next().map(|policy| crate::plan::plan(policy, &settings)).unwrap_or_default()
}

fn file(plan: &Plan, path: &str) -> String {
    let files = terraform::render(plan, &cloudwatch::lowered(plan)).files;
    files
        .iter()
        .find(|file| file.path == path)
        .map(|file| file.text.to_string())
        .unwrap_or_default()
}

fn codes(plan: &Plan) -> Vec<&'static str> {
    plan.notes.iter().map(|note| note.code).collect()
}

const PODINFO: &str = include_str!("../../../policies/podinfo.terrace");
const TICKETS: &str = include_str!("../../../policies/tickets.terrace");

#[test]
fn the_example_comes_out_byte_for_byte() {
    let plan = planned(TICKETS, "prod");
    assert_eq!(
        file(&plan, "terraform/thumbs.workload.tf"),
        include_str!("../../targets/terraform/hcl/testdata/thumbs.workload.tf")
    );
    assert_eq!(
        file(&plan, "terraform/images.tf"),
        include_str!("../../targets/terraform/hcl/testdata/images.tf")
    );
}

#[test]
fn what_is_provisioned_stands_only_where_the_policy_says_so() {
    let [dev, prod] =
        ["dev", "prod"].map(|it| file(&planned(PODINFO, it), "terraform/api.workload.tf"));
    assert!(!dev.contains("provisioned_concurrency") && prod.contains("provisioned_concurrency"));
    assert!(!prod.contains("StepScaling"));
}

#[test]
fn a_release_goes_back_on_both_events() {
    let preprod = planned(PODINFO, "preprod");
    let text = file(&preprod, "terraform/api.workload.tf");
    assert!(text.contains("events  = [\"DEPLOYMENT_FAILURE\", \"DEPLOYMENT_STOP_ON_ALARM\"]"));
    assert_eq!(
        preprod.functions.first().and_then(|it| it.deployment.clone()).map(|it| it.alarms.len()),
        Some(3)
    );
}

#[test]
fn an_alarm_of_one_region_rolls_nothing_back_and_says_so() {
    let policy = "service s {
  region eu-west-1 {}
  region eu-central-1 {}
  workload f on lambda {
    attach = \"f\"
    alias  = \"live\"
    release canary 10% for 5m
    page when throttles > 5/min for 5m
    in eu-west-1 { page when duration > 5s for 5m }
  }
  notify page to oncall
}";
    let plan = planned(policy, "");
    let watched = plan.functions.first().and_then(|it| it.deployment.clone()).map(|it| it.alarms);
    assert_eq!(watched, Some(vec!["f-throttles-page".to_owned()]));
    let ignored = codes(&plan).into_iter().filter(|code| *code == "lowering/release-ignores-alarm");
    assert_eq!(ignored.count(), 1);
}

#[test]
fn drills_are_held_in_the_last_environment_only() {
    let [preprod, prod] = ["preprod", "prod"].map(|it| planned(PODINFO, it));
    assert!(preprod.drills.is_empty() && codes(&preprod).contains(&"lowering/drill-elsewhere"));
    let drills: Vec<_> =
        prod.drills.iter().map(|drill| (drill.key.as_str(), drill.every)).collect();
    assert_eq!(drills, [("lose-web", Frequency::Monthly)]);
    assert_eq!(prod.drills.first().map(|drill| drill.stops.len()), Some(4));
}

#[test]
fn a_function_is_attached_or_made() {
    let policy = |body: &str| {
        format!("service s {{ region eu-west-1 {{}}\n workload f on lambda {{ {body} }} }}")
    };
    assert!(codes(&planned(&policy("alias = \"live\""), "")).contains(&"model/missing"));
    assert!(
        codes(&planned(&policy("attach = \"f\", provisioned = 2"), "")).contains(&"model/missing")
    );
    assert!(
        codes(&planned(&policy("attach = \"f\"\n release all-at-once"), ""))
            .contains(&release::ALL_AT_ONCE.code)
    );
    let split = "attach = \"f\", alias = \"live\", provisioned = 2\n release canary 10% for 5m";
    assert!(codes(&planned(&policy(split), "")).contains(&release::WEIGHTED.code));
}
