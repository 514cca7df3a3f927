//! Rehearsals in which a scaling group loses instances. In: the `drill` sentences of a policy, its page alarms. Out: what
//! is lost where, and what stops it. Knows no target's words.

use super::Plan;
use super::alarm::Purpose;
use super::context::Context;
use super::rest::Drill;
use crate::diagnostic::{Code, Finding};
use crate::model::measure::base;
use crate::model::policy::{Platform, Workload};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::{self, DrillAction, Node, Severity, Target};
use crate::words::tick;

/// The codes of findings about drills.
pub const CODES: &[Code] = &[ELSEWHERE, NO_STOP, SOME_STOPS];

const ELSEWHERE: Code = Code {
    code: "lowering/drill-elsewhere",
    why: "Drills are held in the last environment of the chain, and in another only where that environment says so itself.",
};
const NO_STOP: Code = Code {
    code: "chaos/no-stop-condition",
    why: "A drill that nothing stops goes on while users suffer; a page alarm is what stops it.",
};
const SOME_STOPS: Code = Code {
    code: "lowering/stop-conditions",
    why: "A drill has at most five stop conditions, and each must be an alarm of its own region.",
};

/// Stop conditions of a template. <https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html>
const MOST_STOPS: usize = 5;

/// Adds the drills that take instances from a group; comes after the alarms.
pub fn plan(context: &Context, plan: &mut Plan) {
    for drill in &context.policy.drills_elsewhere {
        let message = "this drill is held in the last environment of the chain only";
        plan.notes.push(Finding::note(ELSEWHERE.code, message, drill.span, "not held here"));
    }
    for drill in &context.policy.drills {
        if let Some(planned) = one(context, drill, plan) {
            plan.drills.push(planned);
        }
    }
    plan.drills.sort_by(|one, other| one.key.cmp(&other.key));
}

fn one(context: &Context, drill: &Spanned<tree::Drill>, plan: &mut Plan) -> Option<Drill> {
    let DrillAction::Lose(Some(count), thing) = &drill.action else { return None };
    let Target::Name(name) = &thing.node else { return None };
    let workload = context.workload(name).filter(|it| it.platform.node == Platform::Ec2)?;
    let regions = context.regions_of(&workload.body);
    let stops = stops(drill, workload, &regions, plan);
    Some(Drill {
        key: format!("lose-{name}"),
        workload: name.clone(),
        count: base(count.node).ceil(),
        every: drill.every.node,
        stops,
        regions,
        sentence: print::sentence(&Node::Drill(drill.node.clone())),
        span: drill.span,
    })
}

/// Page alarms that stand in every region of the drill: those of the workload first, then the others, by key.
fn stops(
    drill: &Spanned<tree::Drill>,
    workload: &Workload,
    regions: &[String],
    plan: &mut Plan,
) -> Vec<String> {
    let pages: Vec<_> =
        plan.alarms.iter().filter(|alarm| alarm.purpose == Purpose::Tell(Severity::Page)).collect();
    let here = |regional: &[String]| regions.iter().all(|code| regional.contains(code));
    let mut found: Vec<(bool, String)> = pages
        .iter()
        .filter(|alarm| here(&alarm.regions))
        .map(|alarm| (alarm.workload() != Some(workload.name.node.as_str()), alarm.key.clone()))
        .collect();
    found.sort();
    let all = pages.len();
    found.truncate(MOST_STOPS);
    let stops: Vec<String> = found.into_iter().map(|(_, key)| key).collect();
    plan.notes.extend(unstopped(drill, &workload.name.node, all, stops.len()));
    stops
}

fn unstopped(
    drill: &Spanned<tree::Drill>,
    name: &str,
    all: usize,
    taken: usize,
) -> Option<Finding> {
    if taken == 0 {
        let message = format!("nothing stops the drill that takes instances of {}", tick(name));
        let finding = Finding::warning(NO_STOP.code, message, drill.span, "no page alarm");
        return Some(finding.help("page when errors > objective for 5m"));
    }
    (all > taken).then(|| {
        let message = format!(
            "{taken} of {all} page alarms stop this drill: at most five can, and each in its own region"
        );
        Finding::note(SOME_STOPS.code, message, drill.span, "pages beyond do not stop it")
    })
}
