//! Availability in a report. In: estimates. Out: what a request needs, the product, the estimate against the promise.

use super::Report;
use super::page::{Part, Section, Table};
use super::quote::code;
use super::words::{self, keeps, promise};
use crate::figures::Figures;
use crate::figures::availability::{Availability, promised};
use crate::words::{percent, stretch};

/// The section.
pub fn section(report: &Report) -> Section {
    let figures = report.figures;
    let mut rows = Vec::new();
    for estimate in &figures.availabilities {
        for region in &estimate.regions {
            let parts: Vec<String> = region
                .parts
                .iter()
                .map(|part| format!("{} {}", code(part.thing), percent(part.share(), 3)))
                .collect();
            rows.push(vec![
                name(estimate),
                words::code(figures, region.region).to_owned(),
                parts.join(" × "),
                percent(region.alone, 4),
                percent(region.with_failover, 4),
            ]);
        }
    }
    if rows.is_empty() {
        return Section::new("Availability", Vec::new());
    }
    let head = ["of", "region", "what a request needs", "alone", "with failover"];
    let table = Part::Table(Table::new(&head, 3, rows));
    let lines = figures.availabilities.iter().map(|it| format!("{}: {}", name(it), verdict(it)));
    let apart = "An estimate from service levels, not a guarantee.".to_owned();
    Section::new("Availability", vec![table, Part::List(lines.collect()), Part::Text(apart)])
}

fn name(estimate: &Availability) -> String {
    estimate.of.map_or_else(|| "the service".to_owned(), code)
}

fn verdict(estimate: &Availability) -> String {
    let shown = percent(estimate.estimate, 4);
    let failover = estimate
        .failover
        .filter(|_| estimate.regions.len() > 1)
        .map_or(String::new(), |seconds| format!(", a failover takes {}", stretch(seconds)));
    let promised = estimate.promise.as_ref().map_or(String::new(), |given| {
        let kept = keeps(given, estimate.estimate, promised(given));
        format!(" against {}, {}", code(&promise(given)), if kept { "kept" } else { "not kept" })
    });
    format!("{shown}{promised}{failover}")
}

/// The service's own estimate in one line.
pub fn summary(figures: &Figures) -> Option<String> {
    let own = figures.availabilities.iter().find(|it| it.of.is_none() && !it.regions.is_empty())?;
    Some(format!("{}; an estimate from service levels, not a guarantee", verdict(own)))
}
