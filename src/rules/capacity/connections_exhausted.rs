//! More connections than a store takes.

use std::collections::BTreeSet;

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::figures::chain::{Kind, Link, POSTGRES_BYTES, POSTGRES_CONNECTIONS};
use crate::model::measure::base;
use crate::model::policy::Value;
use crate::origin::Origin;
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Span;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/connections-exhausted",
    cases: &[STEADY, MAXIMUM],
    why: "Every replica opens a pool. At the maximum the pools come to more connections than the store takes, and the next \
          replica that starts makes all of them fail.",
    rejected: "service shop {
  budget = $2000/month
  steady = 400/s
  region us-east-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.medium
    replicas = 30..35
    serves   = 20/s
    uses db { pool = 5..20 }
  }
  store db on rds-postgresql { instance = db.t3.medium, nodes = 2, zones = 2, storage = 20GiB }
}
",
    accepted: "service shop {
  budget = $2000/month
  steady = 400/s
  region us-east-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.medium
    replicas = 30..35
    serves   = 20/s
    uses db { pool = 5..12 }
  }
  store db on rds-postgresql { instance = db.t3.medium, nodes = 2, zones = 2, storage = 20GiB }
}
",
    check: Check::Policy(check),
};

const STEADY: Case = Case::ERROR.promised().when("at steady");
const MAXIMUM: Case = Case::WARNING.promised().when("at the maximum");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    for link in seen.figures.links.iter().filter(|link| link.broken()) {
        let named = matches!(link.kind, Kind::Connections | Kind::Readers);
        if named && told.insert((link.kind, link.on)) {
            findings.push(fault(seen, link));
        }
    }
}

/// What the replicas that run at the load `steady` ask for.
fn at_steady(seen: &Seen, link: &Link) -> u64 {
    let running = |workload: &str| {
        let fleet = seen.figures.fleet(workload)?;
        let stand = fleet.stands.iter().find(|stand| stand.region == link.region)?;
        stand.steady.and_then(|need| stand.running(need)).or(stand.bounds.map(|it| it.min))
    };
    let all = link.by.iter().map(|by| running(by.workload).unwrap_or(0).saturating_mul(by.each));
    all.fold(0, u64::saturating_add).div_ceil(link.shards)
}

fn fault(seen: &Seen, link: &Link) -> Finding {
    let code = seen.figures.regions.get(link.region).map_or("", |region| region.code);
    let steady = at_steady(seen, link);
    let (case, asked, state) = if steady > link.has {
        (STEADY, steady, "at the load `steady`")
    } else {
        (MAXIMUM, link.asked, "at the maximum")
    };
    let by: Vec<String> = link
        .by
        .iter()
        .map(|by| format!("{} × {} of {}", by.replicas, by.each, tick(by.workload)))
        .collect();
    let shards =
        if link.shards > 1 { format!(", over {} shards", link.shards) } else { String::new() };
    let what = if link.kind == Kind::Readers { "reading connections" } else { "connections" };
    let message = format!(
        "{state} {asked} {what} are asked of {} in {code}, it takes {}: up to {}{shards}",
        tick(link.on),
        link.has,
        by.join(" + ")
    );
    let first = link.by.first();
    let mut finding =
        RULE.case(case, message, first.map_or(link.limit, |by| by.span), "the pool of each");
    for by in link.by.iter().skip(1) {
        finding = finding.also(by.span, "another pool");
    }
    finding = finding.also(link.limit, format!("takes {}", link.has));
    finding.derivation.push(Step::new(
        format!("connections of {}", link.on),
        format!("one for {POSTGRES_BYTES} bytes of memory, at most {POSTGRES_CONNECTIONS}"),
        Origin::Default("PostgreSQL's default"),
    ));
    let replicas = link.by.iter().map(|by| by.replicas).fold(0, u64::saturating_add);
    let each = (link.has.saturating_mul(link.shards)).checked_div(replicas).unwrap_or(0);
    if each == 0 {
        return finding.help("take a larger instance class, or a proxy between");
    }
    let option = if link.kind == Kind::Readers { "readers" } else { "pool" };
    let pools = link.by.iter().map(|by| (by.span, narrower(seen, by.span, each)));
    let pools: Vec<(Span, String)> = pools.collect();
    let written = pools.first().map_or("", |(_, pool)| pool);
    let help = format!(
        "at most {each} for each of {replicas}: write `{option} = {written}`, or take a larger instance class"
    );
    let edits = pools.iter().map(|(at, pool)| Edit::Replace(*at, pool.clone()));
    edits.fold(finding.help(help), Finding::edit)
}

/// A pool with another upper end, and with its lower one as far as that fits.
fn narrower(seen: &Seen, pool: Span, most: u64) -> String {
    let options = shared::everywhere(seen.policy)
        .flat_map(|(_, body)| &body.uses)
        .flat_map(|uses| &uses.options);
    let mut lower = options.filter_map(|option| match &option.value.node {
        Value::Range(from, _) if option.value.span == pool => Some(&from.node),
        _ => None,
    });
    let Some(Value::Quantity(least)) = lower.next() else { return most.to_string() };
    match base(*least).whole() {
        Some(least) => format!("{}..{most}", least.min(most)),
        None => most.to_string(),
    }
}
