//! Where a figure comes from, in words.

use crate::catalog;
use crate::origin::{Basis, Origin};
use crate::source::Sources;

/// In a few words: `given at shop.terrace:3:5`, `derived`, `assumed, catalogue of 2026-07-20, high`.
pub fn short(origin: &Origin, sources: &Sources) -> String {
    match origin {
        Origin::Given(span) => {
            let place = sources.place(*span).map(|place| format!(" at {place}"));
            format!("given{}", place.unwrap_or_default())
        }
        Origin::Derived => "derived".to_owned(),
        Origin::Default(name) => format!("assumed, {name}"),
        Origin::Catalogue(basis) => catalogue(basis),
    }
}

fn catalogue(basis: &Basis) -> String {
    let instead = basis.stands_in.as_ref().map_or(String::new(), |region| format!(", of {region}"));
    let estimate = if basis.estimate { ", an estimate" } else { "" };
    let trust = basis.confidence.word();
    format!("assumed, catalogue {}, {trust}{instead}{estimate}", basis.dated())
}

/// The sources of a figure, each as `id: what was read`.
pub fn behind(basis: &Basis) -> Vec<String> {
    let named = |id: &str| match catalog::source(id) {
        Some(source) => format!("{id}: {}", source.what),
        None => id.to_owned(),
    };
    basis.source.split(';').filter(|id| !id.is_empty()).map(named).collect()
}
