//! `allow` sentences against findings. In: findings and what is allowed. Out: what is left, and what was silenced.
//! A waiver reaches as far as the block in which it stands.

use super::policy::Allow;
use crate::diagnostic::{About, Finding, Level};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Body, Date, Node};

/// A finding that a sentence of the policy silences.
#[derive(Clone, Debug)]
pub struct Waived {
    /// What would have been said.
    pub finding: Finding,
    /// Why it is allowed.
    pub because: String,
    /// Until when.
    pub until: String,
    /// The sentence that allows it.
    pub at: Span,
}

/// A sentence that allows something, and how far it reaches.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// What is written.
    pub sentence: Spanned<Allow>,
    /// The places of the block around it, profiles and overlays merged; none: the whole policy.
    pub reach: Option<Vec<Span>>,
}

impl std::ops::Deref for Waiver {
    type Target = Spanned<Allow>;

    fn deref(&self) -> &Spanned<Allow> {
        &self.sentence
    }
}

impl Waiver {
    /// Whether a place lies within its reach.
    pub fn reaches(&self, span: Span) -> bool {
        self.reach.as_ref().is_none_or(|reach| reach.iter().any(|place| place.holds(span)))
    }

    /// Whether a finding is of its code, may be allowed, and has a place within its reach: the place to mend or another
    /// that disagrees with it.
    pub fn silences(&self, finding: &Finding) -> bool {
        self.code.node == finding.code
            && finding.level != Level::Note
            && !is_firm(finding.code)
            && finding.case.is_none_or(|case| case.about != About::Target)
            && finding.labels.iter().any(|label| self.reaches(label.span))
    }
}

/// Every waiver of a body, those inside its blocks included.
pub fn all(body: &Body) -> Vec<Waiver> {
    let mut found = Vec::new();
    for statement in body {
        match &statement.node {
            Node::Allow(allow) => {
                let sentence = Spanned::new(allow.clone(), statement.span);
                found.push(Waiver { sentence, reach: None });
            }
            Node::Block(block) => found.extend(all(&block.body).into_iter().map(|waiver| {
                let around = || std::iter::once(statement.span).chain(places(&block.body));
                Waiver { reach: waiver.reach.or_else(|| Some(around().collect())), ..waiver }
            })),
            _ => {}
        }
    }
    found
}

fn places(body: &Body) -> Vec<Span> {
    body.iter()
        .flat_map(|statement| match &statement.node {
            Node::Block(block) => [vec![statement.span], places(&block.body)].concat(),
            _ => vec![statement.span],
        })
        .collect()
}

/// The waivers that have not expired on a day; the last one of a waiver counts.
pub fn standing(waivers: &[Waiver], today: Date) -> Vec<Waiver> {
    waivers.iter().filter(|waiver| waiver.until.node >= today).cloned().collect()
}

/// Parts findings in those that stay and those that a waiver silences.
pub fn waive(findings: Vec<Finding>, waivers: &[Waiver]) -> (Vec<Finding>, Vec<Waived>) {
    let mut waived = Vec::new();
    let kept = findings
        .into_iter()
        .filter_map(|finding| {
            let waiver = waivers.iter().find(|waiver| waiver.silences(&finding));
            let Some(waiver) = waiver else { return Some(finding) };
            let because = waiver.because.node.clone();
            let until = waiver.until.node.to_string();
            waived.push(Waived { finding, because, until, at: waiver.span });
            None
        })
        .collect();
    (kept, waived)
}

/// Whether a code says that a target would refuse something or that it cannot mean anything: allowing it makes nothing of it.
pub fn is_firm(code: &str) -> bool {
    let family = code.split_once('/').map_or(code, |(family, _)| family);
    FIRM_FAMILIES.contains(&family) || FIRM.contains(&code)
}

const FIRM_FAMILIES: &[&str] = &["attach", "build", "model", "patch", "syntax", "waiver"];

/// What cannot be allowed, apart from whole families.
pub const FIRM: &[&str] = &[
    "alarms/address-not-supported",
    "alarms/description-too-long",
    "alarms/no-capacity",
    "alarms/no-promise",
    "alarms/period-not-supported",
    "alarms/too-many-metrics",
    "availability/failover-loop",
    "availability/primary-without-secondary",
    "availability/self-referential-health",
    "data/copies-in-one-account",
    "data/multi-writer-not-supported",
    "data/on-demand-with-autoscaling",
    "data/replica-outside-regions",
    "growth/tiers-not-contiguous",
    "health/interval-not-supported",
    "health/lambda-interval-below-timeout",
    "health/timeout-not-below-interval",
    "lowering/address-clash",
    "lowering/beyond-limit",
    "lowering/function-image",
    "lowering/function-limit",
    "lowering/queue-retention",
    "release/weighted-alias-with-provisioned",
    "scaling/bounds-out-of-order",
    "scaling/fixed-size-scales",
    "scaling/flapping",
    "scaling/metric-not-available",
    "scaling/prediction-not-available",
    "scaling/reserved-is-a-cap",
    "scaling/scale-in-needs-all",
    "scaling/share-of-nothing",
    "scaling/step-and-target-on-one-metric",
    "scaling/target-on-a-total",
    "scaling/too-far-ahead",
    "scaling/two-owners",
    "scaling/two-targets-one-metric",
    "scaling/two-values-for-one-thing",
    "scaling/window-bounds-out-of-order",
    "scaling/windows-in-two-zones",
    "security/tls-too-old",
    "security/unencrypted",
    "traffic/health-path-not-routed",
    "traffic/mixed-policies",
    "traffic/no-active-region",
    "traffic/no-default-route",
    "traffic/origin-twice",
    "traffic/provider-host",
    "traffic/ttl-on-alias",
    "traffic/unknown-place",
    "traffic/unknown-region",
    "traffic/unrouted-workload",
    "traffic/weights-do-not-sum",
];
