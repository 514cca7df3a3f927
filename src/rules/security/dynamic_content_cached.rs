//! Answers for one user that a content network keeps for all.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::measure::base;
use crate::model::policy::{Cdn, Origin, Policy, Route, Target, Value};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::{Span, Spanned};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "security/dynamic-content-cached",
    cases: &[Case::WARNING],
    why: "A content network gives the next user what it kept of the last one. Paths that answer for one user must not be \
          kept.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  cdn front on cloudfront {
    host = \"www.example.com\"
    route \"/cart/*\" to public { ttl = 5m }
    route \"/*\" to public { ttl = 1h }
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  cdn front on cloudfront {
    host = \"www.example.com\"
    route \"/cart/*\" to public { ttl = 0s }
    route \"/*\" to public { ttl = 1h }
  }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

/// First parts of paths that answer for whoever asks; of the others the policy's load tests know which take writes.
const PERSONAL: &[&str] = &[
    "account", "admin", "auth", "basket", "cart", "checkout", "login", "logout", "me", "orders",
    "profile", "session", "signin", "user", "users",
];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for cdn in &seen.policy.cdns {
        for route in &cdn.routes {
            findings.extend(kept(seen, cdn, route));
        }
    }
}

fn kept(seen: &Seen, cdn: &Cdn, route: &Spanned<Route>) -> Option<Finding> {
    let Origin::Path(path) = &route.node.from.node else { return None };
    let (place, ttl) = ttl(route)?;
    let first = route.node.to.first()?;
    if matches!(first.node, Target::Bucket(_)) {
        return None;
    }
    let written = written(seen.policy, cdn, path);
    let why = match &written {
        Some((method, _)) => format!("{} is sent there", tick(method)),
        None if whole_api(path) => "everything of an API".to_owned(),
        None if path == "/*" && cdn.routes.len() == 1 => "no path beside it passes".to_owned(),
        None if personal(path) => "its answers are for one user".to_owned(),
        None => return None,
    };
    let message = format!("cdn {} keeps {} for {ttl}: {why}", tick(&cdn.name.node), tick(path));
    let finding = RULE
        .finding(message, place, "kept for everybody")
        .help("write `ttl = 0s`")
        .edit(Edit::Replace(place, "ttl = 0s".to_owned()));
    Some(match written {
        Some((_, place)) => finding.also(place, "a write"),
        None => finding,
    })
}

/// How long a route's answers are kept, where they are.
fn ttl(route: &Route) -> Option<(Span, String)> {
    let option = route.options.iter().find(|option| option.name.node == "ttl")?;
    let Value::Quantity(quantity) = &option.value.node else { return None };
    (base(*quantity).over > 0).then(|| (option.span, quantity.to_string()))
}

fn personal(path: &str) -> bool {
    let mut parts = path.split('/').filter(|part| !part.is_empty() && *part != "*");
    parts.next().is_some_and(|first| PERSONAL.contains(&first.trim_end_matches('*')))
}

/// `/api/*`: with reads it takes the writes and what is meant for one user.
fn whole_api(path: &str) -> bool {
    ["/api*", "/api/*", "/graphql", "/graphql*", "/graphql/*"].contains(&path)
}

/// A write of a load test that this route is the first to take.
fn written(policy: &Policy, cdn: &Cdn, path: &str) -> Option<(String, Span)> {
    let sends = policy.loads.iter().flat_map(|load| &load.sends);
    sends.into_iter().find_map(|send| {
        let (method, to) = send.to.node.split_once(' ').filter(|(method, _)| *method != "GET")?;
        let to = to.split('?').next().unwrap_or(to);
        let longest = cdn
            .routes
            .iter()
            .filter_map(|route| match &route.node.from.node {
                Origin::Path(pattern) => Some(pattern.as_str()),
                _ => None,
            })
            .filter(|pattern| shared::fits(pattern.as_bytes(), to.as_bytes()))
            .max_by_key(|pattern| pattern.len())?;
        (longest == path).then(|| (format!("{method} {to}"), send.to.span))
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_whole_api_is_not_to_be_kept_and_a_part_may_be() {
        let text = |path: &str| super::RULE.rejected.replace("/cart/*", path);
        assert!(codes(&text("/api/*")).contains(&super::RULE.code));
        assert!(!codes(&text("/api/data*")).contains(&super::RULE.code));
    }

    #[test]
    fn a_path_that_a_load_test_writes_to_is_found() {
        let load = "load peak { hold 10/s for 5m, send 100% to \"POST /comments\" }\n}";
        let text = super::RULE.accepted.trim_end().trim_end_matches('}').to_owned() + load;
        assert!(codes(&text).contains(&super::RULE.code));
        assert!(!codes(&text.replace("POST ", "")).contains(&super::RULE.code));
    }
}
