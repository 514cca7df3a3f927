//! Figures computed a second time, by arithmetic of their own and prices copied by hand.
mod policies;
use terrace::figures::money::Moment;

#[test]
fn dump() {
    for (name, env, tier) in [("docker-app","","seed"),("docker-app","","small"),("docker-app","","medium"),("docker-app","","high"),("docker-app","","enterprise"),
        ("podinfo","prod",""),("podinfo","dev",""),("workflow-app","",""),("cloudshelf","","mvp"),("cloudshelf","","growth"),("cloudshelf","","scale"),("status-page","","launch"),("status-page","","global"),("tickets","prod","")] {
        policies::of(name, env, tier, |f| {
            println!("##### {name} {env} {tier}");
            let code = |at: usize| f.regions[at].code;
            let mut moments = vec![Moment::Floor, Moment::Steady, Moment::Peak];
            moments.extend((0..f.regions.len()).map(Moment::RegionLost));
            for r in &f.regions { println!("region {} {} {} {}", r.code, r.share.decimal(), r.zones, r.standby); }
            for l in &f.money.lines {
                let amounts: Vec<String> = moments.iter().map(|m| l.amount(*m).map_or("?".into(), |a| a.fixed(2))).collect();
                println!("line {}/{}/{} {}", l.payee.name, l.what, l.region.map_or("", code), amounts.join(" "));
            }
            println!("total {}", moments.iter().map(|m| { let s = f.money.total(*m); format!("{}{}", s.known.fixed(2), if s.partial {"+"} else {""}) }).collect::<Vec<_>>().join(" "));
            for c in &f.money.claims { println!("claim {} {} {:?}", c.payee.name, c.monthly.fixed(2), c.verdict); }
            for u in &f.money.units { println!("unit {:?} {:?}", u.unit, u.cost.map(|c| c.rounded(6))); }
            for fl in &f.fleets { for s in &fl.stands {
                println!("stand {} {} share {} steady {:?} peak {:?} zone {:?}", fl.workload.name.node, code(s.region), s.share.decimal(), s.steady.map(|n|(n.bare,n.full)), s.peak.map(|n|(n.bare,n.full)), s.zone_lost.map(|z|(z.ran,z.left)));
              }
              for l in &fl.losses { println!("loss {} {} {:?} {:?}", fl.workload.name.node, code(l.lost), l.load, l.scenarios.iter().map(|s| s.needs.iter().map(|(at,n)| (code(fl.stands[*at].region), n.bare, n.full)).collect::<Vec<_>>()).collect::<Vec<_>>()); }
            }
            for l in &f.links { println!("link {:?} {} {} {} asked {} has {} breaks {:?}", l.kind, l.workload, l.on, code(l.region), l.asked, l.has, l.breaks_at.map(|b| b.rounded(2))); }
            for r in &f.recoveries { for c in &r.chains { println!("rto {:?} {:?} {:?} {} {:?} {}", r.scope, r.of, r.load, c.thing, c.lost, c.items.iter().map(|i| format!("{}={}", i.what, i.seconds.decimal())).collect::<Vec<_>>().join(" + ")); } 
              for n in &r.without { println!("rto none {:?} {:?} {} {}", r.scope, r.load, n.thing, n.why); } }
            for a in &f.availabilities { println!("avail {:?} failover {:?} {}", a.of, a.failover.map(|x| x.decimal()), a.estimate.rounded(8));
              for r in &a.regions { println!("  {} {} alone {} with {}", code(r.region), r.parts.iter().map(|p| format!("{}={}", p.thing, p.share().decimal())).collect::<Vec<_>>().join(" "), r.alone.rounded(8), r.with_failover.rounded(8)); } }
        });
    }
}
