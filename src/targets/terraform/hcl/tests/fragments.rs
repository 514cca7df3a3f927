//! Blocks of the larger files, each for one thing of style.

use super::*;

#[test]
fn long_lists_of_references_go_over_lines() {
    let alarm = |name: &str| of("aws_cloudwatch_metric_alarm", name).each().attr("alarm_name");
    let alarms = list([alarm("web_errors_page"), alarm("web_latency_p95_page")]);
    let expected = "\
alarm_specification {
  alarms = [
    aws_cloudwatch_metric_alarm.web_errors_page[each.key].alarm_name,
    aws_cloudwatch_metric_alarm.web_latency_p95_page[each.key].alarm_name,
  ]
}
";
    assert_eq!(printed(Block::new("alarm_specification").set("alarms", alarms)), expected);
}

#[test]
fn json_over_lines_and_a_merge_on_one() {
    let timeout = |milliseconds: i32| object().key("timeout_ms", milliseconds);
    let uses = object().key("api", timeout(2000)).key("thumbs", timeout(3000));
    let tags = call("merge", (bare("local.tags"), object().key("Name", named("web"))));
    let block = Block::new("x")
        .set("a", "b")
        .set("value", call("jsonencode", [uses]))
        .set("tags", tags)
        .set("size", -1);
    let expected = r#"x {
  a = "b"

  value = jsonencode({
    api    = { timeout_ms = 2000 }
    thumbs = { timeout_ms = 3000 }
  })

  tags = merge(local.tags, { Name = "${local.name}-web" })
  size = -1
}
"#;
    assert_eq!(printed(block), expected);
}

#[test]
fn lifecycle_is_last_and_notes_start_a_run() {
    let block = Block::resource("a", "b")
        .lifecycle(|b| b.set("create_before_destroy", true))
        .block("monitoring", |b| b.set("enabled", true))
        .set("first_of_all", 1)
        .note("why\nso")
        .set("x", 2)
        .set("long", 3)
        .note("One minute.")
        .block("empty", |b| b);
    let expected = r#"resource "a" "b" {
  first_of_all = 1

  # why\u{a}so
  x    = 2
  long = 3

  monitoring {
    enabled = true
  }

  # One minute.
  empty {}

  lifecycle {
    create_before_destroy = true
  }
}
"#;
    assert_eq!(printed(block), expected);
}

#[test]
fn the_caller_can_decide_the_layout() {
    let size = || object().key("min", 2).key("max", 10);
    let block = Block::new("x")
        .set_as(Layout::Line, "line", size())
        .set_as(Layout::Lines, "lines", call("jsonencode", [size()]))
        .set_as(Layout::Lines, "one", list(["a"]));
    let expected = "\
x {
  line = { min = 2, max = 10 }

  lines = jsonencode({
    min = 2
    max = 10
  })

  one = [
    \"a\",
  ]
}
";
    assert_eq!(printed(block), expected);
}

#[test]
fn a_key_stands_once_with_its_last_value() {
    let size = object().key("min", 2).key("max", 9).key("min", 3);
    let block = Block::new("x").set_as(Layout::Line, "size", size);
    assert_eq!(printed(block), "x {\n  size = { min = 3, max = 9 }\n}\n");
}
