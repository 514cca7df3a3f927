//! What a request, a user and a dollar of revenue cost: money at `steady` by how many there are in a month.

use terrace::figures::Figures;
use terrace::figures::money::Unit;

use crate::exact::{Exact, dec, int};
use crate::formulas::month;
use crate::policies::{found, of};
use crate::{cloudshelf, money};

const STEADY: usize = 1;

/// What one costs, with eight decimals.
fn cost(figures: &Figures, unit: Unit) -> Option<String> {
    let found = figures.money.units.iter().find(|it| it.unit == unit).expect("a promise");
    found.cost.map(|cost| cost.fixed(8))
}

#[test]
fn money_by_requests_and_users() {
    let prod = money::podinfo_prod().total(STEADY);
    of("podinfo", "prod", "", |figures| {
        let requests = prod / int(40 * 2_628_000);
        assert_eq!(cost(figures, Unit::Request), Some(requests.fixed(8)));
        assert_eq!(cost(figures, Unit::User), Some((prod / int(12_000)).fixed(8)));
    });
    let dev = money::podinfo_dev().total(STEADY);
    of("podinfo", "dev", "", |figures| {
        assert_eq!(cost(figures, Unit::Request), Some((dev / int(2_628_000)).fixed(8)));
        // The ring does not say how many users it has.
        assert_eq!(cost(figures, Unit::User), None);
    });
}

#[test]
fn money_by_revenue() {
    let tiers = [
        ("mvp", cloudshelf::mvp(), 5_000),
        ("growth", cloudshelf::growth(), 20_000),
        ("scale", cloudshelf::scale(), 50_000),
    ];
    for (tier, sheet, revenue) in tiers {
        of("cloudshelf", "", tier, |figures| {
            let share = sheet.total(STEADY) / int(revenue);
            assert_eq!(cost(figures, Unit::Revenue), Some(share.fixed(8)), "{tier}");
        });
    }
}

/// Two nodes of `cache.t3.micro` in us-west-2 are all that is paid.
fn nodes() -> Exact {
    month("0.017") * int(2)
}

fn missed(promise: &str) -> bool {
    let text = format!(
        "service shop {{
           steady = 1/s
           objective {{ cost per {promise} }}
           usage {{ users = 1k, revenue = $496.4/month }}
           region us-west-2 {{ zones = 3 }}
           store cache on elasticache-redis {{ instance = cache.t3.micro, nodes = 2, zones = 2 }}
         }}"
    );
    found(&text).contains(&"cost/unit-cost-missed")
}

#[test]
fn a_promise_is_missed_above_it_and_a_strict_one_at_it() {
    assert_eq!(nodes(), dec("24.82"));
    // A thousand users: $0.02482 each.
    assert!(!missed("user <= $0.02482/month"));
    assert!(missed("user < $0.02482/month"));
    assert!(missed("user <= $0.02481/month"));
    // 24.82 of 496.40 are exactly 5 %.
    assert!(!missed("revenue <= 5%"));
    assert!(missed("revenue < 5%"));
    // 24.82 / 2,628,000 is 0.00000944444…
    assert!(!missed("request < $0.0000094445"));
    assert!(missed("request < $0.0000094444"));
}
