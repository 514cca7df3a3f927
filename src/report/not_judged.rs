//! Promises that no figure is computed for. In: a policy. Out: a line per promise, with what would have to be known.

use super::quote::code;
use super::words::promise;
use crate::model::Policy;
use crate::model::policy::Promise;
use crate::source::Spanned;

/// The promises, with the workload that gives them.
pub fn promises(policy: &Policy) -> impl Iterator<Item = (Option<&str>, &Spanned<Promise>)> {
    let own = policy.workloads.iter().flat_map(|workload| {
        let name = workload.name.node.as_str();
        workload.body.promises.iter().map(move |given| (Some(name), given))
    });
    let all = policy.promises.iter().map(|given| (None, given)).chain(own);
    all.filter(|(_, given)| why(given).is_some())
}

fn why(promise: &Promise) -> Option<&'static str> {
    match promise.subject.node.as_str() {
        "deploy" => Some("how long a deployment takes is measured where it runs"),
        "rollback" => Some("how long a rollback takes is measured where it runs"),
        "mtbf" => Some("how often something fails is known from operation only"),
        _ => None,
    }
}

/// The lines.
pub fn lines(policy: &Policy) -> Vec<String> {
    let line = |(of, given): (Option<&str>, &Spanned<Promise>)| {
        let of = of.map_or(String::new(), |name| format!(" of {}", code(name)));
        Some(format!("{}{of}: {}", code(&promise(given)), why(given)?))
    };
    promises(policy).filter_map(line).collect()
}
