//! A copy that is further behind than the policy promises to lose.

use crate::diagnostic::{Case, Finding};
use crate::figures::loss_of_data::{DataLoss, Means};
use crate::figures::origin::Origin;
use crate::rules::{Check, Rule, Seen, time};
use crate::words::{stretch, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "recovery/replication-lag-over-rpo",
    cases: &[Case::ERROR.promised()],
    why: "What was written within the lag of a copy is gone when the region that wrote it is lost. The lag that the policy \
          allows is longer than the loss that it promises at most.",
    rejected: "service shop {
  budget = $2000/month
  objective { rpo region <= 500ms }
  region eu-west-1    { weight = 70%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  store orders on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $420/month }
  replicate orders from eu-west-1 within 1s
}
",
    accepted: "service shop {
  budget = $2000/month
  objective { rpo region <= 1s }
  region eu-west-1    { weight = 70%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  store orders on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $420/month }
  replicate orders from eu-west-1 within 1s
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    findings.extend(seen.figures.data_losses.iter().filter_map(fault));
}

fn fault(loss: &DataLoss) -> Option<Finding> {
    let age = loss.age.as_ref().filter(|age| age.means == Means::Copy)?;
    if !time::broken(&loss.promise, age.seconds) {
        return None;
    }
    let message = format!(
        "when a {} is lost, up to {} of {} are lost with it, promised are {}",
        loss.scope.word(),
        stretch(age.seconds),
        tick(loss.thing),
        time::limit(&loss.promise)
    );
    let finding = RULE.finding(message, loss.promise.value.span, "promised here");
    let finding = match age.origin {
        Origin::Given(span) => finding.also(span, "so far behind"),
        Origin::Derived | Origin::Default(_) | Origin::Catalogue(_) => finding,
    };
    Some(finding.help(format!(
        "promise `rpo {} <= {}`, or a copy that is nearer",
        loss.scope.word(),
        stretch(age.seconds).replace(' ', "")
    )))
}
