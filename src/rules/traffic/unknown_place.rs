//! Places that name servers do not know.

use crate::catalog;
use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::Word;
use crate::rules::{Check, Rule, Seen};
use crate::syntax::tree::Origin;
use crate::words::{any_of, nearest, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/unknown-place",
    cases: &[Case::REFUSED],
    why: "Places are the seven continents of Route 53 and the countries by their two letters (ISO 3166-1). Others cannot \
          be told from an address.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  region us-east-1 { zones = 3 }
  traffic public {
    host   = \"shop.example.com\"
    policy = geographic
    route [DE, UK] to eu-west-1
    route default to us-east-1
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  region us-east-1 { zones = 3 }
  traffic public {
    host   = \"shop.example.com\"
    policy = geographic
    route [DE, GB] to eu-west-1
    route default to us-east-1
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for route in seen.policy.traffics.iter().flat_map(|traffic| &traffic.routes) {
        match &route.from.node {
            Origin::Place(place) => {
                let place = Word::new(place.clone(), route.from.span);
                if catalog::continent(&place.node).is_none() {
                    findings.push(continent(&place));
                }
            }
            Origin::Countries(codes) => {
                let unknown = codes.iter().filter(|code| !catalog::is_country(&code.node));
                findings.extend(unknown.map(country));
            }
            Origin::Share(_) | Origin::Path(_) | Origin::Default => {}
        }
    }
}

fn continent(place: &Word) -> Finding {
    let known: Vec<&str> = catalog::continents().collect();
    let message = format!("no continent is called {}", tick(&place.node));
    let finding = RULE.finding(message, place.span, "unknown place");
    match nearest(&place.node, known.iter().copied()) {
        Some(near) => instead(finding, place, near),
        None if catalog::is_country(&place.node) => {
            let country = format!("[{}]", place.node);
            let finding = finding.help(format!("write `{country}` for the country"));
            finding.edit(Edit::Replace(place.span, country))
        }
        None => finding.help(format!("there is {}", any_of(&known))),
    }
}

fn instead(finding: Finding, word: &Word, near: &str) -> Finding {
    let finding = finding.help(format!("did you mean `{near}`?"));
    finding.edit(Edit::Replace(word.span, near.to_owned()))
}

fn country(code: &Word) -> Finding {
    let message = format!("no country has the code {}", tick(&code.node));
    let finding = RULE.finding(message, code.span, "unknown country");
    let upper = code.node.to_ascii_uppercase();
    match upper.as_str() {
        "UK" => instead(finding, code, "GB"),
        upper if catalog::is_country(upper) => instead(finding, code, upper),
        _ => finding.help("countries are two capital letters, such as `DE` or `JP`"),
    }
}
