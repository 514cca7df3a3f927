//! Small policies, and what the model says to them.

mod dimensions;
mod names;
mod overlays;
mod places;
mod shown;

use super::{Policy, Service, Unit, resolve};
use crate::source::FileId;
use crate::syntax::parse;

fn resolved(text: &str) -> (Vec<Service>, Vec<crate::diagnostic::Finding>) {
    let (tree, findings) = parse(FileId(0), text);
    assert_eq!(findings, [], "{text}");
    resolve(&[Unit { body: tree.body, used: Vec::new() }])
}

/// A service in one region that holds some statements.
fn shop(inside: &str) -> String {
    format!("service shop {{\n  region eu-west-1 {{ zones = 3 }}\n{inside}\n}}\n")
}

/// What is said to a service that holds some statements: `code: message | help`, one line each.
fn said(inside: &str) -> String {
    let (_, findings) = resolved(&shop(inside));
    let lines = findings.iter().map(|finding| {
        let code = finding.code.trim_start_matches("model/");
        let help = finding.help.as_deref().unwrap_or("-");
        format!("{code}: {} | {help}", finding.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What is said to a workload on ec2 that holds some statements.
fn web(inside: &str) -> String {
    said(&format!("workload web on ec2 {{\n{inside}\n}}"))
}

/// The policy that is written of the only service and a place by its position.
fn policy(inside: &str, place: usize) -> Policy {
    let (services, findings) = resolved(&shop(inside));
    assert_eq!(findings, [], "{inside}");
    services[0].places[place].current().cloned().unwrap()
}
