//! The alarms that roll a release back. In: the page alarms of a workload and its regions. Out: those that a release can
//! watch, and what is said of the others. Knows no target's words.

use super::alarm::{Alarm, Purpose};
use crate::diagnostic::{Code, Finding};
use crate::syntax::tree::Severity;

/// The codes of findings about rollbacks.
pub const CODES: &[Code] = &[IGNORED];

const IGNORED: Code = Code {
    code: "lowering/release-ignores-alarm",
    why: "A release is written once for all regions and watches alarms that stand in all of them, ten at most. An alarm of \
          some regions is missing in the others.",
};

/// Alarms of one release.
/// <https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html>,
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AlarmSpecification.html>
const MOST: usize = 10;

/// The keys of the page alarms that stand in every one of the regions, and a note for each that is not watched.
pub fn watched<'a>(
    alarms: impl Iterator<Item = &'a Alarm>,
    regions: &[&String],
) -> (Vec<String>, Vec<Finding>) {
    let everywhere = |alarm: &&Alarm| regions.iter().all(|code| alarm.regions.contains(code));
    let pages = alarms.filter(|alarm| alarm.purpose == Purpose::Tell(Severity::Page));
    let (watched, partial): (Vec<&Alarm>, Vec<&Alarm>) = pages.partition(everywhere);
    let (watched, beyond) = watched.split_at(watched.len().min(MOST));
    let partial =
        partial.into_iter().map(|alarm| ignored(alarm, "it does not stand in every region"));
    let beyond = beyond.iter().map(|alarm| ignored(alarm, "a release watches ten alarms at most"));
    let notes = partial.chain(beyond).collect();
    (watched.iter().map(|alarm| alarm.key.clone()).collect(), notes)
}

fn ignored(alarm: &Alarm, why: &str) -> Finding {
    let message = format!("this alarm rolls no release back: {why}");
    Finding::note(IGNORED.code, message, alarm.span, "not watched")
}
