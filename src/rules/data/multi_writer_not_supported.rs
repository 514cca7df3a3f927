//! Stores that every region is to write, on engines with one writer.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Engine, Policy, Replicate, Store};
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::Node;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "data/multi-writer-not-supported",
    cases: &[Case::REFUSED],
    why: "Without `from` every region writes. Only DynamoDB's global tables take writes everywhere (the last one wins); the \
          other engines have one region that writes and copies elsewhere that only read.",
    rejected: "service shop {
  budget = $5000/month
  region eu-west-1    { zones = 3, weight = 60% }
  region eu-central-1 { zones = 3, weight = 40% }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses orders }
  store orders on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $500/month }
  replicate orders within 1s
}
",
    accepted: "service shop {
  budget = $5000/month
  region eu-west-1    { zones = 3, weight = 60% }
  region eu-central-1 { zones = 3, weight = 40% }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses orders }
  store orders on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $500/month }
  replicate orders from eu-west-1 within 1s
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for copy in seen.policy.replicas.iter().filter(|copy| copy.from.is_none()) {
        let store = seen.policy.stores.iter().find(|store| store.name.node == copy.what.node);
        let single = store.filter(|store| store.engine() != Some(Engine::DynamoDb));
        findings.extend(single.map(|store| finding(seen.policy, store, copy)));
    }
}

fn finding(policy: &Policy, store: &Store, copy: &Spanned<Replicate>) -> Finding {
    let name = &store.name.node;
    let message = format!(
        "every region is to write store {}, and {} has one region that writes",
        tick(name),
        tick(&store.engine.node)
    );
    let finding = RULE
        .finding(message, copy.span, "no `from` given")
        .also(store.engine.span, "one region writes");
    let Some((first, others)) = policy.regions.split_first() else {
        return finding.help("say which region writes");
    };
    let from = Some(first.code.clone());
    let sentence = print::sentence(&Node::Replicate(Replicate { from, ..copy.node.clone() }));
    let others = others.iter().map(|region| format!(", or `from {}`", region.code.node));
    let help = format!("say who writes: `{sentence}`{}", others.collect::<String>());
    finding.help(help).edit(Edit::Write(copy.span, sentence))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn tables_are_written_everywhere() {
        let text = super::RULE.rejected.replace(
            "on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $500/month }",
            "on dynamodb { key = \"id\" }",
        );
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
