//! What a policy promises. In: policies. Out: the promises that a rule is about, and words for them.

use crate::model::policy::{Policy, Promise, Workload, WorkloadBody};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::Node;

/// The service's promises on a subject for one of these scopes.
pub fn scoped<'a>(
    policy: &'a Policy,
    subjects: &'a [&str],
    scopes: &'a [&str],
) -> impl Iterator<Item = &'a Spanned<Promise>> {
    policy.promises.iter().filter(move |promise| about(promise, subjects, scopes))
}

/// The promise that a thing stays up, or is back soon after one of these losses: the service's, or a workload's own.
pub fn stays_up<'a>(
    policy: &'a Policy,
    body: Option<&'a WorkloadBody>,
    scopes: &[&str],
) -> Option<&'a Spanned<Promise>> {
    let own = body.into_iter().flat_map(|body| &body.promises);
    own.chain(&policy.promises)
        .find(|promise| promise.subject.node == "availability" || about(promise, &["rto"], scopes))
}

/// The promise on how soon a workload follows its load: its own, else the service's.
pub fn scale_out<'a>(policy: &'a Policy, workload: &'a Workload) -> Option<&'a Spanned<Promise>> {
    let mut promises = workload.body.promises.iter().chain(&policy.promises);
    promises.find(|promise| promise.subject.node == "scale_out")
}

/// A promise as it is written.
pub fn words(promise: &Spanned<Promise>) -> String {
    print::sentence(&Node::Promise(promise.node.clone()))
}

fn about(promise: &Promise, subjects: &[&str], scopes: &[&str]) -> bool {
    let scope = promise.scope.as_ref().map(|scope| scope.node.as_str());
    subjects.contains(&promise.subject.node.as_str())
        && scope.is_some_and(|scope| scopes.contains(&scope))
}
