//! Egress above the first tier of its price: the total of the service fills the tiers, and each region pays its share of
//! each tier at its own price.

use terrace::figures::Figures;
use terrace::figures::money::{Line, Moment};
use terrace::ratio::Ratio;

use crate::exact::{Exact, dec, int};
use crate::formulas::percent;
use crate::policies::of_text;

/// `data-transfer`: `internet-first10tb`, `-next40tb`, `-next100tb`, `-over150tb`.
fn prices(region: &str) -> [&'static str; 4] {
    match region {
        "ap-southeast-1" => ["0.12", "0.085", "0.082", "0.08"],
        "eu-west-1" => ["0.09", "0.085", "0.07", "0.05"],
        other => panic!("no region {other}"),
    }
}

/// What so many decimal TB cost where a region sends so many percent of them. The lists end their tiers of 10, 40 and
/// 100 TB at 10,240, 51,200 and 153,600 GB.
fn share(region: &str, own: i128, terabytes: i128) -> Exact {
    let mut left = terabytes * 1_000;
    let tier = |(size, price): (i128, &str)| {
        let here = left.min(size);
        left -= here;
        dec(price) * int(here) * percent(own)
    };
    let sizes = [10 * 1_024, 40 * 1_024, 100 * 1_024, i128::MAX];
    sizes.into_iter().zip(prices(region)).map(tier).sum()
}

fn policy(terabytes: i128) -> String {
    format!(
        "service shop {{
           region ap-southeast-1 {{ weight = 30% }}
           region eu-west-1      {{ weight = 70% }}
           usage {{ egress = {terabytes}TB/month }}
         }}"
    )
}

#[test]
fn every_tier_is_filled_by_the_whole_service() {
    for terabytes in [1, 10, 11, 50, 60, 150, 160, 400] {
        of_text(&policy(terabytes), "", "", |figures| {
            for (at, region, own) in [(0, "ap-southeast-1", 30), (1, "eu-west-1", 70)] {
                let here = |line: &&Line| line.region == Some(at) && line.what == "egress";
                let lines = figures.money.lines.iter().filter(here);
                let paid: Ratio = lines.filter_map(|line| line.amount(Moment::Steady)).sum();
                let wanted = share(region, own, terabytes).cents();
                assert_eq!(paid.fixed(2), wanted, "{terabytes} TB in {region}");
            }
        });
    }
}

/// The list has no price of what leaves us-east-1 above 150 TB: that part is named, the rest is paid.
#[test]
fn a_tier_without_a_price_is_named() {
    let policy = |terabytes: u32| {
        let usage = format!("usage {{ egress = {terabytes}TB/month }}");
        format!("service shop {{ region us-east-1 {{ zones = 3 }}\n{usage} }}")
    };
    let named = |figures: &Figures| {
        let all = figures.money.not_priced.iter().filter(|it| it.what.contains("egress"));
        all.map(|it| it.what.clone()).collect::<Vec<_>>()
    };
    assert!(of_text(&policy(150), "", "", named).is_empty());
    assert_eq!(of_text(&policy(160), "", "", named), ["egress of 6400 GB from us-east-1"]);
    of_text(&policy(160), "", "", |figures| {
        let tiers =
            dec("0.09") * int(10_240) + dec("0.085") * int(40_960) + dec("0.07") * int(102_400);
        assert_eq!(figures.money.total(Moment::Steady).known.fixed(2), tiers.cents());
    });
}
