//! Backups that are further apart than the policy promises to lose, or that are not there.

use crate::diagnostic::{Case, Finding, Step};
use crate::figures::loss_of_data::{CONTINUOUS, DataLoss, Means};
use crate::figures::origin::Origin;
use crate::rules::{Check, Rule, Seen, time};
use crate::words::{stretch, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "recovery/backup-interval-over-rpo",
    cases: &[Case::ERROR.promised()],
    why: "What was written since the last backup is gone when only a backup brings data back: a copy follows every mistake \
          at once. The backups are further apart than the loss that the policy promises at most.",
    rejected: "service shop {
  budget = $2000/month
  objective { rpo corruption <= 1h }
  region eu-west-1 { zones = 3 }
  store orders on aurora-postgresql {
    instance = db.r6g.large
    nodes    = 2
    estimate = $420/month
    backup daily keep 30d
  }
}
",
    accepted: "service shop {
  budget = $2000/month
  objective { rpo corruption <= 1h }
  region eu-west-1 { zones = 3 }
  store orders on aurora-postgresql {
    instance = db.r6g.large
    nodes    = 2
    estimate = $420/month
    backup continuously keep 7d
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    findings.extend(seen.figures.data_losses.iter().filter_map(fault));
}

fn fault(loss: &DataLoss) -> Option<Finding> {
    let (scope, promised) = (loss.scope.word(), time::limit(&loss.promise));
    let (message, place) = match &loss.age {
        None => {
            let thing = tick(loss.thing);
            (
                format!(
                    "nothing brings {thing} back after {scope}, promised is a loss of {promised}"
                ),
                loss.span,
            )
        }
        Some(age) if age.means == Means::Backup && time::broken(&loss.promise, age.seconds) => {
            let place = match age.origin {
                Origin::Given(span) => span,
                Origin::Derived | Origin::Default(_) | Origin::Catalogue(_) => loss.span,
            };
            let message = format!(
                "after {scope} up to {} of {} are lost, promised are {promised}: so far apart are its backups",
                stretch(age.seconds),
                tick(loss.thing)
            );
            (message, place)
        }
        Some(_) => return None,
    };
    let mut finding = RULE
        .finding(message, loss.promise.value.span, "promised here")
        .also(place, "brings back less");
    finding.derivation.push(Step::new(
        "a continuous backup leads back to",
        format!("{CONTINUOUS}s ago at the worst"),
        Origin::Default("as AWS documents it"),
    ));
    let to = match loss.scope {
        crate::figures::time::Scope::Region | crate::figures::time::Scope::Total => " to REGION",
        _ => "",
    };
    Some(finding.help(match to {
        "" => format!("write `backup continuously keep 7d` in {}", tick(loss.thing)),
        _ => format!(
            "write `replicate {} from REGION within 1s`, or `backup hourly keep 7d{to}`",
            loss.thing
        ),
    }))
}
