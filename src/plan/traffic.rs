//! Names under which users come: balancers, listeners, records, checks. In: the traffic blocks of a policy. Out: who
//! stands behind each name, by share or by path, in which regions. Knows no target's words.

mod check;
mod routes;

pub use check::{interval, threshold};

use super::context::{Context, compiled, leads};
use crate::diagnostic::{Code, Finding};
use crate::model::policy::{self, Origin, Platform, Policy, Routing, Workload};
use crate::source::Span;

/// The codes of notes about traffic.
pub const CODES: &[Code] = &[
    check::ANSWERS,
    check::HTTPS,
    check::INTERVAL,
    check::SINGLE_REGION,
    check::TIMEOUT,
    routes::NO_PATH,
    routes::NOT_OURS,
    routes::OUTSIDE_REGIONS,
    routes::ROUNDED,
];

/// One traffic block.
#[derive(Clone, Debug)]
pub struct Traffic {
    /// Its name.
    pub name: String,
    /// Its host.
    pub host: String,
    /// The hosted zone's name or id; none where it comes in as a variable.
    pub zone: Option<String>,
    /// The balancer: ours, or one that comes in as a variable.
    pub balancer: Balancer,
    /// The codes of the regions that have it.
    pub regions: Vec<String>,
    /// How records spread over regions.
    pub records: Records,
    /// Whether each record has a check (several active regions).
    pub check: Option<Check>,
    /// Where the listener leads without a rule that matches.
    pub default: Action,
    /// Rules by path, most specific first.
    pub rules: Vec<Rule>,
    /// The workloads that it leads to, by name.
    pub leads_to: Vec<String>,
    /// Its place.
    pub span: Span,
}

/// Whose balancer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Balancer {
    /// Ours: an application balancer per region.
    Ours,
    /// It comes in as a variable per region (only workloads on Kubernetes stand behind it).
    Given,
}

/// How records spread over regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Records {
    /// One record without a policy.
    Single,
    /// A record per region by weight, also where one region is left: a record cannot change its kind in place.
    Weighted,
    /// None: this release does not compile the policy.
    NotCompiled,
}

/// A check of each region's own balancer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its path.
    pub path: String,
    /// Seconds between two requests: 10 or 30.
    pub interval: u64,
    /// Failures in a row until it is unhealthy, 1 to 10.
    pub threshold: u64,
    /// The place of its definition.
    pub span: Span,
}

/// What a listener does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Forward to workloads by weight, by name; a single one has all.
    Forward(Vec<(String, u64)>),
    /// Answer 404: no path matched.
    NotFound,
}

/// A listener rule by path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What tells it apart in addresses, from its path.
    pub key: String,
    /// The path pattern.
    pub path: String,
    /// The priority, stable under changes of other rules.
    pub priority: u64,
    /// The workload.
    pub to: String,
    /// The codes of the regions that have it.
    pub regions: Vec<String>,
    /// Its place.
    pub span: Span,
}

/// The check that a target group makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetCheck {
    /// Whether it speaks TLS.
    pub https: bool,
    /// The path.
    pub path: String,
    /// `200-399`
    pub matcher: String,
    /// Seconds between two requests, 5 to 300.
    pub interval: u64,
    /// Seconds to wait, below the interval.
    pub timeout: u64,
    /// Successes until healthy, 2 to 10.
    pub healthy: u64,
    /// Failures until unhealthy, 2 to 10.
    pub unhealthy: u64,
}

/// Plans the traffic blocks of a policy that lead to a workload, by name. What differs goes to `notes`.
pub fn plan(context: &Context, notes: &mut Vec<Finding>) -> Vec<Traffic> {
    routes::weights_of_regions(context, notes);
    let mut traffics: Vec<Traffic> =
        context.policy.traffics.iter().filter_map(|traffic| one(context, traffic, notes)).collect();
    traffics.sort_by(|one, other| one.name.cmp(&other.name));
    traffics
}

/// What is assumed of balancers that exist already, as lines of prose.
pub fn expected(traffics: &[Traffic]) -> Vec<String> {
    let given = traffics.iter().filter(|traffic| traffic.balancer == Balancer::Given);
    let line = |traffic: &Traffic| {
        let ways = traffic.rules.iter().map(|rule| format!("`{}` to `{}`", rule.path, rule.to));
        let rest = match &traffic.default {
            Action::Forward(to) if to.len() == 1 => {
                to.iter().map(|(to, _)| format!("the rest to `{to}`")).collect()
            }
            Action::Forward(to) => {
                to.iter().map(|(to, weight)| format!("{weight} parts to `{to}`")).collect()
            }
            Action::NotFound => vec!["404 for the rest".to_owned()],
        };
        let ways: Vec<String> = ways.chain(rest).collect();
        format!(
            "The balancer before `{}`: listens on 443 in https; {}.",
            traffic.host,
            ways.join(", ")
        )
    };
    given.map(line).collect()
}

fn one(context: &Context, traffic: &policy::Traffic, notes: &mut Vec<Finding>) -> Option<Traffic> {
    let behind = behind(context, &traffic.name.node);
    let host = traffic.host.as_ref().filter(|_| !behind.is_empty())?;
    let ways = routes::ways(context, traffic, &behind, notes);
    let balancer = balancer(&behind);
    if balancer == Balancer::Given {
        routes::not_ours(traffic, &ways, notes);
    }
    let records = records(context.policy, traffic);
    let check = check::plan(context, traffic, records, &ways.regions, notes);
    Some(Traffic {
        name: traffic.name.node.clone(),
        host: host.node.clone(),
        zone: traffic.dns_zone.as_ref().map(|zone| zone.node.clone()),
        balancer,
        regions: ways.regions,
        records,
        check,
        default: ways.default,
        rules: ways.rules,
        leads_to: behind.iter().map(|workload| workload.name.node.clone()).collect(),
        span: traffic.head,
    })
}

/// The workloads that a traffic block leads to and that are compiled, by name.
fn behind<'a>(context: &Context<'a>, traffic: &str) -> Vec<&'a Workload> {
    let policy = context.policy;
    let leading = |workload: &Workload| {
        let mut meant = policy.traffics.iter().filter(|known| known.name.node == traffic);
        meant.any(|traffic| leads(policy, traffic, &workload.name.node))
    };
    let workloads = policy.workloads.iter();
    workloads.filter(|workload| compiled(workload.platform.node) && leading(workload)).collect()
}

fn balancer(behind: &[&Workload]) -> Balancer {
    let kubernetes = |workload: &&Workload| workload.platform.node == Platform::Kubernetes;
    if behind.iter().all(kubernetes) { Balancer::Given } else { Balancer::Ours }
}

/// How records of a block spread over regions in this release.
pub fn records(policy: &Policy, traffic: &policy::Traffic) -> Records {
    let said = policy.routing.get(&traffic.name.node).or(traffic.policy.as_ref());
    let by_place = traffic.routes.iter().any(|route| is_place(&route.from.node));
    match said.map(|routing| routing.node) {
        _ if by_place => Records::NotCompiled,
        Some(Routing::Weighted) => Records::Weighted,
        Some(Routing::Latency | Routing::Geographic | Routing::Failover) => Records::NotCompiled,
        None if policy.regions.iter().filter(|region| region.standby.is_none()).count() > 1 => {
            Records::Weighted
        }
        None => Records::Single,
    }
}

fn is_place(origin: &Origin) -> bool {
    match origin {
        Origin::Place(_) | Origin::Countries(_) => true,
        Origin::Share(_) | Origin::Path(_) | Origin::Default => false,
    }
}

#[cfg(test)]
mod tests;
