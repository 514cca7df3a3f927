//! What mends cost. In: findings whose mends are edits, the policies that they are about. Out: the same findings, each
//! with what its edits change in the cost of its service. Nothing is found anew.

mod apply;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use self::apply::apply;
use crate::diagnostic::{Bill, Change, Edit, Finding, Seat};
use crate::figures::money::{Moment, Money, Payee, Verdict};
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
/// beside those of the policy as it stands. All environments of the service count together, each in the tier that the
/// finding is about, else in its current one. Two sides that do not have a price of the same things are not compared.
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
    /// The envelopes of services as they stand, by name and by where a finding was met.
    known: BTreeMap<(String, Vec<Seat>), Envelope>,
    left: usize,
}

/// Dollars a month of all environments together.
#[derive(Clone)]
struct Envelope {
    floor: Ratio,
    peak: Ratio,
    /// What stands in no price list, by environment, kind and name.
    unknown: BTreeSet<String>,
}

impl Desk<'_> {
    fn bill(&mut self, finding: &Finding) -> Option<Bill> {
        let (unit, name) = self.alone(finding)?;
        self.afford(&unit)?;
        let mended = self.mended(&unit, &finding.edits)?;
        let key = (name, finding.seats.clone());
        let before = match self.known.get(&key) {
            Some(known) => known.clone(),
            None => envelope(&unit, &finding.seats, self.settings)?,
        };
        let after = envelope(&mended, &finding.seats, self.settings)?;
        let bill = (before.unknown == after.unknown).then_some(Bill {
            floor: Change { before: before.floor, after: after.floor },
            peak: Change { before: before.peak, after: after.peak },
        });
        self.known.insert(key, before);
        bill
    }

    /// The service that a finding is about, without the others of its unit: the one that it was met in, else the one whose
    /// text its edits change.
    fn alone(&self, finding: &Finding) -> Option<(Unit, String)> {
        if self.left == 0 {
            return None;
        }
        let name = self.about(finding)?;
        let unit = self.units.iter().find(|unit| unit.body.iter().any(|it| is(it, name)))?;
        let wanted = |statement: &&Statement| is(statement, name) || service(statement).is_none();
        let body = unit.body.iter().filter(wanted).cloned().collect();
        Some((Unit { body, used: unit.used.clone() }, name.to_owned()))
    }

    fn about<'f>(&'f self, finding: &'f Finding) -> Option<&'f str> {
        if let Some(seat) = finding.seats.first() {
            return Some(&seat.service);
        }
        let place = finding.edits.first()?.at();
        let mut statements = self.units.iter().flat_map(|unit| &unit.body);
        statements.find(|statement| statement.span.holds(place)).and_then(service)
    }

    /// Takes the text of a unit from what may still be read; nothing is read any more once that is not enough.
    fn afford(&mut self, unit: &Unit) -> Option<()> {
        let statements = unit.body.iter().chain(unit.used.iter().flatten());
        let text: usize = statements.map(|statement| statement.span.range().len()).sum();
        let left = self.left.checked_sub(text);
        self.left = left.unwrap_or(0);
        left.map(|_| ())
    }

    /// The unit with edits made; none where that is no policy any more.
    fn mended(&self, unit: &Unit, edits: &[Edit]) -> Option<Unit> {
        let mut mended = unit.clone();
        let bodies = std::iter::once(&mut mended.body).chain(&mut mended.used);
        for statement in bodies.flatten() {
            let inside = edits.iter().filter(|edit| statement.span.holds(edit.at()));
            let inside: Vec<Edit> = inside.cloned().collect();
            if !inside.is_empty() {
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

/// The name of a service, where a statement is one.
fn service(statement: &Statement) -> Option<&str> {
    match &statement.node {
        Node::Block(block) if block.kind.node == Kind::Service => {
            block.name.as_ref().map(|name| name.node.as_str())
        }
        _ => None,
    }
}

fn is(statement: &Statement, name: &str) -> bool {
    service(statement) == Some(name)
}

/// What all environments of the only service of a unit cost.
fn envelope(unit: &Unit, seats: &[Seat], settings: &Settings) -> Option<Envelope> {
    let (services, _) = model::resolve(std::slice::from_ref(unit));
    let service = services.first()?;
    let mut all = Envelope { floor: Ratio::ZERO, peak: Ratio::ZERO, unknown: BTreeSet::new() };
    for place in &service.places {
        let policy = place.tiers.get(tier(place, seats))?;
        let plan = plan::plan(policy, settings);
        let money = figures::figures(policy, &plan, settings).money;
        all.floor = all.floor + money.total(Moment::Floor).known;
        all.peak = all.peak + money.total(Moment::Peak).known;
        all.unknown.extend(unknown(&money).map(|what| format!("{} {what}", folder(place))));
    }
    Some(all)
}

/// What has no price, also where an estimate stands in for it.
fn unknown(money: &Money) -> impl Iterator<Item = String> {
    let named = |payee: Payee, what: &str| format!("{:?} {} {what}", payee.part, payee.name);
    let missing = money.not_priced.iter().map(move |it| named(it.payee, &it.what));
    let estimated = money.claims.iter().filter(|claim| claim.verdict == Verdict::Counted);
    missing.chain(estimated.map(move |claim| named(claim.payee, "")))
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
