//! Stores that fail: how long until another node answers (assumed by engine), and how old what comes back may be.

use terrace::figures::time::{Chain, Scope};
use terrace::figures::{Figures, Load};
use terrace::ratio::Ratio;

use crate::policies::{of, of_text};

const DAY: u64 = 24 * 3_600;

fn policy(store: &str) -> String {
    format!(
        "service shop {{
           objective {{ rto zone <= 1h, rto region <= 1h, rpo zone <= 1h, rpo region <= 1h, rpo corruption <= 1h, rpo total <= 1h }}
           region us-east-1 {{ weight = 60%, zones = 3 }}
           region eu-west-1 {{ weight = 40%, zones = 3 }}
           {store}
         }}"
    )
}

/// Seconds until a store answers again; none where it has no figure.
fn back(figures: &Figures, store: &str, scope: Scope) -> Option<String> {
    let all = figures.recoveries.iter();
    let mut all = all.filter(|it| it.scope == scope && it.load == Load::Steady);
    let recovery = all.next().expect("a promise");
    let mut chains = recovery.chains.iter().filter(|chain| chain.thing == store);
    chains.next().map(|chain| Chain::seconds(chain).decimal())
}

fn without(figures: &Figures, store: &str, scope: Scope) -> bool {
    let all = figures.recoveries.iter().filter(|it| it.scope == scope);
    all.flat_map(|it| &it.without).any(|it| it.thing == store)
}

#[test]
fn another_node_takes_over() {
    for (store, seconds) in [
        ("aurora-postgresql { instance = db.r6g.large, nodes = 2 }", Some(30 + 30)),
        ("aurora-mysql { instance = db.r6g.large, nodes = 3 }", Some(30 + 30)),
        ("rds-postgresql { instance = db.r6g.large, nodes = 1, zones = 2 }", Some(60 + 60)),
        ("rds-mysql { instance = db.r6g.large, nodes = 2 }", Some(60 + 60)),
        ("elasticache-redis { instance = cache.r6g.large, nodes = 2, zones = 2 }", Some(30 + 30)),
        ("elasticache-valkey { instance = cache.r6g.large, nodes = 3, zones = 3 }", Some(30 + 30)),
        ("aurora-postgresql { instance = db.r6g.large, nodes = 1 }", None),
        ("rds-postgresql { instance = db.r6g.large, nodes = 1 }", None),
        ("elasticache-redis { instance = cache.r6g.large, nodes = 1 }", None),
    ] {
        of_text(&policy(&format!("store db on {store}")), "", "", |figures| {
            let wanted = seconds.map(|it: i32| it.to_string());
            assert_eq!(back(figures, "db", Scope::Zone), wanted, "{store}");
            assert_eq!(without(figures, "db", Scope::Zone), seconds.is_none(), "{store}");
        });
    }
}

#[test]
fn another_region_takes_over() {
    for (engine, seconds) in
        [("aurora-postgresql", 60 + 60), ("rds-postgresql", 60 + 60), ("rds-mysql", 60 + 60)]
    {
        let store = format!(
            "store db on {engine} {{ instance = db.r6g.large, nodes = 2, zones = 2 }}
             replicate db from us-east-1 to eu-west-1 within 5s"
        );
        of_text(&policy(&store), "", "", |figures| {
            let wanted = Some(seconds.to_string());
            assert_eq!(back(figures, "db", Scope::Region), wanted, "{engine}");
        });
    }
}

/// What a loss takes of a thing.
#[derive(Debug, PartialEq)]
enum Age {
    /// So many seconds of data.
    Seconds(u64),
    /// All: nothing brings it back.
    Everything,
    /// It is not judged.
    NotJudged,
}

fn age(figures: &Figures, thing: &str, scope: Scope) -> Age {
    let mut all = figures.data_losses.iter().filter(|it| it.scope == scope && it.thing == thing);
    let Some(loss) = all.next() else { return Age::NotJudged };
    let seconds = |ratio: Ratio| ratio.whole().expect("whole seconds");
    loss.age.as_ref().map_or(Age::Everything, |age| Age::Seconds(seconds(age.seconds)))
}

#[test]
fn a_backup_is_as_old_as_its_interval() {
    for (backup, seconds) in [
        ("backup continuously keep 7d", 5 * 60),
        ("backup hourly keep 7d", 3_600),
        ("backup daily keep 30d", DAY),
        ("backup weekly keep 90d", 7 * DAY),
        // The longest month and the longest quarter, from a first to a first.
        ("backup monthly keep 365d", 31 * DAY),
        ("backup quarterly keep 730d", (31 + 31 + 30) * DAY),
        ("backup daily keep 30d\nbackup continuously keep 7d", 5 * 60),
    ] {
        for engine in
            ["dynamodb { key = \"id\"", "rds-postgresql { instance = db.r6g.large, nodes = 2"]
        {
            let store = format!("store db on {engine}\n{backup}\n}}");
            of_text(&policy(&store), "", "", |figures| {
                let wanted = Age::Seconds(seconds);
                assert_eq!(age(figures, "db", Scope::Corruption), wanted, "{store}");
            });
        }
    }
}

#[test]
fn a_copy_is_as_old_as_its_lag() {
    let store = "store db on dynamodb { key = \"id\" }\nreplicate db within 2s";
    of_text(&policy(store), "", "", |figures| {
        assert_eq!(age(figures, "db", Scope::Zone), Age::Seconds(0));
        assert_eq!(age(figures, "db", Scope::Region), Age::Seconds(2));
        // A copy takes the mistake over as well.
        assert_eq!(age(figures, "db", Scope::Corruption), Age::Everything);
    });
    let cache = "store cache on elasticache-redis { instance = cache.r6g.large, nodes = 2 }";
    of_text(&policy(cache), "", "", |figures| {
        for scope in [Scope::Zone, Scope::Region, Scope::Corruption, Scope::Total] {
            assert_eq!(age(figures, "cache", scope), Age::NotJudged);
        }
    });
}

/// In every tier: another node, the copy a second behind, a point in time, and the daily copy in another region.
#[test]
fn data_of_the_status_page() {
    for tier in ["launch", "growth", "scale", "global"] {
        of("status-page", "", tier, |figures| {
            let scopes = [Scope::Zone, Scope::Region, Scope::Corruption, Scope::Total];
            let all = scopes.map(|scope| age(figures, "status", scope));
            let wanted = [0, 1, 300, DAY].map(Age::Seconds);
            assert_eq!(all, wanted, "{tier}");
            assert_eq!(back(figures, "status", Scope::Zone), Some("60".to_owned()));
            assert_eq!(back(figures, "status", Scope::Region), Some("120".to_owned()));
            assert_eq!(age(figures, "cache", Scope::Region), Age::NotJudged);
        });
    }
}
