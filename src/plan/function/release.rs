//! How a new version of a function takes over. In: the `release` of a workload, the page alarms of the plan. Out: the
//! shift that `CodeDeploy` makes on the alias, and what rolls it back.

use super::{Deployment, Function, MISSING, Shift};
use crate::diagnostic::{Code, Finding};
use crate::model::measure::base;
use crate::model::policy::{Strategy, WorkloadBody};
use crate::plan::Plan;
use crate::plan::alarm::Subject;
use crate::plan::rollback;
use crate::source::Spanned;
use crate::syntax::tree::Quantity;
use crate::words::tick;

pub const ALL_AT_ONCE: Code = Code {
    code: "lowering/all-at-once-without-alias",
    why: "Without an alias the newest code answers as soon as it is there: nothing has to be written for it, and nothing rolls it back.",
};
pub const BLUE_GREEN: Code = Code {
    code: "lowering/blue-green-on-lambda",
    why: "On Lambda both versions stand ready all the time, and the alias points to one of them: blue-green is a shift all at once.",
};
pub const MINUTES: Code = Code {
    code: "lowering/shift-in-minutes",
    why: "CodeDeploy shifts whole percents at whole minutes.",
};
pub const WEIGHTED: Code = Code {
    code: "release/weighted-alias-with-provisioned",
    why: "While traffic is split, the alias has weights, and an alias with weights cannot carry provisioned concurrency: the release would be refused.",
};

/// How a new version takes over, where the policy says so and an alias can be shifted.
pub(super) fn plan(
    function: &Function,
    body: &WorkloadBody,
    plan: &mut Plan,
) -> Option<Deployment> {
    let release = body.release.as_ref()?;
    if function.alias.is_none() {
        plan.notes.push(without_alias(function, release));
        return None;
    }
    let shift = shift(release, &mut plan.notes);
    if shift != Shift::AllAtOnce && !function.provisioned.is_empty() {
        plan.notes.push(weighted(function, body, release));
        return None;
    }
    let (alarms, elsewhere) = alarms(function, plan);
    plan.notes.extend(elsewhere);
    Some(Deployment { shift, alarms, span: release.span })
}

fn without_alias(function: &Function, release: &Spanned<Strategy>) -> Finding {
    let name = tick(&function.name);
    match release.node {
        Strategy::AllAtOnce => {
            let message = format!(
                "{name} has no alias: its newest code answers at once, and nothing is written for it"
            );
            Finding::note(ALL_AT_ONCE.code, message, release.span, "nothing to write")
        }
        Strategy::Rolling(_) | Strategy::Canary(..) | Strategy::BlueGreen => {
            let message = format!("a release of {name} shifts its alias, and it has none");
            Finding::error(MISSING.code, message, release.span, "no alias")
                .help("name the alias that callers use: `alias = \"live\"`")
        }
    }
}

fn weighted(function: &Function, body: &WorkloadBody, release: &Spanned<Strategy>) -> Finding {
    let message = format!(
        "a release by parts gives the alias of {} weights, and such an alias cannot carry provisioned concurrency",
        tick(&function.name)
    );
    let finding = Finding::error(WEIGHTED.code, message, release.span, "shifts by parts");
    let finding = match body.provisioned {
        Some(provisioned) => finding.also(provisioned.span, "provisioned on the alias"),
        None => finding,
    };
    finding.write(release.span, "release all-at-once")
}

/// <https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TrafficRoutingConfig.html>
fn shift(release: &Spanned<Strategy>, notes: &mut Vec<Finding>) -> Shift {
    match &release.node {
        Strategy::Rolling(part) => Shift::Linear { percent: percent(part, notes), minutes: 1 },
        Strategy::Canary(part, lasts) => {
            Shift::Canary { percent: percent(part, notes), minutes: minutes(lasts, notes) }
        }
        Strategy::BlueGreen => {
            let message = "on Lambda blue-green points the alias to the new version all at once; the old one stays ready to go back to";
            notes.push(Finding::note(BLUE_GREEN.code, message, release.span, "all at once"));
            Shift::AllAtOnce
        }
        Strategy::AllAtOnce => Shift::AllAtOnce,
    }
}

fn percent(part: &Spanned<Quantity>, notes: &mut Vec<Finding>) -> u64 {
    let exact = base(part.node);
    let whole = exact.ceil().clamp(1, 99);
    if exact.whole() != Some(whole) {
        let message = format!("CodeDeploy shifts whole percents: {whole} %, not {}", part.node);
        notes.push(Finding::note(MINUTES.code, message, part.span, "rounded"));
    }
    whole
}

fn minutes(lasts: &Spanned<Quantity>, notes: &mut Vec<Finding>) -> u64 {
    let millis = base(lasts.node).ceil();
    let minutes = millis.div_ceil(60_000).max(1);
    if minutes * 60_000 != millis {
        let message = format!("CodeDeploy waits whole minutes: {minutes}, not {}", lasts.node);
        notes.push(Finding::note(MINUTES.code, message, lasts.span, "rounded up"));
    }
    minutes
}

/// The workload's own alarms that roll it back, by key, and what is said of the others.
fn alarms(function: &Function, plan: &Plan) -> (Vec<String>, Vec<Finding>) {
    let own = Subject::Workload(function.name.clone());
    let alarms = plan.alarms.iter().filter(|alarm| alarm.subject == own);
    let regions: Vec<&String> = function.regions.iter().collect();
    let (mut watched, notes) = rollback::watched(alarms, &regions);
    watched.sort();
    (watched, notes)
}
