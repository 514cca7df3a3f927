//! Windows as actions: what holds when, by the week and on dates.

use super::*;
use crate::syntax::tree::{Clock, Number, Quantity, Scale, Unit, Value};

fn spanned<T>(node: T) -> Spanned<T> {
    Spanned::new(node, Span::default())
}

fn count(number: u64) -> Spanned<Quantity> {
    spanned(Quantity { number: Number::whole(number), unit: Unit::Count(Scale::One) })
}

fn days(from: &str, to: &str) -> Value {
    let word = |word: &str| Box::new(spanned(Value::Word(word.to_owned())));
    Value::Range(word(from), word(to))
}

fn date(month: u8, day: u8) -> Date {
    Date { year: 2027, month, day }
}

fn dates(from: Date, to: Date) -> Value {
    let date = |date: Date| Box::new(spanned(Value::Date(date)));
    Value::Range(date(from), date(to))
}

fn window(bounds: (u64, u64), hours: Option<(u16, u16)>, on: Value) -> Spanned<Window> {
    let size = |size: u64| (size > 0).then(|| count(size));
    let hour = |hour: u16| spanned(Clock(hour * 60));
    spanned(Window {
        at_least: size(bounds.0),
        at_most: size(bounds.1),
        hours: hours.map(|(from, to)| (hour(from), hour(to))),
        on: spanned(on),
        zone: spanned("Europe/Berlin".to_owned()),
    })
}

const BASE: Size = Size { min: 3, max: 10 };

fn told_of(windows: &[Spanned<Window>], today: Date) -> (Vec<String>, Vec<&'static str>) {
    let sizes = BTreeMap::from([("eu-west-1".to_owned(), BASE)]);
    let by_region = BTreeMap::from([("eu-west-1".to_owned(), windows)]);
    let mut notes = Vec::new();
    let made = actions(&Windows { thing: "web", by_region, sizes: &sizes, today }, &mut notes);
    let size = |sizes: &BTreeMap<String, Option<u64>>| match sizes.get("eu-west-1") {
        Some(Some(size)) => size.to_string(),
        Some(None) => "stays".to_owned(),
        None => "none".to_owned(),
    };
    let line = |it: &Action| {
        let when = match &it.when {
            When::Weekly { days, minute } => format!("{days:?} {minute}"),
            When::At(instant) => instant.clone(),
        };
        let key = it.key.rsplit_once('-').filter(|_| it.key.starts_with("on-"));
        let key = key.map_or(it.key.as_str(), |(key, _)| key);
        format!("{key}: {when}, {} {}", size(&it.min), size(&it.max))
    };
    let codes = notes.iter().map(|note| note.code).collect();
    (made.iter().map(line).collect(), codes)
}

fn told(windows: &[Spanned<Window>]) -> Vec<String> {
    told_of(windows, date(1, 1)).0
}

#[test]
fn a_single_window_begins_and_ends() {
    let made = told(&[window((4, 0), Some((8, 20)), days("mon", "fri"))]);
    assert_eq!(
        made,
        ["window-start: [0, 1, 2, 3, 4] 480, 4 stays", "window-end: [0, 1, 2, 3, 4] 1200, 3 stays"]
    );
}

#[test]
fn a_window_over_midnight_ends_on_the_next_day() {
    let made = told(&[window((0, 5), Some((22, 6)), Value::Word("sun".to_owned()))]);
    assert_eq!(made, ["window-start: [6] 1320, stays 5", "window-end: [0] 360, stays 10"]);
}

#[test]
fn whole_days_that_touch_are_one_stretch() {
    let made = told(&[window((5, 0), None, days("sat", "mon"))]);
    assert_eq!(made, ["window-start: [5] 0, 5 stays", "window-end: [1] 0, 3 stays"]);
}

#[test]
fn where_windows_overlap_the_highest_floor_and_the_lowest_ceiling_hold() {
    let made = told(&[
        window((4, 0), Some((8, 20)), Value::Word("mon".to_owned())),
        window((6, 8), Some((12, 22)), Value::Word("mon".to_owned())),
    ]);
    assert_eq!(
        made,
        ["mon-0800: [0] 480, 4 10", "mon-1200: [0] 720, 6 8", "mon-2200: [0] 1320, 3 10"]
    );
}

#[test]
fn a_lower_window_replaces_the_bounds() {
    let made = told(&[
        window((8, 0), Some((8, 18)), days("mon", "fri")),
        window((2, 6), None, days("sat", "sun")),
    ]);
    let expected = [
        "mon-0000: [0] 0, 3 10",
        "mon-fri-0800: [0, 1, 2, 3, 4] 480, 8 10",
        "mon-fri-1800: [0, 1, 2, 3, 4] 1080, 3 10",
        "sat-0000: [5] 0, 2 6",
    ];
    assert_eq!(made, expected);
}

#[test]
fn dates_become_instants_and_pass() {
    let sale = || window((20, 30), None, dates(date(11, 26), date(11, 29)));
    let made = told(&[sale()]);
    assert_eq!(
        made,
        ["on-2027-11-25: 2027-11-25T23:00:00Z, 20 30", "on-2027-11-29: 2027-11-29T23:00:00Z, 3 10"]
    );
    let (made, codes) = told_of(&[sale()], date(11, 28));
    assert_eq!(made, ["on-2027-11-29: 2027-11-29T23:00:00Z, 3 10"]);
    assert_eq!(codes, ["lowering/window-owns-bounds"]);
    let (made, codes) = told_of(&[sale()], date(12, 1));
    assert!(made.is_empty());
    assert_eq!(codes, ["lowering/window-over"]);
}

#[test]
fn what_the_week_sets_during_dates_is_mended_a_minute_later() {
    // 2027-11-26 is a Friday; the dates end when the week's window does.
    let friday = || Value::Date(date(11, 26));
    let week = window((4, 0), Some((8, 20)), Value::Word("fri".to_owned()));
    let (made, codes) = told_of(&[week, window((20, 0), Some((6, 20)), friday())], date(1, 1));
    let expected = [
        "fri-0800: [4] 480, 4 stays",
        "fri-2000: [4] 1200, 3 stays",
        "on-2027-11-26: 2027-11-26T05:00:00Z, 20 stays",
        "on-2027-11-26: 2027-11-26T07:01:00Z, 20 stays",
    ];
    assert_eq!(made, expected);
    assert!(codes.contains(&"lowering/window-minute-later"));
}

#[test]
fn two_time_zones_in_one_week_are_refused() {
    let mut other = window((5, 0), Some((8, 20)), Value::Word("tue".to_owned()));
    other.node.zone = spanned("America/New_York".to_owned());
    let first = window((4, 0), Some((8, 20)), Value::Word("mon".to_owned()));
    assert!(told_of(&[first, other], date(1, 1)).1.contains(&"scaling/windows-in-two-zones"));
}
