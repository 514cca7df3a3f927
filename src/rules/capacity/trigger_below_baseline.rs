//! A rule that scales out and that the usual load alone keeps firing.

use super::supply::Supply;
use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::figures::{Fleet, Load, LoadUnit, Stand};
use crate::model::measure::{Dimension, base};
use crate::model::policy;
use crate::model::policy::{BoundValue, Direction, Join, Term};
use crate::rules::calculation::{apart, equals, need};
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::words::{per_second, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/trigger-below-baseline",
    cases: &[Case::WARNING.promised()],
    why: "A total does not fall when replicas are added. Where the usual load alone is above the threshold, the rule fires \
          until the maximum runs, and never stops.",
    rejected: "service shop {
  budget = $2000/month
  steady = 50/s
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 {
    instance = t3.medium
    replicas = 4..8
    serves   = 20/s
    scale out by 1 when requests > 1000/min for 2m
    scale in by 1 when requests < 500/min for 10m
  }
}
",
    accepted: "service shop {
  budget = $2000/month
  steady = 50/s
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 {
    instance = t3.medium
    replicas = 4..8
    serves   = 20/s
    scale out by 1 when requests > 80% of capacity for 2m
    scale in by 1 when requests < 30% of capacity for 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for fleet in &seen.figures.fleets {
        let steps = fleet.workload.body.steps.iter();
        for step in steps.filter(|step| step.direction.node == Direction::Out) {
            findings.extend(step.when.terms.iter().find_map(|term| fault(seen, fleet, step, term)));
        }
    }
}

fn fault(seen: &Seen, fleet: &Fleet, step: &Spanned<policy::Step>, term: &Term) -> Option<Finding> {
    let total = term.bound.of_capacity.is_none() && term.bound.per_replica.is_none();
    let BoundValue::Quantity(threshold) = term.bound.value.node else { return None };
    let rate = Dimension::of(threshold) == Dimension::Rate && term.metric.name.node == "requests";
    let arriving = fleet.demand.steady.as_ref().ok()?;
    // Under `and` another condition may still hold it back.
    let joined = step.when.join.as_ref().is_some_and(|join| join.node == Join::And);
    if !total || !rate || arriving.unit != LoadUnit::Requests || joined {
        return None;
    }
    let above = |stand: &&Stand| stand.steady.is_some_and(|need| need.load > base(threshold));
    let stand = fleet.stands.iter().find(above)?;
    let load = stand.steady?.load;
    let supply = Supply { seen, fleet, stand };
    let code = supply.region();
    let limit = equals(&threshold.to_string(), &per_second(base(threshold)));
    let message = format!(
        "{} scales out above {threshold}, and {} of the load `steady` arrive in {code}: it never stops",
        tick(&fleet.workload.name.node),
        per_second(load)
    );
    Some(
        RULE.finding(message, term.bound.value.span, "always above it")
            .also(arriving.given.span, "the usual load")
            .steps(need::arriving(&supply, Load::Steady))
            .steps([
                Step::given("scales out above", limit, term.bound.value.span),
                Step::derived("always above it by", apart(load, base(threshold), per_second)),
            ])
            .help("compare with what runs: `requests > 80% of capacity`")
            .edit(Edit::Replace(term.bound.value.span, "80% of capacity".to_owned())),
    )
}
