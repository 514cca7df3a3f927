//! Plan to files. In: a plan. Out: files in memory, each with what caused its parts.
//! Knows neither the policy's text nor the disk.

pub mod cloudwatch;
pub mod kubernetes;
pub mod terraform;

use std::sync::Arc;

use crate::diagnostic::{Code, Finding};
use crate::output::Entry;
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
}

/// What caused a block or a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file's path, as in [`File`].
    pub path: String,
    /// The thing's address there: `aws_lb.public`, `HorizontalPodAutoscaler/api`.
    pub thing: String,
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
    /// What caused each thing in them, by path and thing.
    pub origins: Vec<Origin>,
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
        self.origins.extend(other.origins);
        self.notes.extend(other.notes);
        self.variables.extend(other.variables);
        self.to_do.extend(other.to_do);
    }

    /// Where in the policies each thing comes from.
    pub fn places<'a>(&'a self, sources: &'a Sources) -> Vec<Entry<'a>> {
        let entry = |origin: &'a Origin| {
            let source = sources.get(origin.span.file)?;
            let (line, column) = source.position(origin.span.start);
            Some(Entry {
                path: &origin.path,
                thing: &origin.thing,
                file: &source.name,
                line,
                column,
            })
        };
        let mut places: Vec<Entry> = self.origins.iter().filter_map(entry).collect();
        // What stands in a file comes together: files are put in order as a whole.
        let mut files: Vec<&mut [Entry]> =
            places.chunk_by_mut(|one, other| one.path == other.path).collect();
        for file in &mut files {
            file.sort_unstable_by_key(|it| (it.thing, it.file, it.line, it.column));
        }
        let path = |file: &[Entry<'a>]| file.first().map(|it| it.path);
        files.sort_unstable_by_key(|file| path(file));
        let apart =
            files.windows(2).any(|two| matches!(two, [one, other] if path(one) == path(other)));
        let mut places = files.concat();
        if apart {
            places.sort();
        }
        places
    }
}
