//! Lost data in a report. In: losses of data by promise and thing. Out: how old what comes back is, against the promise.

use super::Report;
use super::page::Page;
use super::quote::code;
use super::table::Table;
use super::words::{keeps, promise};
use crate::figures::loss_of_data::{DataLoss, Means};
use crate::model::measure::base;
use crate::ratio::Ratio;
use crate::words::stretch;

/// The section.
pub fn section(report: &Report, page: &mut Page) {
    page.section("Data");
    let head = ["what is lost", "of what", "comes back from", "promise", "", "what is missing"];
    let mut table = Table::new(5, &head);
    report.figures.data_losses.iter().for_each(|loss| row(&mut table, loss));
    page.table(&table);
}

fn row(table: &mut Table, loss: &DataLoss) {
    let promised = base(loss.promise.value.node) / Ratio::from_whole(1_000);
    let (means, seconds) = match &loss.age {
        Some(age) => (means(age.means), format!("the last {}", stretch(age.seconds))),
        None => ("nothing", "everything".to_owned()),
    };
    let kept = loss.age.as_ref().is_some_and(|age| keeps(&loss.promise, age.seconds, promised));
    table.cell(loss.scope.word());
    table.cell(code(loss.thing));
    table.cell(means);
    table.cell(code(&promise(&loss.promise)));
    table.cell(if kept { "kept" } else { "not kept" });
    table.cell(if seconds == "the last 0s" { "nothing" } else { &seconds });
}

fn means(means: Means) -> &'static str {
    match means {
        Means::Node => "another node",
        Means::Copy => "a copy in another region",
        Means::Backup => "a backup",
    }
}
