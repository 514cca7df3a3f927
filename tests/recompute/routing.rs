//! A region lost where records follow latency: nobody knows to whom its users go. Each of the others takes all of them in
//! turn; what one has to carry is judged by its own worst turn, and money by the dearest turn of the whole.

use terrace::figures::Load;

use crate::exact::{Exact, dec, int};
use crate::formulas::{month, needed, percent, within};
use crate::policies::of_text;
use crate::sheet::Sheet;

const POLICY: &str = r#"
service shop {
  steady = 100/s
  peak   = 1k/s
  region eu-west-1    { weight = 50%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  region us-east-1    { weight = 20%, zones = 3 }
  health edge { protocol = http, path = "/", interval = 30s, timeout = 5s, unhealthy_after = 3 }
  traffic public { host = "shop.example.com", policy = latency, health = edge, route 90% to web, route 10% to old }
  workload web on ec2 { instance = m6i.large, replicas = 4..30, serves = 50/s, keep cpu at 60% }
  workload old on ec2 { instance = t3.medium, replicas = 2..9, serves = 10/s, keep cpu at 50% }
}
"#;

/// The regions by code, with their percentage and an hour of `m6i.large` and of `t3.medium`.
const REGIONS: [(&str, i128, &str, &str); 3] = [
    ("eu-central-1", 30, "0.115", "0.048"),
    ("eu-west-1", 50, "0.107", "0.0456"),
    ("us-east-1", 20, "0.096", "0.0416"),
];

/// What a region needs of the newer and of the older servers for so many percent of the highest load.
fn needs(share: i128) -> (i128, i128) {
    let load = int(1_000) * percent(share);
    (needed(load * percent(90), 0, 50, 60), needed(load * percent(10), 0, 10, 50))
}

/// What runs in a region with so many percent.
fn runs(share: i128) -> (i128, i128) {
    let (web, old) = needs(share);
    (within(web, 4, 30), within(old, 2, 9))
}

/// Regions in which the users of a lost one may be served, by position.
fn others(lost: usize) -> impl Iterator<Item = usize> {
    (0..REGIONS.len()).filter(move |at| *at != lost)
}

/// The percentage of a region when another takes what a third carried.
fn share(at: usize, lost: usize, taker: usize) -> i128 {
    REGIONS[at].1 + if at == taker { REGIONS[lost].1 } else { 0 }
}

/// What runs in all regions that are left, in thousandths of a cent an hour.
fn hourly(lost: usize, taker: usize) -> i128 {
    let one = |at: usize| {
        let (web, old) = runs(share(at, lost, taker));
        dec(REGIONS[at].2) * int(web) + dec(REGIONS[at].3) * int(old)
    };
    (others(lost).map(one).sum::<Exact>() * int(100_000)).down()
}

fn dearest(lost: usize) -> usize {
    others(lost).max_by_key(|taker| hourly(lost, *taker)).expect("another region")
}

#[test]
fn money_counts_the_dearest_turn() {
    let mut sheet = Sheet::new(3);
    for (at, (region, own, server, older)) in REGIONS.iter().enumerate() {
        let usual = int(100) * percent(*own);
        let steady = (
            within(needed(usual * percent(90), 0, 50, 60), 4, 30),
            within(needed(usual * percent(10), 0, 10, 50), 2, 9),
        );
        let turn = |lost| if lost == at { (4, 2) } else { runs(share(at, lost, dearest(lost))) };
        let states = [(4, 2), steady, (30, 9), turn(0), turn(1), turn(2)];
        sheet.count(&format!("web/instances/{region}"), month(server), &states.map(|it| it.0));
        sheet.count(&format!("old/instances/{region}"), month(older), &states.map(|it| it.1));
        let balancer = ["0.027", "0.0252", "0.0225"][at];
        sheet.same(&format!("public/balancer/{region}"), month(balancer));
    }
    sheet.same("public/health checks/", dec("0.5") * int(3));
    of_text(POLICY, "", "", |figures| sheet.is(figures));
}

#[test]
fn capacity_counts_the_worst_turn_of_each() {
    of_text(POLICY, "", "", |figures| {
        for (name, pick) in [("web", 0), ("old", 1)] {
            let fleet = figures.fleet(name).expect("a fleet");
            for lost in 0..3 {
                let mut losses = fleet.losses.iter();
                let loss = losses.find(|it| it.lost == lost && it.load == Load::Peak);
                let loss = loss.expect("a loss");
                assert_eq!(loss.scenarios.len(), 2);
                for at in others(lost) {
                    // Its worst turn is the one in which it takes everything.
                    let (web, old) = needs(share(at, lost, at));
                    let worst = loss.worst(at).expect("a need").full;
                    assert_eq!(i128::from(worst), [web, old][pick], "{name} {lost} {at}");
                }
            }
        }
    });
}
