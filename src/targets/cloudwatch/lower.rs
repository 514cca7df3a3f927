//! One alarm of the plan in `CloudWatch`'s terms. In: the alarm. Out: a metric or an expression with its threshold.
//! Several conditions become one expression that is 1 where they hold.

use std::borrow::Cow;

use super::alarm::{Comparison, MetricAlarm, Query, Source, Watched};
use super::measure::{Series, series};
use crate::model::measure::Ratio;
use crate::plan::Plan;
use crate::plan::alarm::{Alarm, Purpose, Term};
use crate::plan::names::limited;
use crate::syntax::tree::{Join, Op, Severity};

/// Text that is part of this program, or made of what a policy says.
type Text = Cow<'static, str>;

/// The longest name of an alarm (`PutMetricAlarm`).
const LONGEST_NAME: usize = 255;

/// An alarm as `CloudWatch` has it.
pub fn lower<'a>(plan: &Plan, alarm: &'a Alarm) -> MetricAlarm<'a> {
    let name = limited(&format!("{}-{}", plan.name, alarm.real), LONGEST_NAME);
    let (watched, comparison, threshold) = match alarm.terms.as_slice() {
        [only] => one(plan, alarm, only),
        several => joined(plan, alarm, several),
    };
    let low_samples = match &watched {
        Watched::Metric(metric) if metric.extended() => Some(low_samples(alarm.purpose)),
        Watched::Metric(_) | Watched::Queries(_) => None,
    };
    MetricAlarm { alarm, name, watched, comparison, threshold, low_samples }
}

/// What a percentile of few samples is worth: nothing for a warning, everything for a page or a decision on size.
fn low_samples(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Tell(Severity::Warn) => "ignore",
        Purpose::Tell(Severity::Page) | Purpose::Scale(_) => "evaluate",
    }
}

fn comparison(op: Op) -> Comparison {
    match op {
        Op::Less => Comparison::Less,
        Op::LessEqual => Comparison::LessEqual,
        Op::Greater => Comparison::Greater,
        Op::GreaterEqual => Comparison::GreaterEqual,
    }
}

fn one(plan: &Plan, alarm: &Alarm, term: &Term) -> (Watched, Comparison, Ratio) {
    let Series { id, expression, label, mut queries, threshold } = series(plan, alarm, term);
    let watched = match expression {
        Some(expression) => {
            let id = if queries.iter().any(|query| query.id == id) {
                format!("{id}_filled").into()
            } else {
                id
            };
            queries.insert(0, figure(id, label, expression));
            Watched::Queries(queries)
        }
        None => match queries.pop().map(|query| query.source) {
            Some(Source::Metric(metric)) => Watched::Metric(metric),
            Some(Source::Expression(_)) | None => Watched::Queries(queries),
        },
    };
    (watched, comparison(term.op), threshold)
}

fn figure(id: Text, label: Text, expression: Text) -> Query {
    let source = Source::Expression(expression);
    Query { id, label: Some(label), source, why: None, alike: None }
}

/// 1 where the conditions hold, else 0.
fn joined(plan: &Plan, alarm: &Alarm, terms: &[Term]) -> (Watched, Comparison, Ratio) {
    let mut queries: Vec<Query> = Vec::new();
    let mut conditions = Vec::new();
    for term in terms {
        let Series { id, expression, queries: needed, threshold, .. } = series(plan, alarm, term);
        let operand = match expression {
            // An expression of its own keeps the condition readable.
            Some(expression) if !needed.iter().any(|query| query.id == id) => {
                add(&mut queries, inner(id.clone(), expression));
                id
            }
            Some(expression) => expression,
            None => filled(alarm, terms, term, id),
        };
        for query in needed {
            add(&mut queries, query);
        }
        let threshold = threshold.decimal();
        conditions.push(format!("{operand} {} {threshold}", sign(term.op)));
    }
    let (word, sign) = match alarm.join {
        Some(Join::Or) => ("or", " OR "),
        Some(Join::And) | None => ("and", " AND "),
    };
    let said: Vec<String> = terms.iter().map(said).collect();
    let label = format!("1 where {}", said.join(&format!(" {word} ")));
    let expression = format!("IF({}, 1, 0)", conditions.join(sign));
    queries.insert(0, figure("holds".into(), label.into(), expression.into()));
    (Watched::Queries(queries), Comparison::GreaterEqual, Ratio { over: 1, under: 1 })
}

/// In an `or` a gap of one metric must not hide what the others say: a sparse one counts as not reached.
fn filled(alarm: &Alarm, terms: &[Term], term: &Term, id: Text) -> Text {
    let mixed = alarm.join == Some(Join::Or) && terms.iter().any(|other| !other.dense);
    match term.op {
        Op::Greater | Op::GreaterEqual if mixed && !term.dense => format!("FILL({id}, 0)").into(),
        Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => id,
    }
}

fn inner(id: Text, expression: Text) -> Query {
    let source = Source::Expression(expression);
    Query { id, label: None, source, why: None, alike: None }
}

/// Each query once: two conditions on one metric share it.
fn add(queries: &mut Vec<Query>, query: Query) {
    if !queries.iter().any(|known| known.id == query.id) {
        queries.push(query);
    }
}

fn said(term: &Term) -> String {
    format!("{} {} {}", term.metric, sign(term.op), term.written)
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Less => "<",
        Op::LessEqual => "<=",
        Op::Greater => ">",
        Op::GreaterEqual => ">=",
    }
}
