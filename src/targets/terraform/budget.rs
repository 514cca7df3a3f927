//! The monthly budget. In: a plan. Out: `budget.tf`, filtered by the service's tag, telling whoever is warned.

use super::alarms::given;
use super::hcl::{Block, Expression, bare, list, number, template, text, var};
use super::module::Module;
use super::notify::shared_addresses;
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::plan::notices::is_url;
use crate::plan::rest::{Budget, Notice};
use crate::syntax::tree::Severity;

/// Prints the budget of a plan.
pub fn print(plan: &Plan, module: &mut Module) {
    let Some(budget) = &plan.budget else { return };
    let warn = plan.notices.iter().find(|notice| notice.severity == Severity::Warn);
    let told = warn.map(|warn| Told { mails: mails(plan, warn), topic: topic(plan, warn) });
    let mut block = block(plan, budget);
    if let Some(told) = told.filter(|told| told.mails.is_some() || told.topic.is_some()) {
        for (kind, percent) in [("ACTUAL", 80u64), ("ACTUAL", 100), ("FORECASTED", 100)] {
            block = block.nested(notification(kind, percent, &told));
        }
    }
    module.add("budget", block, budget.span);
}

struct Told {
    mails: Option<Expression>,
    topic: Option<Expression>,
}

fn mails(plan: &Plan, warn: &Notice) -> Option<Expression> {
    let mails: Vec<String> =
        warn.addresses.iter().filter(|address| !is_url(address)).cloned().collect();
    match (shared_addresses(plan), mails.is_empty()) {
        (_, true) => None,
        (Some([_]), false) => Some(list([bare("local.warn_address")])),
        (Some(_), false) => Some(bare("local.warn_addresses").into()),
        (None, false) => Some(list(mails)),
    }
}

/// A notification of a budget has one topic at most.
/// <https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_NotificationWithSubscribers.html>
fn topic(plan: &Plan, warn: &Notice) -> Option<Expression> {
    let topic = warn.topics.first()?;
    Some(list([var(&given(topic)).index(text(plan.primary.clone()))]))
}

fn block(plan: &Plan, budget: &Budget) -> Block {
    let tag = template().text("user:terrace$").code(bare("local.name"));
    Block::resource("aws_budgets_budget", identifier(&plan.service))
        .comment("Counts only once `terrace` is active as a cost allocation tag in the account that pays.")
        .set("name", bare("local.name"))
        .set("budget_type", text("COST"))
        .set("time_unit", text("MONTHLY"))
        .set("limit_amount", text(budget.dollars.clone()))
        .set("limit_unit", text("USD"))
        .block("cost_filter", |filter| {
            filter.set("name", text("TagKeyValue")).set("values", list([Expression::from(tag)]))
        })
}

fn notification(kind: &'static str, percent: u64, told: &Told) -> Block {
    Block::new("notification")
        .set("notification_type", text(kind))
        .set("comparison_operator", text("GREATER_THAN"))
        .set("threshold", number(percent))
        .set("threshold_type", text("PERCENTAGE"))
        .maybe("subscriber_email_addresses", told.mails.clone())
        .maybe("subscriber_sns_topic_arns", told.topic.clone())
}
