//! Windows that a cron says otherwise: over midnight, in several time zones, on dates.

use serde_json::Value;

use super::fixture::{api, at, plan, pods, settings, window};
use crate::model::policy::{Window, WorkloadBody};
use crate::source::Spanned;
use crate::syntax::tree::{Date, Value as Written};
use crate::targets::Rendered;
use crate::targets::kubernetes::render;

fn with(windows: Vec<Spanned<Window>>) -> Rendered {
    let body = WorkloadBody { windows, ..api() };
    render(
        &plan("shop", "prod", &["us-east-1"], pods("shop", "web", body, &["us-east-1"])),
        &settings(35),
    )
}

fn spec(rendered: &Rendered) -> Value {
    let file = rendered.files.iter().find(|file| file.path.ends_with("scaledobject.yaml"));
    let text = &file.expect("a ScaledObject").text;
    let object: Value = serde_yaml::from_str(text).expect("YAML");
    object["spec"].clone()
}

fn starts_and_ends(spec: &Value) -> Vec<(String, String)> {
    let crons = spec["triggers"].as_array().expect("triggers");
    let text = |cron: &Value, key: &str| cron["metadata"][key].as_str().expect("text").to_owned();
    crons.iter().map(|cron| (text(cron, "start"), text(cron, "end"))).collect()
}

fn pair(start: &str, end: &str) -> (String, String) {
    (start.to_owned(), end.to_owned())
}

fn codes(rendered: &Rendered) -> Vec<&str> {
    rendered.notes.iter().map(|note| note.code).collect()
}

#[test]
fn a_window_over_midnight_ends_on_the_next_day() {
    let spec = spec(&with(vec![window(Some("5"), None, Some((22, 6)), ("fri", "sun"))]));
    assert_eq!(starts_and_ends(&spec), [pair("0 22 * * 0,5-6", "0 6 * * 0-1,6")]);
    assert_eq!(spec["minReplicaCount"], 3);
}

#[test]
fn lower_floors_in_two_time_zones_are_not_guessed() {
    let mut other = window(Some("1"), None, None, ("sat", "sat"));
    other.node.zone = at("Asia/Tokyo".to_owned());
    let rendered = with(vec![
        window(Some("2"), None, None, ("sun", "sun")),
        other,
        window(Some("5"), None, Some((8, 18)), ("mon", "fri")),
    ]);
    assert_eq!(spec(&rendered)["minReplicaCount"], 3);
    assert_eq!(codes(&rendered).iter().filter(|code| **code == "lowering/floor").count(), 2);
}

fn on(year: u16, days: (u8, u8)) -> Spanned<Window> {
    let date = |day| at(Written::Date(Date { year, month: 11, day }));
    let mut window = window(Some("8"), None, None, ("mon", "mon"));
    window.node.on = at(Written::Range(Box::new(date(days.0)), Box::new(date(days.1))));
    window
}

#[test]
fn dates_come_back_every_year_and_past_ones_write_nothing() {
    let rendered = with(vec![on(2027, (26, 29))]);
    assert_eq!(starts_and_ends(&spec(&rendered)), [pair("0 0 26 11 *", "0 0 30 11 *")]);
    assert!(codes(&rendered).contains(&"lowering/floor"));
    let past = with(vec![on(2025, (26, 29))]);
    assert!(codes(&past).contains(&"lowering/window-over"));
    assert!(!past.files.iter().any(|file| file.path.ends_with("scaledobject.yaml")));
}
