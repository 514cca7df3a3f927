//! The book shop in its three tiers: functions of which only paths say who gets what, so that calls have no figure, and
//! stores that grow node by node.

use crate::exact::{Exact, dec, int};
use crate::formulas::{metrics, month, percent};
use crate::policies::of;
use crate::sheet::Sheet;

/// Five functions with errors (7), latency, throttles and duration; the page's load; four kinds of calls of the table;
/// one figure each of the database and of the search.
const WATCHED: i128 = 5 * (7 + 3) + 1 + 4 + 1 + 1;

/// Warm executions of half a GiB (`lambda,provisioned-concurrency-x86`).
fn warm() -> Exact {
    dec("0.5") * int(2_628_000) * dec("0.0000041667")
}

/// Egress of a network (`cloudfront,egress-na-first10tb`).
fn egress(gigabytes: i128) -> Exact {
    dec("0.085") * int(gigabytes)
}

/// The first tiers: one region, no check of records, and a table whose index has no price.
fn one_region(gigabytes: i128, watched: i128) -> Sheet {
    let mut sheet = Sheet::new(1);
    sheet.same("catalog/estimate/", int(25));
    // t3.small.search, `opensearch,storage-gp2`
    sheet.same("books/nodes/us-east-1", month("0.036") * int(3));
    sheet.same("books/storage/us-east-1", dec("0.135") * int(3 * 20));
    sheet.same("front/egress/us-east-1", egress(gigabytes));
    sheet.same("shop/balancer/us-east-1", month("0.0225"));
    // The hits of the network.
    sheet.same("cloudshelf/alarms, by metric/us-east-1", metrics(watched + 1));
    sheet
}

/// One node of everything.
pub fn mvp() -> Sheet {
    let mut sheet = one_region(200, WATCHED);
    // db.t3.micro single-az, `rds,pg-storage-gp3`
    sheet.same("reports/nodes/us-east-1", month("0.018"));
    sheet.same("reports/storage/us-east-1", dec("0.115") * int(20));
    sheet
}

/// A database in two zones is two copies; a cache of two nodes is watched twice.
pub fn growth() -> Sheet {
    let mut sheet = one_region(900, WATCHED + 2);
    sheet.unsteady(
        "cart/provisioned concurrency/us-east-1",
        warm(),
        &[Some(5), None, Some(15), Some(5)],
    );
    // db.t3.medium multi-az
    sheet.same("reports/first node, in two zones/us-east-1", month("0.145"));
    sheet.same("reports/storage/us-east-1", dec("0.115") * int(20 * 2));
    // cache.r6g.large
    sheet.same("cache/nodes/us-east-1", month("0.206") * int(2));
    sheet
}

/// A Multi-AZ first node where it is written, single ones beside it and in the copy; storage for each of them.
pub fn scale() -> Sheet {
    let mut sheet = Sheet::new(2);
    for (region, lost) in [("eu-west-1", [Some(10), None]), ("us-east-1", [None, Some(10)])] {
        let counts = [Some(10), None, Some(40), lost[0], lost[1]];
        sheet.unsteady(&format!("cart/provisioned concurrency/{region}"), warm(), &counts);
        sheet.same(&format!("books/storage/{region}"), dec("0.135") * int(3 * 20));
        let hits = i128::from(region == "us-east-1");
        sheet.same(&format!("cloudshelf/alarms, by metric/{region}"), metrics(WATCHED + 2 + hits));
    }
    sheet.same("books/nodes/eu-west-1", month("0.078") * int(3));
    sheet.same("books/nodes/us-east-1", month("0.073") * int(3));
    sheet.same("cache/nodes/eu-west-1", month("0.229") * int(2));
    sheet.same("cache/nodes/us-east-1", month("0.206") * int(2));
    sheet.same("catalog/estimate/", int(32));
    sheet.same("reports/first node, in two zones/us-east-1", month("0.145"));
    sheet.same("reports/nodes/us-east-1", month("0.072"));
    sheet.same("reports/nodes/eu-west-1", month("0.078") * int(2));
    sheet.same("reports/storage/us-east-1", dec("0.115") * int(20 * 3));
    sheet.same("reports/storage/eu-west-1", dec("0.115") * int(20 * 2));
    sheet.same("front/egress/eu-west-1", egress(4_000) * percent(40));
    sheet.same("front/egress/us-east-1", egress(4_000) * percent(60));
    sheet.same("shop/balancer/eu-west-1", month("0.0252"));
    sheet.same("shop/balancer/us-east-1", month("0.0225"));
    sheet.same("shop/health checks/", dec("0.5") * int(2));
    sheet.same("shop/options of health checks/", int(2));
    sheet
}

#[test]
fn money_of_every_tier() {
    for (tier, sheet) in [("mvp", mvp()), ("growth", growth()), ("scale", scale())] {
        of("cloudshelf", "", tier, |figures| sheet.is(figures));
    }
}
