use super::*;
use crate::model::{Unit, resolve};
use crate::source::Sources;
use crate::syntax::parse;

/// Every policy that a text resolves to, in each environment and tier.
fn policies(text: &str) -> (Sources, Vec<Policy>) {
    let mut sources = Sources::default();
    let file = sources.add("test.terrace", text);
    let (tree, _) = parse(file, text);
    let (services, _) = resolve(&[Unit { body: tree.body, used: Vec::new() }]);
    let places = services.into_iter().flat_map(|service| service.places);
    (sources, places.flat_map(|place| place.tiers).collect())
}

fn warnings(policy: &Policy) -> Vec<Finding> {
    left_out(policy).findings
}

/// The first lines of what is reported for all policies of a text, without repetitions.
fn reported(text: &str) -> Vec<String> {
    let (sources, policies) = policies(text);
    let spans: BTreeSet<Span> =
        policies.iter().flat_map(warnings).map(|finding| finding.span()).collect();
    let line = |span: &Span| sources.text(*span).lines().next().unwrap_or_default().to_owned();
    spans.iter().map(line).collect()
}

/// Every statement of a body that stands in no block that is reported as a whole.
fn statements<'a>(body: &'a Body, path: &str, found: &mut Vec<(String, &'a Statement)>) {
    for statement in body {
        if let Node::Block(block) = &statement.node {
            statements(&block.body, &format!("{path} {}", block.kind.node.word()), found);
        }
        found.push((path.trim().to_owned(), statement));
    }
}

/// What each stage takes up, by the block that it stands in: attributes by name, sentences by their verb. What is
/// listed neither here nor reported would be lost in silence.
const TAKEN_UP: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "`account`",
            "`months`",
            "`role`",
            "`regions`",
            "`owner`",
            "`budget`",
            "`steady`",
            "`peak`",
            "`current`",
            "`objective`",
            "`region`",
            "`health`",
            "`traffic`",
            "`workload`",
            "`queue`",
            "`metric`",
            "`usage`",
            "`cost`",
            "`patch`",
            "`notify`",
            "`replicate`",
            "a drill",
            "`release`",
            "`allow`",
            "`warn`",
            "`page`",
        ],
    ),
    ("objective", &["a promise"]),
    ("region", &["`weight`", "`zones`"]),
    (
        "health",
        &[
            "`protocol`",
            "`port`",
            "`path`",
            "`expect`",
            "`interval`",
            "`timeout`",
            "`healthy_after`",
            "`unhealthy_after`",
        ],
    ),
    ("traffic", &["`host`", "`policy`", "`health`", "`dns_zone`", "a route"]),
    (
        "workload",
        &[
            "`attach`",
            "`renamed_from`",
            "`image`",
            "`instance`",
            "`cpu`",
            "`memory`",
            "`port`",
            "`health`",
            "`affinity`",
            "`timeout`",
            "`startup`",
            "`drain`",
            "`alias`",
            "`replicas`",
            "`desired`",
            "`provisioned`",
            "`reserved`",
            "`spot`",
            "`discount`",
            "`estimate`",
            "`regions`",
            "`serves`",
            "`connections`",
            "`steady`",
            "`peak`",
            "`headroom`",
            "`consumes`",
            "`objective`",
            "`in`",
            "`keep`",
            "`scale out`",
            "`scale in`",
            "a pace",
            "a window",
            "`predict`",
            "`uses`",
            "`release`",
            "`warn`",
            "`page`",
            "`allow`",
        ],
    ),
    ("workload objective", &["a promise"]),
    ("workload in", &["`replicas`", "`instance`", "a window"]),
    (
        "queue",
        &[
            "`attach`",
            "`retention`",
            "`dead_letter_after`",
            "`regions`",
            "`estimate`",
            "`warn`",
            "`page`",
        ],
    ),
    (
        "metric",
        &[
            "`unit`",
            "`cloudwatch`",
            "`kubernetes`",
            "`log`",
            "`pattern`",
            "`period`",
            "`gaps`",
            "`dimensions`",
        ],
    ),
    ("metric dimensions", &["`application_name`"]),
    ("usage", &["`users`", "`egress`", "`images`", "`revenue`", "`requests`"]),
    ("cost", &["`monitoring`"]),
    ("patch", &["`max_instance_lifetime`"]),
];

#[test]
fn no_statement_of_the_real_policies_is_lost() {
    let mut lost = BTreeSet::new();
    for text in [
        include_str!("../../../policies/podinfo.terrace"),
        include_str!("../../../policies/workflow-app.terrace"),
        include_str!("../../../policies/docker-app.terrace"),
        include_str!("../../../policies/cloudshelf.terrace"),
        include_str!("../../../policies/status-page.terrace"),
    ] {
        for policy in policies(text).1 {
            let told: BTreeSet<Span> = warnings(&policy).iter().map(Finding::span).collect();
            let mut all = Vec::new();
            statements(&policy.body, "", &mut all);
            assert!(!all.is_empty());
            for (path, statement) in all {
                let span = match &statement.node {
                    Node::Block(block) => block.head,
                    _ => statement.span,
                };
                let taken = TAKEN_UP
                    .iter()
                    .find(|(place, _)| *place == path)
                    .map_or(&[][..], |(_, words)| words);
                let word = sentences::word(&statement.node);
                if !told.contains(&span) && !taken.contains(&word.as_str()) {
                    lost.insert(format!("{path}: {word}"));
                }
            }
        }
    }
    assert_eq!(lost, BTreeSet::new());
}

#[test]
fn each_line_is_reported_where_it_stands() {
    let policy = r#"
service shop {
  region eu-west-1 { zones = 3 }
  region eu-central-1 { role = standby, zones = 3 }
  traffic public {
    host = "shop.example.com"
    waf  = managed
    route "/*" to web { client_limit = 5/s }
    route "/x/*" to front
  }
  workload web on ec2 { instance = t3.small, replicas = 2..3 }
  workload batch on fargate {
    replicas = 2
  }
  store db on dynamodb {
    key = "id"
  }
  cdn front on external { host = "a.example.net" }
  replicate db within 1s
  drill monthly lose 1 web
  drill monthly lose zone
}
"#;
    let expected = [
        "region eu-central-1",
        "role = standby",
        "zones = 3",
        "waf  = managed",
        "client_limit = 5/s",
        "route \"/x/*\" to front",
        "workload batch on fargate",
        "replicas = 2",
        "store db on dynamodb",
        "key = \"id\"",
        "cdn front on external",
        "host = \"a.example.net\"",
        "replicate db within 1s",
        "drill monthly lose zone",
    ];
    assert_eq!(reported(policy), expected);
}

#[test]
fn a_policy_that_only_another_tier_names_is_reported() {
    let text = include_str!("../../../policies/cloudshelf.terrace");
    let (sources, policies) = policies(text);
    let first = policies.first().map(warnings).unwrap_or_default();
    let lines: Vec<&str> = first.iter().map(|finding| sources.text(finding.span())).collect();
    assert!(lines.contains(&"latency"), "{lines:?}");
}

#[test]
fn patches_of_what_is_not_compiled_are_left_out() {
    let (_, policies) = policies(include_str!("../../../policies/workflow-app.terrace"));
    assert!(policies.iter().all(|policy| policy.patches.len() == 1 && patches(policy).is_empty()));
}

#[test]
fn what_reads_a_stream_is_left_out_whole() {
    let policy = r"
service shop {
  region eu-west-1 { zones = 3 }
  workload notify on ec2 {
    instance = t3.small
    replicas = 2..3
    consumes = events
    keep cpu at 60%
    scale out by 1 when cpu > 70% or queue_depth > 100 for 1m
    page when queue_depth > 1k for 5m
    in eu-west-1 { warn when queue_age > 5m for 5m }
  }
  queue events on kafka { partitions = 3 }
}
";
    let (_, policies) = policies(policy);
    let bodies = policies.iter().flat_map(|policy| {
        let policy = without(policy, &left_out(policy)).into_owned();
        policy.workloads.into_iter().flat_map(|workload| {
            std::iter::once(workload.body).chain(workload.regional.into_values())
        })
    });
    let left: Vec<_> =
        bodies.map(|body| (body.keeps.len(), body.steps.len(), body.alarms.len())).collect();
    assert_eq!(left, [(1, 0, 0), (1, 0, 0)]);
}

#[test]
fn the_lines_of_a_block_know_it() {
    let (sources, policies) = policies(
        "service shop {\n region eu-west-1 { zones = 3 }\n store db on dynamodb { key = \"id\" }\n}",
    );
    let parts = policies.iter().flat_map(|policy| left_out(policy).parts);
    let parts: Vec<_> =
        parts.map(|(_, part)| (sources.text(part.block).to_owned(), part.word)).collect();
    assert_eq!(parts, [("store db on dynamodb".to_owned(), "`key`".to_owned())]);
}
