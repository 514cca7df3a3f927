//! Backups that are further apart than the policy promises to lose, or that are not there.

use crate::diagnostic::{Case, Edit, Finding};
use crate::figures::loss_of_data::{self, DataLoss, Means};
use crate::figures::origin::Origin;
use crate::figures::time::Scope;
use crate::model::policy::{Frequency, Op, Policy};
use crate::ratio::Ratio;
use crate::rules::{Check, Rule, Seen, doubled, elsewhere, time};
use crate::source::Span;
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
    findings.extend(seen.figures.data_losses.iter().filter_map(|loss| fault(seen, loss)));
}

fn fault(seen: &Seen, loss: &DataLoss) -> Option<Finding> {
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
    if let Some(age) = &loss.age {
        let what = format!("from backup to backup of {}", loss.thing);
        finding = finding.steps(time::behind(loss, age, what));
    }
    Some(mended(seen, loss, finding))
}

fn mended(seen: &Seen, loss: &DataLoss, finding: Finding) -> Finding {
    let policy = seen.policy;
    let store = policy.stores.iter().find(|store| store.name.node == loss.thing);
    let regions = policy.regions.iter().map(|region| region.code.node.as_str()).collect();
    let home: Vec<&str> = store.map_or(regions, |store| elsewhere::home(policy, store));
    match (loss.scope, store) {
        (Scope::Replica | Scope::Zone, Some(store)) if !doubled::everywhere(store).is_empty() => {
            doubled::mend(finding, doubled::everywhere(store))
        }
        (Scope::Region, _) if home.len() > 1 => copied(policy, loss, &home, finding),
        (Scope::Region | Scope::Total, _) => {
            let to = elsewhere::another(policy, home.get(..1).unwrap_or_default());
            backed_up(loss, to.filter(|to| Some(to) != home.first()), finding)
        }
        _ => backed_up(loss, None, finding),
    }
}

/// A copy that is as far behind as the promise allows.
fn copied(policy: &Policy, loss: &DataLoss, home: &[&str], finding: Finding) -> Finding {
    let from = home.first().copied().unwrap_or_default();
    let within = match loss.promise.op.node {
        Op::Less => "1s".to_owned(),
        _ => loss.promise.value.node.to_string(),
    };
    match policy.replicas.iter().find(|copy| copy.what.node == loss.thing) {
        Some(copy) => finding
            .help(format!("say how far behind it may be: `within {within}`"))
            .edit(Edit::Replace(
                Span { start: copy.span.end, ..copy.span },
                format!(" within {within}"),
            )),
        None => finding
            .add(policy.head, format!("replicate {} from {from} within {within}", loss.thing)),
    }
}

/// Backups as rare as the promise allows; where not even the closest ones keep it, the promise that they keep.
fn backed_up(loss: &DataLoss, to: Option<&str>, finding: Finding) -> Finding {
    let rare = |(every, _): &(Frequency, _)| {
        !time::broken(&loss.promise, Ratio::from_whole(loss_of_data::every(*every)))
    };
    let all = [
        (Frequency::Weekly, "backup weekly keep 30d"),
        (Frequency::Daily, "backup daily keep 7d"),
        (Frequency::Hourly, "backup hourly keep 7d"),
    ];
    let closest = (Frequency::Continuously, "backup continuously keep 7d");
    let (every, words) = all.into_iter().find(rare).unwrap_or(closest);
    let sentence = match to {
        Some(to) => format!("{words} to {to}"),
        None => words.to_owned(),
    };
    let finding = finding.add(loss.span, sentence);
    let seconds = Ratio::from_whole(loss_of_data::every(every));
    if time::broken(&loss.promise, seconds) {
        let promise = Edit::Write(loss.promise.value.span, time::kept(&loss.promise, seconds));
        finding.edit(promise)
    } else {
        finding
    }
}
