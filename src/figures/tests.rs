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

fn monthly(figures: &Figures, moment: Moment) -> String {
    let sum = figures.money.total(moment);
    format!("{}{}", sum.known.fixed(2), if sum.partial { "+" } else { "" })
}

/// Everything about money, line by line, for a look at it.
fn envelope(figures: &Figures) -> String {
    let mut text = String::new();
    for line in &figures.money.lines {
        let at = |moment| line.amount(moment).map_or("?".to_owned(), |amount| amount.fixed(2));
        let region = line.region.and_then(|at| figures.regions.get(at)).map_or("", |it| it.code);
        text += &format!(
            "{} {} {region}: {} {} {}\n",
            line.payee.name,
            line.what,
            at(Moment::Floor),
            at(Moment::Steady),
            at(Moment::Peak)
        );
    }
    for (moment, name) in
        [(Moment::Floor, "floor"), (Moment::Steady, "steady"), (Moment::Peak, "peak")]
    {
        text += &format!("{name}: {}\n", monthly(figures, moment));
    }
    for claim in &figures.money.claims {
        text += &format!(
            "claim {} {}: {:?}\n",
            claim.payee.name,
            claim.monthly.fixed(2),
            claim.verdict
        );
    }
    for missing in &figures.money.not_priced {
        text += &format!("not priced: {} {}: {}\n", missing.payee.name, missing.what, missing.why);
    }
    for fleet in &figures.fleets {
        for stand in &fleet.stands {
            let code = figures.regions[stand.region].code;
            text += &format!(
                "{} {code}: {:?} target {} steady {:?} peak {:?} zone lost {:?}\n",
                fleet.workload.name.node,
                stand.bounds.map(|it| (it.min, it.max)),
                stand.target.share.decimal(),
                stand.steady.map(|it| (it.bare, it.full)),
                stand.peak.map(|it| (it.bare, it.full)),
                stand.zone_lost.map(|it| (it.ran, it.left))
            );
        }
        for loss in &fleet.losses {
            let worst: Vec<_> = (0..fleet.stands.len())
                .filter_map(|at| loss.worst(at).map(|need| (at, need.bare, need.full)))
                .collect();
            text +=
                &format!("  lost {} {:?}: {worst:?}\n", figures.regions[loss.lost].code, loss.load);
        }
    }
    for recovery in &figures.recoveries {
        text += &format!(
            "{:?} {:?} {:?} promise {:?}:\n",
            recovery.scope,
            recovery.load,
            recovery.of,
            recovery.promise.as_ref().map(|it| it.value.node.to_string())
        );
        for chain in &recovery.chains {
            let items: Vec<_> =
                chain.items.iter().map(|it| format!("{} {}", it.what, it.sum)).collect();
            text += &format!(
                "  {} {:?} {}s: {items:?}\n",
                chain.thing,
                chain.lost,
                chain.seconds().decimal()
            );
        }
        for missing in &recovery.without {
            text += &format!("  {} no figure: {}\n", missing.thing, missing.why);
        }
    }
    for loss in &figures.data_losses {
        text += &format!(
            "rpo {:?} {} {}: {:?}\n",
            loss.scope,
            loss.promise.value.node,
            loss.thing,
            loss.age.map(|it| (it.means, it.seconds.decimal()))
        );
    }
    for link in &figures.links {
        text += &format!(
            "link {:?} {} on {} in {}: asked {} has {} breaks at {:?}\n",
            link.kind,
            link.workload,
            link.on,
            link.region,
            link.asked,
            link.has,
            link.breaks_at.map(|it| it.rounded(1))
        );
    }
    for it in &figures.availabilities {
        text += &format!(
            "availability {:?} {:?}: {} failover {:?}\n",
            it.of,
            it.promise.as_ref().map(|it| it.value.node.to_string()),
            it.estimate.fixed(6),
            it.failover.map(|it| it.decimal())
        );
    }
    text
}

#[test]
fn look() {
    let policies = [
        ("podinfo", vec![("prod", ""), ("dev", "")]),
        ("workflow-app", vec![("", "")]),
        (
            "docker-app",
            vec![("", "seed"), ("", "small"), ("", "medium"), ("", "high"), ("", "enterprise")],
        ),
        ("cloudshelf", vec![("", "mvp"), ("", "growth"), ("", "scale")]),
        ("status-page", vec![("", "launch"), ("", "global")]),
        ("tickets", vec![("prod", "")]),
    ];
    for (name, places) in policies {
        let text = std::fs::read_to_string(format!("policies/{name}.terrace")).unwrap();
        for place in places {
            println!("--- {name} {place:?}\n{}", of(&text, place, envelope));
        }
    }
}
