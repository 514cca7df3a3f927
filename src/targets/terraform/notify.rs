//! Topics and who hears them. In: the notices of a plan. Out: `notify.tf`, variables for topics that come in, outputs.

use std::collections::BTreeMap;

use super::alarms::given;
use super::hcl::{
    Block, Expression, bare, call, conditional, each_of, list, object, of, pairs_of, template, text,
};
use super::module::{Module, regional};
use super::{names, network};
use crate::plan::Plan;
use crate::plan::alarm::Purpose;
use crate::plan::notices::is_url;
use crate::plan::rest::Notice;
use crate::source::Span;
use crate::syntax::tree::Severity;
use crate::words;

/// The longest name of a topic.
/// <https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html>
const LONGEST_NAME: usize = 256;

/// Prints the topics of a plan.
pub fn print(plan: &Plan, module: &mut Module) {
    let mut said = false;
    for notice in plan.notices.iter().filter(|notice| !notice.regions.is_empty()) {
        if notice.addresses.is_empty() {
            continue;
        }
        let topic = topic(plan, module, notice);
        let topic = if said {
            topic
        } else {
            topic.comment("Not encrypted at rest: CloudWatch cannot use the key that AWS manages for SNS, and no secret is in an alarm.")
        };
        said = true;
        module.add("notify", topic, notice.span);
        let subscription = subscription(plan, module, notice);
        module.add("notify", subscription, notice.span);
        output(module, notice);
    }
    variables(plan, module);
}

fn word(notice: &Notice) -> &'static str {
    Purpose::Tell(notice.severity).word()
}

fn topic(plan: &Plan, module: &Module, notice: &Notice) -> Block {
    let each = module.regions("", &notice.regions);
    regional("aws_sns_topic", word(notice).to_owned(), each)
        .set("name", names::real(plan, word(notice), LONGEST_NAME))
}

/// The addresses of warnings, where the budget tells exactly the same ones.
pub fn shared_addresses(plan: &Plan) -> Option<&[String]> {
    plan.budget.as_ref()?;
    let warn = plan.notices.iter().find(|notice| notice.severity == Severity::Warn)?;
    let mails = !warn.addresses.is_empty() && !warn.addresses.iter().any(|it| is_url(it));
    (mails && !warn.regions.is_empty()).then_some(warn.addresses.as_slice())
}

/// A list of addresses: shared ones by the name that they have in the module.
fn addresses(plan: &Plan, module: &mut Module, notice: &Notice) -> Expression {
    match shared_addresses(plan).filter(|_| notice.severity == Severity::Warn) {
        Some([only]) => {
            module.local("warn_address", text(only.clone()));
            bare("local.warn_address").into()
        }
        Some(several) => {
            module.local("warn_addresses", words_of(several));
            bare("local.warn_addresses").into()
        }
        None => match notice.addresses.as_slice() {
            [only] => text(only.clone()),
            several => words_of(several),
        },
    }
}

fn words_of(words: &[String]) -> Expression {
    list(words.to_vec())
}

fn subscription(plan: &Plan, module: &mut Module, notice: &Notice) -> Block {
    let addresses = addresses(plan, module, notice);
    let topic = of("aws_sns_topic", word(notice));
    let name = word(notice).to_owned();
    if let [only] = notice.addresses.as_slice() {
        let each = module.regions("", &notice.regions);
        return regional("aws_sns_topic_subscription", name, each)
            .set("topic_arn", topic.each().attr("arn"))
            .set("protocol", text(protocol(only)))
            .set("endpoint", addresses);
    }
    let region = bare("each.value.region");
    Block::resource("aws_sns_topic_subscription", name)
        .for_each(pairs(module, notice, addresses))
        .set("region", region.clone())
        .set("topic_arn", topic.index(region).attr("arn"))
        .set("protocol", protocols(&notice.addresses))
        .set("endpoint", bare("each.value.address"))
}

/// Each region with each address.
fn pairs(module: &Module, notice: &Notice, addresses: Expression) -> Expression {
    let codes = module.codes(&notice.regions);
    let (region, address) = (bare("pair[0]"), bare("pair[1]"));
    let key = template().code(region.clone()).text(" ").code(address.clone());
    let both = object().key("region", region).key("address", address);
    each_of("pair", call("setproduct", (codes, addresses))).object(key, both)
}

fn protocol(address: &str) -> &'static str {
    if is_url(address) { "https" } else { "email" }
}

fn protocols(addresses: &[String]) -> Expression {
    let urls = addresses.iter().filter(|address| is_url(address)).count();
    match urls {
        0 => text("email"),
        all if all == addresses.len() => text("https"),
        _ => {
            let url = call("startswith", (bare("each.value.address"), text("https://")));
            conditional(url, text("https"), text("email"))
        }
    }
}

fn output(module: &mut Module, notice: &Notice) {
    let name = word(notice);
    let of_what = match notice.severity {
        Severity::Warn => "warnings",
        Severity::Page => "pages",
    };
    let arns = pairs_of("region", "topic", of("aws_sns_topic", name))
        .object(bare("region"), bare("topic.arn"));
    let description = format!("By region: the topic of {of_what}, for further subscribers.");
    module.output(names::joined(name, "topic_arns"), description, arns, notice.span);
}

/// Asks for the topics that come in, each once, for the regions in which any severity needs it.
fn variables(plan: &Plan, module: &mut Module) {
    let mut wanted: BTreeMap<&str, (Vec<&'static str>, Vec<String>, Span)> = BTreeMap::new();
    for notice in plan.notices.iter().filter(|notice| !notice.regions.is_empty()) {
        for topic in &notice.topics {
            let (verbs, regions, _) =
                wanted.entry(topic).or_insert_with(|| (Vec::new(), Vec::new(), notice.span));
            verbs.push(match notice.severity {
                Severity::Warn => "warns",
                Severity::Page => "pages",
            });
            regions.extend(notice.regions.iter().cloned());
        }
    }
    for (topic, (verbs, mut regions, span)) in wanted {
        regions.sort();
        regions.dedup();
        let description = format!("By region: the SNS topic that {}.", words::all_of(&verbs));
        let prefix = network::arn_prefix("sns");
        let needs = "a topic of its own region: alarms reach no other";
        module.regional_variable(&given(topic), description, prefix, needs, &regions, span);
    }
}
