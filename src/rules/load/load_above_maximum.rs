//! Load tests that ask for more than the maximum carries.

use super::heights::heights;
use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::figures::{Fleet, Stand};
use crate::model::measure::{Dimension, base};
use crate::model::policy::{Load, Quantity};
use crate::ratio::Ratio;
use crate::rules::calculation::{equals, need};
use crate::rules::capacity::supply::Supply;
use crate::rules::offers::{self, Rounded};
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::words::{per_second, percent, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "load/load-above-maximum",
    cases: &[Case::WARNING.promised()],
    why: "A test that asks for more than every replica of the maximum carries, each used in full, can only show that it \
          fails. Where breaking it is what the test is for, an `allow` says so.",
    rejected: "service shop {
  budget = $500/month
  peak   = 300/s
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, serves = 100/s, keep cpu at 80% }
  load sale { ramp from 100/s to 500/s over 15m }
}
",
    accepted: "service shop {
  budget = $500/month
  peak   = 300/s
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, serves = 100/s, keep cpu at 80% }
  load sale { ramp from 100/s to 400/s over 15m }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for fleet in &seen.figures.fleets {
        let Some(first) = first_full(fleet) else { continue };
        let asked = seen.policy.loads.iter().flat_map(heights);
        let rates = asked.filter(|(_, height)| Dimension::of(height.node) == Dimension::Rate);
        let above = rates.filter(|(_, height)| base(height.node) > first.load);
        let supply = Supply { seen, fleet, stand: first.stand };
        findings.extend(above.map(|(load, height)| fault(&supply, load, height, &first)));
    }
}

/// The region that is full first.
struct Full<'f, 'a> {
    stand: &'f Stand<'a>,
    /// Its part of the whole service's load.
    part: Ratio,
    /// The whole service's load at which it is.
    load: Ratio,
}

/// Where a workload with every region at its maximum is full first.
fn first_full<'f, 'a>(fleet: &'f Fleet<'a>) -> Option<Full<'f, 'a>> {
    let part = fleet.demand.part()?;
    let stands = fleet.stands.iter().filter(|stand| !stand.share.is_zero());
    let full = stands.map(|stand| {
        let carries = stand.body.serves?.node.base();
        let part = stand.share * part;
        let load = Ratio::from_whole(stand.bounds?.max) * carries / part;
        Some(Full { stand, part, load })
    });
    let full = full.collect::<Option<Vec<Full>>>()?;
    full.into_iter().min_by_key(|full| full.load)
}

fn fault(supply: &Supply, load: &Load, height: &Spanned<Quantity>, first: &Full) -> Finding {
    let most = per_second(first.load);
    let message = format!(
        "load {} asks for {}, the maximum of {} carries {most} of the service's load",
        tick(&load.name.node),
        height.node,
        tick(&supply.fleet.workload.name.node),
    );
    let finding = RULE
        .finding(message, height.span, "more than that")
        .also(supply.limit(), "the maximum")
        .steps([Step::given(
            format!("load {}", load.name.node),
            height.node.to_string(),
            height.span,
        )])
        .steps(carried(supply, first, &most));
    let Some(fits) = offers::times(height.node, first.load / base(height.node), Rounded::Down)
    else {
        return finding.help("remove the stage");
    };
    finding
        .help(format!("write `{fits}`, or `allow {}` where it is to break", RULE.code))
        .edit(Edit::Replace(height.span, fits.to_string()))
}

/// What the first region that is full carries, as a load of the whole service.
fn carried(supply: &Supply, first: &Full, most: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = supply.maximum().into_iter().chain(need::carried(supply)).collect();
    let Some((serves, bounds)) = first.stand.body.serves.zip(first.stand.bounds) else {
        return steps;
    };
    let mut sum = format!("{} × {}", bounds.max, serves.node);
    if first.part != Ratio::ONE {
        let part = percent(first.part, 2);
        sum = format!("{sum} / {part}");
        let what = format!("of the service's load in {}", supply.region());
        steps.push(Step::derived(what, part));
    }
    steps.push(Step::derived("the service's load that it carries", equals(&sum, most)));
    steps
}
