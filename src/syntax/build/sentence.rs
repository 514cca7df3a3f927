//! Sentences of scaling, alarms, change and tests.

use pest::iterators::Pair;

use super::parts::{Parts, parts};
use super::{Builder, Rule};
use crate::source::Spanned;
use crate::syntax::tree::{
    Alarm, Allow, Backup, Direction, Drill, DrillAction, Frequency, Gaps, Hold, Keep, Node, Pace,
    Predict, Promise, Quantity, Ramp, Send, Severity, Step, Strategy, Volume, Window,
};

impl Builder {
    pub(super) fn sentence(&mut self, rule: Rule, parts: Parts<'_>) -> Option<Node> {
        match rule {
            Rule::alarm => self.alarm(parts),
            Rule::keep => self.keep(parts),
            Rule::step => self.step(parts),
            Rule::pace => self.pace(parts),
            Rule::window => self.window(parts),
            Rule::predict => self.predict(parts),
            Rule::release => self.release(parts),
            Rule::backup => self.backup(parts),
            Rule::drill => self.drill(parts),
            Rule::promise => self.promise(parts),
            Rule::allow => self.allow(parts),
            Rule::hold => self.hold(parts),
            Rule::ramp => self.ramp(parts),
            Rule::send => self.send(parts),
            _ => self.way(rule, parts),
        }
    }

    #[inline(never)]
    fn promise(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let subject = self.word(&parts.take(Rule::word)?);
        let per = self.inner_word(parts.take(Rule::per_thing));
        let stat = parts.take(Rule::stat).map(|pair| self.stat(&pair));
        let scope = parts.take(Rule::scope).map(|pair| self.word(&pair));
        let op = self.op(&parts.take(Rule::op)?);
        let value = self.quantity(&parts.take(Rule::literal)?);
        Some(Node::Promise(Promise { subject, stat, scope, per, op, value }))
    }

    fn keep(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let metric = self.metric(parts.take(Rule::metric)?)?;
        let at = self.bound(parts.take(Rule::bound)?)?;
        Some(Node::Keep(Keep { metric, at }))
    }

    #[inline(never)]
    fn step(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let direction = self.direction(&parts.take(Rule::direction)?);
        let by = self.quantity(&parts.take(Rule::literal)?);
        let when = self.condition(parts.take(Rule::condition)?)?;
        let wait = self.clause(parts.take(Rule::wait));
        Some(Node::Step(Box::new(Step { direction, by, when, wait })))
    }

    #[inline(never)]
    fn pace(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let direction = self.direction(&parts.take(Rule::direction)?);
        let first = self.quantity(&parts.take(Rule::literal)?);
        let at_most =
            std::iter::once(first).chain(self.clause(parts.take(Rule::or_amount))).collect();
        let every = self.clause(parts.take(Rule::every))?;
        let after = self.clause(parts.take(Rule::after));
        Some(Node::Pace(Pace { direction, at_most, every, after }))
    }

    #[inline(never)]
    fn window(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let at_least = self.clause(parts.take(Rule::least));
        let at_most = self.clause(parts.take(Rule::most));
        let hours = parts.take(Rule::hours).and_then(|pair| {
            let mut parts = super::parts::parts(pair);
            Some((self.clock(&parts.take(Rule::literal)?), self.clock(&parts.take(Rule::literal)?)))
        });
        let on = self.value(parts.take(Rule::value)?)?;
        let zone = self.text(&parts.take(Rule::text)?);
        Some(Node::Window(Box::new(Window { at_least, at_most, hours, on, zone })))
    }

    fn predict(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let metric = self.metric(parts.take(Rule::metric)?)?;
        let at = self.bound(parts.take(Rule::bound)?)?;
        let ahead = self.clause(parts.take(Rule::ahead))?;
        Some(Node::Predict(Predict { metric, at, ahead }))
    }

    #[inline(never)]
    fn alarm(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let severity = self.severity(&parts.take(Rule::severity)?);
        let text = parts.take(Rule::text).map(|pair| self.text(&pair));
        let when = self.condition(parts.take(Rule::condition)?)?;
        let gaps = parts.take(Rule::treating).and_then(|pair| self.gaps(pair));
        Some(Node::Alarm(Box::new(Alarm { severity, text, when, gaps })))
    }

    #[inline(never)]
    fn release(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let pair = parts.any()?;
        let rule = pair.as_rule();
        let mut inner = super::parts::parts(pair);
        Some(match rule {
            Rule::rings => Node::Rings(self.words(inner)),
            Rule::rolling => {
                Node::Release(Strategy::Rolling(self.quantity(&inner.take(Rule::literal)?)))
            }
            Rule::canary => {
                let share = self.quantity(&inner.take(Rule::literal)?);
                Node::Release(Strategy::Canary(share, self.quantity(&inner.take(Rule::literal)?)))
            }
            Rule::blue_green => Node::Release(Strategy::BlueGreen),
            _ => Node::Release(Strategy::AllAtOnce),
        })
    }

    fn backup(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let every = self.frequency(&parts.take(Rule::frequency)?);
        let keep = self.quantity(&parts.take(Rule::literal)?);
        let to = self.inner_word(parts.take(Rule::to_place));
        Some(Node::Backup(Backup { every, keep, to }))
    }

    fn drill(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let frequency = parts.take(Rule::frequency)?;
        let every = self.frequency(&frequency);
        if matches!(every.node, Frequency::Continuously | Frequency::Hourly) {
            self.complain(every.span, super::value::too_often(self.written(&frequency).node));
        }
        let action = if let Some(pair) = parts.take(Rule::lose) {
            let mut inner = super::parts::parts(pair);
            let count = inner.take(Rule::literal).map(|pair| self.quantity(&pair));
            DrillAction::Lose(count, self.target(inner.any()?)?)
        } else {
            DrillAction::Load(self.inner_word(parts.take(Rule::drill_load))?)
        };
        Some(Node::Drill(Drill { every, action }))
    }

    fn allow(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let code = self.word(&parts.take(Rule::word)?);
        let because = self.text(&parts.take(Rule::text)?);
        let until = self.date(&parts.take(Rule::literal)?);
        Some(Node::Allow(Allow { code, because, until }))
    }

    fn hold(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let at = self.volume(parts.take(Rule::volume)?)?;
        let lasts = self.quantity(&parts.take(Rule::literal)?);
        Some(Node::Hold(Hold { at, lasts }))
    }

    fn ramp(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let from = parts.take(Rule::from_volume);
        let from = from.and_then(|pair| self.volume(super::parts::parts(pair).take(Rule::volume)?));
        let to = self.volume(parts.take(Rule::volume)?)?;
        let over = self.quantity(&parts.take(Rule::literal)?);
        Some(Node::Ramp(Ramp { from, to, over }))
    }

    fn send(&mut self, mut parts: Parts<'_>) -> Option<Node> {
        let share = self.quantity(&parts.take(Rule::literal)?);
        let to = self.text(&parts.take(Rule::text)?);
        Some(Node::Send(Send { share, to }))
    }

    fn volume(&mut self, pair: Pair<'_, Rule>) -> Option<Volume> {
        let mut pairs = pair.into_inner();
        let amount = self.quantity(&pairs.next()?);
        Some(Volume { amount, users: pairs.next().is_some() })
    }

    /// The quantity of a clause such as `then wait 1m`.
    pub(super) fn clause(&mut self, clause: Option<Pair<'_, Rule>>) -> Option<Spanned<Quantity>> {
        let literal = parts(clause?).take(Rule::literal)?;
        Some(self.quantity(&literal))
    }

    pub(super) fn severity(&self, pair: &Pair<'_, Rule>) -> Spanned<Severity> {
        self.written(pair).map(|word| if word == "warn" { Severity::Warn } else { Severity::Page })
    }

    fn direction(&self, pair: &Pair<'_, Rule>) -> Spanned<Direction> {
        self.written(pair).map(|word| if word == "out" { Direction::Out } else { Direction::In })
    }

    fn gaps(&self, pair: Pair<'_, Rule>) -> Option<Spanned<Gaps>> {
        let pair = parts(pair).take(Rule::gaps)?;
        Some(self.written(&pair).map(|word| match word {
            "bad" => Gaps::Bad,
            "fine" => Gaps::Fine,
            _ => Gaps::Ignored,
        }))
    }

    fn frequency(&self, pair: &Pair<'_, Rule>) -> Spanned<Frequency> {
        self.written(pair).map(|word| match word {
            "continuously" => Frequency::Continuously,
            "hourly" => Frequency::Hourly,
            "daily" => Frequency::Daily,
            "weekly" => Frequency::Weekly,
            "monthly" => Frequency::Monthly,
            _ => Frequency::Quarterly,
        })
    }
}
