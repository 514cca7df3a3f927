//! Where a listener leads: shares, paths, or everything to one workload. Priorities follow from the path alone, so that
//! a change of one rule moves no other.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Action, Rule};
use crate::diagnostic::{Code, Finding};
use crate::model::measure::{Ratio, base};
use crate::model::policy::{Origin, Route, Target, Traffic, Workload};
use crate::plan::context::{self, Context};
use crate::plan::weights;
use crate::source::Spanned;
use crate::words::tick;

pub const NO_PATH: Code = Code {
    code: "lowering/no-path-matches",
    why: "A listener without a route for `/*` answers 404 where no path matches.",
};
pub const NOT_OURS: Code = Code {
    code: "lowering/routes-of-given-balancer",
    why: "Where only pods stand behind a name, the cluster owns its balancer and the rules of its listener.",
};
pub const OUTSIDE_REGIONS: Code = Code {
    code: "lowering/route-outside-regions",
    why: "A balancer reaches workloads of its own region only, so a route leads nowhere in a region without its workload.",
};
pub const ROUNDED: Code = Code {
    code: "lowering/weights-rounded",
    why: "Weights are whole numbers up to a limit of the target; shares that have no such numbers in exact proportion are rounded.",
};

/// Notes which rules a balancer that exists already has to have itself.
pub(super) fn not_ours(traffic: &Traffic, ways: &Ways, notes: &mut Vec<Finding>) {
    let plain = matches!(&ways.default, Action::Forward(to) if to.len() == 1);
    if plain && ways.rules.is_empty() {
        return;
    }
    let name = tick(&traffic.name.node);
    let message = format!(
        "only pods stand behind {name}, so its balancer comes in as a variable: it has to have these routes itself"
    );
    let spans = traffic.routes.iter().map(|route| route.span);
    let finding = Finding::note(NOT_OURS.code, message, traffic.head, "a balancer of the cluster");
    notes.push(spans.fold(finding, |finding, span| finding.also(span, "a rule there")));
}

/// Where a block leads, and in which regions.
pub(super) struct Ways {
    pub default: Action,
    pub rules: Vec<Rule>,
    pub regions: Vec<String>,
}

/// Notes where the weights of regions are rounded.
pub(super) fn weights_of_regions(context: &Context, notes: &mut Vec<Finding>) {
    let (whole, exact) = context::weights(context.policy);
    let weight = |region: &crate::model::policy::Region| {
        Some((region.code.node.clone(), region.weight.as_ref()?.span))
    };
    let spans = context.policy.regions.iter().filter_map(weight).filter(|_| !exact);
    for (code, span) in spans {
        let taken = whole.get(&code).copied().unwrap_or(0);
        let message = format!(
            "records weigh 0 to {}: the weight of {} becomes {taken}, which is not exactly its share",
            weights::RECORD,
            tick(&code)
        );
        notes.push(Finding::note(ROUNDED.code, message, span, "rounded"));
    }
}

/// Reads the routes of a block to the workloads behind it.
pub(super) fn ways(
    context: &Context,
    traffic: &Traffic,
    behind: &[&Workload],
    notes: &mut Vec<Finding>,
) -> Ways {
    let routes = Routes::of(traffic, behind);
    let homes: BTreeMap<&str, Vec<String>> = behind
        .iter()
        .map(|workload| (workload.name.node.as_str(), context.regions_of(&workload.body)))
        .collect();
    let default = routes.default(behind, notes);
    if default == Action::NotFound {
        let message = format!("{} answers 404 where no path matches", tick(&traffic.name.node));
        let finding = Finding::note(NO_PATH.code, message, traffic.head, "no route for `/*`");
        notes.push(finding.help("route \"/*\" to …"));
    }
    let regions = regions(context, &default, &homes);
    routes.outside(&homes, &regions, notes);
    let rules = routes.rules(&homes, &regions);
    Ways { default, rules, regions }
}

/// The regions of the balancer: those that all workloads of the default share, else all that any has.
fn regions(
    context: &Context,
    default: &Action,
    homes: &BTreeMap<&str, Vec<String>>,
) -> Vec<String> {
    let has = |workload: &str, region: &str| {
        homes.get(workload).is_some_and(|home| home.iter().any(|code| code == region))
    };
    let wanted = |region: &str| match default {
        Action::Forward(to) => to.iter().all(|(workload, _)| has(workload, region)),
        Action::NotFound => homes.keys().any(|workload| has(workload, region)),
    };
    context.regions.iter().map(|region| region.code.clone()).filter(|code| wanted(code)).collect()
}

/// The routes of a block that are compiled, by kind.
struct Routes<'a> {
    shares: Vec<(&'a Spanned<Route>, &'a str, Ratio)>,
    paths: Vec<(&'a Spanned<Route>, &'a str, &'a str)>,
    rest: Option<(&'a Spanned<Route>, &'a str)>,
}

impl<'a> Routes<'a> {
    fn of(traffic: &'a Traffic, behind: &[&Workload]) -> Self {
        let mut routes = Self { shares: Vec::new(), paths: Vec::new(), rest: None };
        for route in &traffic.routes {
            let Some(to) = target(route, behind) else { continue };
            match &route.from.node {
                Origin::Share(share) => routes.shares.push((route, to, base(*share))),
                Origin::Path(path) if path != "/*" => routes.paths.push((route, path.as_str(), to)),
                Origin::Path(_) | Origin::Default => routes.rest = Some((route, to)),
                Origin::Place(_) | Origin::Countries(_) => {}
            }
        }
        routes
    }

    fn default(&self, behind: &[&Workload], notes: &mut Vec<Finding>) -> Action {
        if !self.shares.is_empty() {
            return self.forward(notes);
        }
        match (self.rest, behind) {
            (Some((_, to)), _) => Action::Forward(vec![(to.to_owned(), 1)]),
            (None, [only]) if self.paths.is_empty() => {
                Action::Forward(vec![(only.name.node.clone(), 1)])
            }
            (None, _) => Action::NotFound,
        }
    }

    fn forward(&self, notes: &mut Vec<Finding>) -> Action {
        let shares: Vec<Ratio> = self.shares.iter().map(|(_, _, share)| *share).collect();
        let weights = weights::whole(&shares, weights::FORWARD);
        for ((route, to, _), taken) in
            self.shares.iter().zip(&weights.whole).filter(|_| !weights.exact)
        {
            let message = format!(
                "a listener weighs 0 to {}: the weight of {} becomes {taken}, which is not exactly its share",
                weights::FORWARD,
                tick(to)
            );
            notes.push(Finding::note(ROUNDED.code, message, route.from.span, "rounded"));
        }
        let mut to: Vec<(String, u64)> =
            self.shares.iter().map(|(_, to, _)| (*to).to_owned()).zip(weights.whole).collect();
        to.sort();
        Action::Forward(to)
    }

    /// Says which routes lead to a workload that some region of the service does not have.
    fn outside(
        &self,
        homes: &BTreeMap<&str, Vec<String>>,
        regions: &[String],
        notes: &mut Vec<Finding>,
    ) {
        let shares = self.shares.iter().map(|(route, to, _)| (*route, *to));
        let paths = self.paths.iter().map(|(route, _, to)| (*route, *to));
        for (route, to) in shares.chain(paths).chain(self.rest) {
            let home: &[String] = homes.get(to).map_or(&[], Vec::as_slice);
            let absent = regions.iter().filter(|region| !home.contains(region));
            notes.extend(absent.map(|region| leads_nowhere(route, to, region)));
            let unreached = home.iter().filter(|region| !regions.contains(region));
            notes.extend(unreached.map(|region| not_reached(route, to, region)));
        }
    }

    fn rules(&self, homes: &BTreeMap<&str, Vec<String>>, regions: &[String]) -> Vec<Rule> {
        let paths: Vec<&str> = self.paths.iter().map(|(_, path, _)| *path).collect();
        let keys = keys(&paths);
        let priorities = priorities(&paths);
        let here = |to: &str| {
            let home = homes.get(to).map_or(&[][..], Vec::as_slice);
            regions.iter().filter(|region| home.contains(region)).cloned().collect()
        };
        let rule = |(route, path, to): &(&Spanned<Route>, &str, &str)| Rule {
            key: keys.get(path).cloned().unwrap_or_default(),
            path: (*path).to_owned(),
            priority: priorities.get(path).copied().unwrap_or(LAST),
            to: (*to).to_owned(),
            regions: here(to),
            span: route.span,
        };
        let mut rules: Vec<Rule> = self.paths.iter().map(rule).collect();
        rules.sort_by_key(|rule| rule.priority);
        rules
    }
}

fn leads_nowhere(route: &Spanned<Route>, to: &str, region: &str) -> Finding {
    let message =
        format!("{} does not run in {}: this route is left out there", tick(to), tick(region));
    Finding::note(OUTSIDE_REGIONS.code, message, route.span, "leads nowhere there")
}

fn not_reached(route: &Spanned<Route>, to: &str, region: &str) -> Finding {
    let message = format!(
        "{} is not reached in {}: what its traffic leads to otherwise does not run there",
        tick(to),
        tick(region)
    );
    Finding::warning(OUTSIDE_REGIONS.code, message, route.span, "no balancer there")
}

fn target<'a>(route: &'a Route, behind: &[&Workload]) -> Option<&'a str> {
    match &route.to.first()?.node {
        Target::Name(name) => {
            behind.iter().any(|workload| workload.name.node == *name).then_some(name.as_str())
        }
        Target::Bucket(_) | Target::Host(_) => None,
    }
}

/// The last priority of a listener's rules, from 1.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html>
const LAST: u64 = 50_000;

/// Priorities that one degree of precision has for itself.
const BAND: u64 = 190;

/// Priorities by path: more literal characters first, an exact path before a pattern as long, and within that by a
/// digest of the path. Two paths of one degree that meet take the next free priority, in the order of the paths.
fn priorities<'a>(paths: &[&'a str]) -> BTreeMap<&'a str, u64> {
    let mut sorted: Vec<&str> = paths.to_vec();
    sorted.sort_unstable();
    let mut taken: BTreeMap<&str, u64> = BTreeMap::new();
    for path in sorted {
        let band = LAST.saturating_sub(BAND * (precision(path) + 1));
        let slot = |probe: u64| band.max(1) + (u64::from(digest(path)) + probe) % BAND;
        let free = (0..BAND).map(slot).find(|slot| !taken.values().any(|other| other == slot));
        taken.insert(path, free.unwrap_or(band));
    }
    taken
}

/// Twice the literal characters, and one for a path without a wildcard; at most 257 (a path has at most 128 characters).
fn precision(path: &str) -> u64 {
    let literal = path.chars().filter(|character| !matches!(character, '*' | '?')).count();
    let exact = literal == path.chars().count();
    (2 * literal.min(128)) as u64 + u64::from(exact)
}

fn digest(path: &str) -> u16 {
    let digest = Sha256::digest(path.as_bytes());
    digest.iter().take(2).fold(0, |sum, byte| (sum << 8) | u16::from(*byte))
}

/// What tells rules apart: `api_v1` for `/api/v1/*`. Paths that read the same get a digest each.
fn keys<'a>(paths: &[&'a str]) -> BTreeMap<&'a str, String> {
    let plain: BTreeMap<&str, String> = paths.iter().map(|path| (*path, key(path))).collect();
    let alike = |key: &String| plain.values().filter(|other| *other == key).count() > 1;
    let distinct = |(path, key): (&&'a str, &String)| {
        let apart = if alike(key) { format!("{key}_{:04x}", digest(path)) } else { key.clone() };
        (*path, apart)
    };
    plain.iter().map(distinct).collect()
}

fn key(path: &str) -> String {
    let words = path.split(|character: char| !character.is_ascii_alphanumeric());
    let words: Vec<String> =
        words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
    if words.is_empty() { "root".to_owned() } else { words.join("_") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_paths_win_and_exact_ones_before_patterns() {
        let paths = ["/api/v1/*", "/api/*", "/api/x", "/*.html", "/"];
        let priorities = priorities(&paths);
        let of = |path: &str| priorities[path];
        assert!(of("/api/v1/*") < of("/api/x") && of("/api/x") < of("/api/*"));
        assert!(of("/api/*") < of("/"));
        assert!(priorities.values().all(|priority| (1..=LAST).contains(priority)));
    }

    #[test]
    fn a_rule_more_moves_no_other() {
        let few = priorities(&["/api/*", "/cart*"]);
        let more = priorities(&["/api/*", "/blog/*", "/cart*"]);
        assert!(few.iter().all(|(path, priority)| more[path] == *priority));
    }

    #[test]
    fn the_longest_path_still_has_a_priority() {
        let long = format!("/{}", "a".repeat(127));
        assert!((1..LAST / 10).contains(&priorities(&[long.as_str()])[long.as_str()]));
    }

    #[test]
    fn keys_say_the_path_and_differ() {
        let keys = keys(&["/api/v1/*", "/cart", "/cart*"]);
        assert_eq!(keys["/api/v1/*"], "api_v1");
        assert_ne!(keys["/cart"], keys["/cart*"]);
    }
}
