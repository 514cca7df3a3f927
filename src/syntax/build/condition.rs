//! Metrics, bounds and conditions.

use pest::iterators::Pair;

use super::parts::parts;
use super::{Builder, Rule};
use crate::source::Spanned;
use crate::syntax::literal;
use crate::syntax::tree::{Bound, BoundValue, Condition, Join, Lasting, Metric, Op, Stat, Term};

impl Builder {
    pub(super) fn metric(&mut self, pair: Pair<'_, Rule>) -> Option<Metric> {
        let mut parts = parts(pair);
        let name = self.word(&parts.take(Rule::word)?);
        let stat = parts.take(Rule::stat).map(|pair| self.stat(&pair));
        Some(Metric { name, stat })
    }

    pub(super) fn stat(&mut self, pair: &Pair<'_, Rule>) -> Spanned<Stat> {
        let Spanned { node: word, span } = self.written(pair);
        let stat = match word {
            "avg" => Stat::Avg,
            "min" => Stat::Min,
            "max" => Stat::Max,
            "sum" => Stat::Sum,
            other => literal::percentile(other).unwrap_or_else(|trouble| {
                self.complain(span, trouble);
                Stat::Percentile(500)
            }),
        };
        Spanned::new(stat, span)
    }

    pub(super) fn op(&self, pair: &Pair<'_, Rule>) -> Spanned<Op> {
        self.written(pair).map(|sign| match sign {
            "<" => Op::Less,
            "<=" => Op::LessEqual,
            ">" => Op::Greater,
            _ => Op::GreaterEqual,
        })
    }

    pub(super) fn bound(&mut self, pair: Pair<'_, Rule>) -> Option<Bound> {
        let mut parts = parts(pair);
        let value = self.bound_value(&parts.figure()?);
        let of_capacity = parts.take(Rule::of_capacity).map(|pair| self.span(&pair));
        let per_replica = parts.take(Rule::per_replica).map(|pair| self.span(&pair));
        Some(Bound { value, of_capacity, per_replica })
    }

    fn bound_value(&mut self, pair: &Pair<'_, Rule>) -> Spanned<BoundValue> {
        if pair.as_rule() == Rule::k_objective {
            Spanned::new(BoundValue::Objective, self.span(pair))
        } else {
            self.quantity(pair).map(BoundValue::Quantity)
        }
    }

    #[inline(never)]
    pub(super) fn condition(&mut self, pair: Pair<'_, Rule>) -> Option<Condition> {
        let span = self.span(&pair);
        let (mut terms, mut join, mut hold) = (Vec::with_capacity(1), None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::term => terms.push(self.term(part)?),
                Rule::k_and => self.joined(&mut join, Join::And, &part),
                Rule::k_or => self.joined(&mut join, Join::Or, &part),
                Rule::lasting => hold = self.lasting(part),
                _ => {}
            }
        }
        Some(Condition { terms, join, hold, span })
    }

    fn joined(&mut self, join: &mut Option<Spanned<Join>>, word: Join, pair: &Pair<'_, Rule>) {
        let span = self.span(pair);
        match join {
            None => *join = Some(Spanned::new(word, span)),
            Some(first) if first.node != word => {
                let first = first.span;
                self.complain_beside(span, literal::mixed_joins(), first, "first joined here");
            }
            Some(_) => {}
        }
    }

    fn term(&mut self, pair: Pair<'_, Rule>) -> Option<Term> {
        let span = self.span(&pair);
        let mut parts = parts(pair);
        let metric = self.metric(parts.take(Rule::metric)?)?;
        let op = self.op(&parts.take(Rule::op)?);
        let bound = self.bound(parts.take(Rule::bound)?)?;
        Some(Term { metric, op, bound, span })
    }

    fn lasting(&mut self, pair: Pair<'_, Rule>) -> Option<Lasting> {
        let mut parts = parts(pair);
        let bad = self.quantity(&parts.take(Rule::literal)?);
        let of = parts.take(Rule::literal).map(|pair| self.quantity(&pair));
        Some(Lasting { bad, of })
    }
}
