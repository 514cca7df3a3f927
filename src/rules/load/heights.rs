//! How high load tests go. In: a test. Out: the rates of its stages.

use crate::model::load::Stage;
use crate::model::policy::{Load, Quantity};
use crate::source::Spanned;

/// The rates of a test; numbers of users are not compared, for nothing says what one of them asks for.
pub fn heights(load: &Load) -> impl Iterator<Item = (&Load, &Spanned<Quantity>)> {
    let volumes = load.stages.iter().map(|stage| match &stage.node {
        Stage::Hold(hold) => &hold.at,
        Stage::Ramp(ramp) => &ramp.to,
    });
    volumes.filter(|volume| !volume.users).map(move |volume| (load, &volume.amount))
}
