//! Load tests that ask for more than the maximum carries.

use super::heights::heights;
use crate::diagnostic::{Case, Edit, Finding};
use crate::figures::{Fleet, LoadUnit};
use crate::model::measure::{Dimension, base};
use crate::model::policy::{Load, Quantity};
use crate::ratio::Ratio;
use crate::rules::offers::{self, Rounded};
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::words::{per_second, tick};

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
        let Some(most) = carried(fleet) else { continue };
        let asked = seen.policy.loads.iter().flat_map(heights);
        let rates = asked.filter(|(_, height)| Dimension::of(height.node) == Dimension::Rate);
        let above = rates.filter(|(_, height)| base(height.node) > most);
        findings.extend(above.map(|(load, height)| fault(fleet, load, height, most)));
    }
}

/// The whole service's rate that a workload carries with every region at its maximum: the first region that is full counts.
fn carried(fleet: &Fleet) -> Option<Ratio> {
    let arriving = fleet.demand.peak.as_ref().or(fleet.demand.steady.as_ref()).ok()?;
    let whole = base(arriving.given.node);
    if arriving.unit != LoadUnit::Requests || arriving.own || whole.is_zero() {
        return None;
    }
    let part = arriving.amount / whole;
    let stands = fleet.stands.iter().filter(|stand| !stand.share.is_zero());
    let full = stands.map(|stand| {
        let carries = stand.body.serves?.node.base();
        Some(Ratio::from_whole(stand.bounds?.max) * carries / (stand.share * part))
    });
    full.collect::<Option<Vec<Ratio>>>()?.into_iter().min()
}

fn fault(fleet: &Fleet, load: &Load, height: &Spanned<Quantity>, most: Ratio) -> Finding {
    let body = &fleet.workload.body;
    let message = format!(
        "load {} asks for {}, the maximum of {} carries {} of the service's load",
        tick(&load.name.node),
        height.node,
        tick(&fleet.workload.name.node),
        per_second(most)
    );
    let finding = RULE.finding(message, height.span, "more than that");
    let limit = body.replicas.map(|it| it.span).or(body.reserved.map(|it| it.span));
    let finding = finding.also(limit.unwrap_or(fleet.workload.head), "the maximum");
    let Some(fits) = offers::times(height.node, most / base(height.node), Rounded::Down) else {
        return finding.help("remove the stage");
    };
    finding
        .help(format!("write `{fits}`, or `allow {}` where it is to break", RULE.code))
        .edit(Edit::Replace(height.span, fits.to_string()))
}
