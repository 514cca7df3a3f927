//! A resolved policy is a policy: it parses, resolves to itself, and comments or moved lines do not change it.

use super::{Policy, resolved};

const POLICIES: &[&str] = &[
    include_str!("../../../policies/cloudshelf.terrace"),
    include_str!("../../../policies/docker-app.terrace"),
    include_str!("../../../policies/podinfo.terrace"),
    include_str!("../../../policies/status-page.terrace"),
    include_str!("../../../policies/tickets.terrace"),
    include_str!("../../../policies/workflow-app.terrace"),
    include_str!("../../syntax/tests/examples/shop.terrace"),
    include_str!("../../syntax/tests/examples/tiers.terrace"),
];

fn all(text: &str) -> Vec<Policy> {
    let (services, _) = resolved(text);
    let places = services.into_iter().flat_map(|service| service.places);
    places.flat_map(|place| place.tiers).collect()
}

/// The policy of the same environment, read from what is shown of it.
fn again(policy: &Policy, shown: &str) -> Policy {
    let name = |policy: &Policy| policy.environment.as_ref().map(|it| it.name.node.clone());
    let mut same: Vec<Policy> =
        all(shown).into_iter().filter(|it| name(it) == name(policy)).collect();
    assert_eq!(same.len(), 1, "{shown}");
    same.remove(0)
}

#[test]
fn what_is_shown_resolves_to_itself() {
    for policy in POLICIES.iter().flat_map(|text| all(text)) {
        let shown = crate::show(&policy);
        let again = again(&policy, &shown);
        assert_eq!(crate::show(&again), shown);
        assert_eq!((again.last, again.binding), (policy.last, policy.binding), "{shown}");
    }
}

#[test]
fn a_ring_that_is_not_the_last_stays_one() {
    let text = r#"service shop {
  budget = $500/month
  environment dev { drill monthly lose zone }
  environment staging { }
  environment prod { }
  release dev -> staging -> prod
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  load sale { hold 100/s for 10m }
  drill weekly load sale
}
"#;
    for policy in all(text) {
        let shown = crate::show(&policy);
        let again = again(&policy, &shown);
        let drills =
            |policy: &Policy| (policy.drills.len(), policy.drills_elsewhere.len(), policy.last);
        assert_eq!(drills(&again), drills(&policy), "{shown}");
        assert_eq!(crate::show(&again), shown);
    }
    let rings = all(text).iter().map(|policy| policy.last).collect::<Vec<_>>();
    assert_eq!(rings, [false, false, true]);
}

#[test]
fn comments_and_moved_lines_change_nothing() {
    for text in POLICIES {
        let moved: String = text.lines().map(|line| format!("\n  {line} # moved\n")).collect();
        let shown = |text: &str| all(text).iter().map(crate::show).collect::<Vec<_>>();
        assert_eq!(shown(&moved), shown(text));
    }
}
