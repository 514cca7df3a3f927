//! Money in a state, as on paper. In: lines of the envelope. Out: what runs, each price, each product, the sum.

use std::borrow::Cow;

use super::{need, summed};
use crate::diagnostic::Step;
use crate::figures::money::{Line, Moment, Operand, Part};
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
    let lines = &seen.figures.money.lines;
    let mut steps = Vec::with_capacity(5 * lines.len());
    let (mut written, mut sum) = (Vec::new(), Ratio::ZERO);
    for line in lines.iter().filter(|line| which(line)) {
        let known = line.amount(moment).map_or(Moment::Floor, |_| moment);
        let Some((count, amount)) = line.counts.at(known).zip(line.amount(known)) else { continue };
        if amount.is_zero() {
            continue;
        }
        let name = name(seen, line);
        let (factors, paid) =
            (line.price.iter().map(Operand::shown).collect::<Vec<_>>(), dollars(amount));
        let product = product(line, count, &factors, &paid);
        steps.extend(running(seen, line, known));
        steps.extend(line.price.iter().zip(factors).map(|(operand, figure)| {
            let what = match operand.origin {
                Origin::Derived => operand.what.to_owned(),
                Origin::Given(_) | Origin::Default(_) | Origin::Catalogue(_) => {
                    [&name, ": ", operand.what].concat()
                }
            };
            Step::new(what, figure, operand.origin.clone())
        }));
        steps.push(Step::derived([&name, ", ", &state(seen, known)].concat(), product));
        written.push(paid);
        sum = sum + amount;
    }
    if written.len() > 1 {
        let together = ["together ", &state(seen, moment)].concat();
        steps.push(Step::derived(together, summed(&written, sum)));
    }
    steps
}

/// `at floor`, `with eu-west-1 lost`
fn state(seen: &Seen, moment: Moment) -> Cow<'static, str> {
    match moment {
        Moment::Floor => "at floor".into(),
        Moment::Steady => "at steady".into(),
        Moment::Peak => "at peak".into(),
        Moment::RegionLost(at) => format!("with {} lost", code(seen, at)).into(),
    }
}

fn code<'a>(seen: &Seen<'a>, region: usize) -> &'a str {
    seen.figures.regions.get(region).map_or("", |region| region.code)
}

/// `web, instances in eu-west-1`
fn name(seen: &Seen, line: &Line) -> String {
    let (of, what) = (line.payee.name, line.what);
    match line.region {
        Some(at) => [of, ", ", what, " in ", code(seen, at)].concat(),
        None => [of, ", ", what].concat(),
    }
}

/// `4 instances × 0.107 $/h × 730 h = $312.44`
fn product(line: &Line, count: Ratio, factors: &[String], paid: &str) -> String {
    let mut text = String::with_capacity(64);
    text.push_str(&count.rounded(6));
    if !line.of.is_empty() {
        let one = count == Ratio::ONE;
        text.extend([" ", &if one { line.of.into() } else { Cow::from(several(line.of)) }]);
    }
    for factor in factors {
        text.extend([" × ", factor]);
    }
    text.extend([" = ", paid]);
    text
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
