//! Figures of small policies, worked out by hand.

use super::money::Moment;
use super::*;
use crate::model::{self, Unit};
use crate::settings::Version;
use crate::source::Sources;
use crate::syntax::tree::Date;

/// Runs on the figures of one environment and tier of a policy.
pub(super) fn of<T>(text: &str, place: (&str, &str), look: impl Fn(&Figures) -> T) -> T {
    let mut sources = Sources::default();
    let file = sources.add("example.terrace", text);
    let (tree, parsed) = crate::syntax::parse(file, text);
    assert!(parsed.is_empty(), "{parsed:?}");
    let unit = Unit { body: tree.body, used: Vec::new() };
    let (services, found) = model::resolve(&[unit]);
    assert!(found.iter().all(|it| it.level > crate::diagnostic::Level::Error), "{found:?}");
    let settings = Settings::new(
        Version { major: 1, minor: 33 },
        Version { major: 2, minor: 18 },
        Date { year: 2026, month: 10, day: 6 },
    );
    let policies = services.iter().flat_map(|service| &service.places).flat_map(|at| &at.tiers);
    let here = |policy: &&model::Policy| {
        let environment = policy.environment.as_ref().map_or("", |it| it.name.node.as_str());
        let tier = policy.tier.as_ref().map_or("", |it| it.name.node.as_str());
        (environment, tier) == place
    };
    let mut policies = policies.filter(here);
    let policy = policies.next().expect("the place exists");
    let plan = crate::plan::plan(policy, &settings);
    look(&figures(policy, &plan, &settings))
}

fn policy(name: &str) -> String {
    let path = format!("{}/policies/{name}.terrace", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a policy of the project")
}

fn monthly(figures: &Figures, moment: Moment) -> String {
    figures.money.total(moment).known.fixed(2)
}

fn line(figures: &Figures, thing: &str, what: &str, region: &str, moment: Moment) -> String {
    let lines = figures.money.lines.iter().filter(|line| {
        let place = line.region.and_then(|at| figures.regions.get(at)).map_or("", |it| it.code);
        line.payee.name == thing && line.what == what && place == region
    });
    lines.filter_map(|line| line.amount(moment)).sum::<crate::ratio::Ratio>().fixed(2)
}

const SMALL: &str = "service shop {
  steady = 21/s
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.medium, replicas = 2..12, serves = 3/s, keep cpu at 70% }
}
";

#[test]
fn what_a_load_needs_is_exact_and_not_one_more() {
    let need = of(SMALL, ("", ""), |figures| figures.fleets[0].stands[0].steady);
    assert_eq!(need.map(|need| (need.bare, need.full)), Some((7, 10)));
}

#[test]
fn headroom_stands_on_top_of_the_load() {
    // 500/s over 20/s at 70 %: 36; with a quarter on top: 45.
    let looked = of(&policy("workflow-app"), ("", ""), |figures| {
        let stand = &figures.fleet("app").expect("a fleet").stands[0];
        (stand.peak.map(|need| (need.bare, need.full)), stand.zone_lost.map(|it| (it.ran, it.left)))
    });
    assert_eq!(looked, (Some((25, 45)), Some((9, 6))));
}

#[test]
fn warm_executions_cost_what_a_calculator_says() {
    // 0.5 GiB × 2,628,000 s × $0.0000041667 × 10
    let places = |moment| {
        of(&policy("podinfo"), ("prod", ""), |figures| {
            line(figures, "api", "provisioned concurrency", "us-west-2", moment)
        })
    };
    assert_eq!((places(Moment::Floor), places(Moment::Peak)), ("54.75".into(), "109.50".into()));
}

#[test]
fn envelopes_of_the_policies_are_those_that_were_worked_out_by_hand() {
    let sums = |name: &str, place| {
        of(&policy(name), place, |figures| {
            [Moment::Floor, Moment::Steady, Moment::Peak].map(|moment| monthly(figures, moment))
        })
    };
    // 2 × $0.0116 × 730, a balancer at 16.425, the table 2.025 and eleven metrics of alarms at ten cents.
    assert_eq!(sums("docker-app", ("", "seed")), ["36.49", "36.49", "53.42"]);
    assert_eq!(sums("podinfo", ("dev", "")), ["26.33", "26.33", "33.92"]);
}

#[test]
fn a_standby_runs_its_minimum_until_it_takes_over() {
    let looked = of(&policy("docker-app"), ("", "enterprise"), |figures| {
        let in_east = |moment| line(figures, "web", "memory of tasks", "us-east-1", moment);
        let west = figures.regions.iter().position(|region| region.code == "us-west-2");
        let lost = Moment::RegionLost(west.expect("a region"));
        [in_east(Moment::Floor), in_east(Moment::Peak), in_east(lost)]
    });
    // 8 tasks of 2 GiB at $0.004445; 39 of them when it carries 4,000/s at 70 % of 150/s.
    assert_eq!(looked, ["51.92", "51.92", "253.10"]);
}

#[test]
fn a_table_is_read_and_backed_up_where_most_of_the_load_is() {
    let looked = of(&policy("docker-app"), ("", "enterprise"), |figures| {
        let at = |what, region| line(figures, "items", what, region, Moment::Floor);
        ["eu-west-1", "us-west-2"]
            .map(|region| (at("reads", region), at("continuous backup", region)))
    });
    // 400 million reads; 94 GiB at $0.20.
    assert_eq!(looked, [("0.00".into(), "0.00".into()), ("50.00".into(), "18.80".into())]);
}

#[test]
fn alarms_of_tasks_are_paid_for_though_no_target_prints_them() {
    let alarms = |tier| {
        of(&policy("docker-app"), ("", tier), |figures| {
            line(figures, "docker-app", "alarms, by metric", "us-west-2", Moment::Floor)
        })
    };
    // One on a log, one on latency, five on errors, two on health; on EC2 the two of steps on the processor, too.
    assert_eq!((alarms("high"), alarms("medium")), ("0.90".into(), "1.10".into()));
}

#[test]
fn a_lost_region_is_seen_left_and_taken_over() {
    let looked = of(&policy("podinfo"), ("prod", ""), |figures| {
        let region = figures.recoveries.iter().find(|it| it.scope == time::Scope::Region);
        let slowest = region.and_then(|recovery| recovery.slowest()).map(time::Chain::seconds);
        let fleet = figures.fleet("web").expect("a fleet");
        let loss = fleet.losses.iter().find(|loss| loss.load == Load::Peak && loss.lost == 1);
        (slowest, loss.and_then(|loss| loss.worst(0)).map(|need| need.load))
    });
    // 3 × 30 s and 60 s of the alias; 70 % of 400/s in one region, five times its own 20 %.
    let whole = crate::ratio::Ratio::from_whole;
    assert_eq!(looked, (Some(whole(150)), Some(whole(280))));
}

#[test]
fn connections_follow_from_memory() {
    let looked = of(&policy("workflow-app"), ("", ""), |figures| {
        let link = figures.links.iter().find(|link| link.kind == chain::Kind::Connections);
        link.map(|link| (link.asked, link.has))
    });
    // 45 pools of 20 and 20 of 5; 16 GiB over 9,531,392 bytes.
    assert_eq!(looked, Some((1000, 1802)));
}

#[test]
fn without_a_load_nothing_is_computed_of_it() {
    let text = SMALL.replace("  steady = 21/s\n", "");
    let looked = of(&text, ("", ""), |figures| {
        let fleet = &figures.fleets[0];
        (fleet.demand.steady.clone(), figures.money.total(Moment::Steady).partial)
    });
    assert_eq!(looked, (Err(Unknown::NotSaid), true));
}
