//! Alarms. In: the plan's alarms, and those of the policy that no target prints yet. Out: a line per region: an alarm is
//! paid per metric that it asks for, at list price.

use std::collections::BTreeMap;

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::policy::Alarm as Sentence;
use crate::plan::Plan;
use crate::plan::alarm::Alarm;
use crate::source::Spanned;

use super::super::Figures;
use super::{Bill, Counts, Line, Part, Payee, price};

/// What alarms cost.
pub(super) fn bill<'a>(policy: &'a Policy, plan: &Plan, figures: &Figures<'a>) -> Bill<'a> {
    let mut bill = Bill::default();
    let mut metrics: BTreeMap<(usize, bool), u64> = BTreeMap::new();
    let region = |code: &str| figures.regions.iter().position(|region| region.code == code);
    for alarm in plan.every_alarm().chain(&plan.unprinted) {
        for at in alarm.regions.iter().filter_map(|code| region(code)) {
            *metrics.entry((at, is_fast(alarm))).or_default() += metrics_of(policy, alarm);
        }
    }
    for (at, sentence) in unplanned(policy, figures) {
        let terms = u64::try_from(sentence.when.terms.len()).unwrap_or(u64::MAX);
        *metrics.entry((at, false)).or_default() += terms;
    }
    let payee = Payee { part: Part::Service, name: &policy.service.node, span: policy.head };
    for ((at, fast), count) in metrics {
        let code = figures.regions.get(at).map_or("", |region| region.code);
        let item = if fast { "alarm-high-resolution" } else { "alarm-standard" };
        let Some(price) = price::service(&figures.catalogue, "cloudwatch", item, code, "$/month")
        else {
            continue;
        };
        bill.line(Line {
            payee,
            what: if fast { "alarms below a minute, by metric" } else { "alarms, by metric" },
            region: Some(at),
            price: vec![price].into(),
            counts: Counts::Same(Ratio::from_whole(count)),
            of: "metric",
        });
    }
    bill
}

fn metrics_of(policy: &Policy, alarm: &Alarm) -> u64 {
    let of = alarm.workload();
    let workload = policy.workloads.iter().find(|it| Some(it.name.node.as_str()) == of);
    let platform = workload.map(|workload| workload.platform.node);
    let all: usize = alarm.terms.iter().map(|term| term.metrics(platform)).sum();
    u64::try_from(all).unwrap_or(u64::MAX)
}

/// A period below a minute needs metrics of high resolution.
fn is_fast(alarm: &Alarm) -> bool {
    alarm.period < 60
}

/// Alarms of stores, of content networks and of queues on kafka, which no target prints yet.
fn unplanned<'a>(policy: &'a Policy, figures: &Figures<'a>) -> Vec<(usize, &'a Spanned<Sentence>)> {
    let mut found = Vec::new();
    for store in &policy.stores {
        for copy in super::super::copies::copies(policy, &figures.regions, store) {
            found.extend(store.alarms.iter().map(|alarm| (copy.region, alarm)));
        }
    }
    let kafka = policy.queues.iter().filter(|queue| queue.engine.node == "kafka");
    for at in 0..figures.regions.len() {
        found.extend(kafka.clone().flat_map(|queue| &queue.alarms).map(|alarm| (at, alarm)));
    }
    // The metrics of a content network stand in us-east-1; where that is none of the regions, any price will do.
    let home = figures.regions.iter().position(|region| region.code == "us-east-1").unwrap_or(0);
    let networks = policy.cdns.iter().filter(|cdn| cdn.on_cloudfront());
    found.extend(networks.flat_map(|cdn| &cdn.alarms).map(|alarm| (home, alarm)));
    found
}
