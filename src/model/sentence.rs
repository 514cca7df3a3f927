//! Sentences of the raw tree: every quantity of the right dimension, every word one that can stand there.
//! In: a sentence. Out: findings.

use std::collections::BTreeMap;

use super::measure::Dimension;
use super::placement::options;
use super::schema;
use super::shape::{measured, part};
use crate::diagnostic::{Edit, Finding};
use crate::source::Spanned;
use crate::syntax::tree::{
    Bound, BoundValue, Condition, DrillAction, Metric, Node, Origin, Quantity, Strategy, Value,
    Volume, Window, Word,
};
use crate::words::{nearest, tick};

type Metrics = BTreeMap<String, Dimension>;

const TIME: &[Dimension] = &[Dimension::Duration];
const COUNT: &[Dimension] = &[Dimension::Count];
const STEP: &[Dimension] = &[Dimension::Count, Dimension::Share];

/// Checks one sentence.
pub fn check(node: &Node, metrics: &Metrics, findings: &mut Vec<Finding>) {
    let mut take = |name: &str, wanted: &[Dimension], given: &Spanned<Quantity>| {
        findings.extend(measured(name, wanted, given));
    };
    match node {
        Node::Keep(keep) => bound(&keep.metric, &keep.at, metrics, findings),
        Node::Predict(predict) => {
            take("ahead", TIME, &predict.ahead);
            bound(&predict.metric, &predict.at, metrics, findings);
        }
        Node::Step(step) => {
            take("by", STEP, &step.by);
            step.wait.iter().for_each(|wait| take("wait", TIME, wait));
            condition(&step.when, metrics, findings);
        }
        Node::Pace(pace) => {
            pace.at_most.iter().for_each(|most| take("at most", STEP, most));
            take("every", TIME, &pace.every);
            pace.after.iter().for_each(|after| take("after", TIME, after));
        }
        Node::Window(window) => self::window(window, findings),
        Node::Alarm(alarm) => condition(&alarm.when, metrics, findings),
        Node::Route(route) => {
            if let Origin::Share(share) = route.from.node {
                findings.extend(part("route", &Spanned::new(share, route.from.span)));
            }
            options(&route.options, schema::ROUTE, "route", findings);
        }
        Node::Uses(uses) => options(&uses.options, schema::USES, "uses", findings),
        Node::Replicate(replicate) => {
            replicate.within.iter().for_each(|within| take("within", TIME, within));
        }
        Node::Release(strategy) => release(strategy, findings),
        Node::Backup(backup) => take("keep", TIME, &backup.keep),
        Node::Drill(drill) => {
            if let DrillAction::Lose(Some(count), _) = &drill.action {
                take("lose", COUNT, count);
            }
        }
        Node::Hold(hold) => {
            take("for", TIME, &hold.lasts);
            volume("hold", &hold.at, findings);
        }
        Node::Ramp(ramp) => {
            take("over", TIME, &ramp.over);
            ramp.from.iter().chain([&ramp.to]).for_each(|end| volume("ramp", end, findings));
        }
        Node::Send(send) => findings.extend(part("send", &send.share)),
        Node::Use(_)
        | Node::Attribute(_)
        | Node::Block(_)
        | Node::Promise(_)
        | Node::Notify(_)
        | Node::Failover(_)
        | Node::Rings(_)
        | Node::Allow(_) => {}
    }
}

fn volume(name: &str, volume: &Volume, findings: &mut Vec<Finding>) {
    let wanted = if volume.users { COUNT } else { &[Dimension::Rate][..] };
    findings.extend(measured(name, wanted, &volume.amount));
}

fn release(strategy: &Strategy, findings: &mut Vec<Finding>) {
    match strategy {
        Strategy::Rolling(share) => findings.extend(part("rolling", share)),
        Strategy::Canary(share, time) => {
            findings.extend(part("canary", share));
            findings.extend(measured("for", TIME, time));
        }
        Strategy::BlueGreen | Strategy::AllAtOnce => {}
    }
}

fn window(window: &Window, findings: &mut Vec<Finding>) {
    for (name, size) in [("at least", &window.at_least), ("at most", &window.at_most)] {
        size.iter().for_each(|size| findings.extend(measured(name, COUNT, size)));
    }
    days(&window.on, findings);
    if jiff::tz::TimeZoneDatabase::bundled().get(&window.zone.node).is_err() {
        findings.push(unknown_zone(&window.zone));
    }
}

fn unknown_zone(zone: &Word) -> Finding {
    let message = format!("no time zone {}", tick(&zone.node));
    let finding = Finding::error("model/unknown-name", message, zone.span, "unknown time zone");
    let known: Vec<String> = jiff::tz::TimeZoneDatabase::bundled()
        .available()
        .map(|name| name.as_str().to_owned())
        .collect();
    match nearest(&zone.node, &known) {
        Some(near) => finding.help(format!("did you mean `\"{near}\"`?")),
        None => finding.help("zones are IANA names such as `\"Europe/Berlin\"` or `\"UTC\"`"),
    }
}

/// The days of a week as they are written, Monday first.
pub const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn days(on: &Spanned<Value>, findings: &mut Vec<Finding>) {
    match &on.node {
        Value::List(items) => items.iter().for_each(|item| days(item, findings)),
        Value::Range(from, to) => match (&from.node, &to.node) {
            (Value::Date(first), Value::Date(last)) if first > last => findings.push(
                Finding::error(
                    "model/bad-value",
                    format!("the dates begin on {first}, after their end {last}"),
                    on.span,
                    "ends out of order",
                )
                .help(format!("write `{last}..{first}`"))
                .edit(Edit::Replace(on.span, format!("{last}..{first}"))),
            ),
            _ => {
                days(from, findings);
                days(to, findings);
            }
        },
        Value::Date(_) => {}
        Value::Word(word) if DAYS.contains(&word.as_str()) => {}
        Value::Word(word) => {
            let message = format!("no day {}", tick(word));
            let finding = Finding::error("model/unknown-name", message, on.span, "unknown day");
            findings.push(match nearest(word, DAYS.iter().copied()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("days are mon, tue, wed, thu, fri, sat and sun"),
            });
        }
        Value::Quantity(_) | Value::Text(_) | Value::Clock(_) => findings.push(Finding::error(
            "model/bad-value",
            "`on` takes days (`mon..fri`) or dates (`2027-11-26..2027-11-29`)",
            on.span,
            "neither day nor date",
        )),
    }
}

/// Checks a condition.
pub fn condition(condition: &Condition, metrics: &Metrics, findings: &mut Vec<Finding>) {
    for term in &condition.terms {
        bound(&term.metric, &term.bound, metrics, findings);
    }
    if let Some(hold) = &condition.hold {
        findings.extend(measured("for", TIME, &hold.bad));
        hold.of.iter().for_each(|of| findings.extend(measured("of", TIME, of)));
    }
}

fn bound(metric: &Metric, bound: &Bound, metrics: &Metrics, findings: &mut Vec<Finding>) {
    let Some(dimension) = dimension(&metric.name, metrics, findings) else { return };
    if let (Some(capacity), Some(_)) = (bound.of_capacity, bound.per_replica) {
        findings.push(Finding::error(
            "model/bad-value",
            "a figure is `of capacity` or `per replica`, not both",
            capacity,
            "one too many",
        ));
    }
    let wanted = if bound.of_capacity.is_some() { Dimension::Share } else { dimension };
    if let BoundValue::Quantity(quantity) = bound.value.node {
        let given = Spanned::new(quantity, bound.value.span);
        let name = metric.name.node.as_str();
        let ends = bound.of_capacity.is_none() && schema::PARTS.contains(&name);
        findings.extend(if ends { part(name, &given) } else { measured(name, &[wanted], &given) });
    }
}

/// The dimension of a metric, which has to be known.
pub fn dimension(name: &Word, metrics: &Metrics, findings: &mut Vec<Finding>) -> Option<Dimension> {
    let known = schema::metric(&name.node).or_else(|| metrics.get(&name.node).copied());
    if known.is_none() {
        let message = format!("no metric {}", tick(&name.node));
        let finding = Finding::error("model/unknown-name", message, name.span, "unknown metric");
        let names = schema::METRICS.iter().copied().chain(metrics.keys().map(String::as_str));
        findings.push(match nearest(&name.node, names.collect::<Vec<_>>()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!(
                "declare it: `metric {} {{ unit = count, cloudwatch = \"NAMESPACE:METRIC\" }}`",
                name.node
            )),
        });
    }
    known
}
