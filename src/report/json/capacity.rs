//! Capacity for programs. In: fleets, losses, links. Out: what each state needs with what it was computed of.

use serde_json::{Value, json};

use super::{derived, figure, operand};
use crate::figures::chain::Kind;
use crate::figures::{Fleet, LoadUnit, Need, Stand};
use crate::origin::Origin;
use crate::ratio::Ratio;
use crate::report::Report;
use crate::report::words::code;
use crate::source::Sources;

/// The section.
pub fn section(report: &Report) -> Value {
    let figures = report.figures;
    let stands = figures.fleets.iter().flat_map(|fleet| {
        let stands = fleet.stands.iter().enumerate();
        stands.map(move |(at, one)| stand(report, fleet, at, one))
    });
    let links = figures.links.iter().map(|link| {
        let kind = match link.kind {
            Kind::Replicas => "replicas",
            Kind::Connections => "connections",
            Kind::Readers => "readers",
            Kind::Partitions => "partitions",
        };
        let unit = figures.fleet(link.workload).map_or("", unit);
        json!({
            "kind": kind,
            "workload": link.workload,
            "on": link.on,
            "region": code(figures, link.region),
            "asked": link.asked,
            "has": link.has,
            "by": link.by.iter().map(|by| json!({
                "workload": by.workload, "replicas": by.replicas, "each": by.each,
            })).collect::<Vec<_>>(),
            "breaksAt": link.breaks_at.map(|at| figure(at, unit, &Origin::Derived, report.sources)),
            "broken": link.broken(),
        })
    });
    json!({ "workloads": stands.collect::<Vec<_>>(), "links": links.collect::<Vec<_>>() })
}

fn unit(fleet: &Fleet) -> &'static str {
    match fleet.demand.steady.as_ref().or(fleet.demand.peak.as_ref()).map(|it| it.unit) {
        Ok(LoadUnit::Connections) => "connections",
        Ok(LoadUnit::Requests) | Err(_) => "1/s",
    }
}

fn stand(report: &Report, fleet: &Fleet, at: usize, stand: &Stand) -> Value {
    let (figures, sources) = (report.figures, report.sources);
    let one = |it: Option<Need>| it.map(|it| need(fleet, stand, it, sources));
    let losses = fleet.losses.iter().map(|loss| {
        json!({
            "lost": code(figures, loss.lost),
            "load": loss.load.word(),
            "taken": !loss.scenarios.is_empty(),
            "needs": one(loss.worst(at)),
        })
    });
    let zone = stand.zone_lost.map(|lost| {
        json!({
            "ran": lost.ran, "zones": lost.zones, "left": lost.left, "needed": lost.need.bare,
        })
    });
    json!({
        "workload": fleet.workload.name.node,
        "region": code(figures, stand.region),
        "share": figure(stand.share, "", &Origin::Derived, sources),
        "bounds": stand.bounds.map(|it| json!({ "min": it.min, "max": it.max })),
        "steady": one(stand.steady),
        "peak": one(stand.peak),
        "zoneLost": zone,
        "regionLost": losses.collect::<Vec<_>>(),
    })
}

/// ceil(load × (1 + headroom) / (carries × target)), with its operands.
fn need(fleet: &Fleet, stand: &Stand, need: Need, sources: &Sources) -> Value {
    let unit = unit(fleet);
    let carries = stand.body.serves.map(|it| it.span).or(stand.body.connections.map(|it| it.span));
    let given = |span: Option<crate::source::Span>| span.map_or(Origin::Derived, Origin::Given);
    let headroom = stand.body.headroom.map(|it| {
        let share = it.node.base() / Ratio::from_whole(100);
        operand("headroom", share, "", &Origin::Given(it.span), sources)
    });
    let target = match stand.target.rule {
        Some(rule) => Origin::Given(rule),
        None => Origin::Default("100 % of what one carries, for no rule names less"),
    };
    let mut of = vec![
        operand("load", need.load, unit, &Origin::Derived, sources),
        operand("carries", need.carries, unit, &given(carries), sources),
        operand("target", stand.target.share, "", &target, sources),
    ];
    of.extend(headroom);
    json!({
        "full": derived(Ratio::from_whole(need.full), "", of, sources),
        "bare": need.bare,
    })
}
