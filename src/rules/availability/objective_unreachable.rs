//! A promise of availability above what its parts promise.

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::figures::availability::{Availability, InRegion, Part, promised};
use crate::model::policy::{Promise, Quantity};
use crate::ratio::Ratio;
use crate::rules::calculation::{self, equals};
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::{Node, Number, Unit};
use crate::words::{percent, stretch, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/objective-unreachable",
    cases: &[Case::ERROR.promised()],
    why: "A request needs the balancer, what it runs on and every store without a fallback: the estimate is the product of \
          their service levels, raised by what failover to other regions saves. The promise is above it.",
    rejected: "service shop {
  budget = $2000/month
  objective { availability >= 99.99% }
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.medium, replicas = 3..6, serves = 20/s, uses db }
  store db on rds-postgresql { instance = db.t3.medium, nodes = 1, storage = 20GiB }
}
",
    accepted: "service shop {
  budget = $2000/month
  objective { availability >= 99.9% }
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.medium, replicas = 3..6, serves = 20/s, uses db }
  store db on rds-postgresql { instance = db.t3.medium, nodes = 2, zones = 2, storage = 20GiB }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    findings.extend(seen.figures.availabilities.iter().filter_map(|it| fault(seen, it)));
}

fn fault(seen: &Seen, found: &Availability) -> Option<Finding> {
    let promise = found.promise.as_ref()?;
    let wanted = promised(promise);
    if found.estimate >= wanted {
        return None;
    }
    // The region that holds the estimate down, and there the part that does.
    let region = found.regions.iter().min_by_key(|region| region.with_failover)?;
    let weakest: &Part = region.parts.iter().min_by_key(|part| part.share())?;
    let product: Vec<String> = region
        .parts
        .iter()
        .map(|part| format!("{} {}", part.thing, percent(part.share(), 3)))
        .collect();
    let code = seen.figures.regions.get(region.region).map_or("", |region| region.code);
    let of = found.of.map_or(String::new(), |name| format!(" of {}", tick(name)));
    let message = format!(
        "the estimate of availability{of} is {}, promised are {}: in {code} {}",
        percent(found.estimate, 4),
        promise.value.node,
        product.join(" × ")
    );
    let finding = RULE
        .finding(message, promise.value.span, "promised here")
        .also(weakest.span, format!("{} at best", percent(weakest.share(), 3)))
        .steps([calculation::promised(promise)])
        .steps(region.parts.iter().map(level))
        .steps(estimated(seen, found, region));
    let sentence = within_reach(promise, found.estimate);
    let help = format!(
        "write `{sentence}`, or give {} a second node or zone, or the service another region",
        tick(weakest.thing)
    );
    Some(finding.help(help).edit(Edit::Write(promise.value.span, sentence)))
}

/// The highest promise of at most two places that an estimate keeps.
fn within_reach(promise: &Promise, estimate: Ratio) -> String {
    let hundredths = (estimate * Ratio::from_whole(10_000)).floor();
    let (digits, places) = match hundredths {
        whole if whole.is_multiple_of(100) => (whole / 100, 0),
        tenths if tenths.is_multiple_of(10) => (tenths / 10, 1),
        _ => (hundredths, 2),
    };
    let number = Number { negative: false, digits, places };
    let value = Spanned::new(Quantity { number, unit: Unit::Share }, promise.value.span);
    print::sentence(&Node::Promise(Promise { value, ..promise.clone() }))
}

/// What a part promises at best.
fn level(part: &Part) -> Step {
    let level = part.level;
    let figure = format!(
        "{} ({} of {}, {} confidence)",
        percent(part.share(), 3),
        level.scope,
        part.service,
        level.confidence.word()
    );
    Step::assumed(part.thing, figure, "a threshold of credits, not a measurement")
}

/// The weakest region alone, with what failover saves, and all regions by their shares of the load.
fn estimated(seen: &Seen, found: &Availability, weakest: &InRegion) -> Vec<Step> {
    let place = |at: usize| seen.figures.regions.get(at);
    let code = |it: &InRegion| place(it.region).map_or("", |region| region.code);
    let levels: Vec<String> = weakest.parts.iter().map(|part| percent(part.share(), 3)).collect();
    let four = |share| percent(share, 4);
    let alone = equals(&levels.join(" × "), &four(weakest.alone));
    let mut steps = vec![Step::derived(format!("{} alone", code(weakest)), alone)];
    if let Some(failover) = found.failover.filter(|_| found.regions.len() > 1) {
        let away = stretch(failover);
        let sum = format!("1 - (1 - {}) × {away} / 1h", four(weakest.alone));
        steps.extend([
            Step::assumed("an incident lasts", "1h", "for want of a figure"),
            Step::derived("a failover to another region takes", away),
            Step::derived(
                format!("{} with failover", code(weakest)),
                equals(&sum, &four(weakest.with_failover)),
            ),
        ]);
    }
    let share = |it: &InRegion| place(it.region).map_or(Ratio::ZERO, |region| region.share);
    let whole: Ratio = found.regions.iter().map(share).sum();
    let all = found
        .regions
        .iter()
        .map(|it| format!("{} × {}", percent(share(it) / whole, 2), four(it.with_failover)));
    let sum = match found.regions.len() {
        1 => four(weakest.with_failover),
        _ => all.collect::<Vec<_>>().join(" + "),
    };
    let estimate = equals(&sum, &four(found.estimate));
    steps.push(Step::derived("the estimate, by the load of each region", estimate));
    steps
}
