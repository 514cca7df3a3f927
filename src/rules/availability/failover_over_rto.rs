//! A loss that lasts longer than the policy promises.

use crate::diagnostic::{Case, Finding, Step};
use crate::figures::Load;
use crate::figures::origin::Origin;
use crate::figures::time::{Chain, Recovery};
use crate::ratio::Ratio;
use crate::rules::{Check, Rule, Seen, time};
use crate::words::{stretch, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/failover-over-rto",
    cases: &[STEADY, PEAK],
    why: "The time until a lost place is made up for is detection, records that expire, and the scale-up of what is left; a \
          store has its own chain. The slowest of them counts, and it is over the promise.",
    rejected: "service shop {
  budget = $2000/month
  objective { rto region <= 1m }
  region eu-west-1    { weight = 70%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  health edge { protocol = https, path = \"/\", interval = 10s, timeout = 4s, unhealthy_after = 3 }
  traffic public { host = \"shop.example.com\", policy = weighted, health = edge }
  workload web on ec2 { instance = t3.medium, replicas = 3..6, serves = 20/s, health = edge }
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $2000/month
  objective { rto region <= 2m }
  region eu-west-1    { weight = 70%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  health edge { protocol = https, path = \"/\", interval = 10s, timeout = 4s, unhealthy_after = 3 }
  traffic public { host = \"shop.example.com\", policy = weighted, health = edge }
  workload web on ec2 { instance = t3.medium, replicas = 3..6, serves = 20/s, health = edge }
  notify page to oncall
}
",
    check: Check::Policy(check),
};

const STEADY: Case = Case::ERROR.promised().when("at steady");
const PEAK: Case = Case::WARNING.promised().when("at peak");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let mut told = std::collections::BTreeSet::new();
    for recovery in &seen.figures.recoveries {
        let Some(finding) = fault(recovery) else { continue };
        // What is over at the usual load is over at the highest.
        if told.insert((recovery.scope, recovery.of)) {
            findings.push(finding);
        }
    }
}

fn fault(recovery: &Recovery) -> Option<Finding> {
    let promise = recovery.promise.as_ref()?;
    let late = recovery.chains.iter().filter(|chain| time::broken(promise, chain.seconds()));
    let late = late.filter(|chain| !detection_alone(recovery, chain));
    let slowest = late.max_by_key(|chain| chain.seconds())?;
    let (case, state) = match recovery.load {
        Load::Steady => (STEADY, ""),
        Load::Peak => (PEAK, " at the load `peak`"),
    };
    let message = format!(
        "when {} is lost{state} {} is back after {}, promised are {}: {}",
        time::what(recovery, slowest),
        tick(slowest.thing),
        stretch(slowest.seconds()),
        time::limit(promise),
        time::sum(slowest)
    );
    let mut finding = RULE
        .case(case, message, promise.value.span, "promised here")
        .also(slowest.span, "takes longer");
    for item in &slowest.items {
        if let Origin::Given(span) = item.origin {
            finding = finding.also(span, format!("{} {}", item.what, stretch(item.seconds)));
        }
        let figure = format!("{} = {}", item.sum, stretch(item.seconds));
        finding.derivation.push(Step::new(item.what, figure, item.origin.clone()));
    }
    finding.derivation.push(Step::derived("together", stretch(slowest.seconds())));
    let op = if promise.op.node == crate::syntax::tree::Op::Less { "<" } else { "<=" };
    let scope = recovery.scope.word();
    let seconds = slowest.seconds() + if op == "<" { Ratio::ONE } else { Ratio::ZERO };
    Some(finding.help(format!(
        "promise what it takes: `rto {scope} {op} {}s`, or look for it sooner",
        seconds.ceil()
    )))
}

/// Said elsewhere: already to see it takes longer than everything may.
fn detection_alone(recovery: &Recovery, chain: &Chain) -> bool {
    let promise = recovery.promise.as_ref();
    let detection = chain.items.iter().find(|item| item.what == "detection");
    let seen = detection.filter(|item| matches!(item.origin, Origin::Given(_)));
    promise.zip(seen).is_some_and(|(promise, item)| time::broken(promise, item.seconds))
}
