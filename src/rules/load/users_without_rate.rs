//! Load tests that count users where the policy counts requests.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::measure::{Dimension, base};
use crate::model::policy::{Load, Quantity, Stage};
use crate::rules::offers::{self, Rounded};
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::{Node, Volume};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "load/users-without-rate",
    cases: &[Case::NOTE],
    why: "Nothing says how many requests one user of a load test sends. Such a test is compared neither with the peak nor \
          with the maximum, and whether it reaches them is seen only when it runs.",
    rejected: "service shop {
  budget = $500/month
  peak   = 150/s
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, serves = 50/s, keep cpu at 60% }
  load rush { ramp from 10 users to 1000 users over 10m }
}
",
    accepted: "service shop {
  budget = $500/month
  peak   = 150/s
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, serves = 50/s, keep cpu at 60% }
  load rush { ramp from 10/s to 150/s over 10m }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let Some(peak) = seen.policy.peak.as_ref() else { return };
    if Dimension::of(peak.node) != Dimension::Rate {
        return;
    }
    let counted = seen.policy.loads.iter().filter_map(|load| Some((load, users(load)?)));
    findings.extend(counted.map(|(load, users)| fault(load, users, peak)));
}

/// The first number of users that a test goes to.
fn users(load: &Load) -> Option<&Volume> {
    load.stages.iter().map(|stage| stage.node.end()).find(|volume| volume.users)
}

fn fault(load: &Load, users: &Volume, peak: &Spanned<Quantity>) -> Finding {
    let message = format!(
        "load {} counts users, the peak is {}: whether it gets there is not known",
        tick(&load.name.node),
        peak.node
    );
    let finding = RULE
        .finding(message, users.amount.span, "no rate")
        .also(peak.span, "the peak")
        .help(format!("write it as a rate, up to `{}`", peak.node));
    let rates = load
        .stages
        .iter()
        .filter_map(|stage| Some(Edit::Write(stage.span, rated(&stage.node, load, peak.node)?)));
    rates.fold(finding, Finding::edit)
}

/// A stage whose numbers of users are rates, the highest of them the peak.
fn rated(stage: &Stage, load: &Load, peak: Quantity) -> Option<String> {
    let counts = load.stages.iter().map(|stage| stage.node.end()).filter(|volume| volume.users);
    let most = counts.map(|volume| base(volume.amount.node)).max()?;
    let rate = |volume: &mut Volume| {
        if volume.users {
            let share = base(volume.amount.node) / most;
            volume.amount.node = offers::times(peak, share, Rounded::Up)?;
            volume.users = false;
        }
        Some(())
    };
    let node = match stage.clone() {
        Stage::Hold(mut hold) => {
            rate(&mut hold.at)?;
            Node::Hold(hold)
        }
        Stage::Ramp(mut ramp) => {
            ramp.from.iter_mut().try_for_each(rate)?;
            rate(&mut ramp.to)?;
            Node::Ramp(ramp)
        }
    };
    Some(print::sentence(&node))
}
