//! Blocks with one mistake each, and blocks without.

use super::*;

fn found(text: &str) -> Vec<String> {
    let body: Body = hcl::from_str(text).unwrap();
    body.blocks().flat_map(violations).map(|violation| violation.to_string()).collect()
}

/// What is wrong with a scaling group that has these lines too.
fn group(lines: &str) -> Vec<String> {
    found(&format!(
        "resource \"aws_autoscaling_group\" \"web\" {{\n max_size = 4\n min_size = 2\n{lines}\n}}"
    ))
}

#[test]
fn sound_blocks_pass() {
    let sound = r#"
        for_each = local.regions
        region = each.key
        name_prefix = "web-${each.key}"
        max_instance_lifetime = "604800"
        launch_template {
          id = aws_launch_template.web[each.key].id
          version = 1
        }
        dynamic "tag" {
          for_each = var.tags
          content {
            key = tag.key
            value = tag.value
            propagate_at_launch = true
          }
        }
        lifecycle {
          ignore_changes = [min_size]
        }
        timeouts {
          delete = "15m"
        }"#;
    assert_eq!(group(sound), [""; 0]);
    assert_eq!(found("variable \"x\" { anything = 1 }"), [""; 0]);
}

#[test]
fn names_are_checked() {
    assert_eq!(
        group("desired_capasity = 2"),
        ["aws_autoscaling_group.web.desired_capasity: unknown name, `desired_capacity` is near"]
    );
    assert_eq!(
        group("tagg {\n}"),
        ["aws_autoscaling_group.web.tagg.0: unknown name, `tag` is near"]
    );
    assert_eq!(group("arn = \"a\""), ["aws_autoscaling_group.web.arn: only the provider sets it"]);
    assert_eq!(
        group("tag = []"),
        ["aws_autoscaling_group.web.tag: a block, written as an attribute"]
    );
    assert_eq!(
        group("name {\n}"),
        ["aws_autoscaling_group.web.name.0: an attribute, written as a block"]
    );
    assert_eq!(found("resource \"aws_nothing\" \"x\" {\n}"), ["aws_nothing.x: unknown type"]);
}

#[test]
fn required_things_are_asked_for() {
    assert_eq!(
        found("resource \"aws_autoscaling_group\" \"web\" {\n max_size = 1\n}"),
        ["aws_autoscaling_group.web.min_size: required and missing"]
    );
    assert_eq!(
        group("tag {\n key = \"a\"\n value = \"b\"\n}"),
        ["aws_autoscaling_group.web.tag.0.propagate_at_launch: required and missing"]
    );
    let twice = "launch_template {\n id = \"a\"\n}\nlaunch_template {\n id = \"b\"\n}";
    assert_eq!(group(twice), ["aws_autoscaling_group.web.launch_template: at most 1 allowed"]);
    let filter = "resource \"aws_cloudwatch_log_metric_filter\" \"f\" {\n name = \"f\"\n pattern = \"\"\n log_group_name = \"g\"\n}";
    assert_eq!(
        found(filter),
        ["aws_cloudwatch_log_metric_filter.f.metric_transformation: at least 1 needed"]
    );
}

#[test]
fn literals_are_typed() {
    for sound in [
        "desired_capacity = \"3\"",
        "name = 3",
        "name = null",
        "protect_from_scale_in = \"true\"",
        "suspended_processes = var.x",
    ] {
        assert_eq!(group(sound), [""; 0], "{sound}");
    }
    for wrong in [
        "desired_capacity = \"three\"",
        "desired_capacity = true",
        "name = [\"a\"]",
        "suspended_processes = \"Launch\"",
        "suspended_processes = [[]]",
    ] {
        assert_eq!(group(wrong).len(), 1, "{wrong}");
    }
}

#[test]
fn objects_may_be_written_as_blocks() {
    let rule = |line: &str| {
        found(&format!("resource \"aws_security_group\" \"web\" {{\n ingress {{\n {line}\n }}\n}}"))
    };
    assert_eq!(rule("from_port = 80"), [""; 0]);
    assert_eq!(
        rule("from_port = \"http\""),
        ["aws_security_group.web.ingress.0.from_port: not a number"]
    );
    assert_eq!(
        rule("form_port = 80"),
        ["aws_security_group.web.ingress.0.form_port: unknown name, `from_port` is near"]
    );
}
