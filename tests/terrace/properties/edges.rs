//! The ends of the number line: the largest, the smallest and the empty in every place that arithmetic reads, one and
//! two at a time. An answer, never a panic (overflow panics here), and figures that still hold together.

use std::panic::catch_unwind;

use terrace::figures::money::Moment;
use terrace::figures::{Figures, Load};
use terrace::ratio::Ratio;

use super::figures::of;
use super::pipeline::attempt;

const POLICY: &str = r#"
service shop {
  budget = <budget>
  steady = <steady>
  peak   = <peak>
  objective { availability >= 99%, rto region <= <rto>, cost per request < $1 }
  region eu-west-1    { weight = <weight>, zones = <zones> }
  region eu-central-1 { weight = <other>, zones = 3 }
  health edge { protocol = https, path = "/", interval = 10s, timeout = 4s, unhealthy_after = <failures> }
  traffic public { host = "shop.example.com", policy = weighted, health = edge, route <share> to web, route <rest> to thumbs }
  cdn front on cloudfront { host = "www.example.com", hit_ratio = <hits>, route "/*" to public { ttl = 1m } }
  workload web on ec2 {
    instance = m6i.large, replicas = <replicas>, serves = <serves>, headroom = <headroom>
    startup = <startup>, spot = <spot>, discount = <discount>, uses db { pool = <pool> }
    scale out by <step> when cpu > <target> for 2m then wait <startup>
    scale in by 1 when cpu < 1% for 10m then wait 5m
  }
  workload pods on kubernetes {
    image = "registry.example.com/pods:1", instance = m6i.large, replicas = <replicas>, serves = <serves>
    steady = <steady>, peak = <peak>, cpu = <cpu>, memory = <memory>
    keep cpu at <target>
  }
  workload tasks on fargate { cpu = <cpu>, memory = <memory>, replicas = <replicas>, serves = <serves>, spot = <spot>, discount = <discount> }
  workload thumbs on lambda { attach = "thumbs", memory = <memory>, timeout = 10s, provisioned = <replicas>, serves = <serves> }
  store db on rds-postgresql { instance = db.r6g.large, nodes = <nodes>, zones = 2, storage = <size>, estimate = <budget> }
  store cache on elasticache-redis { instance = cache.r7g.large, nodes = <nodes>, shards = <shards> }
  store table on dynamodb { key = "id", usage { reads = <steady>, writes = <peak>, storage = <size> }, backup continuously keep 35d }
  usage { egress = <egress>, images = <size>, users = <users> }
  cost { monitoring = <budget> }
}
"#;

/// Every place with what usually stands there, and its ends.
const PLACES: &[(&str, &str, &[&str])] = &[
    ("budget", "$90k/month", &["$0/month", "$9007199254740992/month", "$0.000001/month"]),
    ("steady", "40/s", &["0/s", "9007199254740992/s", "0.000001/s", "1/month"]),
    ("peak", "400/s", &["0/s", "9007199254740992/s", "0.000001/s", "1/month"]),
    ("rto", "30m", &["0s", "9007199254740992s", "1ms"]),
    ("weight", "60%", &["0%", "100%", "0.000001%"]),
    ("other", "40%", &["0%", "100%", "99.999999%"]),
    ("zones", "3", &["0", "1", "9007199254740992"]),
    ("failures", "3", &["0", "9007199254740992"]),
    ("share", "70%", &["0%", "100%", "0.000001%"]),
    ("rest", "30%", &["0%", "100%", "99.999999%"]),
    ("hits", "85%", &["0%", "100%", "99.999999%"]),
    (
        "replicas",
        "3..9",
        &["0..0", "0..1", "9..3", "1..9007199254740992", "9007199254740992..9007199254740992"],
    ),
    ("serves", "20/s", &["0/s", "0.000001/s", "9007199254740992/s", "1/month"]),
    ("headroom", "25%", &["0%", "100%", "9007199254740992%"]),
    ("startup", "60s", &["0s", "9007199254740992s", "1ms"]),
    ("spot", "50%", &["0%", "100%", "99.999999%"]),
    ("discount", "30%", &["0%", "100%", "101%"]),
    ("pool", "1..10", &["0..0", "1..9007199254740992"]),
    ("step", "50%", &["0", "0%", "9007199254740992", "9007199254740992%", "0.000001%"]),
    ("target", "60%", &["0%", "100%", "0.000001%", "101%"]),
    ("cpu", "0.5vcpu..1vcpu", &["0vcpu", "0.000001vcpu", "9007199254740992vcpu"]),
    ("memory", "1GiB", &["0MiB", "1B", "9007199254740992GiB"]),
    ("nodes", "2..3", &["0", "1", "0..9007199254740992"]),
    ("shards", "2", &["0", "1", "9007199254740992"]),
    ("size", "20GiB", &["0GiB", "1B", "9007199254740992GiB"]),
    ("egress", "300GB/month", &["0GB/month", "1B/month", "9007199254740992GB/s"]),
    ("users", "12k", &["0", "9007199254740992"]),
];

fn with(changes: &[(&str, &str)]) -> String {
    PLACES.iter().fold(POLICY.to_owned(), |policy, (name, usual, _)| {
        let change = changes.iter().find(|(place, _)| place == name);
        policy.replace(&format!("<{name}>"), change.map_or(usual, |(_, end)| end))
    })
}

fn holds_together(figures: &Figures) {
    let total = |moment| figures.money.total(moment).known;
    let (floor, steady, peak) = (total(Moment::Floor), total(Moment::Steady), total(Moment::Peak));
    assert!(floor <= steady && steady <= peak, "money falls: {floor:?} {steady:?} {peak:?}");
    for fleet in &figures.fleets {
        for stand in &fleet.stands {
            let needs = Load::ALL.into_iter().filter_map(|load| stand.need(load));
            assert!(needs.into_iter().all(|need| need.bare <= need.full), "{stand:?}");
            assert!(stand.zone_lost.is_none_or(|zone| zone.left <= zone.ran), "{stand:?}");
        }
    }
    for figure in &figures.availabilities {
        assert!(figure.estimate <= Ratio::ONE, "{figure:?}");
    }
    assert!(figures.regions.iter().all(|region| region.share <= Ratio::ONE));
}

/// What is wrong with the answer to a policy; nothing where there is one and its figures hold together.
fn fault(changes: &[(&str, &str)]) -> Option<String> {
    let text = with(changes);
    let tried = catch_unwind(|| {
        attempt(&text);
        if terrace::syntax::parse(terrace::source::FileId(0), &text).1.is_empty() {
            of(&text, holds_together);
        }
    });
    let why = tried.err()?;
    let message = why.downcast_ref::<String>().cloned();
    let message = message.or(why.downcast_ref::<&str>().map(ToString::to_string));
    Some(format!("{changes:?}: {:.200}", message.unwrap_or_default()))
}

fn ends() -> Vec<(&'static str, &'static str)> {
    PLACES.iter().flat_map(|(name, _, ends)| ends.iter().map(|end| (*name, *end))).collect()
}

#[test]
fn the_usual_policy_has_figures() {
    of(&with(&[]), |figures| {
        holds_together(figures);
        assert_eq!(figures.fleets.len(), 4);
        assert!(figures.money.lines.len() > 20, "{}", figures.money.lines.len());
    });
}

#[test]
fn one_end_at_a_time_has_an_answer() {
    let faults: Vec<String> = ends().into_iter().filter_map(|end| fault(&[end])).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every end with the one that stands eleven further in the list, and all the largest together.
#[test]
fn several_ends_at_a_time_have_an_answer() {
    let ends = ends();
    let pairs = ends.iter().zip(ends.iter().cycle().skip(11));
    let mut faults: Vec<String> = pairs.filter_map(|(one, other)| fault(&[*one, *other])).collect();
    let extreme = |last: bool| {
        PLACES
            .iter()
            .map(move |(name, _, ends)| (*name, ends[if last { ends.len() - 1 } else { 0 }]))
    };
    faults.extend(fault(&extreme(false).collect::<Vec<_>>()));
    faults.extend(fault(&extreme(true).collect::<Vec<_>>()));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
