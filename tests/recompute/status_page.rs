//! The status page in its four tiers: seven regions at most, three fleets, and what the others run when one is lost.

use crate::exact::{Exact, dec, int};
use crate::formulas::{metrics, month, needed, nodes, per_node, percent, within};
use crate::policies::of;
use crate::sheet::Sheet;

struct Tier {
    name: &'static str,
    /// The regions with their percentage of the load, by code.
    shares: &'static [(&'static str, i128)],
    /// Requests a second of the interface, usual and highest, and its servers.
    usual: i128,
    highest: i128,
    api: (i128, i128),
    /// Open connections, and pods.
    open: i128,
    sse: (i128, i128),
    /// Notices a minute, and pods.
    notices: i128,
    notify: (i128, i128),
    /// Shards of the database; what it and the log are said to cost.
    shards: i128,
    given: (i128, i128),
}

const THREE: &[(&str, i128)] = &[("ap-southeast-1", 25), ("eu-west-1", 35), ("us-east-1", 40)];

const FIVE: &[(&str, i128)] = &[
    ("ap-southeast-1", 20),
    ("eu-west-1", 30),
    ("me-central-1", 5),
    ("sa-east-1", 10),
    ("us-east-1", 35),
];

const SEVEN: &[(&str, i128)] = &[
    ("ap-northeast-1", 10),
    ("ap-southeast-1", 15),
    ("eu-central-1", 10),
    ("eu-west-1", 20),
    ("me-central-1", 5),
    ("sa-east-1", 10),
    ("us-east-1", 30),
];

const TIERS: [Tier; 4] = [
    Tier {
        name: "launch",
        shares: THREE,
        usual: 350,
        highest: 3_300,
        api: (6, 20),
        open: 700_000,
        sse: (10, 50),
        notices: 67_000,
        notify: (20, 100),
        shards: 1,
        given: (7_000, 1_500),
    },
    Tier {
        name: "growth",
        shares: THREE,
        usual: 870,
        highest: 8_300,
        api: (8, 30),
        open: 1_700_000,
        sse: (25, 100),
        notices: 167_000,
        notify: (20, 100),
        shards: 1,
        given: (12_000, 1_500),
    },
    Tier {
        name: "scale",
        shares: FIVE,
        usual: 2_600,
        highest: 25_000,
        api: (15, 60),
        open: 5_000_000,
        sse: (50, 150),
        notices: 500_000,
        notify: (20, 140),
        shards: 4,
        given: (50_000, 2_500),
    },
    Tier {
        name: "global",
        shares: SEVEN,
        usual: 5_200,
        highest: 50_000,
        api: (30, 100),
        open: 10_000_000,
        sse: (100, 200),
        notices: 1_000_000,
        notify: (40, 200),
        shards: 8,
        given: (140_000, 3_500),
    },
];

/// An hour of a server (`c6g.xlarge`), of a cache's node (`cache.r7g.large`, in me-central-1 `cache.r5.large`) and of a
/// balancer (`alb,hour`; the list has none for me-central-1).
fn prices(region: &str) -> (&'static str, &'static str, Option<&'static str>) {
    match region {
        "ap-northeast-1" => ("0.1712", "0.263", Some("0.0243")),
        "ap-southeast-1" => ("0.1568", "0.263", Some("0.0252")),
        "eu-central-1" => ("0.1552", "0.263", Some("0.027")),
        "eu-west-1" => ("0.1459", "0.243", Some("0.0252")),
        "me-central-1" => ("0.1605", "0.2651", None),
        "sa-east-1" => ("0.2096", "0.436", Some("0.034")),
        "us-east-1" => ("0.136", "0.219", Some("0.0225")),
        other => panic!("no region {other}"),
    }
}

/// Where users of a region are sent when it is lost: the `else` of each of its places, one at a time.
fn elsewhere(lost: &str) -> &'static [&'static str] {
    match lost {
        "ap-northeast-1" => &["ap-southeast-1"],
        "ap-southeast-1" | "sa-east-1" => &["us-east-1"],
        "eu-central-1" | "me-central-1" | "us-east-1" => &["eu-west-1"],
        "eu-west-1" => &["us-east-1", "ap-southeast-1"],
        other => panic!("no region {other}"),
    }
}

impl Tier {
    fn share(&self, region: &str) -> i128 {
        self.shares.iter().find(|it| it.0 == region).expect("a region").1
    }

    /// Servers of a region with all users of a lost one sent to another.
    fn servers(&self, region: &str, lost: &str, to: &str) -> i128 {
        let (least, most) = self.api;
        if region == lost {
            return least;
        }
        let share = self.share(region) + if region == to { self.share(lost) } else { 0 };
        within(needed(int(self.highest) * percent(share), 0, 500, 70), least, most)
    }

    /// The dearest way in which the users of a lost region may go.
    fn worst(&self, lost: &str) -> &'static str {
        let all = |to: &&&str| -> i128 {
            let hour = |region: &str| (dec(prices(region).0) * int(10_000)).down();
            let each = |it: &(&str, i128)| hour(it.0) * self.servers(it.0, lost, to);
            self.shares.iter().map(each).sum()
        };
        elsewhere(lost).iter().max_by_key(all).expect("another region")
    }

    fn lost<T>(&self, each: impl Fn(&str) -> T) -> Vec<T> {
        self.shares.iter().map(|(code, _)| each(code)).collect()
    }

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(self.shares.len());
        for (region, share) in self.shares {
            let (server, cache, balancer) = prices(region);
            self.fleets(&mut sheet, region, *share, month(server));
            sheet.same(&format!("cache/nodes/{region}"), month(cache) * int(3));
            if let Some(balancer) = balancer {
                sheet.same(&format!("origin/balancer/{region}"), month(balancer));
            }
            // Out by the processor, memory and latency, by requests over capacity (2), in by both at once (3); warned
            // and paged of the processor, memory, latency and errors (5 each); connections of the pods; the depth
            // of the log; connections of each shard. The hits of the network stand in us-east-1.
            let hits = i128::from(*region == "us-east-1");
            let all = 3 + 2 + 3 + 2 * (3 + 5) + 2 + 2 + self.shards + hits;
            sheet.same(&format!("status-page/alarms, by metric/{region}"), metrics(all));
        }
        sheet.same("status/estimate/", int(self.given.0));
        sheet.same("events/estimate/", int(self.given.1));
        sheet.same("edge/estimate/", int(2_500));
        // A check of a network on AWS and of two elsewhere; each asks in https and every ten seconds.
        sheet.same("public/health checks/", dec("0.5") + dec("0.75") * int(2));
        sheet.same("public/options of health checks/", int(2) + int(2 * 2 * 2));
        let regions = i128::try_from(self.shares.len()).expect("a few");
        sheet.same("origin/health checks/", dec("0.5") * int(regions));
        sheet.same("origin/options of health checks/", int(2 * regions));
        sheet
    }

    fn fleets(&self, sheet: &mut Sheet, region: &str, share: i128, server: Exact) {
        let (least, most) = self.api;
        let usual = within(needed(int(self.usual) * percent(share), 0, 500, 70), least, most);
        let lost = self.lost(|lost| self.servers(region, lost, self.worst(lost)));
        let counts: Vec<i128> = [least, usual, most].into_iter().chain(lost).collect();
        sheet.count(&format!("api/instances/{region}"), server, &counts);

        // Two pods fit a node of 4 processors and 8 GiB, whichever way one counts.
        let pods = per_node((4, 8), (dec("1.5"), int(3)));
        let of_a_lost = self.lost(|lost| {
            let moved = if region == self.worst(lost) { self.share(lost) } else { 0 };
            let share = if region == lost { 0 } else { share + moved };
            needed(int(self.open) * percent(share), 0, 100_000, 80)
        });
        sheet.unsteady(&format!("sse/nodes/{region}"), server, &peaks(self.sse, pods, of_a_lost));

        let pods = per_node((4, 8), (dec("0.5"), int(1)));
        let of_a_lost = self.lost(|lost| {
            let rest = Exact::of(share, 100 - self.share(lost));
            let share = if region == lost { int(0) } else { rest };
            needed(Exact::of(self.notices, 60) * share, 0, 60, 100)
        });
        let counts = peaks(self.notify, pods, of_a_lost);
        sheet.unsteady(&format!("notify/nodes/{region}"), server, &counts);
    }
}

/// Nodes of a fleet of which no usual load is said, in each state.
fn peaks((least, most): (i128, i128), pods: i128, lost: Vec<i128>) -> Vec<Option<i128>> {
    let lost = lost.into_iter().map(|need| Some(nodes(within(need, least, most), pods)));
    [Some(nodes(least, pods)), None, Some(nodes(most, pods))].into_iter().chain(lost).collect()
}

#[test]
fn money_of_every_tier() {
    for tier in TIERS {
        of("status-page", "", tier.name, |figures| tier.sheet().is(figures));
    }
}
