//! What leads users to a standby. In: a policy and the code of a standby. Out: the edits that name it where users come in.

use crate::diagnostic::Edit;
use crate::model::policy::{Origin, Policy, Route, Routing, Target, Traffic};
use crate::source::Span;

/// The edits after which every traffic leads to a standby once the others are lost.
pub fn edits(policy: &Policy, standby: &str) -> Vec<Edit> {
    policy.traffics.iter().flat_map(|traffic| of(policy, traffic, standby)).collect()
}

/// The order that ends with a standby: `failover eu-west-1 -> eu-central-1`.
pub fn order(policy: &Policy, standby: &str) -> String {
    let active = policy.regions.iter().filter(|region| region.standby.is_none());
    let codes = active.map(|region| region.code.node.as_str()).filter(|code| *code != standby);
    format!("failover {}", codes.chain([standby]).collect::<Vec<_>>().join(" -> "))
}

fn of(policy: &Policy, traffic: &Traffic, standby: &str) -> Vec<Edit> {
    if let Some(last) = traffic.failover.as_ref().and_then(|order| order.node.last()) {
        return vec![Edit::Replace(behind(last.span), format!(" -> {standby}"))];
    }
    let order = Edit::Add(traffic.head, order(policy, standby));
    let routing = || "policy = failover".to_owned();
    match traffic.policy {
        Some(given) if given.node == Routing::Geographic => {
            let last = traffic.routes.iter().filter(|route| by_place(route));
            let last = last.filter_map(|route| route.to.last());
            last.map(|to| Edit::Replace(behind(to.span), format!(" else {standby}"))).collect()
        }
        Some(given) if given.node == Routing::Failover => vec![order],
        Some(given) => vec![Edit::Write(given.span, routing()), order],
        None => vec![Edit::Add(traffic.head, routing()), order],
    }
}

fn by_place(route: &Route) -> bool {
    let place = !matches!(route.from.node, Origin::Share(_) | Origin::Path(_));
    place && route.to.iter().all(|to| matches!(to.node, Target::Name(_)))
}

/// The place right behind another one.
pub fn behind(span: Span) -> Span {
    Span { start: span.end, ..span }
}
