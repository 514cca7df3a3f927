//! Findings in a report. In: the findings that stay. Out: each as the sentence that it speaks of and what is to be said of
//! it, once, by the list that it stands in.

use super::NOT_COMPILED;
use super::quote::{code, line, quote};
use crate::diagnostic::{Finding, Level};
use crate::source::Sources;

/// What is said, by list.
#[derive(Debug, Default)]
pub struct Said {
    /// Errors.
    pub errors: Vec<String>,
    /// Warnings of something else than what is not compiled, which has its own list.
    pub warnings: Vec<String>,
    /// Notes of what a target does differently, or what an environment leaves out: rules name their case, stages have none.
    pub differences: Vec<String>,
    /// Notes of rules: it is as it is, and worth knowing.
    pub remarks: Vec<String>,
}

impl Said {
    /// What findings say; of what has no price the section of the cost speaks.
    pub fn of(findings: &[Finding], sources: &Sources) -> Self {
        let mut said = Self::default();
        for finding in findings {
            let list = match finding.level {
                Level::Error => &mut said.errors,
                Level::Warning if finding.code == NOT_COMPILED => continue,
                Level::Warning => &mut said.warnings,
                Level::Note if finding.code == "cost/not-priced" => continue,
                Level::Note if finding.case.is_none() => &mut said.differences,
                Level::Note => &mut said.remarks,
            };
            let text = quoted(finding, sources);
            if !list.contains(&text) {
                list.push(text);
            }
        }
        said
    }

    /// How many notes there are in both of their lists.
    pub fn notes(&self) -> usize {
        let again = self.remarks.iter().filter(|remark| self.differences.contains(remark));
        self.differences.len() + self.remarks.len() - again.count()
    }
}

fn quoted(finding: &Finding, sources: &Sources) -> String {
    let sentence = quote(sources, finding.span());
    let message = line(&finding.message);
    if sentence.is_empty() || message.contains(&sentence) {
        return message;
    }
    format!("{}: {message}", code(&sentence))
}
