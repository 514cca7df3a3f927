//! Whole files of resources with one instance per region.

use super::*;

const REGIONAL: &str = "local.regions";

#[test]
fn health() {
    let name = template().code(bare("local.name")).text("-public-").code(each_key());
    let check = Block::resource("aws_route53_health_check", "public")
        .comment("Each check asks its own balancer: one that asked the shared name would follow the failover and see the other region.")
        .for_each(bare("local.regions"))
        .set("type", "HTTPS")
        .set("fqdn", of("aws_lb", "public").each().attr("dns_name"))
        .set("port", 443)
        .set("resource_path", "/healthz")
        .set("request_interval", 10)
        .set("failure_threshold", 3)
        .set("tags", object().key("Name", name));
    assert_prints(&document().with(check), include_str!("../testdata/health.tf"));
}

#[test]
fn dns() {
    let balancer = || of("aws_lb", "public").each();
    let record = Block::resource("aws_route53_record", "public")
        .comment("One weighted record per region: a region whose check fails gets no answers, its share goes to the others.")
        .for_each(bare("local.regions"))
        .set("zone_id", var("public_zone_id"))
        .set("name", "tickets.example.com")
        .set("type", "A")
        .set("set_identifier", each_key())
        .set("health_check_id", of("aws_route53_health_check", "public").each().attr("id"))
        .block("weighted_routing_policy", |b| b.set("weight", bare("each.value.weight")))
        .block("alias", |b| {
            b.set("name", balancer().attr("dns_name"))
                .set("zone_id", balancer().attr("zone_id"))
                .set("evaluate_target_health", true)
        });
    assert_prints(&document().with(record), include_str!("../testdata/dns.tf"));
}

#[test]
fn notify() {
    let topic = Block::resource("aws_sns_topic", "warn")
        .comment("Not encrypted at rest: CloudWatch cannot use the key that AWS manages for SNS, and no secret is in an alarm.")
        .each_region()
        .set("name", named("warn"));
    let subscription = Block::resource("aws_sns_topic_subscription", "warn")
        .each_region()
        .set("topic_arn", of("aws_sns_topic", "warn").each().attr("arn"))
        .set("protocol", "email")
        .set("endpoint", bare("local.warn_address"));
    assert_prints(
        &document().with(topic).with(subscription),
        include_str!("../testdata/notify.tf"),
    );
}

#[test]
fn traffic() {
    let group = |name: &str| of("aws_security_group", name).each().attr("id");
    let network = || bare("var.network").each();
    let file = document()
        .with(
            Block::resource("aws_lb", "public")
                .each_region()
                .set("name", named("public"))
                .set("load_balancer_type", "application")
                .set("subnets", network().attr("public_subnets").splat().attr("id"))
                .set("security_groups", list([group("public")]))
                .set("drop_invalid_header_fields", true)
                .set("enable_deletion_protection", true),
        )
        .with(
            Block::resource("aws_lb_listener", "public")
                .each_region()
                .set("load_balancer_arn", of("aws_lb", "public").each().attr("arn"))
                .set("protocol", "HTTPS")
                .set("port", 443)
                .set("certificate_arn", var("public_certificate_arns").each())
                .set("ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06")
                .block("default_action", |b| {
                    b.set("type", "forward").set(
                        "target_group_arn",
                        of("aws_lb_target_group", "web").each().attr("arn"),
                    )
                }),
        )
        .with(
            Block::resource("aws_security_group", "public")
                .each_region()
                .set("name", named("public"))
                .set("description", "Balancer of tickets.example.com")
                .set("vpc_id", network().attr("vpc_id")),
        )
        .with(
            Block::resource("aws_vpc_security_group_ingress_rule", "public")
                .each_region()
                .set("security_group_id", group("public"))
                .set("description", "HTTPS from anywhere")
                .set("cidr_ipv4", "0.0.0.0/0")
                .set("ip_protocol", "tcp")
                .set("from_port", 443)
                .set("to_port", 443),
        )
        .with(
            Block::resource("aws_vpc_security_group_egress_rule", "public_web")
                .each_region()
                .set("security_group_id", group("public"))
                .set("description", "Requests and health checks to web")
                .set("referenced_security_group_id", group("web"))
                .set("ip_protocol", "tcp")
                .set("from_port", 8080)
                .set("to_port", 8080),
        );
    assert_prints(&file, include_str!("../testdata/public.traffic.tf"));
    assert_eq!(
        file.print().matches(REGIONAL).count(),
        file.print().matches("\n\nresource").count()
    );
}

#[test]
fn thumbs() {
    let alias = |attr: &'static str| data("aws_lambda_alias", "thumbs").each().attr(attr);
    let concurrency = |attr: &'static str| {
        of("aws_lambda_provisioned_concurrency_config", "thumbs").each().attr(attr)
    };
    let target = |attr: &'static str| of("aws_appautoscaling_target", "thumbs").each().attr(attr);
    let parts = list((text("function"), concurrency("function_name"), concurrency("qualifier")));
    let file = document()
        .with(
            Block::data("aws_lambda_alias", "thumbs")
                .comment("The function and its alias are made and released elsewhere; what hangs on the alias is here.")
                .each_region()
                .set("function_name", "tickets-thumbs")
                .set("name", "live"),
        )
        .with(
            Block::resource("aws_lambda_provisioned_concurrency_config", "thumbs")
                .each_region()
                .set("function_name", alias("function_name"))
                .set("qualifier", alias("name"))
                .set("provisioned_concurrent_executions", bare("each.value.thumbs.min"))
                .ignore_changes("The size at creation; from then on the scaling policy owns it.", &["provisioned_concurrent_executions"]),
        )
        .with(
            Block::resource("aws_appautoscaling_target", "thumbs")
                .each_region()
                .set("service_namespace", "lambda")
                .set("scalable_dimension", "lambda:function:ProvisionedConcurrency")
                .set("min_capacity", bare("each.value.thumbs.min"))
                .set("max_capacity", bare("each.value.thumbs.max"))
                .set("resource_id", call("join", (":", parts))),
        )
        .with(
            Block::resource("aws_appautoscaling_policy", "thumbs_utilization")
                .each_region()
                .set("name", named("thumbs-utilization"))
                .set("policy_type", "TargetTrackingScaling")
                .set("service_namespace", target("service_namespace"))
                .set("scalable_dimension", target("scalable_dimension"))
                .set("resource_id", target("resource_id"))
                .block("target_tracking_scaling_policy_configuration", |b| {
                    b.note("A share of 1, where other metrics are percentages.")
                        .set("target_value", scaled(7, 1))
                        .block("predefined_metric_specification", |b| {
                            b.set("predefined_metric_type", "LambdaProvisionedConcurrencyUtilization")
                        })
                }),
        );
    assert_prints(&file, include_str!("../testdata/thumbs.workload.tf"));
}
