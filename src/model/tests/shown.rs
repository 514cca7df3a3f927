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

#[test]
fn what_is_shown_resolves_to_itself() {
    for policy in POLICIES.iter().flat_map(|text| all(text)) {
        let shown = crate::show(&policy);
        let again = all(&shown);
        assert_eq!(again.len(), 1, "{shown}");
        assert_eq!(crate::show(&again[0]), shown);
    }
}

#[test]
fn comments_and_moved_lines_change_nothing() {
    for text in POLICIES {
        let moved: String = text.lines().map(|line| format!("\n  {line} # moved\n")).collect();
        let shown = |text: &str| all(text).iter().map(crate::show).collect::<Vec<_>>();
        assert_eq!(shown(&moved), shown(text));
    }
}
