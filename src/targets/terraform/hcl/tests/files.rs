//! Small whole files.

use super::*;

#[test]
fn providers() {
    let provider = Block::new("provider")
        .label("aws")
        .set("region", "eu-west-1")
        .set("allowed_account_ids", list([bare("local.account_id")]))
        .block("assume_role", |b| {
            b.set(
                "role_arn",
                template()
                    .text("arn:aws:iam::")
                    .code(bare("local.account_id"))
                    .text(":role/tickets-deploy"),
            )
        })
        .block("default_tags", |b| b.set("tags", bare("local.tags")));
    assert_prints(&document().with(provider), include_str!("../testdata/providers.tf"));
}

#[test]
fn versions() {
    let aws = object().key("source", "hashicorp/aws").key("version", ">= 6.25, < 7.0");
    let terraform = Block::new("terraform")
        .note("1.9 is the first version in which a validation may look beyond its own variable.")
        .set("required_version", ">= 1.9")
        .block("required_providers", |b| b.set("aws", aws));
    assert_prints(&document().with(terraform), include_str!("../testdata/versions.tf"));
}

#[test]
fn locals() {
    let size = |min: i32| object().key("min", min).key("max", 10);
    let region = |weight: i32, web: Object| {
        object().key("weight", weight).key("zones", 3).key("thumbs", size(2)).key("web", web)
    };
    let tags = object()
        .key("environment", "prod")
        .key("owner", "box-office")
        .key("service", "tickets")
        .key("terrace", "tickets-prod");
    let regions = object()
        .key("eu-central-1", region(40, size(2).key("window_min", 3)))
        .key("eu-west-1", region(60, size(3).key("window_min", 4)));
    let locals = Block::new("locals")
        .set("account_id", "111122223333")
        .set("name", "tickets-prod")
        .set("warn_address", "box-office@example.com")
        .set("tags", tags)
        .note("What may differ between regions stands here and nowhere else.")
        .set("regions", regions);
    assert_prints(&document().with(locals), include_str!("../testdata/locals.tf"));
}

#[test]
fn budget() {
    let notification = |kind: &'static str, percent: i32| {
        move |b: Block| {
            b.set("notification_type", kind)
                .set("comparison_operator", "GREATER_THAN")
                .set("threshold", percent)
                .set("threshold_type", "PERCENTAGE")
                .set("subscriber_email_addresses", list([bare("local.warn_address")]))
        }
    };
    let budget = Block::resource("aws_budgets_budget", "tickets")
        .comment("Counts only once `terrace` is active as a cost allocation tag in the account that pays.")
        .set("name", bare("local.name"))
        .set("budget_type", "COST")
        .set("time_unit", "MONTHLY")
        .set("limit_amount", "2500")
        .set("limit_unit", "USD")
        .block("cost_filter", |b| {
            b.set("name", "TagKeyValue").set("values", list([template().text("user:terrace$").code(bare("local.name"))]))
        })
        .block("notification", notification("ACTUAL", 80))
        .block("notification", notification("ACTUAL", 100))
        .block("notification", notification("FORECASTED", 100));
    assert_prints(&document().with(budget), include_str!("../testdata/budget.tf"));
}

#[test]
fn images() {
    let others = call("setsubtract", (call("keys", [bare("local.regions")]), list(["eu-west-1"])));
    let images = Block::resource("aws_ecr_replication_configuration", "images")
        .comment("A registry has one replication configuration per region: this one replaces any other in eu-west-1.")
        .set("region", "eu-west-1")
        .block("replication_configuration", |b| {
            b.block("rule", |b| {
                b.dynamic("destination", others, |b| {
                    b.set("region", bare("destination").attr("value")).set("registry_id", bare("local.account_id"))
                })
                .block("repository_filter", |b| b.set("filter", "tickets").set("filter_type", "PREFIX_MATCH"))
            })
        });
    assert_prints(&document().with(images), include_str!("../testdata/images.tf"));
}

#[test]
fn outputs() {
    let by_region = |name: &'static str,
                     what: &'static str,
                     each: &'static str,
                     kind: &'static str,
                     of_it: &'static str| {
        let resource = of(kind, name.split('_').next().unwrap_or(name));
        let value =
            pairs_of("region", each, resource).object(bare("region"), bare(each).attr(of_it));
        Block::output(name).set("description", what).set("value", value)
    };
    let balancer = |attr: &'static str| bare("balancer").attr(attr);
    let addresses = object()
        .key("arn", balancer("arn"))
        .key("dns_name", balancer("dns_name"))
        .key("zone_id", balancer("zone_id"));
    let mut file = document().with(
        Block::output("public_balancers")
            .set("description", "By region: the balancer's DNS name, hosted zone and ARN, for checks, records and a web ACL.")
            .set("value", pairs_of("region", "balancer", of("aws_lb", "public")).object(bare("region"), addresses)),
    );
    let blocks = [
        by_region("public_health_check_ids", "By region: the Route 53 health check of the balancer.", "check", "aws_route53_health_check", "id"),
        by_region("public_security_group_ids", "By region: the security group of the balancer, for rules of what else stands behind it.", "group", "aws_security_group", "id"),
        by_region("warn_topic_arns", "By region: the topic of warnings, for further subscribers.", "topic", "aws_sns_topic", "arn"),
        by_region("web_autoscaling_group_names", "By region: the auto scaling group, for deployments and dashboards.", "group", "aws_autoscaling_group", "name"),
        Block::output("web_role_name")
            .set("description", "The role of the instances: attach what the application needs beyond what the policy says that it uses.")
            .set("value", of("aws_iam_role", "web").attr("name")),
        by_region("web_security_group_ids", "By region: the security group of the instances, for the ingress rules of what they call.", "group", "aws_security_group", "id"),
    ];
    blocks.iter().for_each(|block| file.push(block));
    assert_prints(&file, include_str!("../testdata/outputs.tf"));
}
