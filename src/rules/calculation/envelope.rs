//! Money in a state, as on paper. In: lines of the envelope. Out: what runs, each price, each product, the sum.

use super::{factor, need, total};
use crate::diagnostic::Step;
use crate::figures::money::{Line, Moment, Part};
use crate::figures::nodes::{self, PerNode};
use crate::figures::{Fleet, Load, Stand};
use crate::model::policy::Platform;
use crate::origin::Origin;
use crate::ratio::Ratio;
use crate::rules::Seen;
use crate::rules::capacity::supply::Supply;
use crate::words::{dollars, percent, several};

/// The envelope of some lines in a state.
pub fn envelope(seen: &Seen, moment: Moment, which: impl Fn(&Line) -> bool) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut amounts = Vec::new();
    for line in seen.figures.money.lines.iter().filter(|line| which(line)) {
        let known = line.amount(moment).map_or(Moment::Floor, |_| moment);
        let Some((count, amount)) = line.counts.at(known).zip(line.amount(known)) else { continue };
        if amount.is_zero() {
            continue;
        }
        let name = name(seen, line);
        let factors = line.price.iter().map(|operand| {
            let what = match operand.origin {
                Origin::Derived => operand.what.to_owned(),
                Origin::Given(_) | Origin::Default(_) | Origin::Catalogue(_) => {
                    format!("{name}: {}", operand.what)
                }
            };
            Step::new(what, factor(operand), operand.origin.clone())
        });
        steps.extend(running(seen, line, known));
        steps.extend(factors);
        let product = product(line, count, amount);
        steps.push(Step::derived(format!("{name}, {}", state(seen, known)), product));
        amounts.push(amount);
    }
    if amounts.len() > 1 {
        steps.push(Step::derived(format!("together {}", state(seen, moment)), total(&amounts)));
    }
    steps
}

/// `at floor`, `with eu-west-1 lost`
fn state(seen: &Seen, moment: Moment) -> String {
    match moment {
        Moment::Floor => "at floor".to_owned(),
        Moment::Steady => "at steady".to_owned(),
        Moment::Peak => "at peak".to_owned(),
        Moment::RegionLost(at) => format!("with {} lost", code(seen, at)),
    }
}

fn code<'a>(seen: &Seen<'a>, region: usize) -> &'a str {
    seen.figures.regions.get(region).map_or("", |region| region.code)
}

/// `web, instances in eu-west-1`
fn name(seen: &Seen, line: &Line) -> String {
    let place = line.region.map_or(String::new(), |at| format!(" in {}", code(seen, at)));
    format!("{}, {}{place}", line.payee.name, line.what)
}

/// `4 instances × 0.107 $/h × 730 h = $312.44`
fn product(line: &Line, count: Ratio, amount: Ratio) -> String {
    let noun = if line.of.is_empty() || count == Ratio::ONE {
        line.of.to_owned()
    } else {
        several(line.of)
    };
    let counted = format!("{} {noun}", count.rounded(6)).trim_end().to_owned();
    let factors: Vec<String> =
        std::iter::once(counted).chain(line.price.iter().map(factor)).collect();
    format!("{} = {}", factors.join(" × "), dollars(amount))
}

/// What runs of a workload: that many are paid for.
fn running(seen: &Seen, line: &Line, moment: Moment) -> Vec<Step> {
    let own = |fleet: &&Fleet| {
        line.payee.part == Part::Workload
            && fleet.workload.name.node == line.payee.name
            && fleet.workload.platform.node != Platform::Lambda
    };
    let fleet = seen.figures.fleets.iter().find(own);
    let stand = fleet.and_then(|it| it.stands.iter().find(|it| Some(it.region) == line.region));
    let Some((fleet, stand)) = fleet.zip(stand) else { return Vec::new() };
    let supply = Supply { seen, fleet, stand };
    let mut steps = replicas(&supply, moment);
    if fleet.workload.platform.node == Platform::Kubernetes {
        steps.extend(on_a_node(seen, fleet, stand));
    }
    steps
}

fn replicas(supply: &Supply, moment: Moment) -> Vec<Step> {
    match moment {
        Moment::Floor => supply.minimum().into_iter().collect(),
        Moment::Peak => supply.maximum().into_iter().collect(),
        Moment::Steady => need::running(supply, Load::Steady),
        Moment::RegionLost(_) => Vec::new(),
    }
}

/// How a node is filled.
fn on_a_node(seen: &Seen, fleet: &Fleet, stand: &Stand) -> Option<Step> {
    let PerNode { replicas, by_memory } =
        nodes::per_node(stand.body, &seen.figures.catalogue).ok()?;
    let body = stand.body;
    let (instance, cpu, memory) = (body.instance.as_ref()?, body.cpu?.node, body.memory?.node);
    let (share, of, each) = if by_memory {
        (nodes::MEMORY_SHARE, "memory", memory.min.to_string())
    } else {
        (nodes::PROCESSOR_SHARE, "processors", cpu.min.to_string())
    };
    Some(Step::assumed(
        format!("{} on a node of {}", fleet.workload.name.node, instance.node),
        format!("floor({} of its {of} / {each}) = {replicas}", percent(share, 0)),
        "the system takes the rest of a node",
    ))
}
