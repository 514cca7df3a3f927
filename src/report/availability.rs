//! Availability in a report. In: estimates. Out: what a request needs, the product, the estimate against the promise.

use std::borrow::Cow;
use std::fmt;

use super::Report;
use super::page::Page;
use super::quote::code;
use super::table::Table;
use super::words::{self, keeps, promise};
use crate::figures::Figures;
use crate::figures::availability::{Availability, Part, promised};
use crate::words::{percent, stretch};

/// The section.
pub fn section(report: &Report, page: &mut Page) {
    let estimates = &report.figures.availabilities;
    page.section("Availability");
    let head = ["of", "region", "what a request needs", "alone", "with failover"];
    let mut table = Table::new(3, &head);
    for estimate in estimates {
        for region in &estimate.regions {
            table.row([&name(estimate), words::code(report.figures, region.region)]);
            table.joined(region.parts.iter().map(Level), " × ");
            table.row([percent(region.alone, 4), percent(region.with_failover, 4)]);
        }
    }
    if table.is_empty() {
        return;
    }
    page.table(&table);
    let mut list = page.list();
    for estimate in estimates {
        list.line(format_args!("{}: {}", name(estimate), verdict(estimate)));
    }
    page.paragraph("An estimate from service levels, not a guarantee.");
}

/// A thing that a request needs, with its level.
struct Level<'a>(&'a Part<'a>);

impl fmt::Display for Level<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", code(self.0.thing), percent(self.0.share(), 3))
    }
}

fn name(estimate: &Availability) -> Cow<'static, str> {
    estimate.of.map_or(Cow::Borrowed("the service"), |name| code(name).text().into())
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
