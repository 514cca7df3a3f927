//! How high load tests go. In: a test. Out: the rates of its stages, and how fast it rises from one to the next.

use crate::model::load::Stage;
use crate::model::measure::{Dimension, base};
use crate::model::policy::{Load, Quantity};
use crate::ratio::Ratio;
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Ramp, Volume};

/// The rates of a test; numbers of users are not compared, for nothing says what one of them asks for.
pub fn heights(load: &Load) -> impl Iterator<Item = (&Load, &Spanned<Quantity>)> {
    let ends = load.stages.iter().map(|stage| stage.node.end());
    ends.filter(|volume| !volume.users).map(move |volume| (load, &volume.amount))
}

/// A stage of a test that leads from one rate to another.
pub struct Rise<'a> {
    /// The test.
    pub name: &'a str,
    /// Requests a second before it.
    pub from: Ratio,
    /// Requests a second at its end.
    pub to: Ratio,
    /// Seconds that it lasts.
    pub within: Ratio,
    /// Its place.
    pub span: Span,
}

/// The rises of a test: a ramp begins where it says, else where the stage before it ended, the first one at nothing; what
/// a test holds from the start on is no rise.
pub fn rises(load: &Load) -> Vec<Rise<'_>> {
    let mut before: Option<&Stage> = None;
    let mut rises = Vec::new();
    for stage in &load.stages {
        let from = match (&stage.node, before) {
            (Stage::Ramp(Ramp { from: Some(from), .. }), _) => rate(from),
            (_, Some(before)) => rate(before.end()),
            (Stage::Ramp(_), None) => Some(Ratio::ZERO),
            (Stage::Hold(_), None) => None,
        };
        if let (Some(from), Some(to)) = (from, rate(stage.node.end())) {
            let within = base(stage.node.lasts().node) / Ratio::from_whole(1_000);
            rises.push(Rise { name: &load.name.node, from, to, within, span: stage.span });
        }
        before = Some(&stage.node);
    }
    rises
}

fn rate(volume: &Volume) -> Option<Ratio> {
    let amount = volume.amount.node;
    (Dimension::of(amount) == Dimension::Rate).then(|| base(amount))
}
