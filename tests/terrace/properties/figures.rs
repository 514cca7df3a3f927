//! What holds between figures: a policy is changed in one way, and the figures move in one direction or not at all.
//! Loads are far above what the smallest fleet carries, so the fleets of the shapes are at, within and above their bounds.

use std::collections::BTreeMap;

use proptest::prelude::*;
use terrace::figures::money::Moment;
use terrace::figures::{Figures, Load};
use terrace::model::{self, Unit};
use terrace::ratio::Ratio;
use terrace::source::Sources;
use terrace::{figures, plan, syntax};

use super::pipeline::{attempt, cases, settings};
use super::shape::{Scaling, Shape, shapes};

/// Dollars of a state and whether a line of it is not known.
type Total = (Ratio, bool);

/// The figures of the last environment and tier.
pub fn of<T>(text: &str, look: impl Fn(&Figures) -> T) -> T {
    let mut sources = Sources::default();
    let file = sources.add("policy.terrace", text);
    let (tree, found) = syntax::parse(file, text);
    assert!(found.is_empty(), "{found:?}\n{text}");
    let (services, _) = model::resolve(&[Unit { body: tree.body, used: Vec::new() }]);
    let policies = services.iter().flat_map(|service| &service.places).flat_map(|it| &it.tiers);
    let policy = policies.last().expect("a policy");
    let settings = settings();
    look(&figures::figures(policy, &plan::plan(policy, &settings), &settings))
}

pub fn moments(figures: &Figures) -> Vec<Moment> {
    let lost = (0..figures.regions.len()).map(Moment::RegionLost);
    [Moment::Floor, Moment::Steady, Moment::Peak].into_iter().chain(lost).collect()
}

pub fn totals(text: &str) -> Vec<Total> {
    of(text, |figures| {
        let sums = moments(figures).into_iter().map(|moment| figures.money.total(moment));
        sums.map(|sum| (sum.known, sum.partial)).collect()
    })
}

/// Replicas that carry a load at all and with headroom below the target, by workload, region and load.
pub fn needs(text: &str) -> BTreeMap<(String, usize, Load), (u64, u64)> {
    of(text, |figures| {
        let stands = figures.fleets.iter().flat_map(|fleet| {
            fleet.stands.iter().map(|stand| (fleet.workload.name.node.clone(), stand))
        });
        let both = stands.flat_map(|(name, stand)| {
            Load::ALL.map(|load| {
                stand.need(load).map(|it| ((name.clone(), stand.region, load), (it.bare, it.full)))
            })
        });
        both.flatten().collect()
    })
}

/// The most that a survivor of a lost region needs of `web` at `peak`, by the region that is lost.
fn worst_of_losses(text: &str) -> Vec<u64> {
    of(text, |figures| {
        let losses = &figures.fleet("web").expect("servers").losses;
        let at_peak = losses.iter().filter(|loss| loss.load == Load::Peak);
        let worst = |loss: &figures::Loss| {
            let needs = loss.scenarios.iter().flat_map(|it| &it.needs);
            needs.map(|(_, need)| need.full).max().unwrap_or(0)
        };
        at_peak.map(worst).collect()
    })
}

/// Everything else that is asked of a policy: chains by their links, recoveries by their seconds.
fn chains(text: &str) -> (Vec<String>, Vec<String>) {
    of(text, |figures| {
        let links = figures.links.iter().map(|link| {
            format!("{:?} {} {} {} {}", link.kind, link.workload, link.region, link.asked, link.has)
        });
        let slowest = figures.recoveries.iter().map(|recovery| {
            let seconds = recovery.slowest().map(figures::time::Chain::seconds);
            format!("{:?} {:?} {seconds:?}", recovery.scope, recovery.load)
        });
        (links.collect(), slowest.collect())
    })
}

/// Shapes whose load (known where no function shares it by path) is 20 to 60 times what the generator of policies without
/// findings gives them, and even: half of it is their usual load.
pub fn busy() -> impl Strategy<Value = Shape> {
    (shapes(), 10..=30u32)
        .prop_map(|(shape, factor)| Shape { peak: shape.peak * 2 * factor, ..shape })
}

/// Without weights the regions carry equal shares.
pub fn equal(text: &str) -> String {
    let weights = [", weight = 100%", ", weight = 60%", ", weight = 50%", ", weight = 40%"];
    let more = [", weight = 30%", ", weight = 20%"];
    weights.iter().chain(&more).fold(text.to_owned(), |text, weight| text.replace(weight, ""))
}

fn rises(before: &[Total], after: &[Total]) -> bool {
    before.len() == after.len() && before.iter().zip(after).all(|(low, high)| low.0 <= high.0)
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn more_replicas_never_cost_less(shape in busy(), more in 1..=5u32) {
        let before = totals(&shape.text());
        let after = totals(&shape.clone().more_replicas(more).text());
        prop_assert!(rises(&before, &after), "{before:?}\n{after:?}");
        prop_assert!(before[0].0 < after[0].0, "servers are not for nothing");
        let mut roomier = shape;
        roomier.replicas.1 += more;
        let after = totals(&roomier.text());
        prop_assert!(rises(&before, &after), "{before:?}\n{after:?}");
        prop_assert_eq!(before[0], after[0]);
    }

    #[test]
    fn a_higher_minimum_never_lowers_money(mut shape in busy()) {
        // A size that is fixed has no steps, and no alarms that call them.
        shape.replicas.1 += 2;
        let before = totals(&shape.text());
        shape.replicas.0 += 1;
        let after = totals(&shape.text());
        prop_assert!(rises(&before, &after), "{before:?}\n{after:?}");
        prop_assert_eq!(before[2], after[2]);
    }

    #[test]
    fn money_rises_from_floor_to_steady_to_peak(shape in busy()) {
        let totals = totals(&shape.text());
        let [floor, steady, peak] = [totals[0], totals[1], totals[2]];
        prop_assert!(floor.0 <= steady.0 && steady.0 <= peak.0, "{totals:?}");
    }

    /// Loads and what carries them by one factor: nothing is left that the factor could change. (Money for egress and
    /// calls would change: the shapes have none that scales.)
    #[test]
    fn a_factor_of_load_and_capacity_changes_nothing(shape in busy(), factor in 2..=7u32) {
        let (before, after) = (shape.text(), shape.clone().scaled(factor).text());
        prop_assert_eq!(needs(&before), needs(&after));
        prop_assert_eq!(totals(&before), totals(&after));
        prop_assert_eq!(worst_of_losses(&before), worst_of_losses(&after));
        prop_assert_eq!(chains(&before), chains(&after));
    }

    #[test]
    fn a_higher_headroom_or_a_lower_target_never_lowers_a_need(mut shape in busy(), percent in 1..=80u32) {
        shape.scaling = Scaling::Keep;
        let before = needs(&shape.text());
        let roomy = shape.text().replace("startup = 60s\n", &format!("startup = 60s\nheadroom = {percent}%\n"));
        let roomy = roomy.replace("startup = 60s, drain = 1m", &format!("startup = 60s, drain = 1m, headroom = {percent}%"));
        let cool = shape.text().replace("keep cpu at 60%", &format!("keep cpu at {}%", percent.min(59)));
        for after in [needs(&roomy), needs(&cool)] {
            prop_assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
            prop_assert!(before.iter().all(|(key, need)| need.0 == after[key].0 && need.1 <= after[key].1), "{before:?}\n{after:?}");
        }
    }

    #[test]
    fn the_order_of_declarations_changes_no_figure(mut shape in busy()) {
        shape.profile = false;
        let (before, after) = (shape.text(), shape.turned());
        prop_assert_eq!(needs(&before), needs(&after));
        prop_assert_eq!(totals(&before), totals(&after));
        prop_assert_eq!(chains(&before), chains(&after));
    }
}

proptest! {
    #![proptest_config(cases(16))]

    /// What the survivors are asked for is what arrived: a loss makes and swallows no load. What they run is at most
    /// what ran at most before.
    #[test]
    fn a_lost_region_moves_load_and_raises_nothing_available(mut shape in busy()) {
        shape.regions = shape.regions.max(2);
        shape.function = false;
        of(&shape.text(), |figures| {
            let fleet = figures.fleet("web").expect("servers");
            assert_eq!(fleet.losses.len(), 2 * shape.regions);
            let most = |stand: &figures::Stand| stand.bounds.expect("bounds").max;
            let all: u64 = fleet.stands.iter().map(most).sum();
            for loss in &fleet.losses {
                let whole = fleet.demand.at(loss.load).as_ref().expect("a load").amount;
                for scenario in &loss.scenarios {
                    let carried: Ratio = scenario.needs.iter().map(|(_, need)| need.load).sum();
                    assert_eq!(carried, whole, "{loss:?}");
                    let running = scenario.needs.iter().map(|(at, need)| {
                        let stand = &fleet.stands[*at];
                        assert_ne!(stand.region, loss.lost);
                        stand.running(*need).expect("bounds")
                    });
                    assert!(running.sum::<u64>() < all);
                }
            }
            let zones = fleet.stands.iter().filter_map(|stand| stand.zone_lost);
            assert!(zones.into_iter().all(|zone| zone.left < zone.ran));
        });
    }

    #[test]
    fn one_more_region_of_equal_ones_asks_no_survivor_for_more(mut shape in busy()) {
        shape.regions = 2;
        shape.function = false;
        let two = worst_of_losses(&equal(&shape.text()));
        let three = worst_of_losses(&equal(&shape.one_more_region().expect("a third").text()));
        let most = |needs: &[u64]| needs.iter().copied().max().expect("a loss");
        prop_assert!(most(&three) <= most(&two), "{two:?} {three:?}");
    }

    #[test]
    fn availability_is_a_share_and_failover_never_lowers_it(shape in busy()) {
        of(&shape.text(), |figures| {
            assert!(!figures.availabilities.is_empty());
            for figure in &figures.availabilities {
                assert!(figure.estimate > Ratio::ZERO && figure.estimate <= Ratio::ONE, "{figure:?}");
                for region in &figure.regions {
                    assert!(region.with_failover >= region.alone && region.with_failover <= Ratio::ONE);
                }
            }
        });
    }
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn a_higher_budget_adds_no_finding_of_it(mut shape in busy(), dollars in 100..=3000u32) {
        shape.tiers = 0;
        let over = |dollars: u32| {
            let text = shape.text().replace("$80k/month", &format!("${dollars}/month"));
            let found = attempt(&text).findings;
            found.iter().filter(|finding| finding.code == "cost/over-budget").count()
        };
        let (less, more) = (over(dollars), over(dollars * 2));
        prop_assert!(more <= less, "{less} {more}");
    }
}
