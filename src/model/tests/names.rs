//! Names: each stands once, and what is named exists.

use super::{resolved, said, shop, web};

#[test]
fn what_stands_twice_shows_both_places() {
    let (_, findings) =
        resolved("service a { region eu-west-1 { }\nowner = \"a\"\nowner = \"b\" }");
    let twice = findings.iter().find(|finding| finding.code == "model/stated-twice").unwrap();
    assert_eq!(twice.labels.len(), 2);
    for inside in [
        "workload a on ec2 { }\nworkload a on ec2 { }",
        "workload a on ec2 { }\nqueue a on sqs { }",
        "objective { errors < 1% }\nobjective { errors < 2% }",
        "environment a { }\nenvironment a { }",
        "environment a { }\nenvironment b { }\nrelease a -> b -> a",
        "tier a up to 1k users { }\ntier b up to 1k users { }\ncurrent = a",
    ] {
        assert!(said(inside).contains("stated-twice: "), "{inside}: {}", said(inside));
    }
}

#[test]
fn services_of_one_name_are_told_apart() {
    let service = "service a { region eu-west-1 { } }\n";
    let (_, findings) = resolved(&service.repeat(2));
    assert_eq!(findings[0].message, "two services are called `a`");
}

#[test]
fn names_are_lowercase_and_not_taken() {
    assert!(said("workload Web on ec2 { }").contains("write `web`"));
    assert!(said("workload zone on ec2 { }").starts_with("bad-name: "));
    for metric in ["cpu", "p95", "region", "max"] {
        let said = said(&format!("metric {metric} {{ unit = count }}"));
        assert!(said.starts_with("bad-name: "), "{metric}: {said}");
    }
}

#[test]
fn platforms_and_engines_are_known() {
    let said_to = |inside: &str| said(inside);
    assert!(said_to("workload web on ec3 { }").contains("did you mean `on ec2`?"));
    assert!(
        said_to("store db on aurora-postgres { }").contains("did you mean `on aurora-postgresql`?")
    );
    assert!(said_to("queue jobs on rabbit { }").contains("there is sqs or kafka"));
    let unsaid = said_to("workload web { }");
    assert!(unsaid.starts_with("missing: workload `web` does not say its platform"), "{unsaid}");
}

#[test]
fn what_is_named_exists() {
    let cases = [
        ("workload web on ec2 { health = edge }", "no health `edge`"),
        ("workload web on ec2 { uses orders }", "no thing `orders`"),
        ("replicate orders", "no store or queue `orders`"),
        ("drill monthly load spike", "no load `spike`"),
        ("drill monthly lose wbe", "no thing, region or `zone` `wbe`"),
        ("environment a { regions = [eu-west-2] }", "no region `eu-west-2`"),
        ("queue jobs on sqs { in eu-west-2 { retention = 1d } }", "`in eu-west-2` of `jobs`"),
        ("workload web on ec2 { in eu-west-2 { replicas = 2 } }", "`in eu-west-2` of `web`"),
        ("release a -> b\nenvironment a { }", "no environment `b`"),
        ("current = small", "no tier `small`"),
        ("workload web on ec2 with base { }", "no profile `base`"),
        ("workload web on ec2 { keep cpuu at 5% }", "no metric `cpuu`"),
    ];
    for (inside, wanted) in cases {
        assert!(said(inside).contains(wanted), "{inside}: {}", said(inside));
    }
}

#[test]
fn attributes_are_those_of_the_platform() {
    assert!(web("provisioned = 5").contains("on ec2 say `replicas`"));
    let function = said("workload f on lambda { attach = \"f\", replicas = 2..5 }");
    assert!(function.contains("on lambda say `provisioned` or `reserved`"), "{function}");
    assert!(web("replcas = 5").contains("did you mean `replicas`?"));
}

#[test]
fn an_old_name_is_gone_and_given_once() {
    let still = "workload a on ec2 { renamed_from = b }\nworkload b on ec2 { }";
    assert!(said(still).contains("the old name `b` of a workload is still in use"));
    let twice = "workload a on ec2 { renamed_from = c }\nworkload b on ec2 { renamed_from = c }";
    assert!(said(twice).contains("two things were called `c`"));
    assert_eq!(said("workload a on ec2 { renamed_from = b }"), "");
}

#[test]
fn a_misspelt_attribute_is_said_once_and_read_as_it_was_meant() {
    let misspelt = "health edge { protocol = https, pth = \"/x\" }
        traffic public { hst = \"a.example.com\", policy = weighted }
        workload web on ec2 { instnce = m6i.large, replicas = 2..4, in eu-west-1 { replica = 3..4 } }";
    let said_of_it = said(misspelt);
    assert_eq!(said_of_it.lines().count(), 4, "{said_of_it}");
    assert!(said_of_it.lines().all(|line| line.starts_with("unknown-attribute: ")), "{said_of_it}");
    let (services, _) = resolved(&shop(misspelt));
    let web = &services[0].places[0].current().unwrap().workloads[0];
    assert_eq!(web.body.instance.as_ref().unwrap().node, "m6i.large");
    assert_eq!(web.at("eu-west-1").replicas.unwrap().node.min, 3);
}
