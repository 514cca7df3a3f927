//! Bulkheads whose threads wait for one pool that is smaller than they are together.

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::model::measure::base;
use crate::model::policy::{
    Attribute, Engine, Policy, Route, Store, Target, Uses, Value, Workload,
};
use crate::rules::calculation::equals;
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/threads-exceed-pool",
    cases: &[Case::WARNING.promised()],
    why: "`threads` keeps the paths of a replica apart, so that one that is stuck does not take the others with it. A \
          transaction holds its connection: where the pools of a database are smaller than the threads together, one path \
          can take every connection, and the others wait for it after all.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public {
    host = \"shop.example.com\"
    route \"/orders/*\" to web { threads = 40 }
    route \"/*\" to web { threads = 100 }
  }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..3
    keep cpu at 60%
    uses db { pool = 10..50 }
  }
  store db on rds-postgresql { instance = db.t3.medium, nodes = 1, zones = 2, storage = 20GiB }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public {
    host = \"shop.example.com\"
    route \"/orders/*\" to web { threads = 40 }
    route \"/*\" to web { threads = 100 }
  }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..3
    keep cpu at 60%
    uses db { pool = 10..140 }
  }
  store db on rds-postgresql { instance = db.t3.medium, nodes = 1, zones = 2, storage = 20GiB }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    for workload in &policy.workloads {
        let routes: Vec<&Spanned<Route>> = routes(policy, workload).collect();
        let threads: u64 = routes.iter().filter_map(|route| upper(&route.options, "threads")).sum();
        if routes.len() < 2 {
            continue;
        }
        let databases = workload.body.uses.iter().filter(|uses| is_database(policy, uses));
        findings.extend(databases.filter_map(|uses| fault(workload, uses, threads, &routes)));
    }
}

/// The routes to a workload that have threads of their own.
fn routes<'a>(
    policy: &'a Policy,
    workload: &'a Workload,
) -> impl Iterator<Item = &'a Spanned<Route>> {
    let here = |route: &&Spanned<Route>| {
        let first = route.to.first().map(|to| &to.node);
        matches!(first, Some(Target::Name(name)) if *name == workload.name.node)
    };
    let routes = policy.traffics.iter().flat_map(|traffic| &traffic.routes);
    routes.filter(here).filter(|route| upper(&route.options, "threads").is_some())
}

/// A connection of a database is held for a transaction, one of a cache for a command.
fn is_database(policy: &Policy, uses: &Uses) -> bool {
    let Some(Target::Name(name)) = uses.targets.first().map(|target| &target.node) else {
        return false;
    };
    let store = policy.stores.iter().find(|store| store.name.node == *name);
    store.and_then(Store::engine).is_some_and(Engine::one_writer)
}

/// The upper end of an option.
fn upper(options: &[Spanned<Attribute>], name: &str) -> Option<u64> {
    ends(options, name).map(|(_, high)| high)
}

fn ends(options: &[Spanned<Attribute>], name: &str) -> Option<(u64, u64)> {
    let whole = |value: &Value| match value {
        Value::Quantity(quantity) => Some(base(*quantity).floor()),
        _ => None,
    };
    match &options.iter().find(|option| option.name.node == name)?.value.node {
        Value::Range(low, high) => Some((whole(&low.node)?, whole(&high.node)?)),
        value => whole(value).map(|one| (one, one)),
    }
}

fn fault(
    workload: &Workload,
    uses: &Uses,
    threads: u64,
    routes: &[&Spanned<Route>],
) -> Option<Finding> {
    let first = routes.first()?.span;
    let place = uses.options.iter().find(|option| option.name.node == "pool")?.value.span;
    let (least, pool) = ends(&uses.options, "pool")?;
    let readers = upper(&uses.options, "readers").unwrap_or_default();
    let held = if readers == 0 { pool.to_string() } else { format!("{pool} + {readers}") };
    let wanted = threads.checked_sub(readers).filter(|wanted| *wanted > pool)?;
    let message = format!(
        "{threads} threads of each replica of {} share {held} connections: one path can take them all",
        tick(&workload.name.node)
    );
    Some(
        RULE.finding(message, place, "fewer than the threads")
            .also(first, "threads of its own")
            .steps([together(routes, threads)])
            .help(format!("write `pool = {least}..{wanted}`, or give the paths fewer threads"))
            .edit(Edit::Replace(place, format!("{least}..{wanted}"))),
    )
}

/// `40 + 60 = 100`
fn together(routes: &[&Spanned<Route>], threads: u64) -> Step {
    let each = routes.iter().filter_map(|route| upper(&route.options, "threads"));
    let each: Vec<String> = each.map(|threads| threads.to_string()).collect();
    Step::derived("threads of all paths", equals(&each.join(" + "), &threads.to_string()))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn connections_to_readers_count() {
        let text = super::RULE.rejected.replace("pool = 10..50", "pool = 10..50, readers = 10..90");
        assert!(!codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn one_path_is_kept_apart_from_nothing() {
        let text = super::RULE.rejected.replace("to web { threads = 40 }", "to web");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
