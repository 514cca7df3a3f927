//! What mends cost. In: findings whose mends are edits, the policies that they are about. Out: the same findings, each
//! with what its edits change in the cost of its service. Nothing is found anew.

mod apply;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use self::apply::apply;
use crate::diagnostic::{Bill, Change, Edit, Finding, Seat};
use crate::figures::money::Moment;
use crate::model::{self, Place, Unit};
use crate::ratio::Ratio;
use crate::settings::Settings;
use crate::source::{Sources, Span};
use crate::syntax::tree::{Kind, Node, Statement};
use crate::{figures, folder, plan, syntax};

/// As much text as is read again for the sake of mends, in bytes: what comes later is not priced, so that thousands of
/// findings take no longer than some.
const READ_AGAIN: usize = 256 << 10;

/// Adds to each finding what its edits change in the cost of its service by the month: the figures of the edited policy
/// beside those of the policy as it stands. A finding of several environments is priced in all of them together, each in
/// the tier that the finding is about, else in its current one.
pub fn price(findings: &mut [Finding], units: &[Unit], sources: &Sources, settings: &Settings) {
    let mut desk = Desk { units, sources, settings, known: BTreeMap::new(), left: READ_AGAIN };
    for finding in findings.iter_mut().filter(|finding| !finding.edits.is_empty()) {
        finding.bill = desk.bill(finding);
    }
}

/// Where mends are priced one after the other.
struct Desk<'a> {
    units: &'a [Unit],
    sources: &'a Sources,
    settings: &'a Settings,
    known: BTreeMap<Vec<Seat>, Envelope>,
    left: usize,
}

/// Dollars a month of all environments together.
#[derive(Clone, Copy)]
struct Envelope {
    floor: Ratio,
    peak: Ratio,
}

impl Desk<'_> {
    fn bill(&mut self, finding: &Finding) -> Option<Bill> {
        let service = &finding.seats.first()?.service;
        let unit = self.units.iter().find(|unit| unit.body.iter().any(|it| is(it, service)))?;
        let unit = alone(unit, service);
        let mended = self.mended(&unit, &finding.edits)?;
        let before = match self.known.get(&finding.seats) {
            Some(known) => *known,
            None => envelope(&unit, &finding.seats, self.settings)?,
        };
        self.known.insert(finding.seats.clone(), before);
        let after = envelope(&mended, &finding.seats, self.settings)?;
        let change = |before, after| Change { before, after };
        Some(Bill {
            floor: change(before.floor, after.floor),
            peak: change(before.peak, after.peak),
        })
    }

    /// The unit with edits made; none where that is no policy any more, or where too much was read already.
    fn mended(&mut self, unit: &Unit, edits: &[Edit]) -> Option<Unit> {
        let mut mended = unit.clone();
        let bodies = std::iter::once(&mut mended.body).chain(&mut mended.used);
        for statement in bodies.flatten() {
            let inside = edits.iter().filter(|edit| statement.span.holds(edit.at()));
            let inside: Vec<Edit> = inside.cloned().collect();
            if !inside.is_empty() {
                self.left = self.left.checked_sub(statement.span.range().len())?;
                *statement = rewritten(self.sources, statement, &inside)?;
            }
        }
        Some(mended)
    }
}

/// A statement of the top level with edits made, read again.
fn rewritten(sources: &Sources, statement: &Statement, edits: &[Edit]) -> Option<Statement> {
    let body = std::slice::from_ref(statement);
    let Span { file, start, end } = statement.span;
    let before = sources.get(file)?.text.get(..end as usize)?;
    let after = apply(before, body, edits)?;
    let (tree, findings) = syntax::parse(file, after.get(start as usize..)?);
    if findings.is_empty() { tree.body.into_iter().next() } else { None }
}

fn is(statement: &Statement, service: &str) -> bool {
    match &statement.node {
        Node::Block(block) => {
            block.kind.node == Kind::Service
                && block.name.as_ref().is_some_and(|name| name.node == service)
        }
        _ => false,
    }
}

/// A unit without its other services.
fn alone(unit: &Unit, service: &str) -> Unit {
    let other = |statement: &Statement| match &statement.node {
        Node::Block(block) => block.kind.node == Kind::Service && !is(statement, service),
        _ => false,
    };
    let body = unit.body.iter().filter(|statement| !other(statement)).cloned().collect();
    Unit { body, used: unit.used.clone() }
}

/// What all environments of the only service of a unit cost.
fn envelope(unit: &Unit, seats: &[Seat], settings: &Settings) -> Option<Envelope> {
    let (services, _) = model::resolve(std::slice::from_ref(unit));
    let service = services.first()?;
    let mut all = Envelope { floor: Ratio::ZERO, peak: Ratio::ZERO };
    for place in &service.places {
        let policy = place.tiers.get(tier(place, seats))?;
        let plan = plan::plan(policy, settings);
        let money = figures::figures(policy, &plan, settings).money;
        all.floor = all.floor + money.total(Moment::Floor).known;
        all.peak = all.peak + money.total(Moment::Peak).known;
    }
    Some(all)
}

/// The tier of an environment that a finding is about, else its current one.
fn tier(place: &Place, seats: &[Seat]) -> usize {
    let seat = seats.iter().find(|seat| seat.environment == folder(place));
    let name = seat.and_then(|seat| seat.tier.as_ref());
    let named = |name: &String| {
        place
            .tiers
            .iter()
            .position(|policy| policy.tier.as_ref().is_some_and(|tier| tier.name.node == *name))
    };
    name.and_then(named).unwrap_or(place.current)
}
