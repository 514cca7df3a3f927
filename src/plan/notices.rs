//! Who is told, and what is counted for it. In: alarms and the policy's `notify`, `budget`, `metric`. Out: notices,
//! budget, metrics of logs, and what people have to do for them. Knows no target.

use std::collections::BTreeSet;

use super::Plan;
use super::alarm::{self, Alarm, Measure};
use super::context::Context;
use super::metrics;
use super::rest::{Budget, LogMetric, Notice};
use crate::diagnostic::{Code, Finding};
use crate::model::measure::Ratio;
use crate::model::policy::Platform;
use crate::source::Spanned;
use crate::syntax::tree::{Notify, Per, Severity, Target};
use crate::words;

/// The codes of findings about notices.
pub const CODES: &[Code] = &[ADDRESS, BUDGET];

const ADDRESS: Code = Code {
    code: "alarms/address-not-supported",
    why: "A topic's subscriber here is an e-mail address or an https URL; whatever else is told stands behind a topic \
          of your own, which comes in as a variable.",
};
const BUDGET: Code = Code {
    code: "lowering/budget-not-heard",
    why: "AWS Budgets tells e-mail addresses and one topic; other subscribers do not hear of money.",
};

/// Adds alarms that tell people, who is told, and what that needs.
pub fn plan(context: &Context, plan: &mut Plan) {
    plan.metrics = metrics::custom(context);
    plan.alarms = alarm::of_policy(context, &mut plan.notes);
    plan.budget = budget(context);
    plan.log_metrics = log_metrics(context);
    plan.notices = [Severity::Page, Severity::Warn]
        .into_iter()
        .filter_map(|severity| notice(context, severity, plan))
        .collect();
    plan.notices.sort_by_key(|notice| notice.severity);
    let notes: Vec<Finding> = addresses(context).chain(unheard(plan)).collect();
    plan.notes.extend(notes);
    let lines = to_do(context, plan);
    plan.to_do.extend(lines);
    plan.expected.extend(assumed(context, &plan.alarms));
}

fn of<'a>(context: &'a Context, severity: Severity) -> impl Iterator<Item = &'a Spanned<Notify>> {
    context.policy.notifies.iter().filter(move |notify| notify.severity.node == severity)
}

fn notice(context: &Context, severity: Severity, plan: &Plan) -> Option<Notice> {
    let span = of(context, severity).next()?.span;
    let name = |notify: &Spanned<Notify>| match &notify.to.node {
        Target::Name(name) => Some(name.clone()),
        Target::Bucket(_) | Target::Host(_) => None,
    };
    let address = |notify: &Spanned<Notify>| match &notify.to.node {
        Target::Host(address) => Some(address.clone()),
        Target::Name(_) | Target::Bucket(_) => None,
    };
    let topics = sorted(of(context, severity).filter_map(name).collect());
    let alarms = plan.alarms.iter().filter(|alarm| alarm.severity() == Some(severity));
    let mut regions: BTreeSet<&String> = alarms.flat_map(|alarm| &alarm.regions).collect();
    if severity == Severity::Warn && plan.budget.is_some() && !topics.is_empty() {
        regions.insert(&context.primary);
    }
    let regions = regions.into_iter().cloned().collect();
    let addresses = sorted(of(context, severity).filter_map(address).collect());
    Some(Notice { severity, topics, addresses, regions, span })
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

/// Whether an address is an https URL; else it is an e-mail address.
pub fn is_url(address: &str) -> bool {
    address.starts_with("https://")
}

fn is_mail(address: &str) -> bool {
    let (name, host) = address.rsplit_once('@').unwrap_or(("", ""));
    let plain = |text: &str| !text.contains(|one: char| one.is_whitespace() || one.is_control());
    !name.is_empty() && host.contains('.') && plain(address) && !address.contains(['/', ':'])
}

fn addresses(context: &Context) -> impl Iterator<Item = Finding> {
    context.policy.notifies.iter().filter_map(|notify| match &notify.to.node {
        Target::Host(address) if is_url(address) || is_mail(address) => None,
        Target::Host(address) => {
            let message =
                format!("{} is neither an e-mail address nor an https URL", words::tick(address));
            let finding =
                Finding::error(ADDRESS.code, message, notify.to.span, "cannot be subscribed");
            Some(
                finding
                    .help("write `\"team@example.com\"`, `\"https://…\"`, or the name of a topic"),
            )
        }
        Target::Name(_) | Target::Bucket(_) => None,
    })
}

/// Subscribers of warnings that do not hear of the budget.
fn unheard(plan: &Plan) -> Option<Finding> {
    plan.budget.as_ref()?;
    let warn = plan.notices.iter().find(|notice| notice.severity == Severity::Warn)?;
    let urls = warn.addresses.iter().filter(|address| is_url(address));
    let topics = warn.topics.iter().skip(1);
    let names: Vec<String> = urls.chain(topics).map(|name| words::tick(name)).collect();
    if names.is_empty() {
        return None;
    }
    let message = format!("the budget is not told to {}", words::all_of(&names));
    Some(Finding::note(BUDGET.code, message, warn.span, "not for money"))
}

fn budget(context: &Context) -> Option<Budget> {
    let budget = context.policy.budget.as_ref()?;
    let second = budget.node.base();
    let month = Ratio { over: second.over * u128::from(Per::Month.seconds()), ..second };
    Some(Budget { dollars: month.decimal(), span: budget.span })
}

fn log_metrics(context: &Context) -> Vec<LogMetric> {
    let metrics = context.policy.metrics.values();
    let counted = metrics.filter(|metric| metric.cloudwatch.is_none());
    let one = |metric: &crate::model::policy::CustomMetric| {
        Some(LogMetric {
            name: metric.name.node.clone(),
            log: metric.log.as_ref()?.node.clone(),
            pattern: metric.pattern.as_ref().map_or_else(String::new, |text| text.node.clone()),
            span: metric.name.span,
        })
    };
    counted.filter_map(one).collect()
}

fn to_do(context: &Context, plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    let mails = |notice: &&Notice| !notice.regions.is_empty();
    let told = plan.notices.iter().filter(mails).flat_map(|notice| &notice.addresses);
    for address in sorted(told.cloned().collect()) {
        lines.push(format!(
            "Confirm the subscription that reaches `{address}`, in each region with alarms."
        ));
    }
    if plan.budget.is_some() {
        lines.push(
            "Activate the cost allocation tag `terrace`: before that the budget sees nothing."
                .to_owned(),
        );
        let warn = plan.notices.iter().find(|notice| notice.severity == Severity::Warn);
        if let Some(topic) = warn.and_then(|warn| warn.topics.first()) {
            lines.push(format!(
                "Let `budgets.amazonaws.com` publish to the topic of `{topic}` in {}.",
                context.primary
            ));
        }
    }
    lines
}

/// What alarms take for granted on the user's side.
fn assumed(context: &Context, alarms: &[Alarm]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for alarm in alarms {
        let Some(name) = alarm.workload() else { continue };
        let platform = context.workload(name).map(|workload| workload.platform.node);
        for term in &alarm.terms {
            lines.extend(needs(name, platform, &term.measure));
        }
    }
    sorted(lines)
}

/// The agent on the instances of a group is asked for with the group.
fn needs(workload: &str, platform: Option<Platform>, measure: &Measure) -> Option<String> {
    let pods = platform == Some(Platform::Kubernetes);
    match measure {
        Measure::Cpu | Measure::Memory if pods => Some(format!(
            "The cluster of `{workload}`: Container Insights with enhanced observability."
        )),
        Measure::Connections => Some(format!(
            "The pods of `{workload}`: a gauge `connections`, taken up by Container Insights for Prometheus."
        )),
        Measure::ColdStart => {
            Some(format!("The function of `{workload}`: the Lambda Insights extension."))
        }
        Measure::Cpu
        | Measure::Memory
        | Measure::Requests
        | Measure::Latency
        | Measure::Errors
        | Measure::Healthy
        | Measure::Duration
        | Measure::Throttles
        | Measure::Utilization
        | Measure::QueueDepth(_)
        | Measure::QueueAge(_)
        | Measure::Custom(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_mail_or_a_url() {
        assert!(is_mail("team@example.com") && is_url("https://example.com/hook"));
        for wrong in ["team", "http://example.com", "a b@example.com", "@example.com"] {
            assert!(!is_mail(wrong) && !is_url(wrong), "{wrong}");
        }
    }
}
