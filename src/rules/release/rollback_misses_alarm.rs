//! Releases that no alarm rolls back.

use crate::diagnostic::{Case, Finding};
use crate::plan::context::leads;
use crate::rules::{Check, Rule, Seen, promises};
use crate::source::Span;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "release/rollback-misses-alarm",
    cases: &[Case::WARNING.promised()],
    why: "A release is rolled back by the workload's own page alarms (on ec2 by those of what its balancer measures). Without \
          one only instances that do not start stop it: a version that answers with errors goes out to everybody.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    release canary 10% for 5m
    page when cpu > 90% for 5m
  }
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    release canary 10% for 5m
    page when errors > 1% for 5m
  }
  notify page to oncall
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let groups = seen.plan.groups.iter().filter(|group| group.refresh.alarms.is_empty());
    let unwatched =
        groups.filter_map(|group| Some((group.name.as_str(), said(seen, &group.name)?)));
    let functions = seen.plan.functions.iter().filter_map(|function| {
        let deployment = function.deployment.as_ref().filter(|it| it.alarms.is_empty())?;
        Some((function.name.as_str(), deployment.span))
    });
    for (workload, release) in unwatched.chain(functions) {
        findings.push(finding(seen, workload, release));
    }
}

/// Where a workload says how it is released.
fn said(seen: &Seen, workload: &str) -> Option<Span> {
    let named = seen.policy.workloads.iter().find(|it| it.name.node == workload)?;
    named.body.release.as_ref().map(|release| release.span)
}

fn finding(seen: &Seen, workload: &str, release: Span) -> Finding {
    let promise = seen.policy.promises.iter().find(|it| it.subject.node == "rollback");
    let under = promise
        .map(|promise| format!(", under the promise {}", tick(&promises::words(promise))))
        .unwrap_or_default();
    let message = format!(
        "nothing rolls a release of {} back: it has no `page` on errors or latency{under}",
        tick(workload)
    );
    let finding = RULE.finding(message, release, "no alarm watches it");
    let page = "page when errors > 1% for 5m";
    let finding = if counted(seen, workload) {
        finding.add(release, page)
    } else {
        finding
            .help(format!("lead a `traffic` to it, whose balancer counts errors, and add `{page}`"))
    };
    match promise {
        Some(promise) => finding.also(promise.span, "the promise"),
        None => finding,
    }
}

/// Whether errors of a workload are counted: by Lambda itself, else by the balancer before it.
fn counted(seen: &Seen, workload: &str) -> bool {
    let function = seen.plan.functions.iter().any(|function| function.name == workload);
    function || seen.policy.traffics.iter().any(|traffic| leads(seen.policy, traffic, workload))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_function_is_rolled_back_by_its_own_pages() {
        let text = |page: &str| {
            format!(
                "service shop {{
  budget = $500/month
  region eu-west-1 {{ zones = 3 }}
  workload api on lambda {{ attach = \"shop-api\", alias = \"live\", release canary 10% for 5m{page} }}
  notify page to oncall
}}
"
            )
        };
        assert!(codes(&text("")).contains(&super::RULE.code));
        assert!(!codes(&text(", page when errors > 1% for 5m")).contains(&super::RULE.code));
    }
}
