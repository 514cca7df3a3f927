//! G0: Podinfo on Lambda and EC2, two active regions, four environments.

use std::collections::{BTreeMap, BTreeSet};

use super::terraform::{Instance, Module};
use super::{Tree, Waiting, compiled, complete, figures, one, operands, refusals, text};

const WAITING: Waiting = &[(
    12,
    "values that were measured, a storage class of images, a cluster and a fence that lies cannot be written in the language",
)];

/// The load balancer, scaling group and function of each region.
const REGIONS: [&str; 2] = ["us-east-1", "us-west-2"];

fn prod() -> Module {
    Tree::of("podinfo", "prod").terraform()
}

/// Exactly one instance in each of the two regions.
fn in_both(instances: Vec<Instance>) -> Vec<Instance> {
    let mut regions: Vec<&str> = instances.iter().map(|it| it.region.as_str()).collect();
    regions.sort_unstable();
    assert_eq!(regions, REGIONS);
    instances
}

fn by_key<T>(instances: &[Instance], of: impl Fn(&Instance) -> T) -> BTreeMap<String, T> {
    instances.iter().map(|it| (it.key.clone(), of(it))).collect()
}

#[test]
fn g0_is_complete() {
    complete("g0", 12, include_str!("g0.rs"), WAITING);
}

/// No alias per region: one provider, and each resource carries its region.
#[test]
fn g0_01_each_environment_assumes_its_role_in_its_account() {
    for (environment, account) in [
        ("dev", "111111111111"),
        ("staging", "222222222222"),
        ("preprod", "222222222222"),
        ("prod", "333333333333"),
    ] {
        let module = Tree::of("podinfo", environment).terraform();
        let provider = module.only("provider");
        let role = format!("arn:aws:iam::{account}:role/podinfo-deploy");
        assert_eq!(provider.text("region"), "us-west-2", "{environment}");
        assert_eq!(provider.text("assume_role.role_arn"), role);
        assert_eq!(provider.value("allowed_account_ids"), hcl::value!([account]));
    }
    assert_eq!(prod().regions(), REGIONS);
}

#[test]
fn g0_02_two_health_checks_each_on_its_own_endpoint() {
    let module = prod();
    let checks = module.instances("aws_route53_health_check");
    assert_eq!(by_key(&checks, |_| ()).into_keys().collect::<Vec<_>>(), REGIONS);
    for check in &checks {
        assert_eq!(
            (check.number("request_interval"), check.number("failure_threshold")),
            (30.0, 3.0)
        );
        assert!(check.is("fqdn", "aws_lb.public[each.key].dns_name"));
        assert!(!check.keys().iter().any(|key| key.starts_with("cloudwatch_logs")));
    }
}

#[test]
fn g0_03_two_weighted_records_with_checks_and_no_failover() {
    let records = prod().instances("aws_route53_record");
    let weights = by_key(&records, |it| it.number("weighted_routing_policy.weight"));
    assert_eq!(records.len(), 2);
    assert_eq!(
        weights,
        BTreeMap::from([("us-east-1".to_owned(), 20.0), ("us-west-2".to_owned(), 80.0)])
    );
    let identifiers: BTreeSet<String> =
        records.iter().map(|it| it.text("set_identifier")).collect();
    assert_eq!(identifiers.len(), 2);
    for record in &records {
        assert_eq!(
            (record.text("name"), record.text("type")),
            ("podinfo.example.com".to_owned(), "A".to_owned())
        );
        assert!(record.is("health_check_id", "aws_route53_health_check.public[each.key].id"));
        assert_eq!(record.value("alias.evaluate_target_health"), hcl::value!(true));
        let keys = record.keys();
        assert!(
            ["ttl", "records", "failover_routing_policy"].iter().all(|key| !keys.contains(key))
        );
    }
}

/// The zones are those of the subnets that come in as a variable; its validation reads `zones` of the regions table.
#[test]
fn g0_04_a_balancer_per_region_shares_between_function_and_instances() {
    let module = prod();
    for balancer in in_both(module.instances("aws_lb")) {
        assert!(balancer.is("subnets", "var.network[each.key].public_subnets[*].id"));
    }
    let types: BTreeMap<String, bool> = module
        .instances("aws_lb_target_group")
        .iter()
        .map(|group| (group.name.clone(), group.argument("target_type").is_some()))
        .collect();
    assert_eq!(types, BTreeMap::from([("api".to_owned(), true), ("web".to_owned(), false)]));
    assert_eq!(module.instances("aws_lb_target_group").len(), 4);
    for listener in in_both(module.instances("aws_lb_listener")) {
        let shares = listener.nested("target_group");
        let weights: Vec<f64> = shares.iter().map(|share| share.number("weight")).collect();
        assert_eq!(weights, [30.0, 70.0]);
        let [api, web] = shares.as_slice() else { panic!("two targets") };
        assert!(api.is("arn", "aws_lb_target_group.api[each.key].arn"));
        assert!(web.is("arn", "aws_lb_target_group.web[each.key].arn"));
    }
    for attachment in in_both(module.instances("aws_lb_target_group_attachment")) {
        assert!(attachment.is("target_id", "data.aws_lambda_alias.api[each.key].arn"));
        assert!(attachment.is("depends_on", "[aws_lambda_permission.public_api]"));
    }
}

/// The function is attached: its alias is a data source.
#[test]
fn g0_05_warm_executions_on_the_alias_of_prod_only() {
    let module = prod();
    assert_eq!(module.instances("aws_lambda_function").len(), 0);
    for alias in in_both(module.instances("aws_lambda_alias")) {
        assert_eq!(
            (alias.text("function_name"), alias.text("name")),
            ("podinfo".to_owned(), "live".to_owned())
        );
    }
    for warm in in_both(module.instances("aws_lambda_provisioned_concurrency_config")) {
        assert_eq!(warm.value("provisioned_concurrent_executions"), hcl::value!(10.0));
        assert!(warm.is("qualifier", "data.aws_lambda_alias.api[each.key].name"));
        assert!(!warm.keys().contains(&"provisioned_concurrency_count"));
    }
    for environment in ["dev", "staging", "preprod"] {
        let module = Tree::of("podinfo", environment).terraform();
        assert_eq!(module.blocks("aws_lambda_provisioned_concurrency_config"), 0, "{environment}");
        assert_eq!(module.blocks("aws_appautoscaling_target"), 0, "{environment}");
    }
}

#[test]
fn g0_06_target_tracking_owns_the_warm_executions() {
    let module = prod();
    for target in in_both(module.instances("aws_appautoscaling_target")) {
        assert_eq!(target.text("scalable_dimension"), "lambda:function:ProvisionedConcurrency");
        assert_eq!((target.number("min_capacity"), target.number("max_capacity")), (10.0, 20.0));
    }
    for policy in in_both(module.instances("aws_appautoscaling_policy")) {
        let configuration = "target_tracking_scaling_policy_configuration";
        let metric =
            format!("{configuration}.predefined_metric_specification.predefined_metric_type");
        assert_eq!(policy.text("policy_type"), "TargetTrackingScaling");
        assert_eq!(policy.text(&metric), "LambdaProvisionedConcurrencyUtilization");
        assert_eq!(policy.value(&format!("{configuration}.target_value")), hcl::value!(0.7));
    }
    for warm in module.instances("aws_lambda_provisioned_concurrency_config") {
        assert!(warm.is("lifecycle.ignore_changes", "[provisioned_concurrent_executions]"));
    }
}

#[test]
fn g0_07_alarms_on_duration_and_throttles_in_each_region() {
    let tree = Tree::of("podinfo", "prod");
    for region in REGIONS {
        let alarms = tree.alarms(region);
        let slow = &alarms["podinfo-prod-api-duration-p95-page"];
        let figures =
            (&slow["MetricName"], &slow["ExtendedStatistic"], &slow["Threshold"], &slow["Period"]);
        assert_eq!(figures, (&"Duration".into(), &"p95".into(), &1000.into(), &60.into()));
        let throttled = &alarms["podinfo-prod-api-throttles-page"];
        let figures = (
            &throttled["MetricName"],
            &throttled["Statistic"],
            &throttled["Threshold"],
            &throttled["Period"],
        );
        assert_eq!(figures, (&"Throttles".into(), &"Sum".into(), &5.into(), &60.into()));
        assert_eq!(throttled["TreatMissingData"], "notBreaching");
    }
    let alarms = tree.terraform().instances("aws_cloudwatch_metric_alarm");
    let pages = |name: &str| alarms.iter().filter(|it| it.name == name).count();
    assert_eq!((pages("api_duration_p95_page"), pages("api_throttles_page")), (2, 2));
    for alarm in alarms.iter().filter(|it| it.name.ends_with("_page")) {
        assert!(alarm.is("alarm_actions", "[var.oncall_topic_arns[each.key]]"), "{}", alarm.name);
    }
}

#[test]
fn g0_08_one_target_tracking_on_the_processor() {
    let module = prod();
    for group in in_both(module.instances("aws_autoscaling_group")) {
        assert_eq!((group.number("min_size"), group.number("max_size")), (3.0, 6.0));
        assert!(!group.keys().contains(&"desired_capacity"));
    }
    for policy in in_both(module.instances("aws_autoscaling_policy")) {
        let metric =
            "target_tracking_configuration.predefined_metric_specification.predefined_metric_type";
        assert_eq!(policy.text("policy_type"), "TargetTrackingScaling");
        assert_eq!(policy.text(metric), "ASGAverageCPUUtilization");
        assert_eq!(policy.value("target_tracking_configuration.target_value"), hcl::value!(70.0));
    }
}

/// A registry publishes no lag: no alarm, a note.
#[test]
fn g0_09_images_and_secrets_are_copied_to_the_other_region() {
    let tree = Tree::of("podinfo", "prod");
    let module = tree.terraform();
    let images = module.instances("aws_ecr_replication_configuration");
    let [images] = images.as_slice() else { panic!("one registry") };
    let destination = "replication_configuration.rule.destination.region";
    assert_eq!(
        (images.region.as_str(), images.text(destination).as_str()),
        ("us-west-2", "us-east-1")
    );
    let secrets = module.instances("aws_secretsmanager_secret");
    let [secret] = secrets.as_slice() else { panic!("one secret of one given") };
    assert_eq!(
        (secret.region.as_str(), secret.text("replica.region").as_str()),
        ("us-west-2", "us-east-1")
    );
    assert_eq!(tree.found("lowering/lag-not-measurable"), 1);
    for environment in ["dev", "staging", "preprod"] {
        let module = Tree::of("podinfo", environment).terraform();
        assert_eq!(module.blocks("aws_ecr_replication_configuration"), 0, "{environment}");
    }
}

/// All at once, because an alias with weights cannot hold warm executions.
#[test]
fn g0_10_releases_go_back_on_failure_and_on_alarm() {
    for environment in ["preprod", "prod"] {
        let module = Tree::of("podinfo", environment).terraform();
        let regions = module.regions().len();
        let groups = module.instances("aws_codedeploy_deployment_group");
        assert_eq!(
            (module.instances("aws_codedeploy_app").len(), groups.len()),
            (regions, regions)
        );
        for group in &groups {
            let events = hcl::value!(["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]);
            assert_eq!(group.value("auto_rollback_configuration.events"), events);
            assert_eq!(group.value("auto_rollback_configuration.enabled"), hcl::value!(true));
            let alarms = group.members("alarm_configuration.alarms");
            assert!((1..=10).contains(&alarms.len()));
            assert_eq!(group.text("deployment_config_name"), "CodeDeployDefault.LambdaAllAtOnce");
        }
    }
}

/// The policy gives each environment its share of the $1000: 60, 60, 120 and 760.
#[test]
fn g0_11_the_budgets_of_all_environments_are_the_whole() {
    let limit = |environment: &str| -> u32 {
        let budgets = Tree::of("podinfo", environment).terraform().instances("aws_budgets_budget");
        let [budget] = budgets.as_slice() else { panic!("one budget") };
        assert_eq!(
            (budget.text("time_unit").as_str(), budget.text("limit_unit").as_str()),
            ("MONTHLY", "USD")
        );
        let alerts = budget.nested("notification");
        let alerts: Vec<_> = alerts
            .iter()
            .map(|it| (it.text("notification_type"), it.number("threshold")))
            .collect();
        let expected = [("ACTUAL", 80.0), ("ACTUAL", 100.0), ("FORECASTED", 100.0)];
        assert_eq!(alerts, expected.map(|(kind, threshold)| (kind.to_owned(), threshold)));
        budget.text("limit_amount").parse().expect("dollars")
    };
    let limits = ["dev", "staging", "preprod", "prod"].map(limit);
    assert_eq!((limits, limits.iter().sum::<u32>()), ([60, 60, 120, 760], 1000));
}

/// A row for each of the document's: functions, instances, balancers with their checks, egress, images, monitoring.
#[test]
fn g0_11_the_cost_has_a_row_for_everything_and_fits() {
    for (environment, budget) in
        [("dev", "60"), ("staging", "60"), ("preprod", "120"), ("prod", "760")]
    {
        let figures = figures("podinfo", environment);
        let cost = &figures["cost"];
        assert_eq!(cost["budget"]["figure"], budget, "{environment}");
        for state in cost["states"].as_array().expect("states") {
            let dollars: f64 =
                state["amount"]["figure"].as_str().and_then(|it| it.parse().ok()).expect("dollars");
            assert!(
                dollars > 0.0 && dollars < budget.parse().expect("dollars"),
                "{environment}: {state}"
            );
        }
    }
    let figures = figures("podinfo", "prod");
    let lines = figures["cost"]["lines"].as_array().expect("lines");
    let rows: BTreeSet<(&str, &str)> = lines
        .iter()
        .map(|it| (it["thing"].as_str().expect("a thing"), it["what"].as_str().expect("what")))
        .collect();
    for row in [
        ("web", "instances"),
        ("api", "provisioned concurrency"),
        ("api", "requests of calls"),
        ("public", "balancer"),
        ("public", "health checks"),
        ("podinfo", "egress"),
        ("podinfo", "images"),
        ("monitoring", "given cost"),
    ] {
        assert!(rows.contains(&row), "{row:?} is not in {rows:?}");
    }
    let monitoring = one(&figures["cost"]["lines"], &[("thing", "monitoring")]);
    assert_eq!(monitoring["each"]["figure"], "30");
}

#[test]
fn g0_11_a_lost_region_is_left_after_150_seconds() {
    let figures = figures("podinfo", "prod");
    let recovery = one(&figures["recoveries"], &[("scope", "region"), ("load", "steady")]);
    for region in REGIONS {
        let chain = one(&recovery["chains"], &[("lost", region)]);
        assert_eq!((&chain["seconds"]["figure"], &chain["kept"]), (&"150".into(), &true.into()));
        let items = BTreeMap::from([("detection", "90"), ("records expire", "60")]);
        assert_eq!(operands(&chain["seconds"]), items);
    }
}

#[test]
fn g0_11_the_small_region_carries_five_times_its_load_when_the_large_one_is_lost() {
    let figures = figures("podinfo", "prod");
    let workloads = &figures["capacity"]["workloads"];
    let web = one(workloads, &[("workload", "web"), ("region", "us-east-1")]);
    let lost = one(&web["regionLost"], &[("lost", "us-west-2"), ("load", "peak")]);
    let (before, after) =
        (operands(&web["peak"]["full"])["load"], operands(&lost["needs"]["full"])["load"]);
    assert_eq!((before, after), ("56", "280"));
    let (needs, most) = (&lost["needs"]["full"]["figure"], &web["bounds"]["max"]);
    assert_eq!((needs, most), (&"4".into(), &6.into()));
}

/// 10 x 512 MiB x 730 h at the price of a GiB-second: $54.75 a region, as the price is listed with ten decimals.
#[test]
fn g0_12_warm_executions_cost_by_their_memory() {
    let figures = figures("podinfo", "prod");
    for region in REGIONS {
        let wanted = [("thing", "api"), ("what", "provisioned concurrency"), ("region", region)];
        let line = one(&figures["cost"]["lines"], &wanted);
        let operands = operands(&line["each"]);
        assert_eq!((operands["memory"], operands["seconds of a month"]), ("0.5", "2628000"));
        assert_eq!(
            (&line["floor"]["figure"], &line["peak"]["figure"]),
            (&"10".into(), &"20".into())
        );
        let each: f64 =
            line["each"]["figure"].as_str().and_then(|it| it.parse().ok()).expect("dollars");
        assert!((each * 10.0 - 54.75).abs() < 0.01, "{each}");
    }
}

#[test]
fn g0_12_unit_costs_need_traffic() {
    let prod = figures("podinfo", "prod");
    let units = &prod["cost"]["units"];
    for unit in ["request", "user"] {
        assert_eq!(one(units, &[("per", unit)])["kept"], true, "{unit}");
    }
    let dev = figures("podinfo", "dev");
    let user = one(&dev["cost"]["units"], &[("per", "user")]);
    assert!(user["volume"].is_null() && user["cost"].is_null() && user["kept"].is_null(), "{user}");
}

#[test]
fn g0_12_a_canary_on_the_alias_with_warm_executions_is_refused() {
    let canary = refusals("podinfo", "prod", "release all-at-once", "release canary 10% for 5m");
    assert!(canary.contains("release/weighted-alias-with-provisioned"), "{canary:?}");
}

/// Repeated digits are a placeholder: a warning, as the document has no others.
#[test]
fn g0_12_accounts_of_repeated_digits_are_placeholders() {
    assert_eq!(Tree::of("podinfo", "prod").found("security/placeholder-account"), 1);
}

/// The document's fourth ring: a warning, as a policy may leave accounts to whoever runs Terraform.
#[test]
fn g0_12_a_ring_without_an_account_is_told() {
    let repaired = text("podinfo");
    let (before, ring) = repaired.split_once("environment preprod {").expect("the ring");
    let mistaken = ring.replacen("account = \"222222222222\"", "", 1);
    let mistaken = format!("{before}environment preprod {{{mistaken}");
    let told = |text: &str| {
        let found = compiled("podinfo", "preprod", text).findings;
        found.iter().filter(|it| it.code == "release/environment-without-account").count()
    };
    assert_eq!((told(&repaired), told(&mistaken)), (0, 1));
}
