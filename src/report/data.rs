//! Lost data in a report. In: losses of data by promise and thing. Out: how old what comes back is, against the promise.

use super::Report;
use super::page::{Part, Section, Table};
use super::quote::code;
use super::words::{keeps, promise};
use crate::figures::loss_of_data::{DataLoss, Means};
use crate::model::measure::base;
use crate::ratio::Ratio;
use crate::words::stretch;

/// The section.
pub fn section(report: &Report) -> Section {
    let rows = report.figures.data_losses.iter().map(row).collect();
    let head = ["what is lost", "of what", "comes back from", "promise", "", "what is missing"];
    Section::new("Data", vec![Part::Table(Table::new(&head, 5, rows))])
}

fn row(loss: &DataLoss) -> Vec<String> {
    let promised = base(loss.promise.value.node) / Ratio::from_whole(1_000);
    let (means, seconds) = match &loss.age {
        Some(age) => (means(age.means), format!("the last {}", stretch(age.seconds))),
        None => ("nothing", "everything".to_owned()),
    };
    let kept = loss.age.as_ref().is_some_and(|age| keeps(&loss.promise, age.seconds, promised));
    vec![
        loss.scope.word().to_owned(),
        code(loss.thing),
        means.to_owned(),
        code(&promise(&loss.promise)),
        if kept { "kept" } else { "not kept" }.to_owned(),
        if seconds == "the last 0s" { "nothing".to_owned() } else { seconds },
    ]
}

fn means(means: Means) -> &'static str {
    match means {
        Means::Node => "another node",
        Means::Copy => "a copy in another region",
        Means::Backup => "a backup",
    }
}
