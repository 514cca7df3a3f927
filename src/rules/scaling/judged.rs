//! Metrics by which a workload is scaled out and in. In: the sentences of a body. Out: what the judgement of stability
//! reads, in one unit a metric, and where each figure was said; words for loads and counts.

use crate::model::measure::{Bounds, Ratio, base};
use crate::model::policy::{
    BoundValue, Direction, Join, Op, Policy, Promise, Stat, Step, Term, WorkloadBody,
};
use crate::plan::scaling::change;
use crate::rules::shared;
use crate::source::Spanned;
use crate::stability::{self, Rule, Run, Verdict};
use crate::syntax::tree::{Number, Quantity, Scale, Unit};
use crate::words::tick;

/// A metric that both directions name.
pub struct Judged<'a> {
    /// Its name.
    pub metric: &'a str,
    /// The sizes between which it scales.
    pub bounds: Bounds<u64>,
    /// What is said of it.
    pub rules: Vec<Rule>,
    /// Where each rule is said.
    pub said: Vec<Said<'a>>,
    unit: Unit,
}

/// A condition of a step.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// The sentence.
    pub step: &'a Spanned<Step>,
    /// The condition.
    pub term: &'a Term,
}

impl Said<'_> {
    fn key(&self) -> (&str, Stat) {
        (&self.term.metric.name.node, shared::stat(&self.term.metric))
    }

    fn towards(&self, direction: Direction) -> bool {
        self.step.direction.node == direction
    }
}

/// The metrics of a body that both directions name, in the order in which it scales out on them. Each is judged alone, as if
/// the others let it; of an `and` only the one whose thresholds are furthest apart.
pub fn judged<'a>(policy: &Policy, body: &'a WorkloadBody) -> Vec<Judged<'a>> {
    let Some(bounds) = body.replicas.as_ref().map(|replicas| replicas.node) else {
        return Vec::new();
    };
    if bounds.min >= bounds.max {
        return Vec::new();
    }
    let all: Vec<Said> = body.steps.iter().flat_map(terms).collect();
    let ins: Vec<Said> = all.iter().copied().filter(|said| said.towards(Direction::In)).collect();
    let promises = [body.promises.as_slice(), policy.promises.as_slice()];
    let named = |said: &Said| ins.iter().any(|other| other.key() == said.key());
    let outs = all.iter().copied().filter(|said| said.towards(Direction::Out) && named(said));
    let outs: Vec<Said> =
        outs.filter(|said| binds(*said, &ins, body, &promises) == Some(true)).collect();
    let mut found: Vec<Judged> = Vec::new();
    let mut seen = Vec::new();
    for first in &outs {
        if seen.contains(&first.key()) {
            continue;
        }
        seen.push(first.key());
        let same = |said: &&Said| said.key() == first.key();
        let said: Vec<Said> = outs.iter().chain(&ins).filter(same).copied().collect();
        found.extend(Judged::new(body, bounds, said, &promises));
    }
    found
}

impl<'a> Judged<'a> {
    fn new(
        body: &WorkloadBody,
        bounds: Bounds<u64>,
        said: Vec<Said<'a>>,
        promises: &[&[Spanned<Promise>]],
    ) -> Option<Self> {
        let metric = said.first()?.term.metric.name.node.as_str();
        let unit = unit(&said, promises)?;
        let rule = |said: &Said| {
            let threshold = threshold(said.term, body, unit, promises)?;
            Some(rule(*said, threshold))
        };
        let rules = said.iter().map(rule).collect::<Option<Vec<Rule>>>()?;
        Some(Self { metric, bounds, rules, said, unit })
    }

    /// Whether counts come to rest, by the steps of AWS.
    pub fn verdict(&self) -> Verdict {
        stability::judge(self.bounds, &self.rules)
    }

    /// Whether two rules contradict each other, whatever they move.
    pub fn overlap(&self) -> Verdict {
        stability::overlap(self.bounds, &self.rules)
    }

    /// Whether the figure of a replica is a share of what it has.
    fn shares(&self) -> bool {
        self.unit == Unit::Share && self.rules.iter().all(|rule| rule.falls)
    }

    /// ``a `cpu` load of 150% of one replica``, ``a `connections` load of 240k in all``.
    pub fn load(&self, run: &Run) -> String {
        let whole = if self.shares() { "of one replica" } else { "in all" };
        format!("a {} load of {} {whole}", tick(self.metric), self.figure(run.load))
    }

    /// What a rule sees at a count: `75%`.
    pub fn sees(&self, rule: usize, run: &Run, count: u64) -> String {
        let falls = self.rules.get(rule).is_some_and(|rule| rule.falls);
        let parts = if falls { u128::from(count.max(1)) } else { 1 };
        self.figure(Ratio { under: run.load.under.saturating_mul(parts), ..run.load })
    }

    /// A figure in the unit of the thresholds, rounded half up to two places.
    pub fn figure(&self, figure: Ratio) -> String {
        let hundredths = figure.over.saturating_mul(200).saturating_add(figure.under)
            / figure.under.saturating_mul(2).max(1);
        format!("{}{}", Ratio { over: hundredths, under: 100 }.decimal(), self.unit)
    }
}

/// `2 → 3 → 2`, long ways with a gap.
pub fn counts(counts: &[u64]) -> String {
    const SHOWN: usize = 8;
    let words: Vec<String> = counts.iter().map(u64::to_string).collect();
    match words.as_slice() {
        [first, second, third, .., before, last] if words.len() > SHOWN => {
            [first, second, third, "…", before, last].join(" → ")
        }
        all => all.join(" → "),
    }
}

/// Whether a condition to scale out decides what becomes of its sentence. Of several joined by `and` that scale-in names
/// as well, all have to leap over their gaps at the same counts: if the widest is leapt over, the others are. A total is
/// never above the one and below the other threshold, whatever the count is. None where a figure is missing.
fn binds(
    said: Said,
    ins: &[Said],
    body: &WorkloadBody,
    promises: &[&[Spanned<Promise>]],
) -> Option<bool> {
    let joined = said.step.when.join.as_ref().is_some_and(|join| join.node == Join::And);
    let same = |one: &Said, other: &Said| one.key() == other.key();
    let shared = |other: &Said| ins.iter().any(|within| same(within, other));
    let others: Vec<Said> =
        terms(said.step).filter(|other| shared(other) && !same(other, &said)).collect();
    if !joined || others.is_empty() {
        return Some(true);
    }
    let gap = |out: &Said| {
        let within = ins.iter().find(|within| same(within, out))?;
        let unit = unit(&[*out, *within], promises)?;
        let high = threshold(out.term, body, unit, promises)?;
        let low = threshold(within.term, body, unit, promises)?;
        let averages = falls(out.term) && falls(within.term);
        times(high, Ratio { over: low.under, under: low.over }).filter(|_| averages)
    };
    let own = gap(&said)?;
    let wider = |other: &Said| {
        let other = gap(other)?;
        Some(own.over.checked_mul(other.under)? >= other.over.checked_mul(own.under)?)
    };
    others.iter().map(wider).try_fold(true, |all, one| Some(all && one?))
}

fn terms(step: &Spanned<Step>) -> impl Iterator<Item = Said<'_>> {
    step.when.terms.iter().map(move |term| Said { step, term })
}

/// The unit of a metric's thresholds: the first that is no share of a capacity, else percent.
fn unit(said: &[Said], promises: &[&[Spanned<Promise>]]) -> Option<Unit> {
    let plain = said.iter().find(|said| said.term.bound.of_capacity.is_none());
    let literal = |said: &Said| shared::quantity(&said.term.metric, &said.term.bound, promises);
    plain.map_or(Some(Unit::Share), |said| literal(said).map(|literal| literal.unit))
}

fn threshold(
    term: &Term,
    body: &WorkloadBody,
    unit: Unit,
    promises: &[&[Spanned<Promise>]],
) -> Option<Ratio> {
    let written = base(shared::quantity(&term.metric, &term.bound, promises)?);
    let figure = match term.bound.of_capacity {
        Some(_) if unit != Unit::Share => {
            let whole = capacity(&term.metric.name.node, body)?;
            times(times(written, whole)?, Ratio { over: 1, under: 100 })?
        }
        Some(_) | None => written,
    };
    let one = base(Quantity { number: Number::whole(1), unit });
    times(figure, Ratio { over: one.under, under: one.over })
}

fn capacity(metric: &str, body: &WorkloadBody) -> Option<Ratio> {
    match metric {
        "requests" => body.serves.as_ref().map(|serves| serves.node.base()),
        "connections" => {
            let held = body.connections.as_ref()?;
            let unit = Unit::Count(Scale::One);
            Some(base(Quantity { number: Number::whole(held.node), unit }))
        }
        _ => None,
    }
}

fn times(one: Ratio, other: Ratio) -> Option<Ratio> {
    let over = one.over.checked_mul(other.over)?;
    let under = one.under.checked_mul(other.under).filter(|under| *under > 0)?;
    Some(Ratio { over, under })
}

fn rule(said: Said, threshold: Ratio) -> Rule {
    let Said { step, term } = said;
    Rule {
        direction: step.direction.node,
        by: change(step.by.node),
        above: shared::upward(term.op.node),
        inclusive: matches!(term.op.node, Op::GreaterEqual | Op::LessEqual),
        threshold,
        falls: falls(term),
    }
}

/// Averages over replicas fall as these are added; totals do not, and of the rest (response times, errors) nobody knows how
/// they would.
pub fn falls(term: &Term) -> bool {
    let average = matches!(term.metric.name.node.as_str(), "cpu" | "memory" | "utilization");
    average || term.bound.of_capacity.is_some() || term.bound.per_replica.is_some()
}

/// The condition to scale in that belongs to one to scale out: under half of it, in its last digit.
pub fn half(out: &Term) -> Option<Term> {
    let BoundValue::Quantity(written) = out.bound.value.node else { return None };
    let number = Number { digits: written.number.digits / 2, ..written.number };
    if number.digits == 0 || !shared::upward(out.op.node) {
        return None;
    }
    let mut term = out.clone();
    term.op.node = Op::Less;
    term.bound.value.node = BoundValue::Quantity(Quantity { number, ..written });
    Some(term)
}
