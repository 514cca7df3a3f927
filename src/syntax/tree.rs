//! The tree of a policy: exactly what was typed, each thing with its place. It holds what a page of the
//! language can say, whether it makes sense or not; the model decides that.

mod alarm;
mod block;
mod change;
mod condition;
mod load;
mod scaling;
mod way;

use std::sync::Arc;

use crate::source::Spanned;

pub use super::quantity::{Clock, Date, MoneyPer, Number, Per, Quantity, Scale, Size, Time, Unit};
pub use alarm::{Alarm, Gaps, Notify, Severity};
pub use block::{Attribute, Block, Kind, Value};
pub use change::{Allow, Backup, Drill, DrillAction, Frequency, Strategy};
pub use condition::{Bound, BoundValue, Condition, Join, Lasting, Metric, Op, Promise, Stat, Term};
pub use load::{Hold, Ramp, Send, Volume};
pub use scaling::{Direction, Keep, Pace, Predict, Step, Window};
pub use way::{Origin, Replicate, Route, Target, Uses};

/// A word and its place.
pub type Word = Spanned<String>;

/// A statement and the whole stretch that it takes.
pub type Statement = Spanned<Node>;

/// The statements between two braces, in the order of the text.
pub type Body = Vec<Statement>;

/// Everything that can be stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// `WORD = VALUE`
    Attribute(Attribute),
    /// A block with a body, which the bodies that are merged of it share.
    Block(Arc<Block>),
    /// An entry of `objective`: `latency p95 < 400ms`.
    Promise(Promise),
    /// `use "file.terrace"`
    Use(Word),
    /// `keep cpu at 65%`
    Keep(Keep),
    /// `scale out by 50% when cpu > 65% for 2m then wait 1m`
    Step(Box<Step>),
    /// `scale in at most 10% every 1m after 5m`
    Pace(Pace),
    /// `at least 4 from 08:00 to 20:00 on mon..fri in "Europe/Berlin"`
    Window(Box<Window>),
    /// `predict cpu at 60% ahead 10m`
    Predict(Predict),
    /// `page "text" when errors > objective for 5m`
    Alarm(Box<Alarm>),
    /// `notify page to oncall`
    Notify(Notify),
    /// `route 70% to web`
    Route(Box<Route>),
    /// `failover us-west-2 -> us-east-1`
    Failover(Vec<Word>),
    /// `uses db { pool = 5..20 }`
    Uses(Uses),
    /// `replicate images from us-west-2 to us-east-1 within 5m`
    Replicate(Replicate),
    /// `release canary 10% for 2m`
    Release(Strategy),
    /// `release staging -> prod`
    Rings(Vec<Word>),
    /// `backup daily keep 30d to us-east-1`
    Backup(Backup),
    /// `drill monthly lose 1 web`
    Drill(Drill),
    /// `allow cost/over-budget because "…" until 2027-06-30`
    Allow(Allow),
    /// `hold 500 users for 30m`
    Hold(Hold),
    /// `ramp from 50/s to 100/s over 10m`
    Ramp(Ramp),
    /// `send 40% to "POST /cart"`
    Send(Send),
}
