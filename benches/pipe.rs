//! The pipe in memory over N services of about 25 lines, whole and from text to files alone; the model of one service with
//! N workloads that use each other, and the whole pipe of those with alarms: CPU time (the least of some runs), bytes and
//! peak memory by stage.
//! `cargo bench`; each N runs in a process of its own, so that its peak is its own.

use std::fmt::Write;
use std::process::Command;

use terrace::figures::{self, Figures};
use terrace::model::{self, Policy, Unit};
use terrace::plan::{self, Plan};
use terrace::rules::{self, Seen};
use terrace::settings::{Settings, Version};
use terrace::source::{FileId, Sources};
use terrace::syntax::{self, tree::Date};
use terrace::targets::{self, Rendered};
use terrace::{Choice, Compiled, compile};

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many services, and how many workloads.
const SIZES: &[usize] = &[1, 100, 1_000, 5_000];

/// Services that go through the stages together, as in the pipeline.
const BATCH: usize = 24;

/// Runs of each size; others use the machine too.
const RUNS: usize = 5;

fn main() {
    match std::env::var("TERRACE_BENCH").ok().and_then(|size| size.parse().ok()) {
        Some(size) => one(size),
        None => all(),
    }
}

fn all() {
    println!("       N  stage       CPU ms    MB out");
    let this = std::env::current_exe().expect("this benchmark");
    for size in SIZES {
        let status = Command::new(&this).env("TERRACE_BENCH", size.to_string()).status();
        assert!(status.expect("a run").success());
    }
}

fn one(size: usize) {
    let mut least = Laps::default();
    let policies = policies(size);
    for _ in 0..RUNS {
        whole("whole", &policies, size, &mut least);
    }
    let peak = peak();
    for _ in 0..RUNS {
        files(&policies, &mut least);
    }
    for _ in 0..RUNS {
        stages(&policies, &mut least);
    }
    let plain = workloads(size, "");
    for _ in 0..RUNS {
        let (tree, _) = syntax::parse(FileId(0), &plain);
        let units = [Unit { body: tree.body, used: Vec::new() }];
        least.lap("workloads", || model::resolve(&units), |_| 0);
    }
    let alarmed = workloads(size, ALARMS);
    for _ in 0..RUNS {
        whole("alarms", &alarmed, 1, &mut least);
    }
    for (stage, nanos, bytes) in &least.0 {
        let (millis, megabytes) = (decimal(*nanos, 1_000_000), decimal(*bytes, 1_000_000));
        println!("{size:>8}  {stage:<9} {millis:>9} {megabytes:>9}");
    }
    println!("{size:>8}  peak      {:>6} MB", peak / 1_024);
}

/// Each stage by itself.
fn stages(text: &str, least: &mut Laps) {
    let settings = settings();
    let parse = || syntax::parse(FileId(0), text);
    let (tree, findings) = least.lap("parse", parse, |_| text.len());
    assert!(findings.is_empty());
    let units = [Unit { body: tree.body, used: Vec::new() }];
    let (services, _) = least.lap("model", || model::resolve(&units), |_| 0);
    let policies: Vec<&Policy> =
        services.iter().filter_map(|service| service.places.first()?.current()).collect();
    let plan = |policy: &&Policy| plan::plan(policy, &settings);
    let plans: Vec<Plan> = least.lap("plan", || policies.iter().map(plan).collect(), |_| 0);
    let pairs = || policies.iter().copied().zip(&plans);
    let figures = |(policy, plan)| figures::figures(policy, plan, &settings);
    let figures: Vec<Figures> = least.lap("figures", || pairs().map(figures).collect(), |_| 0);
    let rules = || {
        let mut findings = Vec::new();
        for ((policy, plan), figures) in pairs().zip(&figures) {
            rules::check(&Seen { policy, plan, figures, settings: &settings }, &mut findings);
        }
        findings
    };
    least.lap("rules", rules, |_| 0);
    let plans: Vec<&Plan> = plans.iter().collect();
    least.lap("targets", || targets::render(&plans, &settings, &[]), |made| written(made));
}

/// From text to files, without figures, rules and report.
fn files(text: &str, least: &mut Laps) {
    let settings = settings();
    let pipe = || {
        let (tree, _) = syntax::parse(FileId(0), text);
        let units = [Unit { body: tree.body, used: Vec::new() }];
        let (services, _) = model::resolve(&units);
        let mut rendered = Vec::new();
        for batch in services.chunks(BATCH) {
            let policies = batch.iter().filter_map(|service| service.places.first()?.current());
            let plans: Vec<Plan> = policies.map(|it| plan::plan(it, &settings)).collect();
            rendered.extend(targets::render(&plans.iter().collect::<Vec<_>>(), &settings, &[]));
        }
        rendered
    };
    least.lap("files", pipe, |made| written(made));
}

fn written(made: &[Rendered]) -> usize {
    made.iter().flat_map(|made| &made.files).map(|file| file.text.len()).sum()
}

/// From parsing to trees, with report and source map.
fn whole(stage: &'static str, text: &str, trees: usize, least: &mut Laps) {
    let settings = settings();
    let mut sources = Sources::default();
    let file = sources.add("bench.terrace", text);
    let pipe = || {
        let (tree, _) = syntax::parse(file, text);
        let units = [Unit { body: tree.body, used: Vec::new() }];
        compile(&units, Vec::new(), &sources, &settings, &Choice::default())
    };
    let bytes = |compiled: &Compiled| {
        let files = compiled.trees.iter().flat_map(|built| &built.tree.files);
        files.map(|file| file.contents.len()).sum()
    };
    let compiled = least.lap(stage, pipe, bytes);
    assert_eq!(compiled.trees.len(), trees);
}

fn settings() -> Settings {
    Settings::new(
        Version { major: 1, minor: 35 },
        Version { major: 2, minor: 18 },
        Date { year: 2026, month: 11, day: 1 },
    )
}

/// The least CPU time in nanoseconds and the bytes of each stage, in order of the first run.
#[derive(Default)]
struct Laps(Vec<(&'static str, u64, u64)>);

impl Laps {
    fn lap<T>(
        &mut self,
        stage: &'static str,
        run: impl FnOnce() -> T,
        bytes: impl FnOnce(&T) -> usize,
    ) -> T {
        let start = cpu();
        let made = run();
        let nanos = cpu().saturating_sub(start);
        let bytes = u64::try_from(bytes(&made)).unwrap_or(0);
        match self.0.iter_mut().find(|(known, _, _)| *known == stage) {
            Some((_, least, _)) => *least = nanos.min(*least),
            None => self.0.push((stage, nanos, bytes)),
        }
        made
    }
}

/// A figure in units, with two places.
fn decimal(figure: u64, unit: u64) -> String {
    format!("{}.{:02}", figure / unit, figure % unit * 100 / unit)
}

/// CPU time of this process in nanoseconds (Linux).
fn cpu() -> u64 {
    // The kernel books the time of a running thread when it is scheduled, else only with the next tick.
    std::thread::yield_now();
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

/// What a workload with alarms says more.
const ALARMS: &str =
    "instance = m6i.large, warn when cpu > 85% for 10m, page when cpu > 95% for 5m";

fn workloads(size: usize, more: &str) -> String {
    let head = "service shop {\n  region eu-west-1 { zones = 3 }\n  notify page to oncall\n  notify warn to oncall\n";
    let mut text = head.to_owned();
    for at in 0..size {
        let next = (at + 1) % size;
        let _ = writeln!(
            text,
            "  workload w{at} on ec2 {{ replicas = 2..6, uses w{next}, keep cpu at 60%\n{more} }}"
        );
    }
    text + "}\n"
}
