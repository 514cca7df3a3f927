//! A report for programs, as `grammar/report.schema.json` describes it. In: what a report is made of. Out: every figure as
//! an exact decimal, with its unit, where it comes from and what it was computed of.

mod capacity;
mod cost;
mod time;

use serde_json::{Map, Value, json};

use super::Report;
use crate::model::policy::Promise;
use crate::origin::Origin;
use crate::ratio::Ratio;
use crate::source::{Sources, Span, Spanned};

/// The whole report.
pub fn report(report: &Report) -> Value {
    let tier = report.policy.tier.as_ref().map(|tier| &tier.name.node);
    json!({
        "terrace": env!("CARGO_PKG_VERSION"),
        "catalogue": report.settings.catalogue.name(),
        "service": report.plan.service,
        "environment": report.plan.environment.as_deref().unwrap_or("default"),
        "tier": tier,
        "regions": report.figures.regions.iter().map(|region| json!({
            "region": region.code,
            "share": figure(region.share, "", &Origin::Derived, report.sources),
            "zones": region.zones,
            "standby": region.standby,
        })).collect::<Vec<_>>(),
        "cost": cost::section(report),
        "capacity": capacity::section(report),
        "recoveries": time::recoveries(report),
        "data": time::data(report),
        "availability": time::availability(report),
        "notJudged": super::not_judged::promises(report.policy)
            .map(|(of, given)| json!({ "of": of, "promise": promise(given, report.sources) }))
            .collect::<Vec<_>>(),
    })
}

/// A figure: an exact decimal; where it has none, rounded at twelve places beside its fraction.
fn figure(amount: Ratio, unit: &str, origin: &Origin, sources: &Sources) -> Value {
    let mut object = Map::new();
    let places = places(amount.under);
    object.insert("figure".to_owned(), amount.rounded(places.unwrap_or(12)).into());
    if places.is_none() {
        let (over, under) = (amount.over.to_string(), amount.under.to_string());
        object.insert("fraction".to_owned(), json!({ "over": over, "under": under }));
    }
    object.insert("unit".to_owned(), unit.into());
    object.insert("origin".to_owned(), self::origin(origin, sources));
    Value::Object(object)
}

/// How many decimal places a fraction with this denominator needs; none where none are enough.
fn places(mut under: u128) -> Option<u32> {
    let (mut twos, mut fives) = (0, 0);
    while under.is_multiple_of(2) && under > 0 {
        under /= 2;
        twos += 1;
    }
    while under.is_multiple_of(5) && under > 0 {
        under /= 5;
        fives += 1;
    }
    let places: u32 = std::cmp::max(twos, fives);
    (under == 1 && places <= 18).then_some(places)
}

/// A figure that was computed of others.
fn derived(amount: Ratio, unit: &str, of: Vec<Value>, sources: &Sources) -> Value {
    let mut object = figure(amount, unit, &Origin::Derived, sources);
    if let Some(object) = object.as_object_mut().filter(|_| !of.is_empty()) {
        object.insert("of".to_owned(), of.into());
    }
    object
}

/// A figure with a name, as one of those that another is computed of.
fn operand(what: &str, amount: Ratio, unit: &str, origin: &Origin, sources: &Sources) -> Value {
    let mut object = figure(amount, unit, origin, sources);
    if let Some(object) = object.as_object_mut() {
        object.insert("what".to_owned(), what.into());
    }
    object
}

fn origin(origin: &Origin, sources: &Sources) -> Value {
    match origin {
        Origin::Given(span) => {
            let (file, line) = place(*span, sources);
            json!({ "kind": "given", "file": file, "line": line })
        }
        Origin::Derived => json!({ "kind": "derived" }),
        Origin::Default(said) => json!({ "kind": "assumed", "default": said }),
        Origin::Catalogue(basis) => json!({
            "kind": "assumed",
            "date": basis.date,
            "sources": basis.source.split(';').collect::<Vec<_>>(),
            "confidence": basis.confidence.word(),
            "standsIn": basis.stands_in,
            "estimate": basis.estimate,
        }),
    }
}

fn place(span: Span, sources: &Sources) -> (String, usize) {
    let file = sources.get(span.file);
    file.map_or((String::new(), 0), |file| (file.name.clone(), file.position(span.start).0))
}

/// A promise in the language, with its place.
fn promise(given: &Spanned<Promise>, sources: &Sources) -> Value {
    let (file, line) = place(given.span, sources);
    json!({ "text": super::words::promise(given), "file": file, "line": line })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_exact() {
        let shown = |over, under| {
            figure(Ratio::of(over, under), "$", &Origin::Derived, &Sources::default())
        };
        assert_eq!(shown(1, 8)["figure"], "0.125");
        assert_eq!(shown(1, 8)["fraction"], Value::Null);
        assert_eq!(shown(416, 10_000)["figure"], "0.0416");
        assert_eq!(shown(2, 3)["figure"], "0.666666666667");
        assert_eq!(shown(2, 3)["fraction"], json!({ "over": "2", "under": "3" }));
    }
}
