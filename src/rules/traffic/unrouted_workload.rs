//! Workloads that nothing reaches.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Policy, Target, Workload};
use crate::model::read;
use crate::plan::context::leads;
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Spanned;
use crate::syntax::tree::{Kind, Node, Origin, Route};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/unrouted-workload",
    cases: &[Case::REFUSED],
    why: "Users come in by name, and this workload has no route, reads no queue and is used by no other: it would run and \
          do nothing.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public {
    host = \"shop.example.com\"
    route \"/*\" to web
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  workload api on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public {
    host = \"shop.example.com\"
    route \"/*\" to web
    route \"/api/*\" to api
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  workload api on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let Some(traffic) = seen.policy.traffics.first() else { return };
    for workload in seen.policy.workloads.iter().filter(|workload| !reached(seen.policy, workload))
    {
        let name = &workload.name.node;
        let message =
            format!("nothing leads to workload {}: no route, no queue, no `uses`", tick(name));
        let finding = RULE
            .finding(message, workload.head, "nothing leads here")
            .also(traffic.head, "users come in here");
        findings.push(mended(seen.policy, name, finding));
    }
}

/// A path of its own where users are led by path, else a caller.
fn mended(policy: &Policy, name: &str, finding: Finding) -> Finding {
    let path = |route: &Spanned<Route>| matches!(route.from.node, Origin::Path(_));
    let mut traffics = policy.traffics.iter();
    let by_path = traffics.find(|traffic| traffic.routes.iter().all(path));
    let mut callers = policy.workloads.iter();
    let caller = callers.find(|other| other.name.node != name && reached(policy, other));
    let route = format!("route \"/{name}/*\" to {name}");
    let uses = format!("uses {name}");
    let finding = finding.help(format!("add `{route}`, or `{uses}` where it is called"));
    match (by_path, caller) {
        (Some(traffic), _) => finding.edit(Edit::Add(traffic.head, route)),
        (None, Some(caller)) => finding
            .help(format!(
                "add `{uses}` where it is called, such as in {}",
                tick(&caller.name.node)
            ))
            .edit(Edit::Add(caller.head, uses)),
        (None, None) => finding,
    }
}

fn reached(policy: &Policy, workload: &Workload) -> bool {
    let name = workload.name.node.as_str();
    let to = |target: &Target| matches!(target, Target::Name(other) if other == name);
    let used = shared::everywhere(policy)
        .flat_map(|(_, body)| &body.uses)
        .any(|uses| uses.targets.iter().any(|target| to(&target.node)));
    let cached = read::blocks(&policy.body, Kind::Cdn).flat_map(|cdn| &cdn.body).any(|statement| {
        matches!(&statement.node, Node::Route(route) if route.to.iter().any(|target| to(&target.node)))
    });
    let led = policy.traffics.iter().any(|traffic| leads(policy, traffic, name));
    workload.body.consumes.is_some() || used || cached || led
}
