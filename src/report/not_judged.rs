//! Promises that no figure is computed for. In: a policy. Out: a line per promise, with what would have to be known.

use super::quote::code;
use super::words::promise;
use crate::model::Policy;

/// The lines.
pub fn lines(policy: &Policy) -> Vec<String> {
    let own = policy.workloads.iter().flat_map(|workload| {
        workload.body.promises.iter().map(|given| (Some(&workload.name.node), given))
    });
    let mut lines = Vec::new();
    for (of, given) in policy.promises.iter().map(|given| (None, given)).chain(own) {
        let why = match given.subject.node.as_str() {
            "deploy" => "how long a deployment takes is measured where it runs",
            "rollback" => "how long a rollback takes is measured where it runs",
            "mtbf" => "how often something fails is known from operation only",
            _ => continue,
        };
        let of = of.map_or(String::new(), |name| format!(" of {}", code(name)));
        lines.push(format!("{}{of}: {why}", code(&promise(given))));
    }
    lines
}
