//! Replicas, connections, times and availability a second time: loads by share, losses by routing, chains by their links.

use terrace::figures::chain::Kind;
use terrace::figures::time::{Chain, Scope};
use terrace::figures::{Figures, Load};

use crate::exact::{Exact, dec, int};
use crate::formulas::{needed, percent};
use crate::policies::of;

/// What a stand needs of `peak` in each way in which another region's load may go.
fn at_loss(figures: &Figures, workload: &str, lost: &str, of: &str) -> Vec<(u64, u64)> {
    let position = |code: &str| figures.regions.iter().position(|it| it.code == code);
    let fleet = figures.fleet(workload).expect("a fleet");
    let stand = fleet.stands.iter().position(|it| Some(it.region) == position(of));
    let lost = |loss: &&terrace::figures::Loss| {
        Some(loss.lost) == position(lost) && loss.load == Load::Peak
    };
    let loss = fleet.losses.iter().find(lost).expect("a loss");
    let needs = loss.scenarios.iter().flat_map(|it| &it.needs);
    needs.filter(|(at, _)| Some(*at) == stand).map(|(_, need)| (need.bare, need.full)).collect()
}

/// Bare and full, of a load on one size of replica.
fn both(load: Exact, serves: i128, target: i128) -> (u64, u64) {
    let whole = |number: i128| u64::try_from(number).expect("a count");
    (whole(needed(load, 0, serves, 100)), whole(needed(load, 0, serves, target)))
}

#[test]
fn needs_by_weight_at_both_loads() {
    of("status-page", "", "launch", |figures| {
        let fleet = figures.fleet("api").expect("a fleet");
        let shares = [25, 35, 40];
        assert_eq!(fleet.stands.len(), shares.len());
        for (stand, share) in fleet.stands.iter().zip(shares) {
            let need = |load| stand.need(load).map(|need| (need.bare, need.full));
            assert_eq!(need(Load::Steady), Some(both(int(350) * percent(share), 500, 70)));
            assert_eq!(need(Load::Peak), Some(both(int(3_300) * percent(share), 500, 70)));
            // Six in three zones, two to each.
            assert_eq!(stand.zone_lost.map(|it| (it.ran, it.left)), Some((6, 4)));
        }
    });
}

/// By geography all of a region's load goes to an `else` of its places, and for each of them that is another way.
#[test]
fn losses_by_geography() {
    let load = |share| both(int(3_300) * percent(share), 500, 70);
    of("status-page", "", "launch", |figures| {
        let needs = |lost, of| at_loss(figures, "api", lost, of);
        assert_eq!(needs("us-east-1", "eu-west-1"), [load(75)]);
        assert_eq!(needs("us-east-1", "ap-southeast-1"), [load(25)]);
        assert_eq!(needs("ap-southeast-1", "us-east-1"), [load(65)]);
        assert_eq!(needs("eu-west-1", "us-east-1"), [load(40), load(75)]);
        assert_eq!(needs("eu-west-1", "ap-southeast-1"), [load(60), load(25)]);
    });
}

/// What no traffic leads to is shared by weight, and after a loss by the weights of those that are left.
#[test]
fn losses_by_weight() {
    let load = |share, of| both(Exact::of(67_000, 60) * Exact::of(share, of), 60, 100);
    of("status-page", "", "launch", |figures| {
        assert_eq!(at_loss(figures, "notify", "us-east-1", "eu-west-1"), [load(35, 60)]);
        assert_eq!(at_loss(figures, "notify", "eu-west-1", "us-east-1"), [load(40, 65)]);
    });
    of("podinfo", "prod", "", |figures| {
        let whole = both(int(400) * percent(30), 10, 70);
        assert_eq!(at_loss(figures, "api", "us-west-2", "us-east-1"), [whole]);
    });
}

/// Failover takes the next of the order, and none else.
#[test]
fn losses_by_order() {
    of("docker-app", "", "enterprise", |figures| {
        let behind_the_cdn = int(20_000) * percent(20);
        let next = at_loss(figures, "web", "us-west-2", "us-east-1");
        assert_eq!(next, [both(behind_the_cdn, 150, 70)]);
        assert_eq!(at_loss(figures, "web", "us-west-2", "eu-west-1"), [(0, 0)]);
    });
}

fn link(figures: &Figures, kind: Kind, workload: &str) -> (u64, u64) {
    let found = figures.links.iter().find(|it| it.kind == kind && it.workload == workload);
    found.map(|it| (it.asked, it.has)).expect("a link")
}

/// What a `PostgreSQL` of so many GiB takes.
fn connections(gib: i128) -> u64 {
    let by_memory = Exact::of(gib << 30, 9_531_392).down();
    u64::try_from(by_memory.min(5_000)).expect("a count")
}

#[test]
fn connections_of_all_workloads_against_memory() {
    of("workflow-app", "", "", |figures| {
        let asked = 45 * 20 + 20 * 5;
        assert_eq!(link(figures, Kind::Connections, "app"), (asked, connections(16)));
        assert_eq!(link(figures, Kind::Connections, "jobs"), (asked, connections(16)));
    });
    of("status-page", "", "launch", |figures| {
        let asked = 20 * 120 + 100 * 5;
        assert_eq!(link(figures, Kind::Connections, "api"), (asked, connections(64)));
        assert_eq!(link(figures, Kind::Readers, "api"), (20 * 100, 2 * connections(64)));
        assert_eq!(link(figures, Kind::Partitions, "notify"), (100, 240));
    });
    of("status-page", "", "global", |figures| {
        let asked = (100 * 120 + 200 * 5) / 8;
        assert_eq!(link(figures, Kind::Connections, "api"), (asked, connections(64)));
    });
    of("cloudshelf", "", "mvp", |figures| {
        assert_eq!(link(figures, Kind::Connections, "admin"), (50, connections(1)));
    });
    assert_eq!(connections(4), 450);
}

/// The seconds of the slowest chain of the service.
fn slowest(figures: &Figures, scope: Scope, load: Load) -> String {
    let here = figures.recoveries.iter();
    let mut here = here.filter(|it| it.scope == scope && it.load == load && it.of.is_none());
    let recovery = here.next().expect("a recovery");
    recovery.slowest().map_or("none".to_owned(), |chain| Chain::seconds(chain).decimal())
}

#[test]
fn recoveries_are_the_slower_chain_and_not_the_sum() {
    let region = |name, environment, tier| {
        of(name, environment, tier, |figures| {
            Load::ALL.map(|load| slowest(figures, Scope::Region, load))
        })
    };
    // 3 × 30 + an alias of 60; at peak eight tasks become 27: three minutes of tracking and one of startup.
    let taken_over = 3 * 30 + 60;
    assert_eq!(
        region("docker-app", "", "enterprise"),
        [taken_over.to_string(), (taken_over + 180 + 60).to_string()]
    );
    // Fleets that carry it already: nothing to scale.
    assert_eq!(region("podinfo", "prod", ""), ["150", "150"]);
    // Four become six in one step of 50 %: two minutes and a minute of startup.
    assert_eq!(
        region("tickets", "prod", ""),
        [(3 * 10 + 60).to_string(), (90 + 120 + 60).to_string()]
    );
    // The database alone takes 60 + 60, the records 30 + 60; from 30 to 50 servers in three steps of 25 %, the first
    // after a minute, the others a startup later, and the last starts: 60 + 2 × 60 + 60.
    assert_eq!(region("status-page", "", "launch"), ["120", "120"]);
    assert_eq!(region("status-page", "", "global"), ["120".to_owned(), (90 + 240).to_string()]);
    let zone = |name, tier| of(name, "", tier, |it| slowest(it, Scope::Zone, Load::Steady));
    assert_eq!(
        (zone("docker-app", "seed"), zone("docker-app", "medium")),
        ("20".into(), "60".into())
    );
    assert_eq!(
        (zone("workflow-app", ""), zone("cloudshelf", "scale")),
        ("90".into(), "120".into())
    );
    // The only one of its ring: nothing is left until tracking and a start have brought another.
    let dev = of("podinfo", "dev", "", |it| slowest(it, Scope::Zone, Load::Steady));
    assert_eq!(dev, (90 + 180 + 90).to_string());
}

/// A share with eight decimals, the last half up.
fn estimate(figures: &Figures) -> String {
    let whole = figures.availabilities.iter().find(|it| it.of.is_none()).expect("an estimate");
    whole.estimate.rounded(8)
}

fn shown(share: Exact) -> String {
    let digits = (share * int(100_000_000) + Exact::of(1, 2)).down();
    let text = format!("0.{digits:08}");
    text.trim_end_matches('0').to_owned()
}

/// What is left of an outage that failover ends after so many seconds of its hour.
fn raised(alone: Exact, seconds: i128) -> Exact {
    int(1) - (int(1) - alone) * Exact::of(seconds, 3_600)
}

#[test]
fn availability_is_a_product_raised_by_failover() {
    let (nines, function, table) = (dec("0.9999"), dec("0.9995"), dec("0.99999"));
    let seed = of("docker-app", "", "seed", estimate);
    assert_eq!(seed, shown(nines * nines * nines));
    let enterprise = of("docker-app", "", "enterprise", estimate);
    assert_eq!(enterprise, shown(raised(nines * nines * nines * table, 150)));
    let podinfo = of("podinfo", "prod", "", estimate);
    assert_eq!(podinfo, shown(raised(nines * nines * function, 150)));
    // One server of the ring is in one zone.
    assert_eq!(of("podinfo", "dev", "", estimate), shown(nines * function * dec("0.995")));
    // Four functions whose tables are each counted once; what has a fallback is not.
    let four = function * function * function * function;
    assert_eq!(of("cloudshelf", "", "mvp", estimate), shown(nines * four * nines));
    assert_eq!(
        of("cloudshelf", "", "scale", estimate),
        shown(raised(nines * four * table * nines, 150))
    );
    assert_eq!(of("tickets", "prod", "", estimate), shown(raised(nines * nines, 90)));
}
