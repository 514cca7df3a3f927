//! Estimates against the list: fine from 80 % of `floor` to 120 % of `peak`, over all regions; and the last line of a
//! tier against its parts.

use crate::exact::{dec, int};
use crate::formulas::{month, percent};
use crate::policies::{found, of_text};
use crate::sheet::Sheet;

const DIFFERS: &str = "cost/claim-differs-from-catalogue";

fn servers(estimate: &str) -> String {
    format!(
        "service shop {{
           region us-west-2 {{ weight = 50%, zones = 3 }}
           region us-east-1 {{ weight = 50%, zones = 3 }}
           workload web on ec2 {{ instance = t3.medium, replicas = 2..5, estimate = {estimate}/month }}
         }}"
    )
}

#[test]
fn a_claim_is_fine_within_a_fifth_of_what_it_is_of() {
    // t3.medium is $0.0416 in both regions.
    let lowest = month("0.0416") * int(2 * 2) * percent(80);
    let highest = month("0.0416") * int(2 * 5) * percent(120);
    assert_eq!((lowest, highest), (dec("97.1776"), dec("364.416")));
    for (estimate, differs) in [
        ("$97.1775", true),
        ("$97.1776", false),
        ("$200", false),
        ("$364.416", false),
        ("$364.4161", true),
    ] {
        let codes = found(&servers(estimate));
        assert_eq!(codes.contains(&DIFFERS), differs, "{estimate}");
    }
}

/// Where a part has no price the claim counts, and for the whole: the storage that has one is not paid twice.
#[test]
fn a_claim_counts_where_a_part_has_no_price() {
    let text = "service shop {
      region us-east-1 { zones = 3 }
      store db on aurora-postgresql { instance = db.r6g.large, nodes = 2, storage = 100GiB, estimate = $500/month }
    }";
    let mut sheet = Sheet::new(1);
    sheet.same("db/estimate/", int(500));
    of_text(text, "", "", |figures| sheet.is(figures));
    assert!(!found(text).contains(&DIFFERS));
}

/// In a ring that promises nothing an estimate is neither compared nor counted: what has a price is paid.
#[test]
fn a_claim_binds_where_promises_do() {
    let text = "service shop {
      release staging -> prod
      environment staging { account = \"111111111111\" }
      environment prod { account = \"222222222222\" }
      region us-west-2 { zones = 3 }
      store cache on elasticache-redis { instance = cache.t3.micro, nodes = 2, zones = 2, estimate = $900/month }
      store db on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $500/month }
    }";
    let cache = ("cache/nodes/us-west-2", month("0.017") * int(2));
    let mut staging = Sheet::new(1);
    staging.same(cache.0, cache.1);
    of_text(text, "staging", "", |figures| staging.is(figures));
    let mut prod = Sheet::new(1);
    prod.same(cache.0, cache.1);
    prod.same("db/estimate/", int(500));
    of_text(text, "prod", "", |figures| prod.is(figures));
    assert_eq!(found(text).iter().filter(|code| **code == DIFFERS).count(), 1);
}

#[test]
fn the_last_line_of_a_tier_is_the_sum_of_its_parts() {
    let tier = |whole: &str| {
        format!(
            "service shop {{
               tier launch up to 1k users {{ budget = $600/month, estimate = {whole}/month }}
               region us-east-1 {{ zones = 3 }}
               store db on aurora-postgresql {{ instance = db.r6g.large, nodes = 2, estimate = $420.25/month }}
               queue jobs on sqs {{ estimate = $79.5/month }}
               cost {{ support = $100/month }}
             }}"
        )
    };
    assert_eq!(dec("420.25") + dec("79.5") + int(100), dec("599.75"));
    for (whole, wrong) in [("$599.75", false), ("$599.74", true), ("$500", true)] {
        let codes = found(&tier(whole));
        assert_eq!(codes.contains(&"cost/lines-do-not-sum"), wrong, "{whole}");
    }
}
