//! A single thing that takes nearly all of the money.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Case, Finding, Step};
use crate::figures::money::{Moment, Part, Payee};
use crate::ratio::Ratio;
use crate::rules::calculation;
use crate::rules::shared::share;
use crate::rules::{Check, Rule, Seen};
use crate::settings::limits::SPEND_SHARE;
use crate::words::{dollars, percent, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "cost/single-point-of-spend",
    cases: &[Case::WARNING.promised()],
    why: "Where one thing takes nearly all of the money, its price, its size and its estimate decide the whole bill: look \
          at it twice.",
    rejected: "service shop {
  budget = $9000/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  store orders on aurora-postgresql { instance = db.r6g.4xlarge, nodes = 2, estimate = $8000/month }
}
",
    accepted: "service shop {
  budget = $9000/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.2xlarge, replicas = 4..8 }
  store orders on aurora-postgresql { instance = db.r6g.2xlarge, nodes = 2, estimate = $2000/month }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let money = &seen.figures.money;
    let payees = money.lines.iter().map(|line| line.payee);
    let things: BTreeSet<Payee> = payees.filter(is_thing).collect();
    if things.len() < 2 {
        return;
    }
    let mut by_thing: BTreeMap<Payee, Ratio> = BTreeMap::new();
    for line in &money.lines {
        let amount = line.amount(Moment::Floor).unwrap_or(Ratio::ZERO);
        let sum = by_thing.entry(line.payee).or_insert(Ratio::ZERO);
        *sum = *sum + amount;
    }
    let total = money.total(Moment::Floor).known;
    let most = share(seen.settings.limits.of(&SPEND_SHARE));
    if total.is_zero() {
        return;
    }
    for (payee, amount) in by_thing {
        let part = amount / total;
        if part > most {
            let message = format!(
                "{} takes {} of the money: {} of {} a month at the minimum",
                tick(payee.name),
                percent(part, 0),
                dollars(amount),
                dollars(total)
            );
            let help = "check its size, its count and its estimate";
            let sum = format!("{} / {}", dollars(amount), dollars(total));
            let what = format!("share of {}", payee.name);
            findings.push(
                RULE.finding(message, payee.span, "most of the money")
                    .steps(calculation::envelope(seen, Moment::Floor, |_| true))
                    .steps(of_one(seen, payee))
                    .steps([
                        calculation::limit(&seen.settings.limits, &SPEND_SHARE),
                        Step::derived(what, calculation::equals(&sum, &percent(part, 0))),
                    ])
                    .help(help),
            );
        }
    }
}

fn is_thing(payee: &Payee) -> bool {
    matches!(payee.part, Part::Workload | Part::Store | Part::Queue)
}

/// What one thing costs, where several lines make it up.
fn of_one(seen: &Seen, payee: Payee) -> Option<Step> {
    let own = seen.figures.money.lines.iter().filter(|line| line.payee == payee);
    let amounts = own.filter_map(|line| line.amount(Moment::Floor));
    let amounts: Vec<Ratio> = amounts.filter(|amount| !amount.is_zero()).collect();
    (amounts.len() > 1)
        .then(|| Step::derived(format!("of {}", payee.name), calculation::total(&amounts)))
}
