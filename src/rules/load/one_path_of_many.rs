//! Load tests that ask for one path where several workloads answer.

use std::collections::BTreeSet;

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Load, Origin, Policy, Target, Traffic};
use crate::rules::{Check, Rule, Seen, shared};
use crate::words::{all_of, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "load/one-path-of-many",
    cases: &[Case::WARNING.promised()],
    why: "A load test without `send` asks for `/`. Workloads behind other paths see nothing of it, and their part of the \
          peak stays untried.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public {
    host = \"shop.example.com\"
    route \"/api/*\" to api
    route \"/*\" to web
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  workload api on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  load stress { ramp from 50/s to 100/s over 20m }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public {
    host = \"shop.example.com\"
    route \"/api/*\" to api
    route \"/*\" to web
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  workload api on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  load stress {
    ramp from 50/s to 100/s over 20m
    send 70% to \"/\"
    send 30% to \"/api/items\"
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    let Some(traffic) = policy.traffics.first() else { return };
    let missed = missed(policy, traffic);
    if missed.is_empty() {
        return;
    }
    let silent = policy.loads.iter().filter(|load| load.sends.is_empty());
    findings.extend(silent.map(|load| fault(traffic, load, &missed)));
}

/// The workloads of a traffic that no request for `/` reaches, with a path to each.
fn missed<'a>(policy: &Policy, traffic: &'a Traffic) -> Vec<(&'a str, &'a str)> {
    let routes: Vec<(&str, &str)> = traffic
        .routes
        .iter()
        .filter_map(|route| match (&route.from.node, &route.to.first()?.node) {
            (Origin::Path(path), Target::Name(name)) => Some((path.as_str(), name.as_str())),
            _ => None,
        })
        .filter(|(_, name)| policy.workloads.iter().any(|it| it.name.node == *name))
        .collect();
    let reached: BTreeSet<&str> = routes
        .iter()
        .filter(|(path, _)| shared::fits(path.as_bytes(), b"/"))
        .map(|(_, name)| *name)
        .collect();
    let mut told = BTreeSet::new();
    routes.into_iter().filter(|(_, name)| !reached.contains(name) && told.insert(*name)).collect()
}

fn fault(traffic: &Traffic, load: &Load, missed: &[(&str, &str)]) -> Finding {
    let names: Vec<String> = missed.iter().map(|(_, name)| tick(name)).collect();
    let message = format!(
        "load {} asks for `/` only: {} {} nothing of it",
        tick(&load.name.node),
        all_of(&names),
        if names.len() == 1 { "sees" } else { "see" }
    );
    let sends = sends(missed);
    let ticked: Vec<String> = sends.iter().map(|send| tick(send)).collect();
    let finding = RULE
        .finding(message, load.head, "no `send` here")
        .also(traffic.head, "has other paths")
        .help(format!("add {}", all_of(&ticked)));
    sends.into_iter().fold(finding, |finding, send| finding.edit(Edit::Add(load.head, send)))
}

/// Three tenths for the paths that see nothing, in equal whole parts, the rest for `/`.
fn sends(missed: &[(&str, &str)]) -> Vec<String> {
    let each = (30 / missed.len().max(1)).max(1);
    let rest = 100_usize.saturating_sub(each * missed.len());
    let first = std::iter::once(format!("send {rest}% to \"/\""));
    let paths = missed.iter().map(|(path, _)| path.trim_end_matches('*'));
    first.chain(paths.map(|path| format!("send {each}% to \"{path}\""))).collect()
}
