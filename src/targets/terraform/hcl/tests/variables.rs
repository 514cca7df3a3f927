//! The file with the most code in it: types, conditions and messages.

use super::*;

fn keys() -> Expression {
    call("keys", [bare("local.regions")])
}

fn each_of_them(needs: &str) -> Template {
    template().text("Each of ").code(call("join", (", ", keys()))).text(" needs ").text(needs)
}

fn by_region(
    name: &'static str,
    what: &'static str,
    prefix: impl Into<Expression>,
    needs: &str,
) -> Block {
    let given = call("lookup", (var(name), bare("region"), ""));
    let check = each_of("region", keys()).all_true(call("startswith", (given, prefix.into())));
    Block::variable(name)
        .set("description", what)
        .set("type", call("map", [bare("string")]))
        .validation(check, each_of_them(needs))
}

fn network() -> Block {
    let subnets = || {
        call(
            "list",
            [call("object", [object().key("id", bare("string")).key("az", bare("string"))])],
        )
    };
    let shape = object()
        .key("vpc_id", bare("string"))
        .key("public_subnets", subnets())
        .key("private_subnets", subnets());
    let zones = |network: Path, kind: &'static str| network.attr(kind).splat().attr("az");
    let private = zones(bare("var.network").index(bare("region")), "private_subnets");
    let enough =
        at_least(call("length", [call("distinct", [private])]), bare("wanted").attr("zones"));
    let uncovered = call(
        "setsubtract",
        ["private_subnets", "public_subnets"].map(|kind| zones(bare("network"), kind)),
    );
    Block::variable("network")
        .set("description", "By region: the VPC and its subnets. Balancers go to the public ones, instances to the private ones.")
        .set("type", call("map", [call("object", [shape])]))
        .validation(
            pairs_of("region", "wanted", bare("local.regions")).all_true(call("try", (enough, false))),
            each_of_them("private subnets in as many zones as local.regions says."),
        )
        .validation(
            each_of("network", call("values", [bare("var.network")])).all_true(equals(call("length", [uncovered]), 0)),
            "Every zone with a private subnet needs a public one: no balancer serves a zone that it is not in.",
        )
}

#[test]
fn variables() {
    let arn = |service: &str| {
        template().text(&format!("arn:aws:{service}:")).code(bare("region")).text(":")
    };
    let zone = Block::variable("public_zone_id")
        .set("description", "The Route 53 hosted zone that holds tickets.example.com.")
        .set("type", bare("string"))
        .validation(
            call("can", [call("regex", (text("^Z[0-9A-Z]+$"), var("public_zone_id")))]),
            "A hosted zone's id is Z followed by capitals and digits.",
        );
    let file = document()
        .with(network())
        .with(by_region("oncall_topic_arns", "By region: the SNS topic that pages.", arn("sns"), "a topic of its own region: alarms reach no other."))
        .with(by_region("public_certificate_arns", "By region: the ACM certificate for tickets.example.com.", arn("acm"), "a certificate of its own region."))
        .with(zone)
        .with(by_region("web_image_ids", "By region: the AMI of web, x86_64, serving HTTP on port 8080 as soon as it has booted.", "ami-", "an AMI."));
    assert_prints(&file, include_str!("../testdata/variables.tf"));
}
