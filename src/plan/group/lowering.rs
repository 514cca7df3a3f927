//! What a scaling group cannot say as written, and what is expected of an attached one.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding};
use crate::model::policy::{Workload, WorkloadBody};
use crate::plan::alarm::{Alarm, Measure};
use crate::plan::scaling::Size;
use crate::source::Span;
use crate::words::{self, tick};

/// Requests that are tied to an instance.
pub const AFFINITY: Code = Code {
    code: "lowering/affinity-by-cookie",
    why: "A balancer ties requests to an instance by a cookie and by nothing else.",
};
/// What has to be the same in all regions.
pub const BY_REGION: Code = Code {
    code: "lowering/same-in-all-regions",
    why: "Bounds, windows, instance types and images may differ between regions. Everything else of a group is written \
          once, as the policy says it without a region.",
};
/// An image that is no AMI.
pub const IMAGE: Code = Code {
    code: "lowering/image-of-one-region",
    why: "An AMI has another id in every region, so that one id for several regions exists in one of them at most.",
};
/// A group that reads no queue of ours.
pub const NOT_ELSEWHERE: Code = Code {
    code: "lowering/attached-attributes",
    why: "What exists already is made elsewhere. The attributes of the thing itself are facts that checks use and that \
          no target writes.",
};
/// A share of spot that is no whole number.
pub const SPOT: Code = Code {
    code: "lowering/whole-percent-spot",
    why: "A scaling group takes whole percent for what may be spot; fractions are rounded to the safer side, fewer.",
};

/// Spot of one type.
pub const POOL: Code = Code {
    code: "lowering/one-spot-pool",
    why: "Spot is what others leave over of one instance type in one zone. The policy names one type, so each zone has one \
          pool: where it is empty, nothing of the part above the minimum starts there. A group with several types of one \
          size would find more; which ones the software runs on only people know.",
};

/// Draining without a balancer that would do it.
pub const DRAIN: Code = Code {
    code: "lowering/drain-without-route",
    why: "A scaling group drains through its balancer. Without a route an instance is stopped at once; work that must end \
          first needs a lifecycle hook that the application answers.",
};

/// Why a wait that the policy asks for is not written, where no balancer stands before the group.
pub fn undrained(body: &WorkloadBody, routed: bool) -> Option<Finding> {
    let drain = body.drain.filter(|_| !routed && body.attach.is_none())?;
    let message = format!(
        "no balancer stands before this group: an instance is stopped at once, not after the {} of `drain`",
        drain.node
    );
    let help = "lead a route to it, or remove `drain` and let the group wait by a lifecycle hook of your own";
    Some(Finding::note(DRAIN.code, message, drain.span, "nothing drains it").help(help))
}

/// The cookie that ties requests to an instance; none with `affinity = none`.
pub fn cookie(body: &WorkloadBody) -> Option<String> {
    body.affinity.as_ref().map(|word| word.node.clone()).filter(|word| word != "none")
}

/// Whether an alarm looks at memory, which only the agent on an instance can publish.
pub fn asks_memory(alarm: &Alarm) -> bool {
    alarm.terms.iter().any(|term| term.measure == Measure::Memory)
}

/// What differs from the policy.
pub fn notes(workload: &Workload, sizes: &BTreeMap<String, Size>) -> Vec<Finding> {
    let body = &workload.body;
    let mut notes = Vec::new();
    if let (Some(cookie), Some(word)) = (cookie(body), &body.affinity) {
        let message = format!("requests are tied by the application's cookie {}", tick(&cookie));
        notes.push(Finding::note(AFFINITY.code, message, word.span, "by cookie"));
    }
    let taken = body.spot.filter(|share| share.node.base().over > 0 && body.attach.is_none());
    if let (Some(spot), Some(instance)) = (taken, &body.instance) {
        let message = format!(
            "spot of {} alone is one pool in each zone: while it is empty, nothing starts there above the minimum",
            tick(&instance.node)
        );
        notes.push(Finding::note(POOL.code, message, spot.span, "one spot pool"));
    }
    if let Some(spot) = body.spot.filter(|share| share.node.base().whole().is_none()) {
        let message = format!(
            "a scaling group takes whole percent: `{}` becomes {} %",
            spot.node,
            spot.node.base().floor()
        );
        notes.push(Finding::note(SPOT.code, message, spot.span, "rounded down"));
    }
    if let Some(image) = body.image.as_ref().filter(|_| sizes.len() > 1 && body.attach.is_none()) {
        let message = format!(
            "{} is one AMI for {}, and AMIs belong to one region each",
            tick(&image.node),
            words::count(sizes.len(), "region")
        );
        let help = "leave `image` out: the AMIs then come in as a variable by region";
        notes.push(Finding::warning(IMAGE.code, message, image.span, "of one region").help(help));
    }
    for (code, own) in &workload.regional {
        notes.extend(elsewhere(code, body, own));
    }
    notes
}

/// What an overlay of a region says that is written once for all regions.
fn elsewhere(code: &str, all: &WorkloadBody, own: &WorkloadBody) -> Vec<Finding> {
    let differing = [
        ("port", own.port.map(|it| it.span).filter(|_| own.port != all.port)),
        ("startup", own.startup.map(|it| it.span).filter(|_| own.startup != all.startup)),
        ("drain", own.drain.map(|it| it.span).filter(|_| own.drain != all.drain)),
        ("spot", own.spot.map(|it| it.span).filter(|_| own.spot != all.spot)),
        ("health", place(own.health.as_ref(), all.health.as_ref())),
        ("affinity", place(own.affinity.as_ref(), all.affinity.as_ref())),
        ("consumes", place(own.consumes.as_ref(), all.consumes.as_ref())),
    ];
    let note = |(word, span): (&str, Option<Span>)| {
        let message = format!(
            "`{word}` of a scaling group is one for all regions: what `in {code}` says of it is not taken up"
        );
        span.map(|span| Finding::warning(BY_REGION.code, message, span, "not by region"))
    };
    differing.into_iter().filter_map(note).collect()
}

fn place(
    own: Option<&crate::model::policy::Word>,
    all: Option<&crate::model::policy::Word>,
) -> Option<Span> {
    own.filter(|own| all != Some(own)).map(|own| own.span)
}

/// What an attached group is expected to be, as a line of prose.
pub fn expected(workload: &Workload) -> Option<String> {
    let body = &workload.body;
    let attach = body.attach.as_ref()?;
    let facts = [
        body.replicas.map(|it| format!("{} to {} instances", it.node.min, it.node.max)),
        body.instance.as_ref().map(|it| it.node.clone()),
        body.port.map(|it| format!("port {}", it.node)),
        body.startup.map(|it| format!("{} warm-up", it.node)),
        body.drain.map(|it| format!("{} of draining", it.node)),
        body.spot.map(|it| format!("{} spot above the minimum", it.node)),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let facts = if facts.is_empty() { "that it exists".to_owned() } else { facts.join(", ") };
    Some(format!("Scaling group {}: {facts}.", tick(&attach.node)))
}
