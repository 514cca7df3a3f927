//! All parts of a plan, in order.

use std::collections::BTreeMap;

use super::context::Context;
use super::{
    Plan, alarm, copies, dependency, drill, function, group, not_compiled, notices, pods, queue,
    traffic,
};
use crate::diagnostic::{Code, Finding};
use crate::model::Policy;
use crate::settings::Settings;
use crate::settings::tags;

/// Plans everything that a policy needs.
pub fn plan(policy: &Policy, settings: &Settings) -> Plan {
    let left_out = not_compiled::left_out(policy);
    let unprinted = alarm::unprinted(policy, settings);
    let policy = &*not_compiled::without(policy, &left_out);
    let context = Context::new(policy, settings);
    let mut plan = identity(&context);
    plan.notes.extend(left_out.findings);
    plan.left_out = left_out.parts;
    plan.traffics = traffic::plan(&context, &mut plan.notes);
    plan.expected.extend(traffic::expected(&plan.traffics));
    let (pods, notes) = pods::plan(&context);
    plan.pods = pods;
    plan.notes.extend(notes);
    notices::plan(&context, &mut plan);
    plan.notes.extend(dependency::notes(&context));
    group::plan(&context, &mut plan);
    function::plan(&context, &mut plan);
    queue::plan(&context, &mut plan);
    drill::plan(&context, &mut plan);
    copies::plan(&context, &mut plan);
    plan.unprinted = unprinted;
    plan.patches = not_compiled::patches(policy);
    plan
}

fn identity(context: &Context) -> Plan {
    let policy = context.policy;
    let environment = policy.environment.as_ref();
    let mut notes = Vec::new();
    Plan {
        service: policy.service.node.clone(),
        environment: environment.map(|environment| environment.name.node.clone()),
        tier: policy.tier.as_ref().map(|tier| tier.name.node.clone()),
        name: context.name.clone(),
        span: policy.head,
        account: environment.and_then(|given| given.account.as_ref()).map(|word| word.node.clone()),
        role: environment.and_then(|given| given.role.as_ref()).map(|word| word.node.clone()),
        tags: tags(context, &mut notes),
        protect: policy.last,
        regions: context.regions.clone(),
        primary: context.primary.clone(),
        notes,
        ..Plan::default()
    }
}

/// What a tag cannot hold, or holds a changed owner.
const TAG: Code = Code {
    code: "lowering/tag-characters",
    why: "A tag of AWS holds letters, digits, spaces and `+ - = . _ : / @`, 256 of them at most: other characters of \
          the owner become `-`.",
};

/// The codes of this module.
pub const CODES: &[Code] = &[TAG];

fn tags(context: &Context, notes: &mut Vec<Finding>) -> BTreeMap<String, String> {
    let policy = context.policy;
    let mut tags = context.settings.tags.clone();
    if let Some(environment) = &policy.environment {
        tags.insert("environment".to_owned(), environment.name.node.clone());
    }
    if let Some(owner) = &policy.owner {
        let tag = tag(&owner.node);
        if tag != owner.node {
            let message = format!("a tag cannot hold this owner as written: it says `{tag}`");
            notes.push(Finding::note(TAG.code, message, owner.span, "changed in the tag"));
        }
        tags.insert("owner".to_owned(), tag);
    }
    tags.insert("service".to_owned(), policy.service.node.clone());
    tags.insert("terrace".to_owned(), context.name.clone());
    tags
}

/// A tag's value as AWS takes it, at most 256 characters.
fn tag(text: &str) -> String {
    let safe = |character| if tags::holds(character) { character } else { '-' };
    text.chars().map(safe).take(256).collect()
}
