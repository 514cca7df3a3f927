//! The figures of the project's policies, as the crate computes them. In: a policy's file name, environment and tier.

use terrace::diagnostic::Level;
use terrace::figures::{Figures, figures};
use terrace::model::{self, Policy, Unit};
use terrace::plan::plan;
use terrace::settings::{Settings, Version};
use terrace::source::Sources;
use terrace::syntax;
use terrace::syntax::tree::Date;
use terrace::{Choice, compile};

/// Looks at the figures of one place of a policy of the project.
pub fn of<T>(name: &str, environment: &str, tier: &str, look: impl Fn(&Figures) -> T) -> T {
    let path = format!("{}/policies/{name}.terrace", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a policy of the project");
    of_text(&text, environment, tier, look)
}

/// Looks at the figures of one place of a text.
pub fn of_text<T>(text: &str, environment: &str, tier: &str, look: impl Fn(&Figures) -> T) -> T {
    let mut sources = Sources::default();
    let file = sources.add("policy.terrace", text);
    let (tree, found) = syntax::parse(file, text);
    assert!(found.is_empty(), "{found:?}");
    let (services, found) = model::resolve(&[Unit { body: tree.body, used: Vec::new() }]);
    assert!(found.iter().all(|it| it.level > Level::Error), "{found:?}");
    let settings = settings();
    let here = |policy: &&Policy| {
        policy.environment.as_ref().map_or("", |it| it.name.node.as_str()) == environment
            && policy.tier.as_ref().map_or("", |it| it.name.node.as_str()) == tier
    };
    let all = services.iter().flat_map(|service| &service.places).flat_map(|it| &it.tiers);
    let policy = all.into_iter().find(here).expect("the place exists");
    look(&figures(policy, &plan(policy, &settings), &settings))
}

/// The codes of what is found about a text.
pub fn found(text: &str) -> Vec<&'static str> {
    let mut sources = Sources::default();
    let file = sources.add("policy.terrace", text);
    let (tree, found) = syntax::parse(file, text);
    let units = [Unit { body: tree.body, used: Vec::new() }];
    let compiled = compile(&units, found, &sources, &settings(), &Choice::default());
    compiled.findings.into_iter().map(|finding| finding.code).collect()
}

fn settings() -> Settings {
    let (kubernetes, aws) = (Version { major: 1, minor: 35 }, Version { major: 2, minor: 17 });
    Settings::new(kubernetes, aws, Date { year: 2026, month: 11, day: 1 })
}
