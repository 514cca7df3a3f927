//! The foundation and the traffic of the example, from a plan to the bytes that were written by hand.

use std::collections::BTreeMap;

use super::hcl::number;
use super::module::Module;
use super::{dns, foundation, health, network, traffic};
use crate::plan::group::{Group, Refresh};
use crate::plan::scaling::{Scaling, Size};
use crate::plan::traffic::{Action, Balancer, Check, Records, Rule, TargetCheck, Traffic};
use crate::plan::{Plan, Region};
use crate::source::Span;

fn regions() -> Vec<String> {
    vec!["eu-central-1".to_owned(), "eu-west-1".to_owned()]
}

fn group() -> Group {
    let check = TargetCheck {
        https: false,
        path: "/healthz".to_owned(),
        matcher: "200-399".to_owned(),
        interval: 10,
        timeout: 4,
        healthy: 2,
        unhealthy: 3,
    };
    let refresh = Refresh {
        min_healthy: 100,
        max_healthy: 125,
        checkpoints: Vec::new(),
        checkpoint_delay: None,
        alarms: Vec::new(),
        why: String::new(),
    };
    Group {
        name: "web".to_owned(),
        real: "tickets-prod-web".to_owned(),
        renamed_from: None,
        attach: None,
        image: BTreeMap::new(),
        instance: BTreeMap::new(),
        sizes: regions().into_iter().map(|code| (code, Size { min: 2, max: 10 })).collect(),
        desired: BTreeMap::new(),
        spot: None,
        startup: 60,
        drain: 30,
        port: 8080,
        check,
        behind: vec!["public".to_owned()],
        refresh,
        scaling: Scaling::default(),
        uses: Vec::new(),
        consumes: None,
        agent: false,
        counted: false,
        sticky: None,
        span: Span::default(),
    }
}

fn public() -> Traffic {
    let check =
        Check { path: "/healthz".to_owned(), interval: 10, threshold: 3, span: Span::default() };
    Traffic {
        name: "public".to_owned(),
        host: "tickets.example.com".to_owned(),
        zone: None,
        balancer: Balancer::Ours,
        regions: regions(),
        records: Records::Weighted,
        check: Some(check),
        default: Action::Forward(vec![("web".to_owned(), 1)]),
        rules: Vec::new(),
        leads_to: vec!["web".to_owned()],
        span: Span::default(),
    }
}

fn plan() -> Plan {
    let region =
        |code: &str, weight| Region { code: code.to_owned(), weight: Some(weight), zones: 3 };
    let tags = [
        ("environment", "prod"),
        ("owner", "box-office"),
        ("service", "tickets"),
        ("terrace", "tickets-prod"),
    ];
    Plan {
        service: "tickets".to_owned(),
        name: "tickets-prod".to_owned(),
        account: Some("111122223333".to_owned()),
        role: Some("tickets-deploy".to_owned()),
        tags: tags.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
        protect: true,
        regions: vec![region("eu-central-1", 40), region("eu-west-1", 60)],
        primary: "eu-west-1".to_owned(),
        groups: vec![group()],
        traffics: vec![public()],
        ..Plan::default()
    }
}

fn printed(plan: &Plan) -> BTreeMap<String, String> {
    let mut module = Module::new(plan);
    foundation::begin(plan, &mut module);
    module.local("warn_address", super::hcl::text("box-office@example.com"));
    for (region, min, window) in [("eu-central-1", 2, 3), ("eu-west-1", 3, 4)] {
        for (key, value) in [("min", min), ("max", 10), ("window_min", window)] {
            module.cell(region, "web", key, number(value));
        }
        for (key, value) in [("min", 2), ("max", 10)] {
            module.cell(region, "thumbs", key, number(value));
        }
    }
    network::print(plan, &mut module);
    traffic::print(plan, &mut module);
    dns::print(plan, &mut module);
    health::print(plan, &mut module);
    foundation::finish(plan, &mut module);
    let files = module.render(&plan.service).files;
    files.into_iter().map(|file| (file.path, file.text.to_string())).collect()
}

fn file(plan: &Plan, stem: &str) -> String {
    printed(plan).remove(&format!("terraform/{stem}.tf")).unwrap_or_default()
}

macro_rules! as_written_by_hand {
    ($($name:ident: $stem:literal),+) => {
        $(
            #[test]
            fn $name() {
                assert_eq!(file(&plan(), $stem), include_str!(concat!("hcl/testdata/", $stem, ".tf")));
            }
        )+
    };
}

as_written_by_hand! {
    versions_are_the_example: "versions",
    provider_is_the_example: "providers",
    locals_are_the_example: "locals",
    records_are_the_example: "dns",
    checks_are_the_example: "health",
    balancer_is_the_example: "public.traffic"
}

/// The blocks of a file, by the line that they begin with.
fn blocks(text: &str) -> BTreeMap<String, String> {
    let blocks = text.split("\n\n").skip(1).collect::<Vec<_>>().join("\n\n");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut head = String::new();
    for line in blocks.lines() {
        if line.starts_with("variable") || line.starts_with("output") {
            line.clone_into(&mut head);
        }
        let block = found.entry(head.clone()).or_default();
        block.push_str(line);
        block.push('\n');
    }
    found.into_iter().map(|(head, block)| (head, block.trim_end().to_owned())).collect()
}

#[test]
fn variables_and_outputs_are_those_of_the_example() {
    for (stem, written) in [
        ("variables", include_str!("hcl/testdata/variables.tf")),
        ("outputs", include_str!("hcl/testdata/outputs.tf")),
    ] {
        let written = blocks(written);
        let printed = blocks(&file(&plan(), stem));
        assert_eq!(printed.len(), 3);
        for (head, block) in printed {
            assert_eq!(Some(&block), written.get(&head));
        }
    }
}

#[test]
fn shares_are_weighed_and_paths_are_rules() {
    let mut plan = plan();
    for traffic in &mut plan.traffics {
        traffic.default = Action::Forward(vec![("api".to_owned(), 30), ("web".to_owned(), 70)]);
        traffic.rules = vec![Rule {
            key: "api_v1".to_owned(),
            path: "/api/v1/*".to_owned(),
            priority: 7,
            to: "web".to_owned(),
            regions: vec!["eu-west-1".to_owned()],
            span: Span::default(),
        }];
    }
    let text = file(&plan, "public.traffic");
    assert!(
        text.contains("arn    = aws_lb_target_group.web[each.key].arn\n        weight = 70"),
        "{text}"
    );
    assert!(text.contains("values = [\"/api/v1/*\"]"), "{text}");
    assert!(text.contains("if contains([\"eu-west-1\"], region)"), "{text}");
}
