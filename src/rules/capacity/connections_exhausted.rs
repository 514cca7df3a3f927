//! More connections than a store takes.

use std::collections::BTreeSet;

use super::supply::Supply;
use crate::catalog;
use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::figures::Load;
use crate::figures::chain::{Asker, Kind, Link, POSTGRES_BYTES, POSTGRES_CONNECTIONS};
use crate::model::measure::base;
use crate::model::policy::Value;
use crate::rules::calculation::{self, equals, need};
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

/// A workload in the region of a link.
fn supply<'s, 'a>(seen: &'s Seen<'a>, link: &Link, workload: &str) -> Option<Supply<'s, 'a>> {
    let fleet = seen.figures.fleet(workload)?;
    let stand = fleet.stands.iter().find(|stand| stand.region == link.region)?;
    Some(Supply { seen, fleet, stand })
}

/// How many replicas of a workload run in the link's region at the load `steady`.
fn running(seen: &Seen, link: &Link, workload: &str) -> u64 {
    let stand = supply(seen, link, workload).map(|supply| supply.stand);
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
    finding = finding
        .steps(asking(seen, link, case))
        .steps(taking(seen, link))
        .steps([Step::derived("too few", calculation::more(asked, link.has))]);
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

/// What is asked for: by how many, how many each, in all.
fn asking(seen: &Seen, link: &Link, case: Case) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut products, mut all) = (Vec::new(), 0u64);
    for by in &link.by {
        let supply = supply(seen, link, by.workload);
        let (lines, runs) = match (case == STEADY, supply) {
            (true, Some(supply)) => {
                (need::running(&supply, Load::Steady), running(seen, link, by.workload))
            }
            (false, Some(supply)) => (supply.maximum().into_iter().collect(), by.replicas),
            (_, None) => (Vec::new(), by.replicas),
        };
        steps.extend(lines);
        steps.push(Step::given(
            format!("pool of each {}", by.workload),
            by.each.to_string(),
            by.span,
        ));
        products.push(format!("{runs} × {}", by.each));
        all = all.saturating_add(runs.saturating_mul(by.each));
    }
    let (mut sum, mut asked) = (products.join(" + "), all);
    if link.shards > 1 {
        (sum, asked) =
            (format!("ceil(({sum}) / {} shards)", link.shards), all.div_ceil(link.shards));
    }
    let what = format!("connections asked of {}", link.on);
    steps.push(Step::derived(what, equals(&sum, &asked.to_string())));
    steps
}

/// What a store takes.
fn taking(seen: &Seen, link: &Link) -> Vec<Step> {
    let code = seen.figures.regions.get(link.region).map_or("", |region| region.code);
    let store = seen.policy.stores.iter().find(|store| store.name.node == link.on);
    let Some(store) = store else { return Vec::new() };
    let class = store.at(code).instance.as_ref().map(|class| &class.node);
    let known = class.and_then(|class| Some((class, catalog::rds_class(class)?)));
    let Some((class, size)) = known else { return Vec::new() };
    let each = ((size.memory_mib << 20) / POSTGRES_BYTES).min(POSTGRES_CONNECTIONS);
    let memory = format!("{} MiB", size.memory_mib);
    let sum = format!("min({POSTGRES_CONNECTIONS}, floor({memory} / {POSTGRES_BYTES} bytes))");
    let mut steps = vec![
        Step::assumed(format!("memory of {class}"), memory, "as the catalogue has it"),
        Step::assumed(
            "connections that a node takes",
            equals(&sum, &each.to_string()),
            "PostgreSQL's default",
        ),
    ];
    if let (Kind::Readers, Some(nodes)) = (link.kind, store.at(code).nodes) {
        steps.extend([
            Step::given(format!("nodes of {}", link.on), nodes.node.min.to_string(), nodes.span),
            Step::derived(
                "connections that its readers take",
                equals(&format!("({} - 1) × {each}", nodes.node.min), &link.has.to_string()),
            ),
        ]);
    }
    steps
}
