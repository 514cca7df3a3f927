//! More connections than a store takes.

use std::collections::BTreeSet;

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::figures::chain::{Asker, Kind, Link, POSTGRES_BYTES, POSTGRES_CONNECTIONS};
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
    let all = link.by.iter().map(|by| running(seen, link, by.workload).saturating_mul(by.each));
    all.fold(0, u64::saturating_add).div_ceil(link.shards)
}

/// How many replicas of a workload run in the link's region at the load `steady`.
fn running(seen: &Seen, link: &Link, workload: &str) -> u64 {
    let fleet = seen.figures.fleet(workload);
    let stands = fleet.into_iter().flat_map(|fleet| &fleet.stands);
    let stand = stands.into_iter().find(|stand| stand.region == link.region);
    let runs = stand.and_then(|stand| {
        stand.steady.and_then(|need| stand.running(need)).or(stand.bounds.map(|it| it.min))
    });
    runs.unwrap_or_default()
}

/// The lower end of a pool where it is written as a range, no more than its new upper end.
fn least(seen: &Seen, span: Span, most: u64) -> u64 {
    let bodies = shared::everywhere(seen.policy).flat_map(|(_, body)| &body.uses);
    let written = bodies
        .flat_map(|uses| &uses.options)
        .find(|option| option.value.span == span)
        .and_then(|option| match &option.value.node {
            Value::Range(low, _) => match low.node {
                Value::Quantity(quantity) => base(quantity).whole(),
                _ => None,
            },
            _ => None,
        });
    written.unwrap_or(1).min(most)
}

fn fault(seen: &Seen, link: &Link) -> Finding {
    let code = seen.figures.regions.get(link.region).map_or("", |region| region.code);
    let steady = at_steady(seen, link);
    let (case, asked, state) = if steady > link.has {
        (STEADY, steady, "at the load `steady`")
    } else {
        (MAXIMUM, link.asked, "at the maximum")
    };
    let runs =
        |by: &Asker| if case == STEADY { running(seen, link, by.workload) } else { by.replicas };
    let words = |by: &Asker| format!("{} × {} of {}", runs(by), by.each, tick(by.workload));
    let by: Vec<String> = link.by.iter().map(words).collect();
    let shards =
        if link.shards > 1 { format!(", over {} shards", link.shards) } else { String::new() };
    let (what, option) = match link.kind {
        Kind::Readers => ("reading connections", "readers"),
        _ => ("connections", "pool"),
    };
    let message = format!(
        "{state} {asked} {what} are asked of {} in {code}, it takes {}: {}{shards}",
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
    let pools =
        link.by.iter().map(|by| (by.span, format!("{}..{each}", least(seen, by.span, each))));
    let pools: Vec<(Span, String)> = pools.collect();
    let written = pools.first().map_or("", |(_, pool)| pool);
    let help = format!(
        "at most {each} for each of {replicas}: write `{option} = {written}`, or take a larger instance class"
    );
    let edits = pools.iter().map(|(at, pool)| Edit::Replace(*at, pool.clone()));
    edits.fold(finding.help(help), Finding::edit)
}
