//! The whole pipe in memory over N services of about 25 lines: CPU time, bytes and peak memory by stage.
//! `cargo bench`; each N runs in a process of its own, so that its peak is its own.

use std::fmt::Write;
use std::process::Command;

use terrace::model::{self, Unit};
use terrace::settings::{Settings, Version};
use terrace::source::Sources;
use terrace::syntax::{self, tree::Date};
use terrace::{Choice, compile, plan, targets};

const SIZES: &[usize] = &[1, 100, 1_000, 5_000];

fn main() {
    match std::env::var("TERRACE_BENCH").ok().and_then(|size| size.parse().ok()) {
        Some(size) => one(size),
        None => all(),
    }
}

fn all() {
    println!("services  stage      CPU ms    MB out");
    let this = std::env::current_exe().expect("this benchmark");
    for size in SIZES {
        let status = Command::new(&this).env("TERRACE_BENCH", size.to_string()).status();
        assert!(status.expect("a run").success());
    }
}

fn one(size: usize) {
    let text = policies(size);
    let settings = Settings {
        kubernetes: Version { major: 1, minor: 35 },
        keda: Version { major: 2, minor: 18 },
        date: Date { year: 2026, month: 11, day: 1 },
        catalogue: std::sync::Arc::default(),
    };
    let mut sources = Sources::default();
    let file = sources.add("bench.terrace", text.as_str());

    let mut clock = Clock::start(size);
    let (tree, findings) = syntax::parse(file, &text);
    assert!(findings.is_empty());
    clock.lap("parse", text.len());

    let units = [Unit { body: tree.body, used: Vec::new() }];
    let (services, _) = model::resolve(&units);
    clock.lap("model", 0);

    let policies = services.iter().filter_map(|service| service.places.first()?.current());
    let plans: Vec<plan::Plan> = policies.map(|policy| plan::plan(policy, &settings)).collect();
    clock.lap("plan", 0);

    let rendered = plans.iter().map(|plan| targets::render(plan, &settings, &[]));
    let bytes = rendered.map(|made| made.files.iter().map(|file| file.text.len()).sum::<usize>());
    let bytes = bytes.sum();
    clock.lap("targets", bytes);
    drop((services, plans));

    let mut clock = Clock::start(size);
    let (tree, _) = syntax::parse(file, &text);
    let units = [Unit { body: tree.body, used: Vec::new() }];
    let compiled = compile(&units, Vec::new(), &sources, &settings, &Choice::default());
    assert_eq!(compiled.trees.len(), size);
    let files = compiled.trees.iter().flat_map(|built| &built.tree.files);
    clock.lap("whole", files.map(|file| file.contents.len()).sum());
    println!("{size:>8}  peak       {:>6} MB", peak() / 1_024);
}

struct Clock {
    size: usize,
    last: u64,
}

impl Clock {
    fn start(size: usize) -> Self {
        Self { size, last: cpu() }
    }

    fn lap(&mut self, stage: &str, bytes: usize) {
        let now = cpu();
        let millis = decimal(now.saturating_sub(self.last), 1_000_000);
        let megabytes = decimal(u64::try_from(bytes).unwrap_or(0), 1_000_000);
        println!("{:>8}  {stage:<8} {millis:>9} {megabytes:>9}", self.size);
        self.last = cpu();
    }
}

/// A figure in units, with two places.
fn decimal(figure: u64, unit: u64) -> String {
    format!("{}.{:02}", figure / unit, figure % unit * 100 / unit)
}

/// CPU time of this process in nanoseconds (Linux).
fn cpu() -> u64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or(0)
}

/// Peak memory of this process in KiB (Linux).
fn peak() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
}

fn policies(size: usize) -> String {
    let mut text = String::new();
    for at in 0..size {
        let _ = write!(
            text,
            r#"service shop-{at} {{
  owner  = "team-{at}"
  budget = $900/month
  region eu-west-1    {{ weight = 60%, zones = 3 }}
  region eu-central-1 {{ weight = 40%, zones = 3 }}
  health edge {{ protocol = https, path = "/healthz", interval = 10s, timeout = 4s }}
  traffic public {{ host = "shop-{at}.example.com", policy = weighted, health = edge, route "/*" to web }}
  workload web on ec2 {{
    instance = m6i.large, replicas = 3..10, serves = 100/s, health = edge
    keep cpu at 65%
    warn when cpu > 85% for 10m
    page when errors > 1% for 5m
    page when latency p95 > 400ms for 5m
  }}
  workload api on kubernetes {{
    attach   = "Deployment/shop-{at}"
    replicas = 3..9, cpu = 0.5vcpu..1vcpu, memory = 512MiB..1GiB, health = edge, consumes = work
    keep cpu at 70%
    warn when cpu > 80% for 5m
    page when cpu > 95% for 5m
    warn when memory > 80% for 5m
  }}
  queue work on sqs {{ retention = 4d }}
  notify warn to "team-{at}@example.com"
  notify page to oncall
}}
"#
        );
    }
    text
}
