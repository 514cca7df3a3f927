//! Two `keep` sentences on one metric.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::read;
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::{Keep, Kind, Node};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/two-targets-one-metric",
    cases: &[Case::REFUSED],
    why: "Each target tracking of AWS scales out above its target, and all must agree to scale in: two targets on one \
          metric hold the size at the lower target, and the higher one is never reached.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 70%
    keep cpu at 30%
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 70%
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        twice(&body.keeps, findings);
    }
    for kind in [Kind::Store, Kind::Queue] {
        for block in read::blocks(&seen.policy.body, kind) {
            twice(&read::sentences(&block.body, keep), findings);
        }
    }
}

fn keep(node: &Node) -> Option<&Keep> {
    match node {
        Node::Keep(keep) => Some(keep),
        _ => None,
    }
}

fn twice(keeps: &[Spanned<Keep>], findings: &mut Vec<Finding>) {
    for (at, keep) in keeps.iter().enumerate() {
        let name = &keep.metric.name.node;
        let same: Vec<_> = keeps.iter().filter(|it| it.metric.name.node == *name).collect();
        let first = keeps.iter().take(at).find(|other| other.metric.name.node == *name);
        let Some(first) = first else { continue };
        let message = format!("{} is kept at two values at once", tick(name));
        let finding = RULE
            .finding(message, keep.span, "the second target")
            .also(first.span, "the first target");
        let Some(lowest) = lowest(&same) else { continue };
        let others = same.iter().filter(|other| other.span != lowest.span);
        let stays = print::sentence(&Node::Keep(lowest.node.clone()));
        let finding = finding.help(format!("leave only `{stays}`"));
        findings.push(others.fold(finding, |it, other| it.edit(Edit::Remove(other.span))));
    }
}

/// The target that holds the size, where the figures are of one kind; else the first.
fn lowest<'k>(keeps: &[&'k Spanned<Keep>]) -> Option<&'k Spanned<Keep>> {
    let first = keeps.first()?;
    let alike = keeps.iter().all(|keep| shared::alike(&keep.at, &first.at));
    let figure =
        |keep: &Keep| shared::figure(&keep.metric, &keep.at, &[]).map(|(figure, _)| figure);
    keeps.iter().copied().filter(|_| alike).min_by_key(|keep| figure(keep)).or(Some(first))
}
