//! One object of one file: its text, whose it is, what caused it. Knows no region.

use std::sync::Arc;

use serde::Serialize;

use super::patch;
use super::print::{Comment, print};
use super::scope::Scope;
use crate::diagnostic::Finding;
use crate::source::Span;

/// An object and the file that it goes to.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path below the region's folder.
    pub path: String,
    /// Whether it is laid over what exists rather than an object of ours.
    pub over: bool,
    /// `KIND/<workload>`, by which patches name it.
    pub address: String,
    /// The text of the file.
    pub text: Arc<str>,
    /// What caused it.
    pub span: Span,
}

impl Document {
    /// An object of ours that a workload has, with what patches set in it; patches that do not fit are noted.
    pub fn of<T: Serialize>(
        scope: &Scope,
        kind: &'static str,
        path: String,
        object: &T,
        comments: &[Comment],
        notes: &mut Vec<Finding>,
    ) -> Document {
        let address = format!("{kind}/{}", scope.pods.name);
        let text = match patch::patched(object, kind, &address, &scope.plan.patches, notes) {
            Some(patched) => print(scope.header, &patched, comments),
            None => print(scope.header, object, comments),
        };
        Document { path, over: false, address, text: text.into(), span: scope.pods.span }
    }

    /// The same document, laid over what exists.
    #[must_use]
    pub fn over(self) -> Document {
        Document { over: true, ..self }
    }

    /// The same document with a narrower cause than the workload as a whole.
    #[must_use]
    pub fn caused_by(self, span: Span) -> Document {
        Document { span, ..self }
    }
}
