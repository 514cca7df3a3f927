//! Names under which users come: balancers, listeners, target groups, records, checks.

use crate::source::Span;

/// One traffic block.
#[derive(Clone, Debug)]
pub struct Traffic {
    /// Its name.
    pub name: String,
    /// Its host.
    pub host: String,
    /// The balancer: ours, or one that comes in as a variable.
    pub balancer: Balancer,
    /// How records spread over regions; none for a single record.
    pub weighted: bool,
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

/// A check of each region's own balancer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Whether it speaks TLS.
    pub https: bool,
    /// Its port.
    pub port: u64,
    /// Its path.
    pub path: String,
    /// Seconds between two requests: 10 or 30.
    pub interval: u64,
    /// Failures in a row until it is unhealthy, 1 to 10.
    pub threshold: u64,
}

/// What a listener does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Forward to workloads by weight; a single one has all.
    Forward(Vec<(String, u64)>),
    /// Answer 404: no path matched.
    NotFound,
}

/// A listener rule by path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What tells it apart in addresses, from its path.
    pub key: String,
    /// The path pattern, `*` at the end only.
    pub path: String,
    /// The priority, stable under changes of other rules.
    pub priority: u64,
    /// The workload.
    pub to: String,
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
