//! Plan to files. In: a plan. Out: files in memory, each with what caused its parts.
//! Knows neither the policy's text nor the disk.

pub mod cloudwatch;
pub mod kubernetes;
pub mod terraform;

use std::sync::Arc;

use crate::diagnostic::{Code, Finding};
use crate::output::{Entry, Mapped};
use crate::plan::Plan;
use crate::settings::Settings;
use crate::source::{Sources, Span};

/// A target that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Target {
    /// `terraform/`
    Terraform,
    /// `kubernetes/`
    Kubernetes,
    /// `cloudwatch/`
    Cloudwatch,
}

/// Everything that some targets make of plans; all targets where none is named. One target comes after the other.
pub fn render(plans: &[&Plan], settings: &Settings, targets: &[Target]) -> Vec<Rendered> {
    let wanted = |target| targets.is_empty() || targets.contains(&target);
    let alarms: Vec<_> = plans.iter().map(|plan| cloudwatch::lowered(plan)).collect();
    let given = || plans.iter().copied().zip(&alarms);
    let mut rendered: Vec<Rendered> = plans.iter().map(|_| Rendered::default()).collect();
    if wanted(Target::Terraform) {
        for (rendered, (plan, alarms)) in rendered.iter_mut().zip(given()) {
            rendered.extend(terraform::render(plan, alarms));
        }
    }
    if wanted(Target::Kubernetes) {
        for (rendered, plan) in rendered.iter_mut().zip(plans) {
            rendered.extend(kubernetes::render(plan, settings));
        }
    }
    if wanted(Target::Cloudwatch) {
        for (rendered, (plan, alarms)) in rendered.iter_mut().zip(given()) {
            rendered.extend(cloudwatch::render(plan, alarms));
        }
    }
    rendered
}

/// What the findings of the targets mean.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    terraform::codes().chain(kubernetes::CODES)
}

/// A file that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path within the environment's folder, with `/`: `terraform/dns.tf`.
    pub path: String,
    /// Its whole text.
    pub text: Arc<str>,
    /// The blocks or documents in it.
    pub things: Vec<Thing>,
}

/// A block or a document, and what caused it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Its address in its file: `aws_lb.public`, `HorizontalPodAutoscaler/api`.
    pub name: String,
    /// The place in the policy.
    pub span: Span,
}

/// Something that people have to fill in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it is, as a sentence.
    pub description: String,
}

/// What one target makes of a plan.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// The files, by path.
    pub files: Vec<File>,
    /// What this target cannot express, and patches that do not fit.
    pub notes: Vec<Finding>,
    /// What has to be filled in, by name.
    pub variables: Vec<Variable>,
    /// What people have to do, as lines of prose for the report.
    pub to_do: Vec<String>,
}

impl Rendered {
    /// Adds what another target makes.
    pub fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
        self.notes.extend(other.notes);
        self.variables.extend(other.variables);
        self.to_do.extend(other.to_do);
    }

    /// Where in the policies each thing comes from, by file and thing.
    pub fn places<'a>(&'a self, sources: &'a Sources) -> Vec<Mapped<'a>> {
        let entry = |thing: &'a Thing| {
            let source = sources.get(thing.span.file)?;
            let (line, column) = source.position(thing.span.start);
            Some(Entry { thing: &thing.name, file: &source.name, line, column })
        };
        let mapped = |file: &'a File| {
            let mut things: Vec<Entry> = file.things.iter().filter_map(entry).collect();
            things.sort_unstable();
            Mapped { path: &file.path, things }
        };
        let mut files: Vec<Mapped> = self.files.iter().map(mapped).collect();
        files.sort_unstable_by_key(|file| file.path);
        files
    }
}
