//! A service that costs more than it may.

use crate::diagnostic::{Case, Edit, Finding};
use crate::figures::money::{Line, Moment, Money};
use crate::ratio::Ratio;
use crate::rules::calculation;
use crate::rules::{Check, Rule, Seen};
use crate::words::{budget, dollars, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "cost/over-budget",
    cases: &[FLOOR, STEADY, PEAK, REGION_LOST],
    why: "What the policy asks for costs more than it allows: at its minimum, at the usual load, at its maximum, or \
          when a region is lost and the others carry its load.",
    rejected: "service shop {
  budget = $100/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $400/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

const FLOOR: Case = Case::ERROR.promised().when("at floor");
const STEADY: Case = Case::ERROR.promised().when("at steady");
const PEAK: Case = Case::WARNING.promised().when("at peak");
const REGION_LOST: Case = Case::WARNING.promised().when("with a region lost");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let (policy, money) = (seen.policy, &seen.figures.money);
    let Some(given) = policy.budget else { return };
    let allowed = given.node.by_month();
    let moments = || {
        let lost = (0..seen.figures.regions.len()).map(Moment::RegionLost);
        let all = [Moment::Floor, Moment::Steady, Moment::Peak].into_iter().chain(lost);
        all.filter(|moment| may_be_lost(seen, *moment))
    };
    let over = |moment: &Moment| money.total(*moment).known > allowed;
    // What is over at its minimum is over in every state: the first says it all, and what is to be allowed covers them all.
    let Some(moment) = moments().find(over) else { return };
    let sum = money.total(moment);
    let (case, state) = state(seen, moment);
    let least = if sum.partial { "at least " } else { "" };
    let message = format!(
        "{state} {} costs {least}{} a month, {} over its budget of {}",
        tick(&policy.service.node),
        dollars(sum.known),
        dollars(sum.known - allowed),
        dollars(allowed)
    );
    let mut finding = RULE.case(case, message, given.span, "the budget");
    for (line, amount) in largest(money, moment) {
        let label = [line.what, ": ", &dollars(amount)].concat();
        finding = finding.also(line.payee.span, label);
    }
    let costs = calculation::envelope(seen, moment, |_| true).into_iter();
    let finding = finding.steps(costs.chain(calculation::over_budget(sum.known, given)));
    let highest = moments().map(|moment| money.total(moment).known).max().unwrap_or(sum.known);
    let fits = format!("budget = {}", budget(highest));
    let help = match smaller(seen, moment, sum.known - allowed) {
        Some(smaller) => format!("write `{fits}`, or {smaller}"),
        None => format!("write `{fits}`"),
    };
    findings.push(finding.help(help).edit(Edit::Write(given.span, fits)));
}

/// Only a region that carries load can be missed.
fn may_be_lost(seen: &Seen, moment: Moment) -> bool {
    match moment {
        Moment::RegionLost(at) => {
            seen.figures.regions.len() > 1
                && seen.figures.regions.get(at).is_some_and(|region| !region.share.is_zero())
        }
        Moment::Floor | Moment::Steady | Moment::Peak => true,
    }
}

fn state(seen: &Seen, moment: Moment) -> (Case, String) {
    match moment {
        Moment::Floor => (FLOOR, "at its minimum".to_owned()),
        Moment::Steady => (STEADY, "at the load `steady`".to_owned()),
        Moment::Peak => (PEAK, "at its maximum".to_owned()),
        Moment::RegionLost(at) => {
            let code = seen.figures.regions.get(at).map_or("", |region| region.code);
            (REGION_LOST, format!("with {code} lost at the load `peak`"))
        }
    }
}

/// The three lines that weigh most.
fn largest<'m, 'a>(money: &'m Money<'a>, moment: Moment) -> Vec<(&'m Line<'a>, Ratio)> {
    let mut lines: Vec<(&Line, Ratio)> =
        money.lines.iter().filter_map(|line| Some((line, line.amount(moment)?))).collect();
    lines.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.payee.cmp(&other.0.payee)));
    lines.truncate(3);
    lines
}

/// The largest maximum of one workload that fits, where a smaller one of a single workload is enough.
fn smaller(seen: &Seen, moment: Moment, excess: Ratio) -> Option<String> {
    if moment != Moment::Peak {
        return None;
    }
    let fitting = seen.figures.fleets.iter().filter_map(|fleet| {
        let replicas = fleet.workload.body.replicas?;
        let name = fleet.workload.name.node.as_str();
        let lines = seen.figures.money.lines.iter().filter(|line| line.payee.name == name);
        let (mut above, mut each) = (Ratio::ZERO, Ratio::ZERO);
        for line in lines {
            let least = line.amount(Moment::Floor)?;
            above = above + (line.amount(Moment::Peak)? - least);
        }
        let steps = Ratio::from_whole(replicas.node.max.checked_sub(replicas.node.min)?);
        if !steps.is_zero() {
            each = above / steps;
        }
        let fewer = if each.is_zero() { return None } else { (excess / each).ceil() };
        let max = replicas.node.max.checked_sub(fewer).filter(|max| *max > replicas.node.min)?;
        Some((each * Ratio::from_whole(fewer), name, replicas.node.min, max))
    });
    let (saved, name, min, max) = fitting.min_by_key(|(saved, ..)| *saved)?;
    Some(format!(
        "`replicas = {min}..{max}` on {} (about {} a month less at its maximum)",
        tick(name),
        dollars(saved)
    ))
}
