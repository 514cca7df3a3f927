//! What a lost zone leaves does not carry the load.

use super::supply::{Supply, heaviest, labelled};
use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::figures::{Fleet, Left, Load, Stand};
use crate::ratio::Ratio;
use crate::rules::calculation::{self, equals, need};
use crate::rules::shared::names_scope;
use crate::rules::{Check, Rule, Seen};
use crate::source::Span;
use crate::words::{percent, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/zone-loss",
    cases: &[PROMISED, UNPROMISED],
    why: "When the fullest zone goes, ceil(n / zones) replicas go with it. Until the autoscaler has acted, the others carry \
          the load alone, with every one of them used in full.",
    rejected: "service shop {
  budget = $2000/month
  steady = 60/s
  objective { rto zone <= 5m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 4..12, serves = 20/s }
}
",
    accepted: "service shop {
  budget = $2000/month
  steady = 60/s
  objective { rto zone <= 5m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = m6i.large, replicas = 5..12, serves = 20/s }
}
",
    check: Check::Policy(check),
};

const PROMISED: Case = Case::ERROR.promised().when("of a zone that an objective names");
const UNPROMISED: Case = Case::WARNING.promised().when("of a zone that no objective names");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    findings.extend(seen.figures.fleets.iter().flat_map(|fleet| faults(seen, fleet)));
}

fn faults(seen: &Seen, fleet: &Fleet) -> Vec<Finding> {
    let stands = fleet.stands.iter().filter_map(|stand| Some((stand, stand.zone_lost?)));
    let short = |(_, lost): &(&Stand, Left)| lost.left < lost.need.bare;
    let worst = heaviest(fleet, stands.filter(short), |lost| lost.need.bare - lost.left);
    worst.map(|(stand, lost)| fault(&Supply { seen, fleet, stand }, lost)).collect()
}

fn fault(supply: &Supply, lost: Left) -> Finding {
    let Supply { seen, fleet, stand } = *supply;
    let case = if names_scope(seen.policy, fleet.workload, "zone") { PROMISED } else { UNPROMISED };
    let carried = Ratio::from_whole(lost.left) * lost.need.carries;
    let used = match lost.left {
        0 => "and nothing is left".to_owned(),
        left => {
            format!("and {left} left would be used at {}", percent(lost.need.load / carried, 0))
        }
    };
    let message = format!(
        "when the fullest of {} in {} is lost, {} of {} replicas of {} go, {used}",
        crate::words::count(usize::try_from(lost.zones).unwrap_or(usize::MAX), "zone"),
        supply.region(),
        lost.ran - lost.left,
        lost.ran,
        tick(&fleet.workload.name.node)
    );
    let place = seen.figures.regions.get(stand.region).map_or(fleet.workload.head, |it| it.span);
    let finding =
        RULE.case(case, message, supply.limit(), format!("runs {} of them", lost.ran)).also(
            place,
            format!(
                "{} here",
                crate::words::count(usize::try_from(lost.zones).unwrap_or(usize::MAX), "zone")
            ),
        );
    let finding = labelled(supply, finding, Load::Steady)
        .steps(need::running(supply, Load::Steady))
        .steps(left(supply, lost, place));
    match lost.zones {
        0 | 1 => spread(supply, lost, finding),
        zones => finding.write(supply.limit(), supply.with_least(enough(lost.need.bare, zones))),
    }
}

/// What is left without the fullest zone, and how much that would be used.
fn left(supply: &Supply, lost: Left, place: Span) -> Vec<Step> {
    let Left { ran, zones, left, need } = lost;
    let gone = format!("ceil({ran} / {zones})");
    let mut steps = vec![
        Step::given(format!("zones of {}", supply.region()), zones.to_string(), place),
        Step::derived("in the fullest zone", equals(&gone, &(ran - left).to_string())),
        Step::derived("left without it", calculation::more(ran, ran - left)),
    ];
    if left > 0 {
        let (load, each) = (supply.load(need.load), supply.load(need.carries));
        let used = percent(need.load / (Ratio::from_whole(left) * need.carries), 0);
        let sum = format!("{load} / ({left} × {each})");
        steps.push(Step::derived("how much of them would be used", equals(&sum, &used)));
    }
    steps
}

/// The mend where there is one zone: a second one, and as many replicas as it takes then.
fn spread(supply: &Supply, lost: Left, finding: Finding) -> Finding {
    let (zones, least) = ("zones = 2", enough(lost.need.bare, 2));
    let mut regions = supply.seen.policy.regions.iter();
    let Some(region) = regions.find(|region| region.code.node == supply.region()) else {
        return finding.help(format!("spread over more: `{zones}`"));
    };
    let finding = finding.edit(Edit::Write(region.zones.span, zones.to_owned()));
    if least <= lost.ran {
        return finding.help(format!("spread over more: `{zones}`"));
    }
    let size = supply.with_least(least);
    finding
        .help(format!("spread over more: `{zones}`, with `{size}`"))
        .edit(Edit::Write(supply.limit(), size))
}

/// The least size of which so many are left without the fullest of its zones: size - ceil(size / zones) >= needed. Of each
/// full round over the zones all but one are left; of a round that is begun, one less than it has.
fn enough(needed: u64, zones: u64) -> u64 {
    let (rounds, rest) = (needed / (zones - 1), needed % (zones - 1));
    let begun = if rest == 0 { 0 } else { rest + 1 };
    rounds.saturating_mul(zones).saturating_add(begun)
}

#[cfg(test)]
mod tests {
    use super::enough;

    #[test]
    fn the_least_size_leaves_enough_and_one_less_does_not() {
        let left = |size: u64, zones: u64| size - size.div_ceil(zones);
        for zones in 2..6 {
            for needed in 1..50 {
                let size = enough(needed, zones);
                assert!(left(size, zones) >= needed, "{needed} of {zones}: {size}");
                assert!(left(size - 1, zones) < needed, "{needed} of {zones}: {size}");
            }
        }
        assert!(enough(1 << 53, 3) > 1 << 53);
    }
}
