//! Envelopes of the project's policies, written from the rules of money: what is bought in each state, at the prices of
//! the lists as they were read (dollars an hour, a GiB month, a million), copied by hand.

use crate::exact::{dec, int};
use crate::formulas::{gib, metrics, month, needed, nodes, per_node, percent, within};
use crate::policies::of;
use crate::sheet::Sheet;

/// A table with its reads, writes (millions) and decimal GB, in one region with its backup.
fn table(sheet: &mut Sheet, region: &str, reads: i128, writes: i128, size: i128) {
    let line = |what: &str| format!("items/{what}/{region}");
    sheet.same(&line("reads"), dec("0.125") * int(reads));
    sheet.same(&line("writes"), dec("0.625") * int(writes));
    sheet.same(&line("storage"), dec("0.25") * gib(size));
    sheet.same(&line("continuous backup"), dec("0.2") * gib(size));
}

#[test]
fn docker_app_on_instances() {
    for (tier, price, serves, (least, most), steady) in
        [("seed", "0.0116", 30, (2, 4), 2), ("small", "0.0416", 60, (3, 5), 10)]
    {
        let mut sheet = Sheet::new(1);
        let usual = within(needed(int(steady), 0, serves, 80), least, most);
        sheet.count("web/instances/us-west-2", month(price), &[least, usual, most, least]);
        table(&mut sheet, "us-west-2", 4, 1, 2);
        sheet.same("api/balancer/us-west-2", month("0.0225"));
        // A log 1, errors 5, health 2, the processor out and in.
        sheet.same("docker-app/alarms, by metric/us-west-2", metrics(11));
        of("docker-app", "", tier, |figures| sheet.is(figures));
    }
}

/// Two up to the minimum at 60 %; of eight above it half are spot, at a saving of 67 %.
#[test]
fn docker_app_with_discount_and_spot() {
    let mut sheet = Sheet::new(1);
    let above = 10 - 2;
    let firm = (int(above) * percent(50)).up();
    let hour = month("0.0832");
    sheet.count("web/up to the minimum/us-west-2", hour * percent(60), &[2, 2, 2, 2]);
    sheet.count("web/instances/us-west-2", hour, &[0, 0, firm, 0]);
    sheet.count("web/spot/us-west-2", hour * percent(33), &[0, 0, above - firm, 0]);
    sheet.same("cache/nodes/us-west-2", month("0.017") * int(2));
    table(&mut sheet, "us-west-2", 4, 1, 2);
    sheet.same("api/balancer/us-west-2", month("0.0225"));
    sheet.same("docker-app/alarms, by metric/us-west-2", metrics(11));
    of("docker-app", "", "medium", |figures| sheet.is(figures));
}

#[test]
fn docker_app_on_tasks() {
    let mut sheet = Sheet::new(1);
    let counts = [4, within(needed(int(200), 0, 150, 70), 4, 24), 24, 4];
    sheet.count("web/processors of tasks/us-west-2", month("0.04048"), &counts);
    sheet.count("web/memory of tasks/us-west-2", month("0.004445") * int(2), &counts);
    sheet.same("cache/nodes/us-west-2", month("0.017") * int(2));
    table(&mut sheet, "us-west-2", 4, 1, 2);
    sheet.same("api/balancer/us-west-2", month("0.0225"));
    sheet.same("docker-app/alarms, by metric/us-west-2", metrics(9));
    of("docker-app", "", "high", |figures| sheet.is(figures));
}

/// Two standby regions at their minimum but where one has taken over; a table in three regions; egress by the CDN.
#[test]
fn docker_app_with_standbys() {
    let mut sheet = Sheet::new(3);
    let all = needed(int(20_000) * percent(20), 0, 150, 70);
    assert_eq!(all, 39);
    let taken_over = [
        ("eu-west-1", "0.04048", "0.004445", [8, 8, 8, 8, 8, 8]),
        ("us-east-1", "0.04048", "0.004445", [8, 8, 8, 8, 8, all]),
        ("us-west-2", "0.04048", "0.004445", [8, 8, 45, all, all, 8]),
    ];
    for (region, processor, memory, counts) in taken_over {
        let line = |what: &str| format!("web/{what}/{region}");
        sheet.count(&line("processors of tasks"), month(processor), &counts);
        sheet.count(&line("memory of tasks"), month(memory) * int(2), &counts);
        let cache = if region == "eu-west-1" { "0.018" } else { "0.017" };
        sheet.same(&format!("cache/nodes/{region}"), month(cache) * int(2));
        let balancer = if region == "eu-west-1" { "0.0252" } else { "0.0225" };
        sheet.same(&format!("api/balancer/{region}"), month(balancer));
        sheet.same(&format!("items/writes/{region}"), dec("0.625") * int(80));
        sheet.same(&format!("items/storage/{region}"), dec("0.25") * gib(100));
        // What stands by is watched as well.
        sheet.same(&format!("docker-app/alarms, by metric/{region}"), metrics(9));
    }
    sheet.same("items/reads/us-west-2", dec("0.125") * int(400));
    sheet.same("items/continuous backup/us-west-2", dec("0.2") * gib(100));
    sheet.same("global/egress/us-west-2", dec("0.085") * int(5_000));
    sheet.same("api/health checks/", dec("0.5") * int(3));
    sheet.same("api/options of health checks/", int(3));
    of("docker-app", "", "enterprise", |figures| sheet.is(figures));
}

/// A function of half a GiB: calls by their share, warm executions within 10..20, each region's loss at 400/s.
pub fn podinfo_prod() -> Sheet {
    let mut sheet = Sheet::new(2);
    let (east, west) = (percent(20), percent(80));
    let warm = dec("0.5") * int(2_628_000) * dec("0.0000041667");
    let of_all =
        |load: i128, share: i128, serves| needed(int(load) * percent(share), 0, serves, 70);
    let (api, web) = (of_all(400, 30, 10), of_all(400, 70, 100));
    sheet.count("api/provisioned concurrency/us-east-1", warm, &[10, 10, 20, 10, api]);
    sheet.count("api/provisioned concurrency/us-west-2", warm, &[10, 10, 20, api, 10]);
    sheet.count("web/instances/us-east-1", month("0.0416"), &[3, 3, 6, 3, web]);
    sheet.count("web/instances/us-west-2", month("0.0416"), &[3, 3, 6, web, 3]);
    for (region, share) in [("us-east-1", east), ("us-west-2", west)] {
        let calls = int(40 * 2_628_000) * percent(30) * share;
        let seconds = calls * dec("0.1") * dec("0.5") * dec("0.0000166667");
        sheet.same(&format!("api/duration of calls/{region}"), seconds);
        sheet.same(&format!("api/requests of calls/{region}"), calls * dec("0.0000002"));
        sheet.same(&format!("public/balancer/{region}"), month("0.0225"));
        // Errors behind the balancer 5, those of the function 7, duration, throttles, cold start.
        sheet.same(&format!("podinfo/alarms, by metric/{region}"), metrics(15));
        sheet.same(&format!("podinfo/egress/{region}"), dec("0.09") * int(300) * share);
        sheet.same(&format!("podinfo/images/{region}"), dec("0.1") * int(100));
    }
    sheet.same("public/health checks/", dec("0.5") * int(2));
    sheet.same("public/options of health checks/", int(2));
    sheet.same("monitoring/given cost/", int(30));
    sheet
}

#[test]
fn podinfo_in_two_regions() {
    of("podinfo", "prod", "", |figures| podinfo_prod().is(figures));
}

/// A ring that promises nothing: no estimate counts, and without a user, egress or image said there is no line of it.
pub fn podinfo_dev() -> Sheet {
    let mut sheet = Sheet::new(1);
    let usual = within(needed(int(1) * percent(70), 0, 100, 70), 1, 2);
    sheet.count("web/instances/us-west-2", month("0.0104"), &[1, usual, 2, 1]);
    let calls = int(2_628_000) * percent(30);
    let seconds = calls * dec("0.1") * dec("0.5") * dec("0.0000166667");
    sheet.same("api/duration of calls/us-west-2", seconds);
    sheet.same("api/requests of calls/us-west-2", calls * dec("0.0000002"));
    sheet.same("public/balancer/us-west-2", month("0.0225"));
    sheet.same("podinfo/alarms, by metric/us-west-2", metrics(15));
    sheet
}

#[test]
fn podinfo_in_its_first_ring() {
    of("podinfo", "dev", "", |figures| podinfo_dev().is(figures));
}

/// Seven pods fit a node by the processor; a third of the jobs' fleet is spot at a saving of 56 %.
#[test]
fn workflow_app_on_nodes() {
    let each = per_node((8, 32), (int(1), int(2)));
    let nodes = |replicas| nodes(replicas, each);
    let steady = within(needed(int(100), 25, 20, 70), 9, 45);
    let mut sheet = Sheet::new(1);
    let app = [nodes(9), nodes(steady), nodes(45), nodes(9)];
    sheet.count("app/nodes/us-east-1", month("0.384"), &app);
    let firm = (int(20 - 2) * percent(40)).up();
    let jobs = [Some(2), None, Some(2 + firm), Some(2)];
    sheet.unsteady("jobs/instances/us-east-1", month("0.0416"), &jobs);
    let spot = month("0.0416") * percent(44);
    sheet.unsteady("jobs/spot/us-east-1", spot, &[Some(0), None, Some(18 - firm), Some(0)]);
    sheet.same("cache/nodes/us-east-1", month("0.032") * int(2));
    sheet.same("db/estimate/", int(1_200));
    sheet.same("assets/egress/us-east-1", dec("0.085") * int(500));
    // Latency twice, errors 5, depth of the queue, six of the steps, hits and misses of each of the cache's nodes.
    sheet.same("workflow-app/alarms, by metric/us-east-1", metrics(2 + 5 + 1 + 6 + 2 * 2));
    of("workflow-app", "", "", |figures| sheet.is(figures));
}

#[test]
fn tickets_in_two_regions() {
    let mut sheet = Sheet::new(2);
    let warm = int(2_628_000) * dec("0.0000041667");
    let each = per_node((2, 8), (dec("0.5"), dec("0.5")));
    let nodes = |replicas| nodes(replicas, each);
    let (api, thumbs) = (needed(int(120), 0, 20, 70), needed(int(30), 0, 5, 70));
    let web = needed(int(600), 0, 100, 65);
    for (region, price, share, least, balancer) in
        [("eu-central-1", "0.115", 40, 2, "0.027"), ("eu-west-1", "0.107", 60, 3, "0.0252")]
    {
        let counts = |least: i128, most: i128, all: i128| {
            let taken = within(all, least, most);
            if region == "eu-central-1" {
                [least, most, least, taken]
            } else {
                [least, most, taken, least]
            }
        };
        let states = |it: [i128; 4], steady: i128| [it[0], steady, it[1], it[2], it[3]];
        let line = |what: &str| format!("{what}/{region}");
        let part = |load: i128| int(load) * percent(share);
        let pods = states(counts(3, 9, api), within(needed(part(40), 0, 20, 70), 3, 9)).map(nodes);
        sheet.count(&line("api/nodes"), month(price), &pods);
        let warm_ones = states(counts(2, 10, thumbs), within(needed(part(10), 0, 5, 70), 2, 10));
        sheet.count(&line("thumbs/provisioned concurrency"), warm, &warm_ones);
        let calls = part(10) * int(2_628_000);
        sheet.same(&line("thumbs/duration of calls"), calls * dec("0.2") * dec("0.0000166667"));
        sheet.same(&line("thumbs/requests of calls"), calls * dec("0.0000002"));
        let servers =
            states(counts(least, 10, web), within(needed(part(200), 0, 100, 65), least, 10));
        sheet.count(&line("web/instances"), month(price), &servers);
        sheet.same(&line("public/balancer"), month(balancer));
        // The processor out, in and warned of, latency twice, errors 5; of the function duration, throttles, errors 2.
        sheet.same(&line("tickets/alarms, by metric"), metrics(3 + 2 + 5 + 1 + 1 + 2));
    }
    sheet.same("public/health checks/", dec("0.5") * int(2));
    sheet.same("public/options of health checks/", int(2 * 2));
    of("tickets", "prod", "", |figures| sheet.is(figures));
}
