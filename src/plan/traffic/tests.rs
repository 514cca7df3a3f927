use super::*;
use crate::model::{Unit, resolve};
use crate::settings::{Settings, Version};
use crate::source::FileId;
use crate::syntax::parse;
use crate::syntax::tree::Date;

fn settings() -> Settings {
    Settings {
        kubernetes: Version { major: 1, minor: 35 },
        keda: Version { major: 2, minor: 18 },
        date: Date { year: 2026, month: 11, day: 1 },
        catalogue: std::sync::Arc::default(),
    }
}

/// The traffic of a policy in an environment (or a tier), and the codes of its notes.
fn planned(text: &str, place: &str) -> (Vec<Traffic>, Vec<&'static str>) {
    let (tree, _) = parse(FileId(0), text);
    let (services, _) = resolve(&[Unit { body: tree.body, used: Vec::new() }]);
    let policies =
        services.iter().flat_map(|service| &service.places).flat_map(|place| &place.tiers);
    let here = |policy: &&Policy| {
        let environment = policy.environment.as_ref().map(|it| it.name.node.as_str());
        let tier = policy.tier.as_ref().map(|it| it.name.node.as_str());
        environment.or(tier).unwrap_or_default() == place
    };
    let settings = settings();
    let mut notes = Vec::new();
    let traffics = policies
        .filter(here)
        .flat_map(|policy| plan(&Context::new(policy, &settings), &mut notes))
        .collect();
    (traffics, notes.iter().map(|note| note.code).collect())
}

fn only(text: &str, place: &str) -> (Traffic, Vec<&'static str>) {
    let (mut traffics, notes) = planned(text, place);
    assert_eq!(traffics.len(), 1);
    (traffics.remove(0), notes)
}

#[test]
fn shares_and_weights_of_podinfo_are_whole() {
    let (public, notes) = only(include_str!("../../../policies/podinfo.terrace"), "prod");
    assert_eq!(
        public.default,
        Action::Forward(vec![("api".to_owned(), 30), ("web".to_owned(), 70)])
    );
    assert_eq!(public.records, Records::Weighted);
    assert_eq!(public.balancer, Balancer::Ours);
    let check = public.check.expect("two regions can take over from each other");
    assert_eq!((check.path.as_str(), check.interval, check.threshold), ("/healthz", 30, 3));
    assert_eq!(notes, [check::TIMEOUT.code]);
}

#[test]
fn a_single_region_keeps_its_policy_and_has_no_check() {
    let (public, notes) = only(include_str!("../../../policies/podinfo.terrace"), "dev");
    assert_eq!((public.records, public.check), (Records::Weighted, None));
    assert_eq!(public.regions, ["us-west-2"]);
    assert_eq!(notes, [check::SINGLE_REGION.code]);
}

#[test]
fn pods_alone_stand_behind_a_balancer_of_the_cluster() {
    let (public, _) = only(include_str!("../../../policies/workflow-app.terrace"), "");
    assert_eq!((public.balancer, public.records), (Balancer::Given, Records::Single));
    assert_eq!(public.leads_to, ["app"]);
    assert_eq!(expected(&[public]).len(), 1);
}

#[test]
fn paths_of_cloudshelf_are_rules_and_the_rest_goes_to_pages() {
    let (shop, _) = only(include_str!("../../../policies/cloudshelf.terrace"), "mvp");
    assert_eq!(shop.default, Action::Forward(vec![("pages".to_owned(), 1)]));
    let longest = shop.rules.iter().take(2).map(|rule| rule.path.as_str());
    assert_eq!(longest.collect::<std::collections::BTreeSet<_>>(), ["/admin/*", "/search*"].into());
    assert_eq!(shop.rules.len(), 4);
    assert_eq!(shop.records, Records::NotCompiled);
}

#[test]
fn content_networks_alone_make_no_traffic_and_places_no_records() {
    let (origin, _) = only(include_str!("../../../policies/status-page.terrace"), "launch");
    assert_eq!((origin.name.as_str(), origin.records), ("origin", Records::NotCompiled));
    assert_eq!(origin.default, Action::Forward(vec![("api".to_owned(), 1)]));
    assert_eq!(origin.balancer, Balancer::Ours);
}

const TWO: &str = r#"
service shop {
  region eu-west-1    { weight = 70%, zones = 3 }
  region eu-central-1 { weight = 30%, zones = 3 }
  health edge { path = "/up", interval = 20s, unhealthy_after = 12, healthy_after = 4, expect = 200, port = 8080 }
  traffic public {
    host   = "shop.example.com"
    policy = weighted
    health = edge
    route "/a/*" to one
    route "/b/*" to two
  }
  workload one on ec2 { instance = t3.small, replicas = 2..3 }
  workload two on ec2 { instance = t3.small, replicas = 2..3, regions = [eu-west-1] }
}
"#;

#[test]
fn what_route_53_lacks_is_noted_and_taken_as_the_nearest() {
    let (public, mut notes) = only(TWO, "");
    let check = public.check.expect("two regions");
    assert_eq!((check.interval, check.threshold), (30, 10));
    notes.sort_unstable();
    notes.dedup();
    let expected = [
        check::ANSWERS,
        check::HTTPS,
        check::INTERVAL,
        check::TIMEOUT,
        routes::NO_PATH,
        routes::OUTSIDE_REGIONS,
    ];
    assert_eq!(notes, expected.map(|code| code.code));
}

#[test]
fn a_route_stands_only_where_its_workload_runs() {
    let (public, _) = only(TWO, "");
    assert_eq!(public.default, Action::NotFound);
    let regions = |key: &str| {
        let rule = public.rules.iter().find(|rule| rule.key == key);
        rule.map(|rule| rule.regions.len()).unwrap_or_default()
    };
    assert_eq!((regions("a"), regions("b")), (2, 1));
}
