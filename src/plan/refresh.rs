//! How a new version of a group comes out. In: `release` and the alarms of the workload. Out: an instance refresh with
//! rollback. Knows no target's words.

use super::alarm::Alarm;
use super::group::Refresh;
use super::rollback;
use super::scaling::FRACTION;
use crate::diagnostic::{Code, Finding};
use crate::model::measure::{Duration, base};
use crate::source::Spanned;
use crate::syntax::tree::Strategy;

/// The codes of findings about releases on scaling groups.
pub const CODES: &[Code] = &[MIXED];

const MIXED: Code = Code {
    code: "lowering/blue-green-mixes",
    why: "On a scaling group both versions stand behind the same target group: while the second set starts, requests reach \
          both.",
};
/// Percent of a rolling release where the policy does not say.
const ROLLING: u64 = 25;

/// The refresh of a workload's group in its regions.
pub fn plan(
    release: Option<&Spanned<Strategy>>,
    workload: &str,
    alarms: &[Alarm],
    regions: &[&String],
    notes: &mut Vec<Finding>,
) -> Refresh {
    // One that leans on the group itself would be a cycle.
    let own = |alarm: &&Alarm| alarm.workload() == Some(workload) && alarm.of_balancer();
    let (watched, ignored) = rollback::watched(alarms.iter().filter(own), regions);
    notes.extend(ignored);
    if let Some(release) = release {
        notes.extend(remarks(release));
    }
    let refresh = match release.map(|release| &release.node) {
        None => rolling(ROLLING),
        Some(Strategy::Rolling(share)) => rolling(base(share.node).ceil()),
        Some(Strategy::Canary(share, lasts)) => {
            canary(base(share.node).ceil(), Duration(lasts.node).seconds())
        }
        Some(Strategy::BlueGreen) => blue_green(),
        Some(Strategy::AllAtOnce) => all_at_once(),
    };
    Refresh { alarms: watched, ..refresh }
}

fn refresh(min_healthy: u64, max_healthy: u64, why: String) -> Refresh {
    Refresh {
        min_healthy,
        max_healthy,
        checkpoints: Vec::new(),
        checkpoint_delay: None,
        alarms: Vec::new(),
        why,
    }
}

fn rolling(share: u64) -> Refresh {
    let why = format!("{share} % at a time, new instances before old ones go.");
    refresh(100, 100 + share.clamp(1, 100), why)
}

/// New instances up to the share, then a wait, then the rest.
fn canary(share: u64, lasts: u64) -> Refresh {
    let first = share.clamp(1, 99);
    let why = format!("{first} % first, then a wait of {}, then the rest.", spoken(lasts));
    Refresh {
        checkpoints: vec![first, 100],
        checkpoint_delay: Some(lasts),
        ..refresh(100, 100 + first.max(10), why)
    }
}

fn blue_green() -> Refresh {
    let why = "All new instances beside all old ones; requests reach both until the old ones go.";
    refresh(100, 200, why.to_owned())
}

fn all_at_once() -> Refresh {
    refresh(0, 100, "All at once: the old instances go first.".to_owned())
}

fn spoken(seconds: u64) -> String {
    if seconds.is_multiple_of(60) && seconds > 0 {
        format!("{} min", seconds / 60)
    } else {
        format!("{seconds} s")
    }
}

fn remarks(release: &Spanned<Strategy>) -> Vec<Finding> {
    let mut notes = Vec::new();
    match &release.node {
        Strategy::Rolling(share) | Strategy::Canary(share, _) => {
            let exact = base(share.node);
            if exact.whole().is_none() {
                let message = format!(
                    "a refresh takes whole percent: `{}` becomes {} %",
                    share.node,
                    exact.ceil()
                );
                notes.push(Finding::note(FRACTION.code, message, share.span, "rounded up"));
            }
        }
        Strategy::BlueGreen => {
            let message = "on ec2 both versions answer while a blue-green release runs: they share one target group";
            notes.push(Finding::note(MIXED.code, message, release.span, "traffic mixes"));
        }
        Strategy::AllAtOnce => {}
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::syntax::tree::{Number, Quantity, Time, Unit};

    fn spanned<T>(node: T) -> Spanned<T> {
        Spanned::new(node, Span::default())
    }

    fn share(digits: u64, places: u8) -> Spanned<Quantity> {
        spanned(Quantity { number: Number { negative: false, digits, places }, unit: Unit::Share })
    }

    fn planned(release: Option<Strategy>) -> (Refresh, Vec<&'static str>) {
        let mut notes = Vec::new();
        let refresh = plan(release.map(spanned).as_ref(), "web", &[], &[], &mut notes);
        (refresh, notes.iter().map(|note| note.code).collect())
    }

    #[test]
    fn a_rolling_release_starts_new_instances_first() {
        let (default, notes) = planned(None);
        assert_eq!((default.min_healthy, default.max_healthy), (100, 125));
        assert!(notes.is_empty());
        let (third, notes) = planned(Some(Strategy::Rolling(share(333, 1))));
        assert_eq!(third.max_healthy, 134);
        assert_eq!(notes, ["lowering/whole-percent"]);
    }

    #[test]
    fn a_canary_waits_at_its_share() {
        let minutes = Quantity { number: Number::whole(2), unit: Unit::Time(Time::Minute) };
        let (canary, _) = planned(Some(Strategy::Canary(share(10, 0), spanned(minutes))));
        assert_eq!((canary.checkpoints, canary.checkpoint_delay), (vec![10, 100], Some(120)));
        assert_eq!(canary.why, "10 % first, then a wait of 2 min, then the rest.");
    }

    #[test]
    fn blue_green_doubles_and_says_that_traffic_mixes() {
        let (both, notes) = planned(Some(Strategy::BlueGreen));
        assert_eq!((both.min_healthy, both.max_healthy), (100, 200));
        assert!(notes.contains(&"lowering/blue-green-mixes"));
    }
}
